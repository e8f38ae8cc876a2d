// Sums, other reductions, running sums and softmax. Tensors are [outer, reduced, inner].
#ifndef INTERTWINE_TENSORS_REDUCTIONS_H
#define INTERTWINE_TENSORS_REDUCTIONS_H
#include "tensors/product.h"

enum { SUM, MEAN, PRODUCT, MAXIMUM, MINIMUM, ALL, ANY, ARG_MAXIMUM, ARG_MINIMUM };

static float row_sum(const float *x, isize count) {
  f32x16 sum = {0};
  isize k = 0;
  for (; k + 16 <= count; k += 16) sum += *(const f32x16 *)(x + k);
  float rest[16] = {0};
  for (isize l = 0; k < count; k++, l++) rest[l] = x[k];
  return sum_of_sixteen(sum + *(const f32x16 *)rest);
}

// Sums of columns, of the rows `first` to before `last`, put or added.
#define SUM_COLUMNS(TYPE, LANES)                                                       \
  for (; j + LANES <= columns; j += LANES) {                                           \
    TYPE sum = {0}, *total = (TYPE *)(out + j);                                        \
    for (isize r = first; r < last; r++) sum += *(const TYPE *)(x + r * columns + j);  \
    *total = (add ? *total : (TYPE){0}) + sum;                                         \
  }
static void column_sums_of(const float *x, isize first, isize last, isize columns, int add, float *out) {
  isize j = 0;
  SUM_COLUMNS(f32x16, 16)
  SUM_COLUMNS(f32x4, 4)
  for (; j < columns; j++) {
    float sum = 0;
    for (isize r = first; r < last; r++) sum += x[r * columns + j];
    out[j] = (add ? out[j] : 0.0f) + sum;
  }
}
// In parts of ROWS_AT_ONCE rows, which stay in the cache while all columns are summed.
static void column_sums(const float *x, isize rows, isize columns, float *out) {
  isize first = 0;
  do {
    const isize last = rows - first < ROWS_AT_ONCE ? rows : first + ROWS_AT_ONCE;
    column_sums_of(x, first, last, columns, first > 0, out);
    first += ROWS_AT_ONCE;
  } while (first < rows);
}

// Of few rows of two or three columns, a constant.
INLINE void short_sums(const float *x, isize outer, isize rows, int columns, float *out) {
  for (isize o = 0; o < outer; o++, out += columns) {
    float sum[3] = {0};
    for (isize r = 0; r < rows; r++, x += columns)
      UNROLLED for (int j = 0; j < columns; j++) sum[j] += x[j];
    UNROLLED for (int j = 0; j < columns; j++) out[j] = 0.0f + sum[j];
  }
}

// The greatest number, or the least of negated ones; NaN where there is one.
static float row_maximum(const float *x, isize count, float sign) {
  f32x16 most = (f32x16){0} - INFINITE_SINGLE;
  isize k = 0;
  for (; k + 16 <= count; k += 16) {
    f32x16 v = *(const f32x16 *)(x + k) * sign;
    typedef i32 i32x16 __attribute__((vector_size(64), aligned(4)));
    i32x16 mask = (v > most) | (v != v);
    most = (f32x16)(((i32x16)v & mask) | ((i32x16)most & ~mask));
  }
  float all[16], best = -INFINITE_SINGLE;
  *(f32x16 *)all = most;
  for (int l = 0; l < 16; l++) if (all[l] > best || all[l] != all[l]) best = all[l];
  for (; k < count; k++) {
    float v = x[k] * sign;
    if (v > best || v != v) best = v;
  }
  return best * sign;
}

// Every other reduction: out is combined with row after row.
#define EACH_ROW(TYPE, FIRST, NEXT)                                               \
  for (isize o = 0; o < outer; o++) {                                             \
    TYPE *to = (TYPE *)out + o * inner;                                           \
    const TYPE *from = (const TYPE *)x + o * reduced * inner;                     \
    for (isize j = 0; j < inner; j++) to[j] = FIRST;                              \
    for (isize r = 0; r < reduced; r++, from += inner)                            \
      for (isize j = 0; j < inner; j++) {                                         \
        TYPE s = to[j], v = from[j];                                              \
        to[j] = NEXT;                                                             \
      }                                                                           \
  }
#define EACH_BEST(TYPE, BETTER)                                                   \
  for (isize o = 0; o < outer; o++)                                               \
    for (isize j = 0; j < inner; j++) {                                           \
      const TYPE *from = (const TYPE *)x + o * reduced * inner + j;               \
      TYPE best = 0;                                                              \
      i32 at = 0;                                                                 \
      for (isize r = 0; r < reduced; r++) {                                       \
        TYPE v = from[r * inner];                                                 \
        if (r == 0 || v BETTER best) best = v, at = (i32)r;                       \
      }                                                                           \
      ((i32 *)out)[o * inner + j] = at;                                           \
    }

