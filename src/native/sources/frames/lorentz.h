// Axes of two clouds of momenta (t, x, ...) with the metric diag(1, -1, ..., -1): the time
// axis along the total momentum, the others from points of large parts in its rest frame.
//
// | P, M    | total, mass | the sum of the points, and the root of <P, P>                |
// | g, w    | gamma, w    | P / M = sign (g, w)                                          |
// | y_i     | y           | momenta in the rest frame, n x (d - 1)                       |
// | q_j     | axes        | columns of Q; zero from the rank on                          |
// |         | inverse     | rows of eta Q^T eta                                          |
//
// The choice of rows is that of selection "large": the first part of at least a fraction of
// the longest that is left.
#ifndef INTERTWINE_FRAMES_LORENTZ_H
#define INTERTWINE_FRAMES_LORENTZ_H

#include "frames/axes.h"

// A mass below this, relative to the total energy, is left to others.
#define LEAST_MASS 1e-4
// The rank of a cloud whose total momentum is not safely time-like: it wants other axes.
#define NOT_TIME_LIKE 255

// Lengths of the rows and the longest of them.
INLINE pair row_lengths(const u32 d, u32 points, const pair *y, pair *lengths) {
  pair most = both(0);
  for (u32 i = 0; i < points; i++) {
    pair square = y[i * d] * y[i * d];
    UNROLL for (u32 a = 1; a < d; a++) square += y[i * d + a] * y[i * d + a];
    lengths[i] = root(square);
    most = larger(most, lengths[i]);
  }
  return most;
}

// Orthonormal axes (rows of `axes`) from the points y; what is left of them in `rest`.
INLINE lanes large_axes(const u32 d, u32 points, const pair *y, pair *rest, pair *lengths,
                        pair threshold, double fraction, pair *axes, int *rows, pair *kept,
                        pair *dropped) {
  lanes rank = (lanes){0, 0}, open = (lanes){-1, -1};
  *kept = both(__builtin_inf());
  *dropped = both(0);
  for (u32 k = 0; k < d * d; k++) axes[k] = both(0);
  for (u32 k = 0; k < 2 * d; k++) rows[k] = -1;
  for (u32 k = 0; k < points * d; k++) rest[k] = y[k];
  for (u32 j = 0; j < d; j++) {
    pair most = row_lengths(d, points, rest, lengths);
    lanes found = most > threshold;
    *dropped = choose(open & ~found, most, *dropped);
    open &= found;
    if (!anywhere(open)) break;
    pair cut = larger(fraction * most, threshold);
    u32 chosen[2] = {0, 0};
    for (u32 lane = 0; lane < 2; lane++) {
      if (!open[lane]) continue;
      while (lengths[chosen[lane]][lane] < cut[lane]) chosen[lane]++;
      rows[2 * j + lane] = (int)chosen[lane];
    }
    pair v[LARGEST_DIMENSION];
    UNROLL for (u32 a = 0; a < d; a++) v[a] = (pair){y[chosen[0] * d + a][0], y[chosen[1] * d + a][1]};
    pair length = reject(d, j, axes, v);
    *kept = choose(open & (length < *kept), length, *kept);
    pair *q = axes + j * d;
    UNROLL for (u32 a = 0; a < d; a++) q[a] = choose(open, v[a] / length, both(0));
    rank -= open;
    for (u32 i = 0; i < points; i++) {
      UNROLL for (u32 pass = 0; pass < 2; pass++) {
        pair along = q[0] * rest[i * d];
        UNROLL for (u32 a = 1; a < d; a++) along += q[a] * rest[i * d + a];
        UNROLL for (u32 a = 0; a < d; a++) rest[i * d + a] -= along * q[a];
      }
    }
  }
  return rank;
}

// What decides: the tolerance of the scan; the fraction of selection "large"; the least mass
// relative to the longest point in the rest frame; the rounding of the energy less the
// momentum relative to the sum of all |x|.
typedef struct {
  double tolerance, fraction, mass, rounding;
} Cuts;

