// Planar convolution, pooling and their derivatives; images are [batch, height, width, channels].
// A convolution is a product of the filter and of what its window sees: rows that overlap in the image
// and are read where they lie, some lines of one image at a time, with zeros around them.
#ifndef INTERTWINE_TENSORS_WINDOWS_H
#define INTERTWINE_TENSORS_WINDOWS_H
#include "tensors/product.h"

// The order is that of the fields of Window in TypeScript.
typedef struct {
  i32 batch, height, width, channels, out_height, out_width, out_channels, rows, columns;
  i32 stride_y, stride_x, dilation_y, dilation_x, top, left, depthwise;
} Window;
enum { CONVOLVE_KIND = 2, WINDOW, FIRST = WINDOW + 16, SECOND, RESULT, PACKED, PATCHES, PIXELS, LINES };
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

// Patches of the output pixels `from` to `to`, a row each, added to the image.
static void add_patches(const Window *w, float *image, isize from, isize to, const float *patch) {
  const int channels = w->channels, whole = w->columns * channels;
  Pixel p = pixel_at(w, from);
  for (isize n = from; n < to; n++, next_pixel(w, &p))
    for (int i = 0; i < w->rows; i++, patch += whole) {
      if (i < p.i0 || i >= p.i1) continue;
      const int j0 = p.j0, j1 = p.j1, run = w->dilation_x == 1 ? (j1 - j0) * channels : channels;
      for (int j = j0; j < j1; j += w->dilation_x == 1 ? j1 - j0 : 1) {
        float *there = image + pixel_under(w, &p, i, j) * channels;
        const float *here = patch + j * channels;
        int k = 0;
        for (; k + 4 <= run; k += 4) *(f32x4 *)(there + k) += *(const f32x4 *)(here + k);
        for (; k < run; k++) there[k] += here[k];
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

// Lines of an image, with zeros where the window reaches beyond it: `pitch` numbers each.
typedef struct { const float *at; isize pitch; } Lines;
static Lines lines_of(const Window *w, const float *picture, int from, int to, float *room) {
  const int channels = w->channels, first = from * w->stride_y - w->top;
  const int reach = (w->out_width - 1) * w->stride_x + (w->columns - 1) * w->dilation_x + 1;
  const int last = (to - 1) * w->stride_y - w->top + (w->rows - 1) * w->dilation_y;
  const isize line = (isize)w->width * channels, pitch = (isize)reach * channels;
  if (!w->left && reach <= w->width && first >= 0 && last < w->height) return (Lines){picture + first * line, line};
  const isize left = (isize)w->left * channels, seen = line < pitch - left ? line : pitch - left;
  float *out = room;
  for (int y = first; y <= last; y++, out += pitch) {
    if (y < 0 || y >= w->height) {
      clear_numbers(out, pitch);
      continue;
    }
    clear_numbers(out, left);
    copy_numbers(out + left, picture + y * line, seen);
    clear_numbers(out + left + seen, pitch - left - seen);
  }
  return (Lines){room, pitch};
}

// How the inner index goes through the lines: three nested loops, and what each adds to the place.
typedef struct { int count[3]; isize step[3]; } Walk;
// Rows that a tile holds.
#define SEEN 8

// `count` rows, a constant, of one panel: row i is from[i] along the walk.
#define SEEN_TILE(NAME, VECTOR, LANES, VECTORS)                                                    \
  INLINE void NAME(int count, const float *const *from, const Walk *walk, const float *b, isize next, \
                   int width, int add, float *c, isize columns) {                                  \
    VECTOR sum[SEEN][VECTORS];                                                                     \
    UNROLLED for (int i = 0; i < count; i++)                                                       \
      UNROLLED for (int v = 0; v < VECTORS; v++) sum[i][v] = (VECTOR){};                           \
    isize outer = 0;                                                                               \
    for (int x = 0; x < walk->count[0]; x++, outer += walk->step[0]) {                             \
      isize middle = outer;                                                                        \
      for (int y = 0; y < walk->count[1]; y++, middle += walk->step[1]) {                          \
        isize at = middle;                                                                         \
        const isize step = walk->step[2];                                                          \
        for (int z = walk->count[2]; z > 0; z--, at += step, b += next) {                          \
          VECTOR factor[VECTORS];                                                                  \
          UNROLLED for (int v = 0; v < VECTORS; v++) factor[v] = *(const VECTOR *)(b + v * LANES); \
          UNROLLED for (int i = 0; i < count; i++)                                                 \
            UNROLLED for (int v = 0; v < VECTORS; v++) sum[i][v] += ((VECTOR){} + from[i][at]) * factor[v]; \
        }                                                                                          \
      }                                                                                            \
    }                                                                                              \
    UNROLLED for (int i = 0; i < count; i++, c += columns) {                                       \
      float row[VECTORS * LANES];                                                                  \
      UNROLLED for (int v = 0; v < VECTORS; v++) *(VECTOR *)(row + v * LANES) = sum[i][v];         \
      int k = 0;                                                                                   \
      for (; k + 4 <= width; k += 4) {                                                             \
        const f32x4 value = *(const f32x4 *)(row + k);                                             \
        *(f32x4 *)(c + k) = add ? *(const f32x4 *)(c + k) + value : value;                         \
      }                                                                                            \
      for (; k < width; k++) c[k] = add ? c[k] + row[k] : row[k];                                  \
    }                                                                                              \
  }
SEEN_TILE(seen_whole, f32v, LANES_OF_SINGLE, 2)
SEEN_TILE(seen_half, f32v, LANES_OF_SINGLE, 1)
#if LANES_OF_SINGLE > 8
typedef float f32x8 __attribute__((vector_size(32), aligned(4)));
SEEN_TILE(seen_eight, f32x8, 8, 1)
#define NARROW 8
#else
#define NARROW 0
#define seen_eight seen_half
#endif

#define SEEN_ROWS(COUNT)                                                                           \
  for (; i + COUNT <= rows; i += COUNT) {                                                          \
    const float *from[SEEN];                                                                       \
    for (int k = 0; k < COUNT; k++) from[k] = next_row(&row);                                      \
    float *to = c + (isize)i * columns + j;                                                        \
    if (width > LANES_OF_SINGLE) seen_whole(COUNT, from, walk, b.at, b.row, width, add, to, columns); \
    else if (width <= NARROW) seen_eight(COUNT, from, walk, b.at, b.row, width, add, to, columns); \
    else seen_half(COUNT, from, walk, b.at, b.row, width, add, to, columns);                       \
  }

// Places that follow each other in three nested loops too.
typedef struct { const float *at; int index[2], count[2]; isize step[3]; } Row;
INLINE const float *next_row(Row *row) {
  const float *at = row->at;
  row->at += row->step[2];
  if (++row->index[1] == row->count[1]) {
    row->index[1] = 0, row->at += row->step[1];
    if (++row->index[0] == row->count[0]) row->index[0] = 0, row->at += row->step[0];
  }
  return at;
}

// C (rows × columns) becomes what the rows see times b, plus itself where `add`.
static void product_of_seen(int rows, int columns, const Row *first, const Walk *walk, Panels b, int add, float *c) {
  for (int j = 0; j < columns; j += PANEL, b.at += b.between) {
    int width = columns - j < PANEL ? columns - j : PANEL, i = 0;
    Row row = *first;
    if (width <= LANES_OF_SINGLE) {
      SEEN_ROWS(8)
    }
    SEEN_ROWS(4)
    SEEN_ROWS(2)
    SEEN_ROWS(1)
  }
}

// What the cells of a window see, from `at` on, and the pixels of its output along the lines.
INLINE Walk cells_of(const Window *w, isize pitch) {
  if (w->dilation_x == 1) {
    return (Walk){{1, w->rows, w->columns * w->channels}, {0, w->dilation_y * pitch, 1}};
  }
  return (Walk){{w->rows, w->columns, w->channels}, {w->dilation_y * pitch, (isize)w->dilation_x * w->channels, 1}};
}
INLINE Walk pixels_of(const Window *w, isize pitch, int lines) {
  return (Walk){{1, lines, w->out_width}, {0, w->stride_y * pitch, (isize)w->stride_x * w->channels}};
}
// The rows that a walk leaves: each step less what the loops within have gone.
INLINE Row rows_along(const float *at, Walk w) {
  return (Row){at, {0, 0}, {w.count[1], w.count[2]},
               {w.step[0] - w.count[1] * w.step[1], w.step[1] - w.count[2] * w.step[2], w.step[2]}};
}

// The filter as the derivative by the image sees it: [row, column, out, channel], from its last cell on.
static Panels turned_filter(const Window *w, const float *filter, float *room) {
  const int channels = w->channels, outs = w->out_channels, cells = w->rows * w->columns;
  for (int cell = 0; cell < cells; cell++)
    for (int o = 0; o < outs; o++)
      for (int c = 0; c < channels; c++)
        room[((isize)cell * outs + o) * channels + c] = filter[((isize)(cells - 1 - cell) * channels + c) * outs + o];
  return (Panels){room, PANEL, channels};
}

// Of a window that moves by one pixel: the slope, seen by the turned filter.
INLINE Window turned_window(const Window *w) {
  return (Window){
      w->batch, w->out_height, w->out_width, w->out_channels, w->height, w->width, w->channels, w->rows, w->columns,
      1, 1, w->dilation_y, w->dilation_x, (w->rows - 1) * w->dilation_y - w->top,
      (w->columns - 1) * w->dilation_x - w->left, 0,
  };
}

static void run_convolve(const i32 *i, float *base) {
  Window turned, *w = (Window *)(i + WINDOW);
  float *a = base + i[FIRST], *b = base + i[SECOND], *out = base + i[RESULT];
  const int kind = i[CONVOLVE_KIND], lines = i[LINES];
  if (w->depthwise) {
    run_depthwise(kind, w, a, b, out);
    return;
  }
  float *packed = base + i[PACKED], *room = base + i[PATCHES];
  const int inner = w->rows * w->columns * w->channels, outs = w->out_channels;
  if (kind == BACK_TO_INPUT && !lines) {
    const isize pixels = (isize)w->batch * w->out_height * w->out_width, band = i[PIXELS];
    Panels panels = panels_of_transpose(outs, inner, b, packed);
    clear_numbers(out, (isize)w->batch * w->height * w->width * w->channels);
    for (isize from = 0; from < pixels; from += band) {
      const isize to = pixels - from < band ? pixels : from + band;
      product_by_panels((int)(to - from), outs, inner, a + from * outs, outs, 1, panels, 0, room);
      add_patches(w, out, from, to, room);
    }
    return;
  }
  Panels panels = {0, 0, 0};
  if (kind == FORWARD) panels = panels_of(inner, outs, b, packed);
  else if (kind == BACK_TO_FILTER) clear_numbers(out, (isize)inner * outs);
  else {
    panels = turned_filter(w, b, packed);
    turned = turned_window(w);
    w = &turned;
  }
  const isize line = (isize)w->out_width * w->out_channels;
  for (int n = 0; n < w->batch; n++, a += (isize)w->height * w->width * w->channels)
    for (int from = 0; from < w->out_height; from += lines) {
      const int to = w->out_height - from < lines ? w->out_height : from + lines, count = (to - from) * w->out_width;
      const Lines image = lines_of(w, a, from, to, room);
      const Walk cells = cells_of(w, image.pitch), pixels = pixels_of(w, image.pitch, to - from);
      const isize done = ((isize)n * w->out_height + from) * line;
      if (kind == BACK_TO_FILTER) {
        const Row rows = rows_along(image.at, cells);
        product_of_seen(inner, outs, &rows, &pixels, panels_of(count, outs, b + done, packed), 1, out);
      } else {
        const Row rows = rows_along(image.at, pixels);
        product_of_seen(count, w->out_channels, &rows, &cells, panels, 0, out + done);
      }
    }
}

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
static void pool_whole(const Window *w, int back, const float *image, const float *slope, float *out) {
  const isize line = (isize)w->width * w->channels;
  if (back) clear_numbers(out, w->batch * w->height * line);
  for (int n = 0; n < w->batch; n++)
    for (int y = 0; y < w->out_height; y++) {
      const isize top = ((isize)n * w->height + (isize)y * w->stride_y) * line;
      const isize row = ((isize)n * w->out_height + y) * w->out_width;
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
  if (!i[MEANS] && is_whole(w)) pool_whole(w, i[BACK], image, slope, out);
  else if (i[BACK]) {
    if (i[MEANS]) pool(w, 1, 1, image, slope, out);
    else pool(w, 1, 0, image, slope, out);
  } else if (i[MEANS]) pool(w, 0, 1, image, slope, out);
  else pool(w, 0, 0, image, slope, out);
}
#endif
