// Matrix products in Float32. The right factor is read by panels of PANEL columns; a tile of
// TILE rows by one panel is held in registers. Each entry is one sum over the inner
// index, from 0 upwards, whatever the tile: the same bits on every machine.
#ifndef INTERTWINE_SINGLE_PRODUCT_H
#define INTERTWINE_SINGLE_PRODUCT_H
#include "arithmetic/single.h"

#ifndef TILE
#define TILE 4
#endif
#define PANEL (2 * LANES_OF_SINGLE)
// Rows that a gradient of weights sums at once.
#define ROWS_AT_ONCE 128
// A right factor with longer rows is packed, so that its panels lie together in the cache.
#define LONGEST_ROW 256

#if defined(__clang__)
#define UNROLLED _Pragma("clang loop unroll(full)")
#else
#define UNROLLED _Pragma("GCC unroll 8")
#endif

// The right factor: entry (l, j) of panel j / PANEL is at panel · between + l · row + j % PANEL.
typedef struct { const float *at; isize between, row; } Panels;

// Panels of b (inner × columns) as it lies, or copied to `packed` where its rows are long. The last
// panel may read beyond the end of a row: what it finds there is not kept.
static Panels panels_of(int inner, int columns, const float *b, float *packed) {
  if (columns <= LONGEST_ROW) return (Panels){b, PANEL, columns};
  float *to = packed;
  for (int j = 0; j < columns; j += PANEL)
    for (int l = 0; l < inner; l++, to += PANEL) {
      const float *from = b + (isize)l * columns + j;
      write(to, read(from));
      write(to + LANES_OF_SINGLE, read(from + LANES_OF_SINGLE));
    }
  return (Panels){packed, (isize)inner * PANEL, PANEL};
}

// Panels of the transpose of b (columns × inner), copied to `packed`.
static Panels panels_of_transpose(int inner, int columns, const float *b, float *packed) {
  float *to = packed;
  for (int j = 0; j < columns; j += PANEL, to += (isize)inner * PANEL) {
    int width = columns - j < PANEL ? columns - j : PANEL, c = 0;
    for (; c + 4 <= width; c += 4) {
      const float *from = b + (isize)(j + c) * inner;
      int l = 0;
      for (; l + 4 <= inner; l += 4) {
        f32x4 p = *(const f32x4 *)(from + l), q = *(const f32x4 *)(from + inner + l);
        f32x4 r = *(const f32x4 *)(from + 2 * (isize)inner + l);
        f32x4 s = *(const f32x4 *)(from + 3 * (isize)inner + l);
        f32x4 pq = __builtin_shufflevector(p, q, 0, 4, 1, 5), rs = __builtin_shufflevector(r, s, 0, 4, 1, 5);
        f32x4 uv = __builtin_shufflevector(p, q, 2, 6, 3, 7), wx = __builtin_shufflevector(r, s, 2, 6, 3, 7);
        float *out = to + (isize)l * PANEL + c;
        *(f32x4 *)out = __builtin_shufflevector(pq, rs, 0, 1, 4, 5);
        *(f32x4 *)(out + PANEL) = __builtin_shufflevector(pq, rs, 2, 3, 6, 7);
        *(f32x4 *)(out + 2 * PANEL) = __builtin_shufflevector(uv, wx, 0, 1, 4, 5);
        *(f32x4 *)(out + 3 * PANEL) = __builtin_shufflevector(uv, wx, 2, 3, 6, 7);
      }
      for (; l < inner; l++)
        for (int k = 0; k < 4; k++) to[(isize)l * PANEL + c + k] = from[k * (isize)inner + l];
    }
    for (; c < PANEL; c++)
      for (int l = 0; l < inner; l++)
        to[(isize)l * PANEL + c] = c < width ? b[(isize)(j + c) * inner + l] : 0.0f;
  }
  return (Panels){packed, (isize)inner * PANEL, PANEL};
}

