// Frames of many small clouds: for each the axes of the rows that a scan keeps, or its
// principal axes, or Lorentz axes that begin with the total momentum; and back.
//
// | x_i  | points   | clouds one after another, rows of d coordinates             |
// | b    | shifts   | d numbers for each cloud: the centroid, or zeros            |
// | Q    | axes     | d x d for each, row by row, q_j in column j                 |
// | c_i  | forms    | Q^T (x_i - b), or the inverse of Q in the Lorentz metric    |
// | tau  | cuts, floor | a row is kept when what is left of it exceeds tau max |x_i - b| |
//          and, where b is taken away, floor max |x_i|
//
// Two clouds are computed at a time, one in each lane, by the same operations as one alone;
// a shorter one is filled up with zero rows, which no scan keeps.
#include "frames/axes.h"
#include "frames/lorentz.h"
#include "frames/principal.h"

enum { CENTRED = 1, SPECIAL = 2, PRINCIPAL = 4, LORENTZ = 8, SINGLE = 16, FORMS = 32 };

// Sums of squares outside these bounds are computed again from scaled points.
#define GREATEST_SQUARE 0x1p1000
#define LEAST_SQUARE 0x1p-900

typedef struct {
  u32 flags, d, count;
  double floor;
  Cuts cuts;
  const void *points;
  const u32 *offsets;
  pair *scratch;
  double *forms, *axes, *shifts, *values, *kept, *dropped;
  int *rows;
  u8 *ranks;
} Batch;

static Batch batch;

// Where everything lies; `offsets` counts points, count + 1 of them, from 0.
EXPORT("place")
void place(u32 d, double *axes, double *shifts, double *values, double *kept, double *dropped,
           int *rows, u8 *ranks, const u32 *offsets, const void *points, double *forms,
           pair *scratch) {
  batch = (Batch){.d = d, .axes = axes, .shifts = shifts, .values = values, .kept = kept,
                  .dropped = dropped, .rows = rows, .ranks = ranks, .offsets = offsets,
                  .points = points, .forms = forms, .scratch = scratch};
}

INLINE double number(u32 k) {
  return batch.flags & SINGLE ? ((const float *)batch.points)[k] : ((const double *)batch.points)[k];
}

// The numbers from `at` on of one cloud and of another into the lanes, zeros at the end.
INLINE void gather(pair *x, u32 total, u32 at0, u32 length0, u32 at1, u32 length1, pair scale,
                   int scaled) {
  u32 shared = length0 < length1 ? length0 : length1, k = 0;
  if (batch.flags & SINGLE) {
    const float *p = (const float *)batch.points + at0, *q = (const float *)batch.points + at1;
    for (; k < shared; k++) x[k] = (pair){p[k], q[k]};
  } else {
    const double *p = (const double *)batch.points + at0, *q = (const double *)batch.points + at1;
    for (; k + 2 <= shared; k += 2) {
      pair u = *(const pair_anywhere *)(p + k), v = *(const pair_anywhere *)(q + k);
      x[k] = __builtin_shufflevector(u, v, 0, 2);
      x[k + 1] = __builtin_shufflevector(u, v, 1, 3);
    }
    if (k < shared) x[k] = (pair){p[k], q[k]}, k++;
  }
  for (; k < total; k++) {
    x[k] = (pair){k < length0 ? number(at0 + k) : 0, k < length1 ? number(at1 + k) : 0};
  }
  if (scaled) for (u32 i = 0; i < total; i++) x[i] *= scale;
}

// The power of two that brings the largest of the numbers near 1; 0 when one is not finite.
static double scale_of(u32 at, u32 length) {
  double most = 0;
  for (u32 k = 0; k < length; k++) {
    double x = __builtin_fabs(number(at + k));
    if (!(x < __builtin_inf())) return 0;
    if (x > most) most = x;
  }
  if (most == 0) return 1;
  union { double number; unsigned long long bits; } as = {most};
  int exponent = (int)(as.bits >> 52) - 1023;
  if (exponent > 1022) exponent = 1022;
  as.bits = (unsigned long long)(1023 - exponent) << 52;
  return as.number;
}

// The largest square of a point's length, and the sum of all.
INLINE void longest(const u32 d, u32 points, const pair *x, pair *most, pair *total) {
  for (u32 p = 0; p < points; p++) {
    pair square = x[p * d] * x[p * d];
    UNROLL for (u32 a = 1; a < d; a++) square += x[p * d + a] * x[p * d + a];
    *most = larger(*most, square);
    *total += square;
  }
}