// `room` holds (2 d - 1) pairs for each point; `largest` becomes the longest point at rest.
INLINE lanes lorentz_axes(const u32 d, u32 points, const pair *x, pair *room, Cuts cuts,
                          pair *axes, pair *inverse, int *rows, pair *kept, pair *dropped,
                          pair *largest) {
  const u32 s = d - 1;
  pair total[LARGEST_DIMENSION], w[LARGEST_DIMENSION], square = both(0), size = both(0);
  UNROLL for (u32 a = 0; a < d; a++) total[a] = both(0);
  for (u32 i = 0; i < points; i++) {
    UNROLL for (u32 a = 0; a < d; a++) {
      total[a] += x[i * d + a];
      size += magnitude(x[i * d + a]);
    }
  }
  UNROLL for (u32 a = 1; a < d; a++) square += total[a] * total[a];
  pair energy = magnitude(total[0]), momentum = root(square);
  pair invariant = (energy - momentum) * (energy + momentum);
  lanes timely = ((energy - momentum) > cuts.rounding * size) &
                 (invariant > LEAST_MASS * LEAST_MASS * energy * energy);
  pair mass = root(choose(timely, invariant, both(1)));
  pair sign = choose(total[0] > both(0), both(1), both(-1)), gamma = energy / mass;
  UNROLL for (u32 a = 0; a < s; a++) w[a] = (sign * total[a + 1]) / mass;
  pair *y = room, *rest = room + points * s, *lengths = rest + points * s, most = both(0);
  for (u32 i = 0; i < points; i++) {
    const pair *point = x + i * d;
    pair along = w[0] * point[1];
    UNROLL for (u32 a = 1; a < s; a++) along += w[a] * point[a + 1];
    pair at_rest = gamma * point[0] - along, shift = along / (1 + gamma) - point[0];
    pair sum = at_rest * at_rest;
    UNROLL for (u32 a = 0; a < s; a++) {
      pair part = point[a + 1] + shift * w[a];
      y[i * s + a] = part;
      sum += part * part;
    }
    most = larger(most, sum);
  }
  most = root(most);
  *largest = most;
  timely &= mass >= cuts.mass * most;

  pair spatial[LARGEST_DIMENSION * LARGEST_DIMENSION];
  lanes rank = large_axes(s, points, y, rest, lengths, cuts.tolerance * most, cuts.fraction,
                          spatial, rows, kept, dropped);
  UNROLL for (u32 k = 0; k < 2; k++) rows[2 * s + k] = -1;
  axes[0] = gamma * sign;
  UNROLL for (u32 a = 0; a < s; a++) axes[a + 1] = sign * w[a];
  for (u32 j = 1; j < d; j++) {
    const pair *v = spatial + (j - 1) * s;
    pair along = w[0] * v[0];
    UNROLL for (u32 a = 1; a < s; a++) along += w[a] * v[a];
    pair factor = along / (1 + gamma);
    axes[j * d] = along;
    UNROLL for (u32 a = 0; a < s; a++) axes[j * d + a + 1] = v[a] + factor * w[a];
  }
  for (u32 j = 0; j < d; j++) {
    UNROLL for (u32 a = 0; a < d; a++) {
      inverse[j * d + a] = (j == 0) == (a == 0) ? axes[j * d + a] : -axes[j * d + a];
    }
  }
  return ((rank + 1) & timely) | (NOT_TIME_LIKE & ~timely);
}

// The same, compiled once for all dimensions but that of space-time.
static __attribute__((noinline)) lanes lorentz_axes_of(u32 d, u32 points, const pair *x, pair *room,
                                                       Cuts cuts, pair *axes, pair *inverse,
                                                       int *rows, pair *kept, pair *dropped,
                                                       pair *largest) {
  return lorentz_axes(d, points, x, room, cuts, axes, inverse, rows, kept, dropped, largest);
}
#endif
