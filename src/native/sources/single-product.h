// Matrix products in Float32. The right factor is packed into panels of PANEL columns; a tile
// of TILE rows by one panel is held in registers. Each entry is one sum over the inner
// index, from 0 upwards, whatever the tile: the same bits on every machine.
#ifndef INTERTWINE_SINGLE_PRODUCT_H
#define INTERTWINE_SINGLE_PRODUCT_H
#include "single.h"

#define TILE 4
#define PANEL (2 * LANES_OF_SINGLE)
// Rows that a gradient of weights sums at once.
#define ROWS_AT_ONCE 128

// Entry (l, j) of the right factor is b[l · row + j · column]; columns that are missing in the
// last panel become 0. `packed` takes inner × (columns rounded up to whole panels) numbers.
static void pack(int inner, int columns, const float *b, isize row, isize column, float *packed) {
  for (int j = 0; j < columns; j += PANEL) {
    int width = columns - j < PANEL ? columns - j : PANEL;
    for (int l = 0; l < inner; l++, packed += PANEL) {
      const float *from = b + l * row + j * column;
      if (width == PANEL && column == 1) {
        write(packed, read(from));
        write(packed + LANES_OF_SINGLE, read(from + LANES_OF_SINGLE));
      } else {
        for (int c = 0; c < PANEL; c++) packed[c] = c < width ? from[c * column] : 0.0f;
      }
    }
  }
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
  for (int k = 0; k < width; k++) {
    float value = row[k];
    if (bias) value += bias[k];
    c[k] = add ? c[k] + value : value;
  }
}

// C (rows × columns) becomes A B, plus itself where `add`, plus bias in each row. Entry (i, l) of A
// is a[i · row + l · step]; B is packed.
INLINE void product_of(int rows, int inner, int columns, const float *a, isize row, isize step,
                       const float *packed, const float *bias, int add, float *c) {
  for (int j = 0; j < columns; j += PANEL, packed += (isize)inner * PANEL) {
    int width = columns - j < PANEL ? columns - j : PANEL;
    const float *offset = bias ? bias + j : 0;
    int i = 0;
    for (; i + TILE <= rows; i += TILE) {
      f32v l0 = broadcast(0), h0 = l0, l1 = l0, h1 = l0, l2 = l0, h2 = l0, l3 = l0, h3 = l0;
      const float *from = a + i * row, *b = packed;
      for (int l = 0; l < inner; l++, from += step, b += PANEL) {
        f32v low = read(b), high = read(b + LANES_OF_SINGLE), x;
        x = broadcast(from[0]), l0 += x * low, h0 += x * high;
        x = broadcast(from[row]), l1 += x * low, h1 += x * high;
        x = broadcast(from[2 * row]), l2 += x * low, h2 += x * high;
        x = broadcast(from[3 * row]), l3 += x * low, h3 += x * high;
      }
      float *to = c + (isize)i * columns + j;
      finish(to, width, add, offset, l0, h0);
      finish(to + columns, width, add, offset, l1, h1);
      finish(to + 2 * (isize)columns, width, add, offset, l2, h2);
      finish(to + 3 * (isize)columns, width, add, offset, l3, h3);
    }
    for (; i < rows; i++) {
      f32v l0 = broadcast(0), h0 = l0;
      const float *from = a + i * row, *b = packed;
      for (int l = 0; l < inner; l++, from += step, b += PANEL) {
        f32v x = broadcast(*from);
        l0 += x * read(b), h0 += x * read(b + LANES_OF_SINGLE);
      }
      finish(c + (isize)i * columns + j, width, add, offset, l0, h0);
    }
  }
}

// Y = X W + b: X rows × inner, W inner × columns.
static void multiply(int rows, int inner, int columns, const float *x, const float *w,
                     const float *bias, int add, float *scratch, float *y) {
  pack(inner, columns, w, columns, 1, scratch);
  product_of(rows, inner, columns, x, inner, 1, scratch, bias, add, y);
}

// dX = dY Wᵀ.
static void multiply_by_transpose(int rows, int inner, int columns, const float *dy, const float *w,
                                  int add, float *scratch, float *dx) {
  pack(columns, inner, w, 1, columns, scratch);
  product_of(rows, columns, inner, dy, columns, 1, scratch, 0, add, dx);
}

// dW += Xᵀ dY, in sums of ROWS_AT_ONCE rows.
static void add_transpose_product(int rows, int inner, int columns, const float *x, const float *dy,
                                  float *scratch, float *dw) {
  for (int first = 0; first < rows; first += ROWS_AT_ONCE) {
    int count = rows - first < ROWS_AT_ONCE ? rows - first : ROWS_AT_ONCE;
    const float *a = x + (isize)first * inner, *b = dy + (isize)first * columns;
    pack(count, columns, b, columns, 1, scratch);
    product_of(inner, count, columns, a, 1, inner, scratch, 0, 1, dw);
  }
}
#endif