// Takes the mean of n0 points of the one and n1 of the other from them.
INLINE void subtract_mean(const u32 d, u32 n0, u32 n1, pair counts, pair *x, pair *shift) {
  pair mean[LARGEST_DIMENSION];
  u32 shared = n0 < n1 ? n0 : n1, points = n0 > n1 ? n0 : n1;
  UNROLL for (u32 a = 0; a < d; a++) mean[a] = both(0);
  for (u32 p = 0; p < points; p++) {
    UNROLL for (u32 a = 0; a < d; a++) mean[a] += x[p * d + a];
  }
  UNROLL for (u32 a = 0; a < d; a++) {
    mean[a] /= counts;
    shift[a] += mean[a];
  }
  for (u32 p = 0; p < shared; p++) {
    UNROLL for (u32 a = 0; a < d; a++) x[p * d + a] -= mean[a];
  }
  for (u32 p = shared; p < points; p++) {
    UNROLL for (u32 a = 0; a < d; a++) x[p * d + a][n1 > n0] -= mean[a][n1 > n0];
  }
}

// Zeros for what rounding has left: the coordinates of a chosen row along later axes, and
// along an axis that follows from the orientation.
INLINE void exact_zeros(const u32 d, u32 points, u32 rank, const int *rows, double *form) {
  // The time axis comes from no row.
  u32 first = batch.flags & LORENTZ ? 1 : 0;
  for (u32 j = first; j < rank; j++) {
    for (u32 k = j + 1; k < d; k++) form[(u32)rows[2 * (j - first)] * d + k] = 0;
  }
  if (rank == d || !(batch.flags & SPECIAL)) return;
  for (u32 p = 0; p < points; p++) form[p * d + d - 1] = 0;
}

// The clouds i and j, which may be one; 0 when their points must be scaled first.
INLINE int frame_pair(const u32 d, u32 i, u32 j, pair scale, int scaled) {
  const u32 *offsets = batch.offsets;
  u32 n0 = offsets[i + 1] - offsets[i], n1 = offsets[j + 1] - offsets[j];
  u32 points = n0 > n1 ? n0 : n1, held = points > d ? points : d;
  pair *x = batch.scratch;
  gather(x, held * d, offsets[i] * d, n0 * d, offsets[j] * d, n1 * d, scale, scaled);
  pair shift[LARGEST_DIMENSION], most = both(0), total = both(0), floor = both(0);
  UNROLL for (u32 a = 0; a < d; a++) shift[a] = both(0);
  longest(d, points, x, &most, &total);
  if (!scaled && !everywhere((total < both(GREATEST_SQUARE)) & (most > both(LEAST_SQUARE)))) return 0;
  if (batch.flags & CENTRED) {
    floor = batch.floor * root(most);
    pair counts = (pair){n0 ? n0 : 1, n1 ? n1 : 1};
    for (int pass = 0; pass < 2; pass++) subtract_mean(d, n0, n1, counts, x, shift);
    most = both(0);
    longest(d, points, x, &most, &total);
  }

  pair axes[LARGEST_DIMENSION * LARGEST_DIMENSION], inverse[LARGEST_DIMENSION * LARGEST_DIMENSION];
  pair values[LARGEST_DIMENSION], kept = both(0), dropped = both(0), largest = root(most);
  lanes rank = (lanes){d, d};
  int rows[2 * LARGEST_DIMENSION];
  UNROLL for (u32 k = 0; k < 2 * d; k++) rows[k] = (int)(k / 2);
  const pair *back = axes;
  if (batch.flags & LORENTZ && d > 1) {
    rank = (d == 4 ? lorentz_axes : lorentz_axes_of)(d, points, x, x + held * d,
                                                     batch.cuts, axes, inverse, rows, &kept,
                                                     &dropped, &largest);
    back = inverse;
  } else if (batch.flags & PRINCIPAL && (d == 2 || d == 3)) {
    principal_axes(d, points, x, values, axes);
  } else {
    pair threshold = larger(batch.cuts.tolerance * largest, floor);
    if (!leading_axes(d, x, threshold, axes, &kept)) {
      rank = (d > 4 ? scanned_axes_of : scanned_axes)(d, points, x, threshold, axes, rows, &kept, &dropped);
    }
    if (batch.flags & SPECIAL) orient(d, rank, axes);
  }

  pair unit = 1 / scale;
  for (u32 lane = 0; lane < (i == j ? 1 : 2); lane++) {
    u32 cloud = lane ? j : i;
    UNROLL for (u32 k = 0; k < d; k++) {
      UNROLL for (u32 a = 0; a < d; a++) {
        batch.axes[(cloud * d + a) * d + k] = axes[k * d + a][lane];
      }
      batch.rows[cloud * d + k] = rows[2 * k + lane];
      batch.shifts[cloud * d + k] = shift[k][lane] * unit[lane];
      if (batch.flags & PRINCIPAL) batch.values[cloud * d + k] = values[k][lane] * unit[lane] * unit[lane];
    }
    batch.ranks[cloud] = (u8)rank[lane];
    batch.kept[cloud] = kept[lane] / largest[lane];
    batch.dropped[cloud] = largest[lane] > 0 ? dropped[lane] / largest[lane] : 0;
  }
  if (!(batch.flags & FORMS)) return 1;
  double *out[2] = {batch.forms + offsets[i] * d, batch.forms + offsets[j] * d};
  u32 sizes[2] = {n0, n1}, shared = n0 < n1 ? n0 : n1;
  for (u32 p = 0; p < points; p++) {
    pair c[LARGEST_DIMENSION];
    UNROLL for (u32 k = 0; k < d; k++) {
      c[k] = x[p * d] * back[k * d];
      UNROLL for (u32 a = 1; a < d; a++) c[k] += x[p * d + a] * back[k * d + a];
      if (scaled) c[k] *= unit;
    }
    if (p < shared) {
      UNROLL for (u32 k = 0; k < d; k++) out[0][p * d + k] = c[k][0];
      UNROLL for (u32 k = 0; k < d; k++) out[1][p * d + k] = c[k][1];
    } else {
      UNROLL for (u32 k = 0; k < d; k++) out[n1 > n0][p * d + k] = c[k][n1 > n0];
    }
  }
  if (batch.flags & PRINCIPAL) return 1;
  for (u32 lane = 0; lane < 2; lane++) {
    if (rank[lane] <= d) exact_zeros(d, sizes[lane], (u32)rank[lane], rows + lane, out[lane]);
  }
  return 1;
}

