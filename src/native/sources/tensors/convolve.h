// Planar convolution and its derivatives: products of the filter and of what its window sees, rows
// that overlap in the image and are read where they lie, some lines of one image at a time, with zeros
// around them.
#ifndef INTERTWINE_TENSORS_CONVOLVE_H
#define INTERTWINE_TENSORS_CONVOLVE_H
#include "tensors/depthwise.h"

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
            UNROLLED for (int v = 0; v < VECTORS; v++) sum[i][v] += (from[i][at] - (VECTOR){}) * factor[v]; \
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
SEEN_TILE(seen_eight, f32x8, 8, 1)
#define NARROW 8
#else
#define NARROW 0
#define seen_eight seen_half
#endif

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

// Rows of one panel by one kind of tile.
#define SEEN_TILES(PUT, COUNT)                                                                     \
  for (; i + COUNT <= rows; i += COUNT, c += COUNT * columns) {                                    \
    const float *from[SEEN];                                                                       \
    for (int k = 0; k < COUNT; k++) from[k] = next_row(&row);                                      \
    PUT(COUNT, from, walk, b, next, width, add, c, columns);                                       \
  }
#define SEEN_ROWS(NAME, PUT, MOST)                                                                 \
  APART static void NAME(int rows, const Row *first, const Walk *walk, const float *b, isize next, int width, \
                         int add, float *c, isize columns) {                                       \
    Row row = *first;                                                                              \
    int i = 0;                                                                                     \
    SEEN_TILES(PUT, MOST)                                                                          \
    if (MOST > 4) SEEN_TILES(PUT, 4)                                                               \
    SEEN_TILES(PUT, 2)                                                                             \
    SEEN_TILES(PUT, 1)                                                                             \
  }
SEEN_ROWS(seen_rows_of_panel, seen_whole, 4)
SEEN_ROWS(seen_rows_of_half, seen_half, 8)
SEEN_ROWS(seen_rows_of_eight, seen_eight, 8)