static void reduce_floats(int kind, isize outer, isize reduced, isize inner, const float *x, float *out) {
  switch (kind) {
    case SUM:
    case MEAN:
      if (inner == 2 && reduced <= ROWS_AT_ONCE) short_sums(x, outer, reduced, 2, out);
      else if (inner == 3 && reduced <= ROWS_AT_ONCE) short_sums(x, outer, reduced, 3, out);
      else for (isize o = 0; o < outer; o++) {
        const float *from = x + o * reduced * inner;
        if (inner == 1) out[o] = row_sum(from, reduced);
        else column_sums(from, reduced, inner, out + o * inner);
      }
      if (kind == MEAN) for (isize k = 0; k < outer * inner; k++) out[k] = out[k] / (float)reduced;
      break;
    case PRODUCT: EACH_ROW(float, 1, s * v) break;
    case MAXIMUM:
      if (inner == 1) for (isize o = 0; o < outer; o++) out[o] = row_maximum(x + o * reduced, reduced, 1);
      else EACH_ROW(float, -INFINITE_SINGLE, ((v > s) | (v != v)) ? v : s)
      break;
    case MINIMUM:
      if (inner == 1) for (isize o = 0; o < outer; o++) out[o] = row_maximum(x + o * reduced, reduced, -1);
      else EACH_ROW(float, INFINITE_SINGLE, ((v < s) | (v != v)) ? v : s)
      break;
    case ARG_MAXIMUM: EACH_BEST(float, >) break;
    case ARG_MINIMUM: EACH_BEST(float, <) break;
  }
}

static void reduce_wholes(int kind, isize outer, isize reduced, isize inner, const float *x, float *out) {
  switch (kind) {
    case SUM: EACH_ROW(u32, 0, s + v) break;
    case PRODUCT: EACH_ROW(u32, 1, s * v) break;
    case MAXIMUM: EACH_ROW(i32, (-0x7fffffff - 1), v > s ? v : s) break;
    case MINIMUM: EACH_ROW(i32, 0x7fffffff, v < s ? v : s) break;
    case ALL: EACH_ROW(i32, 1, s & (v != 0)) break;
    case ANY: EACH_ROW(i32, 0, s | (v != 0)) break;
    case ARG_MAXIMUM: EACH_BEST(i32, >) break;
    case ARG_MINIMUM: EACH_BEST(i32, <) break;
  }
}

enum { REDUCTION = 2, FLOATS, OUTER, REDUCED, KEPT, FROM, TO, PARTIAL };
static void reduce_parts(Hand *hand) {
  const i32 *i = hand->i;
  const isize kept = i[KEPT], taken = i[REDUCED] * kept;
  FOR_EACH_PART(hand, from, to) {
    const float *x = hand->base + i[FROM] + from * taken;
    float *out = hand->base + i[TO] + from * kept;
    if (i[FLOATS]) reduce_floats(i[REDUCTION], to - from, i[REDUCED], kept, x, out);
    else reduce_wholes(i[REDUCTION], to - from, i[REDUCED], kept, x, out);
  }
}

