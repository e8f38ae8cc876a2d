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
  int f = start < 0 ? (-start + dilation - 1) / dilation : 0;
  int l = length > start ? (length - start + dilation - 1) / dilation : 0;
  *first = f < cells ? f : cells;
  *last = l < cells ? l : cells;
  if (*last < *first) *last = *first;
}

// The patches of the output pixels `from` to `to`, a row each; or those added back to the image.
static void move_patches(const Window *w, float *image, isize from, isize to, float *patch, int back) {
  const int channels = w->channels, whole = w->columns * channels;
  for (isize p = from; p < to; p++) {
    const int x = (int)(p % w->out_width);
    const isize line = p / w->out_width;
    const int y = (int)(line % w->out_height);
    float *picture = image + line / w->out_height * w->height * w->width * channels;
    const int top = y * w->stride_y - w->top, left = x * w->stride_x - w->left;
    int i0, i1, j0, j1;
    inside(top, w->dilation_y, w->rows, w->height, &i0, &i1);
    inside(left, w->dilation_x, w->columns, w->width, &j0, &j1);
    for (int i = 0; i < w->rows; i++, patch += whole) {
      if (i < i0 || i >= i1) {
        if (!back) for (int k = 0; k < whole; k++) patch[k] = 0;
        continue;
      }
      float *row = picture + (isize)(top + i * w->dilation_y) * w->width * channels;
      if (!back) {
        for (int k = 0; k < j0 * channels; k++) patch[k] = 0;
        for (int k = j1 * channels; k < whole; k++) patch[k] = 0;
      }
      const int run = w->dilation_x == 1 ? (j1 - j0) * channels : channels;
      for (int j = j0; j < j1; j += w->dilation_x == 1 ? j1 - j0 : 1) {
        float *there = row + (isize)(left + j * w->dilation_x) * channels, *here = patch + j * channels;
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
  for (isize p = 0; p < pixels; p++) {
    const int x = (int)(p % w->out_width);
    const isize line = p / w->out_width;
    const int y = (int)(line % w->out_height);
    const isize picture = line / w->out_height * w->height * w->width;
    const int top = y * w->stride_y - w->top, left = x * w->stride_x - w->left;
    int i0, i1, j0, j1;
    inside(top, w->dilation_y, w->rows, w->height, &i0, &i1);
    inside(left, w->dilation_x, w->columns, w->width, &j0, &j1);
    for (int i = i0; i < i1; i++)
      for (int j = j0; j < j1; j++) {
        const isize pixel = picture + (isize)(top + i * w->dilation_y) * w->width + left + j * w->dilation_x;
        const isize cell = (isize)(i * w->columns + j) * outs;
        if (kind == FORWARD)
          depthwise_cell(FORWARD, channels, multiplier, a + pixel * channels, b + cell, out + p * outs);
        else if (kind == BACK_TO_INPUT)
          depthwise_cell(BACK_TO_INPUT, channels, multiplier, a + p * outs, b + cell, out + pixel * channels);
        else
          depthwise_cell(BACK_TO_FILTER, channels, multiplier, a + pixel * channels, b + p * outs, out + cell);
      }
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
    if (kind == FORWARD) {
      move_patches(w, a, from, to, patches, 0);
      product_by_panels(count, inner, outs, patches, inner, 1, panels, 0, out + from * outs);
    } else if (kind == BACK_TO_INPUT) {
      product_by_panels(count, outs, inner, a + from * outs, outs, 1, panels, 0, patches);
      move_patches(w, out, from, to, patches, 1);
    } else {
      move_patches(w, a, from, to, patches, 0);
      panels = panels_of(count, outs, b + from * outs, packed);
      product_by_panels(inner, count, outs, patches, 1, inner, panels, 1, out);
    }
  }
}

enum { BACK = 2, MEANS, POOL_WINDOW };

// Means count what lies inside; the first of equal maxima takes the slope.
static void run_pool(const i32 *i, float *base) {
  const Window *w = (const Window *)(i + POOL_WINDOW);
  const i32 *at = i + POOL_WINDOW + 16;
  const int back = i[BACK], means = i[MEANS], channels = w->channels;
  const float *image = base + at[0], *slope = base + at[1];
  float *out = base + at[2];
  if (back) clear_numbers(out, (isize)w->batch * w->height * w->width * channels);
  const isize pixels = (isize)w->batch * w->out_height * w->out_width;
  for (isize p = 0; p < pixels; p++) {
    const int x = (int)(p % w->out_width);
    const isize line = p / w->out_width;
    const int y = (int)(line % w->out_height);
    const isize picture = line / w->out_height * w->height * w->width;
    const int top = y * w->stride_y - w->top, left = x * w->stride_x - w->left;
    int i0, i1, j0, j1;
    inside(top, w->dilation_y, w->rows, w->height, &i0, &i1);
    inside(left, w->dilation_x, w->columns, w->width, &j0, &j1);
    const float cells = (float)((i1 - i0) * (j1 - j0));
    for (int c = 0; c < channels; c += 4) {
      const int lanes = channels - c < 4 ? channels - c : 4;
      typedef i32 i32x4 __attribute__((vector_size(16), aligned(4)));
      f32x4 best = means ? (f32x4){0} : (f32x4){0} - INFINITE_SINGLE;
      i32x4 where = (i32x4){} - 1;
      const float *d = slope + p * channels + c;
      for (int u = i0; u < i1; u++)
        for (int v = j0; v < j1; v++) {
          const isize pixel = picture + (isize)(top + u * w->dilation_y) * w->width + left + v * w->dilation_x;
          if (back && means) {
            for (int l = 0; l < lanes; l++) out[pixel * channels + c + l] += d[l] / cells;
            continue;
          }
          const f32x4 value = *(const f32x4 *)(image + pixel * channels + c);
          if (means) best += value;
          else {
            i32x4 mask = (value > best) | (where < 0) | ((value != value) & (best == best));
            best = (f32x4)(((i32x4)value & mask) | ((i32x4)best & ~mask));
            where = (((i32x4){} + (i32)(pixel * channels + c)) & mask) | (where & ~mask);
          }
        }
      if (!back) {
        if (means) best = best / ((f32x4){0} + cells);
        for (int l = 0; l < lanes; l++) out[p * channels + c + l] = best[l];
      } else if (!means) {
        for (int l = 0; l < lanes; l++) if (where[l] >= 0) out[where[l] + l] += d[l];
      }
    }
  }
}
#endif
