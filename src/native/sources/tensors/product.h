// Products of matrices, with a chain of scalar operations on their entries where one is asked for.
// Each entry is one sum over the inner index from 0 upwards; where the left factor is transposed, of
// parts of ROWS_AT_ONCE, which stay in the cache; of a product with a vector, whose rows lie together,
// sixteen partial sums: the same bits on every machine.
#ifndef INTERTWINE_TENSORS_PRODUCT_H
#define INTERTWINE_TENSORS_PRODUCT_H
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wunused-function"
#else
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#ifndef TILE
#define TILE 4
#endif
#include "arithmetic/single-product.h"
#include "tensors/map.h"

typedef float f32x16 __attribute__((vector_size(64), aligned(4)));
INLINE float sum_of_sixteen(f32x16 v) {
  f32x4 a = __builtin_shufflevector(v, v, 0, 1, 2, 3), b = __builtin_shufflevector(v, v, 4, 5, 6, 7);
  f32x4 c = __builtin_shufflevector(v, v, 8, 9, 10, 11), d = __builtin_shufflevector(v, v, 12, 13, 14, 15);
  return sum_of_four((a + c) + (b + d));
}
INLINE float dot(const float *a, const float *b, isize count) {
  f32x16 sum = {0};
  isize k = 0;
  for (; k + 16 <= count; k += 16) sum += *(const f32x16 *)(a + k) * *(const f32x16 *)(b + k);
  float rest[16] = {0};
  for (isize l = 0; k < count; k++, l++) rest[l] = a[k] * b[k];
  return sum_of_sixteen(sum + *(const f32x16 *)rest);
}

// As `tile`, of a panel's first half.
INLINE void half_tile(int count, int inner, const float *a, isize row, isize step, const float *b,
                      isize next, int width, int add, float *c, isize columns) {
  f32v sum[TILE];
  UNROLLED for (int i = 0; i < count; i++) sum[i] = broadcast(0);
  for (int l = 0; l < inner; l++, a += step, b += next) {
    f32v first = read(b);
    UNROLLED for (int i = 0; i < count; i++) sum[i] += broadcast(a[i * row]) * first;
  }
  UNROLLED for (int i = 0; i < count; i++) finish(c + i * columns, width, add, 0, sum[i], broadcast(0));
}

// As `half_tile`, of columns that are fewer still: vectors of LANES numbers.
#define NARROW_TILE(NAME, VECTOR, LANES)                                                          \
  INLINE void NAME(int count, int inner, const float *a, isize row, isize step, const float *b,   \
                   isize next, int width, int add, float *c, isize columns) {                     \
    VECTOR sum[TILE];                                                                             \
    UNROLLED for (int i = 0; i < count; i++) sum[i] = (VECTOR){};                                 \
    for (int l = 0; l < inner; l++, a += step, b += next) {                                       \
      const VECTOR factor = *(const VECTOR *)b;                                                   \
      UNROLLED for (int i = 0; i < count; i++) sum[i] += (a[i * row] - (VECTOR){}) * factor;      \
    }                                                                                             \
    UNROLLED for (int i = 0; i < count; i++, c += columns) {                                      \
      if (width == LANES) {                                                                       \
        *(VECTOR *)c = add ? *(const VECTOR *)c + sum[i] : sum[i];                                \
        continue;                                                                                 \
      }                                                                                           \
      for (int k = 0; k < width; k++) c[k] = add ? c[k] + sum[i][k] : sum[i][k];                  \
    }                                                                                             \
  }
#if LANES_OF_SINGLE > 4
NARROW_TILE(tile_of_four, f32x4, 4)
#else
#define tile_of_four half_tile
#endif
#if LANES_OF_SINGLE > 8
typedef float f32x8 __attribute__((vector_size(32), aligned(4)));
NARROW_TILE(tile_of_eight, f32x8, 8)
#else
#define tile_of_eight half_tile
#endif