INLINE int frames_of(const u32 d) {
  for (u32 i = 0; i < batch.count; i += 2) {
    u32 j = i + 1 < batch.count ? i + 1 : i;
    pair scale = both(1);
    for (int scaled = 0; !frame_pair(d, i, j, scale, scaled); scaled = 1) {
      const u32 *offsets = batch.offsets;
      scale[0] = scale_of(offsets[i] * d, (offsets[i + 1] - offsets[i]) * d);
      if (scale[0] == 0) return (int)i;
      scale[1] = scale_of(offsets[j] * d, (offsets[j + 1] - offsets[j]) * d);
      if (scale[1] == 0) return (int)j;
    }
  }
  return -1;
}

// One copy for each of the dimensions of most data, with all loops over it unrolled, and one
// for the others.
#define FOR_DIMENSION(function)           \
  switch (batch.d) {                      \
    case 2: return function(2);           \
    case 3: return function(3);           \
    case 4: return function(4);           \
    case 5: return function(5);           \
    case 6: return function(6);           \
    default: return function(batch.d);    \
  }

// Frames of `count` clouds; the first one that is not finite, or -1.
EXPORT("frames") int frames(u32 flags, u32 count, double floor, double tolerance, double fraction, double mass,
           double rounding) {
  batch.flags = flags;
  batch.count = count;
  batch.floor = floor;
  batch.cuts = (Cuts){tolerance, fraction, mass, rounding};
  FOR_DIMENSION(frames_of)
}

// Rows y of `forms` to Q y (+ b), in place.
INLINE int carry_of(const u32 d) {
  for (u32 cloud = 0; cloud < batch.count; cloud++) {
    const double *q = batch.axes + cloud * d * d, *b = batch.shifts + cloud * d;
    for (u32 p = batch.offsets[cloud]; p < batch.offsets[cloud + 1]; p++) {
      double *y = batch.forms + p * d, out[LARGEST_DIMENSION];
      UNROLL for (u32 a = 0; a < d; a++) {
        double sum = y[0] * q[a * d];
        UNROLL for (u32 k = 1; k < d; k++) sum += y[k] * q[a * d + k];
        out[a] = batch.flags & CENTRED ? sum + b[a] : sum;
      }
      UNROLL for (u32 a = 0; a < d; a++) y[a] = out[a];
    }
  }
  return -1;
}

// The rows of `count` values carried from the forms to the clouds, in place; with CENTRED
// as points.
EXPORT("carry") int carry(u32 flags, u32 count) {
  batch.flags = flags;
  batch.count = count;
  FOR_DIMENSION(carry_of)
}
