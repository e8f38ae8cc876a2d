// Convolutions by a filter of each channel, and their derivatives.
#ifndef INTERTWINE_TENSORS_DEPTHWISE_H
#define INTERTWINE_TENSORS_DEPTHWISE_H
#include "tensors/windows.h"

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

// A unit is an image; of the derivative by the filter, four channels.
static void depthwise_parts(Hand *hand) {
  const i32 *i = hand->i;
  const Window *w = (const Window *)(i + WINDOW);
  const int kind = i[CONVOLVE_KIND], outs = w->out_channels, multiplier = outs / w->channels;
  const isize seen = (isize)w->height * w->width * w->channels, pixels = (isize)w->out_height * w->out_width;
  const float *a = hand->base + i[FIRST], *b = hand->base + i[SECOND];
  float *out = hand->base + i[RESULT];
  FOR_EACH_PART(hand, from, to) {
    int first = 0, last = w->channels;
    isize begin = from * pixels, end = to * pixels;
    if (kind == FORWARD) clear_numbers(out + begin * outs, (end - begin) * outs);
    else if (kind == BACK_TO_INPUT) clear_numbers(out + from * seen, (to - from) * seen);
    else {
      first = (int)(4 * from), last = 4 * to < w->channels ? (int)(4 * to) : w->channels;
      begin = 0, end = w->batch * pixels;
      for (int cell = 0; cell < w->rows * w->columns; cell++)
        clear_numbers(out + (isize)cell * outs + first * multiplier, (last - first) * multiplier);
    }
    const int count = last - first, start = first * multiplier;
    Pixel at = pixel_at(w, begin);
    for (isize p = begin; p < end; p++, next_pixel(w, &at))
      for (int y = at.i0; y < at.i1; y++)
        for (int x = at.j0; x < at.j1; x++) {
          const isize pixel = pixel_under(w, &at, y, x) * w->channels + first;
          const isize cell = (isize)(y * w->columns + x) * outs + start, slope = p * outs + start;
          if (kind == FORWARD) depthwise_cell(FORWARD, count, multiplier, a + pixel, b + cell, out + slope);
          else if (kind == BACK_TO_INPUT) depthwise_cell(BACK_TO_INPUT, count, multiplier, a + slope, b + cell, out + pixel);
          else depthwise_cell(BACK_TO_FILTER, count, multiplier, a + pixel, b + slope, out + cell);
        }
  }
}
static void run_depthwise(const i32 *i, float *base, const Team *team) {
  const Window *w = (const Window *)(i + WINDOW);
  const double work = (double)w->out_height * w->out_width * w->out_channels * w->rows * w->columns / 2;
  if (i[CONVOLVE_KIND] == BACK_TO_FILTER) {
    const isize units = (w->channels + 3) / 4;
    divide(team, depthwise_parts, i, base, 0, units, work * w->batch / units);
  } else divide(team, depthwise_parts, i, base, 0, w->batch, work);
}
#endif