// Rows of one panel by one kind of tile: a function of its own, which prepares what it needs alone.
#define APART __attribute__((noinline))
#define PANEL_ROWS(NAME, PUT)                                                                     \
  APART static void NAME(int rows, int inner, const float *a, isize row, isize step, const float *b, \
                         isize next, int width, int add, float *c, isize columns) {               \
    int i = 0;                                                                                    \
    for (; i + TILE <= rows; i += TILE, a += TILE * row, c += TILE * columns) PUT(TILE);          \
    for (; i + 2 <= rows; i += 2, a += 2 * row, c += 2 * columns) PUT(2);                         \
    for (; i < rows; i++, a += row, c += columns) PUT(1);                                         \
  }
#define WHOLE_TILE(ROWS) tile(ROWS, inner, a, row, step, b, next, width, add, 0, c, columns)
#define HALF_TILE(ROWS) half_tile(ROWS, inner, a, row, step, b, next, width, add, c, columns)
#define TILE_OF_EIGHT(ROWS) tile_of_eight(ROWS, inner, a, row, step, b, next, width, add, c, columns)
#define TILE_OF_FOUR(ROWS) tile_of_four(ROWS, inner, a, row, step, b, next, width, add, c, columns)
PANEL_ROWS(rows_of_panel, WHOLE_TILE)
PANEL_ROWS(rows_of_half, HALF_TILE)
PANEL_ROWS(rows_of_eight, TILE_OF_EIGHT)
PANEL_ROWS(rows_of_four, TILE_OF_FOUR)

// C (rows × columns) becomes A B, plus itself where `add`. Entry (i, l) of A is a[i · row + l · step].
// The panels are given by their parts: a copy of them on the stack would be waited for.
static void product_by_panels(int rows, int inner, int columns, const float *a, isize row, isize step,
                              const float *b, isize between, isize next, int add, float *c) {
  for (int j = 0; j < columns; j += PANEL, b += between) {
    const int width = columns - j < PANEL ? columns - j : PANEL;
    if (width > LANES_OF_SINGLE) rows_of_panel(rows, inner, a, row, step, b, next, width, add, c + j, columns);
    else if (width <= 4) rows_of_four(rows, inner, a, row, step, b, next, width, add, c + j, columns);
    else if (width <= 8) rows_of_eight(rows, inner, a, row, step, b, next, width, add, c + j, columns);
    else rows_of_half(rows, inner, a, row, step, b, next, width, add, c + j, columns);
  }
}

enum {
  BATCH = 2, ROWS, INNER, COLUMNS, A_ROW, A_STEP, A_NEXT, B_TRANSPOSED, B_NEXT, A, B, C, WORK, CHAIN,
};
// Numbers of C that a chain is run on at once.
#define BAND 4096

// Rows `from` to `to` of one product.
INLINE void product_rows(const i32 *i, const float *a, const float *b, const Panels *panels, int from, int to, float *c) {
  const int inner = i[INNER], columns = i[COLUMNS];
  const isize row = i[A_ROW], step = i[A_STEP];
  if (columns == 1 && step == 1) {
    for (int r = from; r < to; r++) c[r] = dot(a + r * row, b, inner);
    return;
  }
  const int part = row == 1 && step > 1 ? ROWS_AT_ONCE : inner;
  int first = 0;
  do {
    const int count = inner - first < part ? inner - first : part;
    product_by_panels(to - from, count, columns, a + from * row + first * step, row, step,
                      panels->at + first * panels->row, panels->between, panels->row, first > 0,
                      c + (isize)from * columns);
    first += part;
  } while (first < inner);
}