// C (rows × columns) becomes what the rows see times b, plus itself where `add`.
static void product_of_seen(int rows, int columns, const Row *first, const Walk *walk, Panels b, int add, float *c) {
  for (int j = 0; j < columns; j += PANEL, b.at += b.between) {
    const int width = columns - j < PANEL ? columns - j : PANEL;
    if (width > LANES_OF_SINGLE) seen_rows_of_panel(rows, first, walk, b.at, b.row, width, add, c + j, columns);
    else if (width <= NARROW) seen_rows_of_eight(rows, first, walk, b.at, b.row, width, add, c + j, columns);
    else seen_rows_of_half(rows, first, walk, b.at, b.row, width, add, c + j, columns);
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

// What an instruction prepares for all: the filter, and the window that it moves.
typedef struct { Panels panels; Window window; int bands; isize first; float *partial; } Convolution;

// A unit is an image.
static void patch_parts(Hand *hand) {
  const i32 *i = hand->i;
  const Window *w = (const Window *)(i + WINDOW);
  const Convolution *convolution = hand->more;
  const int inner = w->rows * w->columns * w->channels, outs = w->out_channels;
  const isize pixels = (isize)w->out_height * w->out_width, seen = (isize)w->height * w->width * w->channels;
  const float *a = hand->base + i[FIRST];
  float *out = hand->base + i[RESULT], *room = hand->base + i[PATCHES] + hand->own;
  FOR_EACH_PART(hand, first, last) {
    clear_numbers(out + first * seen, (last - first) * seen);
    const isize end = last * pixels, band = i[PIXELS];
    for (isize from = first * pixels; from < end; from += band) {
      const isize to = end - from < band ? end : from + band;
      const Panels *panels = &convolution->panels;
      product_by_panels((int)(to - from), outs, inner, a + from * outs, outs, 1, panels->at, panels->between,
                        panels->row, 0, room);
      add_patches(w, out, from, to, room);
    }
  }
}

// A band of lines of an image, and what its window sees.
typedef struct { int count; isize done; Lines lines; Walk cells, pixels; } Band;
INLINE Band band_of(const Window *w, const float *images, isize unit, int bands, int lines, float *room) {
  const isize n = unit / bands;
  const int from = (int)(unit % bands) * lines, to = w->out_height - from < lines ? w->out_height : from + lines;
  const Lines seen = lines_of(w, images + n * w->height * w->width * w->channels, from, to, room);
  return (Band){(to - from) * w->out_width, (n * w->out_height + from) * w->out_width, seen,
                cells_of(w, seen.pitch), pixels_of(w, seen.pitch, to - from)};
}

// A unit is a band of an image.
static void seen_parts(Hand *hand) {
  const i32 *i = hand->i;
  const Convolution *convolution = hand->more;
  const Window *w = &convolution->window;
  const float *a = hand->base + i[FIRST];
  float *out = hand->base + i[RESULT], *room = hand->base + i[PATCHES] + hand->own;
  FOR_EACH_PART(hand, from, to)
    for (isize unit = from; unit < to; unit++) {
      const Band band = band_of(w, a, unit, convolution->bands, i[LINES], room);
      const Row rows = rows_along(band.lines.at, band.pixels);
      product_of_seen(band.count, w->out_channels, &rows, &band.cells, convolution->panels, 0,
                      out + band.done * w->out_channels);
    }
}

// The derivative by the filter, of one band: rows `from` to before `to` of the filter, put or added.
INLINE void slope_of_filter(const Convolution *convolution, const i32 *i, float *base, isize own, isize unit,
                            int from, int to, int add, float *out) {
  const Window *w = &convolution->window;
  const int outs = w->out_channels;
  const Band band = band_of(w, base + i[FIRST], unit, convolution->bands, i[LINES], base + i[PATCHES] + own);
  Row rows = rows_along(band.lines.at, band.cells);
  for (int k = 0; k < from; k++) next_row(&rows);
  const Panels panels = panels_of(band.count, outs, base + i[SECOND] + band.done * outs, base + i[PACKED] + own);
  product_of_seen(to - from, outs, &rows, &band.pixels, panels, add, out + (isize)from * outs);
}

// A unit is FILTER_ROWS rows of the filter, in all images.
#define FILTER_ROWS 8
static void filter_row_parts(Hand *hand) {
  const i32 *i = hand->i;
  const Convolution *convolution = hand->more;
  const Window *w = &convolution->window;
  const int inner = w->rows * w->columns * w->channels;
  const isize units = (isize)w->batch * convolution->bands;
  FOR_EACH_PART(hand, first, last) {
    const int from = (int)first * FILTER_ROWS, to = last * FILTER_ROWS < inner ? (int)last * FILTER_ROWS : inner;
    for (isize unit = 0; unit < units; unit++)
      slope_of_filter(convolution, i, hand->base, hand->own, unit, from, to, unit > 0, hand->base + i[RESULT]);
  }
}

// A unit is a band: the derivative by its numbers alone, to be added in their order.
static void filter_band_parts(Hand *hand) {
  const i32 *i = hand->i;
  const Convolution *convolution = hand->more;
  const Window *w = &convolution->window;
  const int inner = w->rows * w->columns * w->channels;
  FOR_EACH_PART(hand, from, to)
    for (isize unit = from; unit < to; unit++)
      slope_of_filter(convolution, i, hand->base, hand->own, convolution->first + unit, 0, inner, 0,
                      convolution->partial + unit * inner * w->out_channels);
}

static void run_filter_slope(const i32 *i, float *base, const Team *team, Convolution *convolution) {
  const Window *w = &convolution->window;
  const int inner = w->rows * w->columns * w->channels;
  const isize size = (isize)inner * w->out_channels, units = (isize)w->batch * convolution->bands;
  const double cost = product_cost((double)size * w->out_height * w->out_width / convolution->bands);
  float *out = base + i[RESULT];
  if (i[PARTIALS] == 0) {
    const isize parts = (inner + FILTER_ROWS - 1) / FILTER_ROWS;
    divide(team, filter_row_parts, i, base, convolution, parts, cost * (double)units / (double)parts);
    return;
  }
  clear_numbers(out, size);
  for (isize first = 0; first < units; first += i[PARTIALS]) {
    const isize count = units - first < i[PARTIALS] ? units - first : i[PARTIALS];
    convolution->first = first;
    divide(team, filter_band_parts, i, base, convolution, count, cost);
    const float *partial = convolution->partial;
    for (isize k = 0; k < count; k++, partial += size)
      for (isize j = 0; j < size; j++) out[j] += partial[j];
  }
}

static void run_convolve(const i32 *i, float *base, const Team *team) {
  Convolution convolution = {{0, 0, 0}, *(const Window *)(i + WINDOW), 1, 0, base + i[PARTIAL_SUMS]};
  Window *w = &convolution.window;
  if (w->depthwise) {
    run_depthwise(i, base, team);
    return;
  }
  float *b = base + i[SECOND], *packed = base + i[PACKED];
  const int kind = i[CONVOLVE_KIND], inner = w->rows * w->columns * w->channels, outs = w->out_channels;
  const double work = (double)w->out_height * w->out_width * inner * outs;
  if (kind == BACK_TO_INPUT && !i[LINES]) {
    convolution.panels = panels_of_transpose(outs, inner, b, packed);
    divide(team, patch_parts, i, base, &convolution, w->batch, product_cost(1.5 * work));
    return;
  }
  if (kind == FORWARD) convolution.panels = panels_of(inner, outs, b, packed);
  else if (kind == BACK_TO_INPUT) {
    convolution.panels = turned_filter(w, b, packed);
    convolution.window = turned_window(w);
  }
  convolution.bands = (w->out_height + i[LINES] - 1) / i[LINES];
  if (kind == BACK_TO_FILTER) run_filter_slope(i, base, team, &convolution);
  else
    divide(team, seen_parts, i, base, &convolution, (isize)w->batch * convolution.bands,
           product_cost(work / convolution.bands));
}
#endif
