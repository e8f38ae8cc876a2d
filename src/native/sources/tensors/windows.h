// Planar windows; images are [batch, height, width, channels].
#ifndef INTERTWINE_TENSORS_WINDOWS_H
#define INTERTWINE_TENSORS_WINDOWS_H
#include "tensors/product.h"

// The order is that of the fields of Window in TypeScript.
typedef struct {
  i32 batch, height, width, channels, out_height, out_width, out_channels, rows, columns;
  i32 stride_y, stride_x, dilation_y, dilation_x, top, left, depthwise;
} Window;
enum {
  CONVOLVE_KIND = 2, WINDOW, FIRST = WINDOW + 16, SECOND, RESULT, PACKED, PATCHES, PIXELS, LINES,
  PARTIALS, PARTIAL_SUMS,
};
enum { FORWARD, BACK_TO_INPUT, BACK_TO_FILTER };

// Cells of the window that lie within the image: from `first` to before `last`.
INLINE void inside(int start, int dilation, int cells, int length, int *first, int *last) {
  int f = start < 0 ? -start : 0, l = length > start ? length - start : 0;
  if (dilation > 1) f = (f + dilation - 1) / dilation, l = (l + dilation - 1) / dilation;
  *first = f < cells ? f : cells;
  *last = l < cells ? l : cells;
  if (*last < *first) *last = *first;
}

// A pixel of the output: where its window begins in the image, and which of its cells lie within.
typedef struct { int x, y, top, left, i0, i1, j0, j1; isize picture; } Pixel;
INLINE void place_pixel(const Window *w, Pixel *p, int newline) {
  if (newline) {
    p->top = p->y * w->stride_y - w->top;
    inside(p->top, w->dilation_y, w->rows, w->height, &p->i0, &p->i1);
  }
  p->left = p->x * w->stride_x - w->left;
  inside(p->left, w->dilation_x, w->columns, w->width, &p->j0, &p->j1);
}
INLINE Pixel pixel_at(const Window *w, isize index) {
  Pixel p;
  p.x = (int)(index % w->out_width);
  const isize line = index / w->out_width;
  p.y = (int)(line % w->out_height);
  p.picture = line / w->out_height * w->height * w->width;
  place_pixel(w, &p, 1);
  return p;
}
INLINE void next_pixel(const Window *w, Pixel *p) {
  int newline = 0;
  if (++p->x == w->out_width) {
    p->x = 0, newline = 1;
    if (++p->y == w->out_height) p->y = 0, p->picture += (isize)w->height * w->width;
  }
  place_pixel(w, p, newline);
}
INLINE isize pixel_under(const Window *w, const Pixel *p, int i, int j) {
  return p->picture + (isize)(p->top + i * w->dilation_y) * w->width + p->left + j * w->dilation_x;
}

static void clear_numbers(float *out, isize count) { for (isize k = 0; k < count; k++) out[k] = 0; }
#endif