// A right factor in panels, where it is packed at all: a unit is one panel.
static void pack_parts(Hand *hand) {
  const i32 *i = hand->i;
  const isize inner = i[INNER], columns = i[COLUMNS];
  const float *b = hand->base + i[B];
  FOR_EACH_PART(hand, from, to) {
    const isize first = from * PANEL, last = to * PANEL < columns ? to * PANEL : columns;
    float *out = hand->base + i[WORK] + first * inner;
    if (i[B_TRANSPOSED]) panels_of_transpose((int)inner, (int)(last - first), b + first * inner, out);
    else
      for (isize j = first; j < last; j += PANEL)
        for (isize l = 0; l < inner; l++, out += PANEL) {
          write(out, read(b + l * columns + j));
          write(out + LANES_OF_SINGLE, read(b + l * columns + j + LANES_OF_SINGLE));
        }
  }
}

// A unit is UNIT_ROWS rows of one product, a part as many in a row.
#define UNIT_ROWS 8
typedef struct { Panels panels; int is_one_right, each; } Product;
static void contract_parts(Hand *hand) {
  const i32 *i = hand->i;
  const Product *product = hand->more;
  const int rows = i[ROWS], inner = i[INNER], columns = i[COLUMNS];
  const isize size = (isize)rows * columns, each = product->each;
  float *base = hand->base, *work = base + i[WORK] + hand->own;
  Chain chain;
  if (i[CHAIN]) begin_chain(&chain, i + i[CHAIN], base, hand->own, i[BATCH] * size);
  int band = rows;
  if (i[CHAIN] && size > BAND) {
    band = BAND / columns & ~7;
    if (band < 16) band = 16;
  }
  Panels panels = product->panels;
  isize packed = -1;
  FOR_EACH_PART(hand, first, last)
    for (isize unit = first; unit < last;) {
      const isize n = unit / each, begin = n * each, end = last < begin + each ? last : begin + each;
      const float *a = base + i[A] + n * i[A_NEXT], *b = base + i[B] + n * i[B_NEXT];
      float *c = base + i[C] + n * size;
      const int from = (int)(unit - begin) * UNIT_ROWS;
      const int to = end == begin + each ? rows : (int)(end - begin) * UNIT_ROWS;
      unit = end;
      if (columns == 1 && i[A_STEP] != 1 && i[A_ROW] == 1) {
        // A transposed times a vector: the vector times A.
        panels = panels_of(inner, rows, a, work);
        product_by_panels(1, inner, rows, b, inner, 1, panels.at, panels.between, panels.row, 0, c);
        if (i[CHAIN]) run_chain(&chain, n * size, (n + 1) * size);
        continue;
      }
      if (columns > 1 && !product->is_one_right && packed != n) {
        panels = i[B_TRANSPOSED] ? panels_of_transpose(inner, columns, b, work) : panels_of(inner, columns, b, work);
        packed = n;
      }
      for (int r = from; r < to; r += band) {
        const int next = to - r < band ? to : r + band;
        product_rows(i, a, b, &panels, r, next, c);
        if (i[CHAIN]) run_chain(&chain, n * size + (isize)r * columns, n * size + (isize)next * columns);
      }
    }
}

// Products of `additions` numbers each, in about nanoseconds.
INLINE double product_cost(double additions) { return 20 + additions / 16; }

static void run_contract(const i32 *i, float *base, const Team *team) {
  const isize rows = i[ROWS], inner = i[INNER], columns = i[COLUMNS];
  const int is_vector = columns == 1 && i[A_STEP] != 1 && i[A_ROW] == 1;
  Product product = {{base + i[B], PANEL, columns}, i[BATCH] == 1 || !i[B_NEXT], is_vector ? 1 : (int)((rows + UNIT_ROWS - 1) / UNIT_ROWS)};
  if (product.is_one_right && columns > 1 && (i[B_TRANSPOSED] || columns > LONGEST_ROW)) {
    divide(team, pack_parts, i, base, 0, (columns + PANEL - 1) / PANEL, (double)inner * PANEL / 4);
    product.panels = (Panels){base + i[WORK], inner * PANEL, PANEL};
  }
  const double numbers = (double)rows * columns / product.each;
  divide(team, contract_parts, i, base, &product, i[BATCH] * (isize)product.each,
         product_cost(numbers * inner) + (i[CHAIN] ? numbers / 2 : 0));
}
#endif
