// Numbers that change their place only, and sums of rows by index.
#ifndef INTERTWINE_TENSORS_MOVES_H
#define INTERTWINE_TENSORS_MOVES_H
#include "tensors/map.h"

INLINE void fill_words(i32 *out, i32 value, isize count) {
  for (isize k = 0; k < count; k++) out[k] = value;
}

// A plane of the rearrangement; four by four where rows of one are columns of the other.
static void copy_plane(isize rows, isize columns, const float *x, isize x_row, isize x_column,
                       float *out, isize out_row, isize out_column) {
  if (x_column == 1 && out_column == 1) {
    for (isize r = 0; r < rows; r++) copy_numbers(out + r * out_row, x + r * x_row, columns);
    return;
  }
  if (x_column == 0 && out_column == 1) {
    for (isize r = 0; r < rows; r++) repeat_number(out + r * out_row, x[r * x_row], columns);
    return;
  }
  isize r = 0;
  if (x_row == 1 && out_column == 1) {
    for (; r + 4 <= rows; r += 4) {
      isize c = 0;
      for (; c + 4 <= columns; c += 4) {
        const float *from = x + r + c * x_column;
        f32x4 p = *(const f32x4 *)from, q = *(const f32x4 *)(from + x_column);
        f32x4 s = *(const f32x4 *)(from + 2 * x_column), t = *(const f32x4 *)(from + 3 * x_column);
        f32x4 pq = __builtin_shufflevector(p, q, 0, 4, 1, 5), st = __builtin_shufflevector(s, t, 0, 4, 1, 5);
        f32x4 uv = __builtin_shufflevector(p, q, 2, 6, 3, 7), wx = __builtin_shufflevector(s, t, 2, 6, 3, 7);
        float *to = out + r * out_row + c;
        *(f32x4 *)to = __builtin_shufflevector(pq, st, 0, 1, 4, 5);
        *(f32x4 *)(to + out_row) = __builtin_shufflevector(pq, st, 2, 3, 6, 7);
        *(f32x4 *)(to + 2 * out_row) = __builtin_shufflevector(uv, wx, 0, 1, 4, 5);
        *(f32x4 *)(to + 3 * out_row) = __builtin_shufflevector(uv, wx, 2, 3, 6, 7);
      }
      for (; c < columns; c++)
        for (int k = 0; k < 4; k++) out[(r + k) * out_row + c] = x[r + k + c * x_column];
    }
  }
  for (; r < rows; r++)
    for (isize c = 0; c < columns; c++) out[r * out_row + c * out_column] = x[r * x_row + c * x_column];
}

static void fill_parts(Hand *hand) {
  const i32 *i = hand->i;
  const isize count = i[2];
  FOR_EACH_PART(hand, from, to)
    fill_words((i32 *)hand->base + i[3] + from * MAP_UNIT, i[4], (to * MAP_UNIT < count ? to * MAP_UNIT : count) - from * MAP_UNIT);
}
static void run_fill(const i32 *i, float *base, const Team *team) {
  divide(team, fill_parts, i, base, 0, ((isize)i[2] + MAP_UNIT - 1) / MAP_UNIT, MAP_UNIT / 8);
}

// Words: axes, input, output, numbers of the output to clear and where; then of each axis its
// length and the two distances. There are two axes or more; the first is divided.
static void rearrange_parts(Hand *hand) {
  const i32 *i = hand->i, *axis = i + 7;
  const int axes = i[2];
  const i32 *inner = axis + 3 * (axes - 2);
  FOR_EACH_PART(hand, from, to) {
    const float *x = hand->base + i[3] + from * axis[1];
    float *out = hand->base + i[4] + from * axis[2];
    if (axes == 2) {
      copy_plane(to - from, inner[3], x, inner[1], inner[4], out, inner[2], inner[5]);
      continue;
    }
    isize index[MOST_AXES] = {0};
    for (;;) {
      copy_plane(inner[0], inner[3], x, inner[1], inner[4], out, inner[2], inner[5]);
      int k = axes - 3;
      for (; k >= 0; k--) {
        const isize length = k ? axis[3 * k] : to - from;
        x += axis[3 * k + 1], out += axis[3 * k + 2];
        if (++index[k] < length) break;
        x -= length * axis[3 * k + 1], out -= length * axis[3 * k + 2];
        index[k] = 0;
      }
      if (k < 0) break;
    }
  }
}
static void run_rearrange(const i32 *i, float *base, const Team *team) {
  double size = 0.5;
  fill_words((i32 *)base + i[6], 0, i[5]);
  for (int k = 0; k < i[2]; k++)
    if (i[7 + 3 * k] == 0) return;
    else if (k) size *= i[7 + 3 * k];
  divide(team, rearrange_parts, i, base, 0, i[7], size);
}

static void run_index(const i32 *i, float *base) {
  i32 *out = (i32 *)base + i[5];
  for (isize o = 0; o < i[2]; o++)
    for (isize r = 0; r < i[3]; r++, out += i[4]) {
      float value = (float)r;
      i32 bits = (i32)r;
      if (i[6]) __builtin_memcpy(&bits, &value, 4);
      fill_words(out, bits, i[4]);
    }
}

// A unit is a row of the output.
static void gather_parts(Hand *hand) {
  const i32 *i = hand->i;
  const isize outer = i[3], rows = i[4], count = i[5], inner = i[6];
  FOR_EACH_PART(hand, from, to) {
    float *out = hand->base + i[9] + from * inner;
    for (isize unit = from; unit < to;) {
      const isize table = unit / count, end = (table + 1) * count < to ? (table + 1) * count : to;
      const float *x = hand->base + i[7] + table * rows * inner;
      const i32 *index = (const i32 *)hand->base + i[8] + (table / outer) * count - table * count;
      for (; unit < end; unit++, out += inner) {
        const i32 row = index[unit];
        if (row < 0 || row >= rows) fill_words((i32 *)out, 0, inner);
        else if (inner == 1) ((i32 *)out)[0] = ((const i32 *)x)[row];
        else copy_numbers(out, x + row * inner, inner);
      }
    }
  }
}
static void run_gather(const i32 *i, float *base, const Team *team) {
  divide(team, gather_parts, i, base, 0, (isize)i[2] * i[3] * i[5], 1 + i[6] / 8.0);
}

// Each worker goes through all indices, for rows of its own. A unit is as many as fall to one.
static void scatter_parts(Hand *hand) {
  const i32 *i = hand->i;
  const isize rows = i[2], count = i[3], inner = i[4];
  const i32 *index = (const i32 *)hand->base + i[6];
  FOR_EACH_PART(hand, from, to) {
    const isize first = rows * from / hand->units, last = rows * to / hand->units;
    const float *x = hand->base + i[5];
    float *out = hand->base + i[7];
    for (isize k = 0; k < count; k++, x += inner) {
      if (index[k] < first || index[k] >= last) continue;
      float *to_row = out + index[k] * inner;
      if (i[8]) for (isize j = 0; j < inner; j++) to_row[j] += x[j];
      else for (isize j = 0; j < inner; j++) ((u32 *)to_row)[j] += ((const u32 *)x)[j];
    }
  }
}
static void run_scatter(const i32 *i, float *base, const Team *team) {
  const isize most = i[2] < team->workers ? i[2] : team->workers, units = i[4] < 8 || most < 1 ? 1 : most;
  divide(team, scatter_parts, i, base, 0, units, i[3] * (0.3 + i[4] / 8.0 / units));
}
#endif