// Sums of columns of many rows: a unit is the sum of ROWS_AT_ONCE of them, to be added in their order.
static void partial_sum_parts(Hand *hand) {
  const i32 *i = hand->i;
  const isize rows = i[REDUCED], columns = i[KEPT], each = (rows + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE;
  FOR_EACH_PART(hand, from, to)
    for (isize unit = from; unit < to; unit++) {
      const isize first = unit % each * ROWS_AT_ONCE, last = rows - first < ROWS_AT_ONCE ? rows : first + ROWS_AT_ONCE;
      column_sums_of(hand->base + i[FROM] + unit / each * rows * columns, first, last, columns, 0,
                     hand->base + i[PARTIAL] + unit * columns);
    }
}

static void run_reduce(const i32 *i, float *base, const Team *team) {
  const isize outer = i[OUTER], rows = i[REDUCED], columns = i[KEPT];
  const double size = (double)rows * columns;
  if (i[PARTIAL] < 0) {
    divide(team, reduce_parts, i, base, 0, outer, 5 + size / 8);
    return;
  }
  const isize each = (rows + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE;
  divide(team, partial_sum_parts, i, base, 0, outer * each, ROWS_AT_ONCE * (double)columns / 8);
  const float *sum = base + i[PARTIAL];
  float *out = base + i[TO];
  for (isize o = 0; o < outer; o++, out += columns) {
    copy_numbers(out, sum, columns);
    sum += columns;
    for (isize k = 1; k < each; k++, sum += columns)
      for (isize j = 0; j < columns; j++) out[j] += sum[j];
    if (i[REDUCTION] == MEAN) for (isize j = 0; j < columns; j++) out[j] = out[j] / (float)rows;
  }
}

#define CUMULATE(TYPE, FIRST, NEXT)                                               \
  for (isize o = 0; o < outer; o++)                                               \
    for (isize j = 0; j < inner; j++) {                                           \
      TYPE s = FIRST;                                                             \
      for (isize k = 0; k < length; k++) {                                        \
        isize at = (o * length + (reverse ? length - 1 - k : k)) * inner + j;     \
        TYPE v = ((const TYPE *)x)[at];                                           \
        if (exclusive) ((TYPE *)out)[at] = s;                                     \
        s = NEXT;                                                                 \
        if (!exclusive) ((TYPE *)out)[at] = s;                                    \
      }                                                                           \
    }
static void cumulate_parts(Hand *hand) {
  const i32 *i = hand->i;
  const isize length = i[3], inner = i[4];
  const int product = i[7], exclusive = i[8], reverse = i[9];
  FOR_EACH_PART(hand, from, to) {
    const isize outer = to - from;
    const float *x = hand->base + i[5] + from * length * inner;
    float *out = hand->base + i[6] + from * length * inner;
    if (i[10]) {
      if (product) CUMULATE(float, 1, s * v)
      else CUMULATE(float, 0, s + v)
    } else {
      if (product) CUMULATE(u32, 1, s * v)
      else CUMULATE(u32, 0, s + v)
    }
  }
}
static void run_cumulate(const i32 *i, float *base, const Team *team) {
  divide(team, cumulate_parts, i, base, 0, i[2], (double)i[3] * i[4]);
}

// Rows by the bandful, so that exp is of whole vectors: what fills up the last one is not kept.
#define SOFTMAX_BAND 1024
#define SHORT_ROW 16
static void softmax_rows(isize outer, isize columns, int logarithm, const float *x, float *out) {
  float block[SOFTMAX_BAND + 32];
  const isize band = columns < SOFTMAX_BAND ? SOFTMAX_BAND / columns : 1;
  for (isize from = 0; from < outer; from += band) {
    const isize rows = outer - from < band ? outer - from : band;
    const float *first = x + from * columns;
    float *to = out + from * columns;
    // The result is where exp is taken, but for logarithms, which keep what they shift.
    for (isize r = 0; r < rows; r++) {
      const float *row = first + r * columns;
      float most = row[0];
      if (columns < SHORT_ROW) {
        for (isize k = 1; k < columns; k++) if (row[k] > most || row[k] != row[k]) most = row[k];
      } else most = row_maximum(row, columns, 1);
      isize k = 0;
      float *shifted = to + r * columns;
      for (; k + 4 <= columns; k += 4) *(f32x4 *)(shifted + k) = *(const f32x4 *)(row + k) - most;
      for (; k < columns; k++) shifted[k] = row[k] - most;
    }
    const isize count = rows * columns;
    if (columns < SOFTMAX_BAND) {
      copy_numbers(block, to, count);
      BY_VECTOR(k, count) write(block + k, whole_exponential(read(block + k)));
    }
    for (isize r = 0; r < rows; r++) {
      float *row = to + r * columns, *powers = block + r * columns, sum = 0;
      if (columns < SHORT_ROW) for (isize k = 0; k < columns; k++) sum += powers[k];
      else if (columns < SOFTMAX_BAND) sum = row_sum(powers, columns);
      else for (isize part = 0; part < columns; part += SOFTMAX_BAND) {
        const isize left = columns - part < SOFTMAX_BAND ? columns - part : SOFTMAX_BAND;
        copy_numbers(block, row + part, left);
        BY_VECTOR(k, left) write(block + k, whole_exponential(read(block + k)));
        sum += row_sum(block, left);
        if (!logarithm) copy_numbers(row + part, block, left);
      }
      const float *from_here = columns < SOFTMAX_BAND ? powers : row;
      if (logarithm) {
        const float shift = whole_logarithm(broadcast(sum))[0];
        for (isize k = 0; k < columns; k++) row[k] = row[k] - shift;
      } else {
        isize k = 0;
        for (; k + 4 <= columns; k += 4) *(f32x4 *)(row + k) = *(const f32x4 *)(from_here + k) / ((f32x4){0} + sum);
        for (; k < columns; k++) row[k] = from_here[k] / sum;
      }
    }
  }
}
static void softmax_parts(Hand *hand) {
  const i32 *i = hand->i;
  FOR_EACH_PART(hand, from, to)
    softmax_rows(to - from, i[3], i[4], hand->base + i[5] + from * i[3], hand->base + i[6] + from * i[3]);
}
static void run_softmax(const i32 *i, float *base, const Team *team) {
  divide(team, softmax_parts, i, base, 0, i[2], 5 + 1.5 * i[3]);
}
#endif
