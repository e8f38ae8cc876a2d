// Planar convolution, pooling and their derivatives; images are [batch, height, width, channels].
// A convolution is a product of patches, a band of pixels at a time, and the filter.
#ifndef INTERTWINE_TENSORS_WINDOWS_H
#define INTERTWINE_TENSORS_WINDOWS_H
#include "tensors/product.h"

// The order is that of the fields of Window in TypeScript.
typedef struct {
  i32 batch, height, width, channels, out_height, out_width, out_channels, rows, columns;
  i32 stride_y, stride_x, dilation_y, dilation_x, top, left, depthwise;
} Window;
enum { CONVOLVE_KIND = 2, WINDOW, FIRST = WINDOW + 16, SECOND, RESULT, PACKED, PATCHES, PIXELS };
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

// The patches of the output pixels `from` to `to`, a row each; or those added back to the image.
INLINE void move_patches(const Window *w, float *image, isize from, isize to, float *patch, int back) {
  const int channels = w->channels, whole = w->columns * channels;
  Pixel p = pixel_at(w, from);
  for (isize n = from; n < to; n++, next_pixel(w, &p)) {
    const int j0 = p.j0, j1 = p.j1, run = w->dilation_x == 1 ? (j1 - j0) * channels : channels;
    for (int i = 0; i < w->rows; i++, patch += whole) {
      if (i < p.i0 || i >= p.i1) {
        if (!back) for (int k = 0; k < whole; k++) patch[k] = 0;
        continue;
      }
      if (!back) {
        for (int k = 0; k < j0 * channels; k++) patch[k] = 0;
        for (int k = j1 * channels; k < whole; k++) patch[k] = 0;
      }
      for (int j = j0; j < j1; j += w->dilation_x == 1 ? j1 - j0 : 1) {
        float *there = image + pixel_under(w, &p, i, j) * channels, *here = patch + j * channels;
        int k = 0;
        if (back) {
          for (; k + 4 <= run; k += 4) *(f32x4 *)(there + k) += *(const f32x4 *)(here + k);
          for (; k < run; k++) there[k] += here[k];
        } else {
          for (; k + 4 <= run; k += 4) *(f32x4 *)(here + k) = *(const f32x4 *)(there + k);
          for (; k < run; k++) here[k] = there[k];
        }
      }
    }
  }
}
static void take_patches(const Window *w, float *image, isize from, isize to, float *patch) {
  move_patches(w, image, from, to, patch, 0);
}
static void add_patches(const Window *w, float *image, isize from, isize to, float *patch) {
  move_patches(w, image, from, to, patch, 1);
}

// Patches of an image of one channel, a column each, in rows of `pitch` numbers: what a cell of the
// window sees along a line of pixels lies together.
static void take_columns(const Window *w, const float *image, isize from, isize to, float *patch, isize pitch) {
  for (isize n = from; n < to;) {
    Pixel p = pixel_at(w, n);
    const int left_of_line = w->out_width - p.x;
    const int count = to - n < left_of_line ? (int)(to - n) : left_of_line;
    for (int i = 0; i < w->rows; i++)
      for (int j = 0; j < w->columns; j++) {
        float *out = patch + (isize)(i * w->columns + j) * pitch + (n - from);
        int k = 0;
        if (i >= p.i0 && i < p.i1) {
          const float *row = image + p.picture + (isize)(p.top + i * w->dilation_y) * w->width;
          int at = p.left + j * w->dilation_x;
          for (; k < count && at < 0; k++, at += w->stride_x) out[k] = 0;
          int end = k;
          if (at < w->width) end += (w->width - 1 - at) / w->stride_x + 1;
          if (end > count) end = count;
          if (w->stride_x == 1) {
            for (; k + 4 <= end; k += 4, at += 4) *(f32x4 *)(out + k) = *(const f32x4 *)(row + at);
          }
          for (; k < end; k++, at += w->stride_x) out[k] = row[at];
        }
        for (; k < count; k++) out[k] = 0;
      }
    n += count;
  }
}

static void clear_numbers(float *out, isize count) { for (isize k = 0; k < count; k++) out[k] = 0; }

// out[pixel] += x[pixel] · y, of one cell of the window; which is which depends on the kind.
INLINE void depthwise_cell(int kind, int channels, int multiplier, const float *x, const float *y, float *out) {
  if (multiplier == 1) {
    int c = 0;
    for (; c + 4 <= channels; c += 4)
      *(f32x4 *)(out + c) += *(const f32x4 *)(x + c) * *(const f32x4 *)(y + c);
    for (; c < channels; c++) out[c] += x[c] * y[c];
    return;
  }
  for (int c = 0; c < channels; c++)
    for (int q = 0; q < multiplier; q++) {
      int m = c * multiplier + q;
      if (kind == FORWARD) out[m] += x[c] * y[m];
      else if (kind == BACK_TO_INPUT) out[c] += x[m] * y[m];
      else out[m] += x[c] * y[m];
    }
}