// Puts or adds a row of one panel, with `bias` where there is one.
INLINE void finish(float *c, int width, int add, const float *bias, f32v low, f32v high) {
  if (width == PANEL) {
    if (bias) low += read(bias), high += read(bias + LANES_OF_SINGLE);
    if (add) low = read(c) + low, high = read(c + LANES_OF_SINGLE) + high;
    write(c, low);
    write(c + LANES_OF_SINGLE, high);
    return;
  }
  float row[PANEL];
  write(row, low);
  write(row + LANES_OF_SINGLE, high);
  int k = 0;
  for (; k + 4 <= width; k += 4) {
    f32x4 value = *(const f32x4 *)(row + k);
    if (bias) value += *(const f32x4 *)(bias + k);
    if (add) value = *(const f32x4 *)(c + k) + value;
    *(f32x4 *)(c + k) = value;
  }
  for (; k < width; k++) {
    float value = row[k];
    if (bias) value += bias[k];
    c[k] = add ? c[k] + value : value;
  }
}

// `count` rows, a constant, of one panel.
INLINE void tile(int count, int inner, const float *a, isize row, isize step, const float *b,
                 isize next, int width, int add, const float *bias, float *c, isize columns) {
  f32v low[TILE], high[TILE];
  UNROLLED for (int i = 0; i < count; i++) low[i] = high[i] = broadcast(0);
  for (int l = 0; l < inner; l++, a += step, b += next) {
    f32v first = read(b), second = read(b + LANES_OF_SINGLE);
    UNROLLED for (int i = 0; i < count; i++) {
      f32v x = broadcast(a[i * row]);
      low[i] += x * first;
      high[i] += x * second;
    }
  }
  UNROLLED for (int i = 0; i < count; i++) finish(c + i * columns, width, add, bias, low[i], high[i]);
}

// C (rows × columns) becomes A B, plus itself where `add`, plus bias in each row. Entry (i, l) of A
// is a[i · row + l · step].
INLINE void product_of(int rows, int inner, int columns, const float *a, isize row, isize step,
                       Panels b, const float *bias, int add, float *c) {
  for (int j = 0; j < columns; j += PANEL, b.at += b.between) {
    int width = columns - j < PANEL ? columns - j : PANEL, i = 0;
    const float *offset = bias ? bias + j : 0;
    for (; i + TILE <= rows; i += TILE)
      tile(TILE, inner, a + i * row, row, step, b.at, b.row, width, add, offset, c + (isize)i * columns + j, columns);
    for (; i + 2 <= rows; i += 2)
      tile(2, inner, a + i * row, row, step, b.at, b.row, width, add, offset, c + (isize)i * columns + j, columns);
    for (; i < rows; i++)
      tile(1, inner, a + i * row, row, step, b.at, b.row, width, add, offset, c + (isize)i * columns + j, columns);
  }
}

// Y = X W + b: X rows × inner, W inner × columns.
static void multiply(int rows, int inner, int columns, const float *x, const float *w,
                     const float *bias, int add, float *scratch, float *y) {
  product_of(rows, inner, columns, x, inner, 1, panels_of(inner, columns, w, scratch), bias, add, y);
}

// dX = dY Wᵀ.
static void multiply_by_transpose(int rows, int inner, int columns, const float *dy, const float *w,
                                  int add, float *scratch, float *dx) {
  Panels panels = panels_of_transpose(columns, inner, w, scratch);
  product_of(rows, columns, inner, dy, columns, 1, panels, 0, add, dx);
}

// dW += Xᵀ dY, in sums of ROWS_AT_ONCE rows.
static void add_transpose_product(int rows, int inner, int columns, const float *x, const float *dy,
                                  float *scratch, float *dw) {
  for (int first = 0; first < rows; first += ROWS_AT_ONCE) {
    int count = rows - first < ROWS_AT_ONCE ? rows - first : ROWS_AT_ONCE;
    Panels panels = panels_of(count, columns, dy + (isize)first * columns, scratch);
    product_of(inner, count, columns, x + (isize)first * inner, 1, inner, panels, 0, 1, dw);
  }
}
#endif
