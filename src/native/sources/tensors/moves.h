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

// Words: axes, input, output, numbers of the output to clear and where; then of each axis its
// length and the two distances. There are two axes or more.
static void run_rearrange(const i32 *i, float *base) {
  const int axes = i[2];
  const i32 *axis = i + 7;
  fill_words((i32 *)base + i[6], 0, i[5]);
  const float *x = base + i[3];
  float *out = base + i[4];
  const i32 *inner = axis + 3 * (axes - 2);
  isize index[MOST_AXES] = {0};
  for (int k = 0; k < axes; k++) if (axis[3 * k] == 0) return;
  for (;;) {
    copy_plane(inner[0], inner[3], x, inner[1], inner[4], out, inner[2], inner[5]);
    int k = axes - 3;
    for (; k >= 0; k--) {
      x += axis[3 * k + 1], out += axis[3 * k + 2];
      if (++index[k] < axis[3 * k]) break;
      x -= (isize)axis[3 * k] * axis[3 * k + 1], out -= (isize)axis[3 * k] * axis[3 * k + 2];
      index[k] = 0;
    }
    if (k < 0) return;
  }
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

static void run_gather(const i32 *i, float *base) {
  const isize rows = i[4], count = i[5], inner = i[6];
  const float *x = base + i[7];
  const i32 *index = (const i32 *)base + i[8];
  float *out = base + i[9];
  for (isize b = 0; b < i[2]; b++, index += count)
    for (isize o = 0; o < i[3]; o++, x += rows * inner)
      for (isize k = 0; k < count; k++, out += inner) {
        if (index[k] < 0 || index[k] >= rows) fill_words((i32 *)out, 0, inner);
        else if (inner == 1) ((i32 *)out)[0] = ((const i32 *)x)[index[k]];
        else copy_numbers(out, x + index[k] * inner, inner);
      }
}

static void run_scatter(const i32 *i, float *base) {
  const isize rows = i[2], count = i[3], inner = i[4];
  const float *x = base + i[5];
  const i32 *index = (const i32 *)base + i[6];
  float *out = base + i[7];
  for (isize k = 0; k < count; k++, x += inner) {
    if (index[k] < 0 || index[k] >= rows) continue;
    float *to = out + index[k] * inner;
    if (i[8]) for (isize j = 0; j < inner; j++) to[j] += x[j];
    else for (isize j = 0; j < inner; j++) ((u32 *)to)[j] += ((const u32 *)x)[j];
  }
}
#endif