static void run_depthwise(int kind, const Window *w, const float *a, const float *b, float *out) {
  const int channels = w->channels, outs = w->out_channels, multiplier = outs / channels;
  const isize pixels = (isize)w->batch * w->out_height * w->out_width;
  clear_numbers(out, kind == FORWARD ? pixels * outs
                     : kind == BACK_TO_INPUT ? (isize)w->batch * w->height * w->width * channels
                                             : (isize)w->rows * w->columns * outs);
  Pixel at = pixel_at(w, 0);
  for (isize p = 0; p < pixels; p++, next_pixel(w, &at))
    for (int i = at.i0; i < at.i1; i++)
      for (int j = at.j0; j < at.j1; j++) {
        const isize pixel = pixel_under(w, &at, i, j), cell = (isize)(i * w->columns + j) * outs;
        if (kind == FORWARD)
          depthwise_cell(FORWARD, channels, multiplier, a + pixel * channels, b + cell, out + p * outs);
        else if (kind == BACK_TO_INPUT)
          depthwise_cell(BACK_TO_INPUT, channels, multiplier, a + p * outs, b + cell, out + pixel * channels);
        else
          depthwise_cell(BACK_TO_FILTER, channels, multiplier, a + pixel * channels, b + p * outs, out + cell);
      }
}

static void run_convolve(const i32 *i, float *base) {
  const Window *w = (const Window *)(i + WINDOW);
  float *a = base + i[FIRST], *b = base + i[SECOND], *out = base + i[RESULT];
  const int kind = i[CONVOLVE_KIND];
  if (w->depthwise) {
    run_depthwise(kind, w, a, b, out);
    return;
  }
  const isize pixels = (isize)w->batch * w->out_height * w->out_width, band = i[PIXELS];
  const int inner = w->rows * w->columns * w->channels, outs = w->out_channels;
  const int turned = w->channels == 1;
  float *packed = base + i[PACKED], *patches = base + i[PATCHES];
  Panels panels = {0, 0, 0};
  if (kind == FORWARD) panels = panels_of(inner, outs, b, packed);
  else if (kind == BACK_TO_INPUT) {
    panels = panels_of_transpose(outs, inner, b, packed);
    clear_numbers(out, (isize)w->batch * w->height * w->width * w->channels);
  } else clear_numbers(out, (isize)inner * outs);
  for (isize from = 0; from < pixels; from += band) {
    const isize to = pixels - from < band ? pixels : from + band;
    const int count = (int)(to - from);
    if (kind == BACK_TO_INPUT) {
      product_by_panels(count, outs, inner, a + from * outs, outs, 1, panels, 0, patches);
      add_patches(w, out, from, to, patches);
      continue;
    }
    if (turned) take_columns(w, a, from, to, patches, band);
    else take_patches(w, a, from, to, patches);
    if (kind == FORWARD) {
      if (turned) product_by_panels(count, inner, outs, patches, 1, band, panels, 0, out + from * outs);
      else product_by_panels(count, inner, outs, patches, inner, 1, panels, 0, out + from * outs);
    } else {
      panels = panels_of(count, outs, b + from * outs, packed);
      if (turned) product_by_panels(inner, count, outs, patches, band, 1, panels, 1, out);
      else product_by_panels(inner, count, outs, patches, 1, inner, panels, 1, out);
    }
  }
}

enum { BACK = 2, MEANS, POOL_WINDOW };

typedef i32 i32x4 __attribute__((vector_size(16), aligned(4)));

// Means count what lies inside; the first of equal maxima takes the slope.
INLINE void pool(const Window *w, int back, int means, const float *image, const float *slope, float *out) {
  const int channels = w->channels;
  if (back) clear_numbers(out, (isize)w->batch * w->height * w->width * channels);
  const isize pixels = (isize)w->batch * w->out_height * w->out_width;
  Pixel at = pixel_at(w, 0);
  for (isize p = 0; p < pixels; p++, next_pixel(w, &at)) {
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
static void run_pool(const i32 *i, float *base) {
  const Window *w = (const Window *)(i + POOL_WINDOW);
  const i32 *at = i + POOL_WINDOW + 16;
  const float *image = base + at[0], *slope = base + at[1];
  float *out = base + at[2];
  if (i[BACK]) {
    if (i[MEANS]) pool(w, 1, 1, image, slope, out);
    else pool(w, 1, 0, image, slope, out);
  } else if (i[MEANS]) pool(w, 0, 1, image, slope, out);
  else pool(w, 0, 0, image, slope, out);
}
#endif
