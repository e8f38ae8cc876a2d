// Maxima and means of planar windows, and their derivatives.
#ifndef INTERTWINE_TENSORS_POOLS_H
#define INTERTWINE_TENSORS_POOLS_H
#include "tensors/windows.h"

enum { BACK = 2, MEANS, POOL_WINDOW };

typedef i32 i32x4 __attribute__((vector_size(16), aligned(4)));

// Four channels of a window that lies within the image, `rows` by `columns`: constants where it is small.
INLINE void window_maximum(const Window *w, int back, int rows, int columns, const float *corner,
                          const float *slope, isize line, float *out) {
  const int channels = w->channels;
  for (int c = 0; c + 4 <= channels; c += 4) {
    f32x4 best = *(const f32x4 *)(corner + c);
    i32x4 where = {};
    UNROLLED for (int u = 0; u < rows; u++)
      UNROLLED for (int v = 0; v < columns; v++) {
        if (u + v == 0) continue;
        const f32x4 value = *(const f32x4 *)(corner + u * line + v * channels + c);
        const i32x4 mask = (value > best) | ((value != value) & (best == best));
        best = (f32x4)(((i32x4)value & mask) | ((i32x4)best & ~mask));
        if (back) where = (((i32x4){} + (u * columns + v)) & mask) | (where & ~mask);
      }
    if (!back) {
      *(f32x4 *)(out + c) = best;
      continue;
    }
    const i32x4 d = *(const i32x4 *)(slope + c);
    UNROLLED for (int u = 0; u < rows; u++)
      UNROLLED for (int v = 0; v < columns; v++)
        *(f32x4 *)(out + u * line + v * channels + c) += (f32x4)(d & (where == u * columns + v));
  }
}

// Maxima of windows of which none reaches beyond the image, two by two or three by three.
static void pool_whole(const Window *w, int back, isize from, isize last, const float *image, const float *slope, float *out) {
  const isize line = (isize)w->width * w->channels;
  if (back) clear_numbers(out + from * w->height * line, (last - from) * w->height * line);
  for (isize n = from; n < last; n++)
    for (int y = 0; y < w->out_height; y++) {
      const isize top = (n * w->height + (isize)y * w->stride_y) * line;
      const isize row = (n * w->out_height + y) * w->out_width;
      for (int x = 0; x < w->out_width; x++) {
        const isize seen = top + (isize)x * w->stride_x * w->channels, pixel = (row + x) * w->channels;
        if (w->rows == 2 && back) window_maximum(w, 1, 2, 2, image + seen, slope + pixel, line, out + seen);
        else if (w->rows == 2) window_maximum(w, 0, 2, 2, image + seen, slope, line, out + pixel);
        else if (back) window_maximum(w, 1, 3, 3, image + seen, slope + pixel, line, out + seen);
        else window_maximum(w, 0, 3, 3, image + seen, slope, line, out + pixel);
      }
    }
}
INLINE int is_whole(const Window *w) {
  return w->rows == w->columns && (w->rows == 2 || w->rows == 3) && w->dilation_y == 1 && w->dilation_x == 1 &&
         w->channels % 4 == 0 && !w->top && !w->left && (w->out_height - 1) * w->stride_y + w->rows <= w->height &&
         (w->out_width - 1) * w->stride_x + w->columns <= w->width;
}

// Means count what lies inside; the first of equal maxima takes the slope.
INLINE void pool(const Window *w, int back, int means, isize from, isize last, const float *image, const float *slope, float *out) {
  const int channels = w->channels;
  const isize seen = (isize)w->height * w->width * channels, pixels = (isize)w->out_height * w->out_width;
  if (back) clear_numbers(out + from * seen, (last - from) * seen);
  Pixel at = pixel_at(w, from * pixels);
  for (isize p = from * pixels; p < last * pixels; p++, next_pixel(w, &at)) {
    const float cells = (float)((at.i1 - at.i0) * (at.j1 - at.j0));
    for (int c = 0; c < channels; c += 4) {
      const int lanes = channels - c < 4 ? channels - c : 4;
      const float *d = slope + p * channels + c;
      f32x4 best = means ? (f32x4){0} : (f32x4){0} - INFINITE_SINGLE;
      i32x4 where = (i32x4){} - 1;
      for (int u = at.i0; u < at.i1; u++)
        for (int v = at.j0; v < at.j1; v++) {
          const isize number = pixel_under(w, &at, u, v) * channels + c;
          if (back && means) {
            for (int l = 0; l < lanes; l++) out[number + l] += d[l] / cells;
            continue;
          }
          const f32x4 value = *(const f32x4 *)(image + number);
          if (means) best += value;
          else {
            i32x4 mask = (value > best) | (where < 0) | ((value != value) & (best == best));
            best = (f32x4)(((i32x4)value & mask) | ((i32x4)best & ~mask));
            where = (((i32x4){} + (i32)number) & mask) | (where & ~mask);
          }
        }
      if (back) {
        if (!means) for (int l = 0; l < lanes; l++) if (where[l] >= 0) out[where[l] + l] += d[l];
        continue;
      }
      if (means) best = best / ((f32x4){0} + cells);
      float *to = out + p * channels + c;
      if (lanes == 4) *(f32x4 *)to = best;
      else for (int l = 0; l < lanes; l++) to[l] = best[l];
    }
  }
}
// A unit is an image.
static void pool_parts(Hand *hand) {
  const i32 *i = hand->i;
  const Window *w = (const Window *)(i + POOL_WINDOW);
  const i32 *at = i + POOL_WINDOW + 16;
  const float *image = hand->base + at[0], *slope = hand->base + at[1];
  float *out = hand->base + at[2];
  const int is_simple = !i[MEANS] && is_whole(w);
  FOR_EACH_PART(hand, from, to) {
    if (is_simple) pool_whole(w, i[BACK], from, to, image, slope, out);
    else if (i[BACK]) {
      if (i[MEANS]) pool(w, 1, 1, from, to, image, slope, out);
      else pool(w, 1, 0, from, to, image, slope, out);
    } else if (i[MEANS]) pool(w, 0, 1, from, to, image, slope, out);
    else pool(w, 0, 0, from, to, image, slope, out);
  }
}
static void run_pool(const i32 *i, float *base, const Team *team) {
  const Window *w = (const Window *)(i + POOL_WINDOW);
  const double seen = (double)w->out_height * w->out_width * w->channels * w->rows * w->columns;
  divide(team, pool_parts, i, base, 0, w->batch, seen / 4);
}
#endif
