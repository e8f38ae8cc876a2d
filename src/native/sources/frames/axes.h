// Axes of two clouds of dimension d: the rows that the scan keeps, orthonormalised in the
// order of the rows, each projected twice; and the last axis of a rotation.
//
// | x_i    | x[i d + a]     | points, one cloud in each lane                       |
// | q_j    | axes[j d + a]  | zero from the rank on                                |
// |        | rows[2 j + l]  | the row that q_j was made from, in lane l            |
// |        | kept, dropped  | least residual kept, largest one not kept            |
#ifndef INTERTWINE_FRAMES_AXES_H
#define INTERTWINE_FRAMES_AXES_H

#include "frames/pair.h"

// What is left of the point v outside the span of `count` axes, in place; its length.
INLINE pair reject(const u32 d, const u32 count, const pair *axes, pair *v) {
  UNROLL for (u32 pass = 0; pass < 2; pass++) {
    UNROLL for (u32 k = 0; k < count; k++) {
      const pair *q = axes + k * d;
      pair along = q[0] * v[0];
      UNROLL for (u32 a = 1; a < d; a++) along += q[a] * v[a];
      UNROLL for (u32 a = 0; a < d; a++) v[a] -= along * q[a];
    }
  }
  pair square = v[0] * v[0];
  UNROLL for (u32 a = 1; a < d; a++) square += v[a] * v[a];
  return root(square);
}

// The axes of the first d rows; 0 where one of them is not kept in one of the lanes.
INLINE int leading_axes(const u32 d, const pair *x, pair threshold, pair *axes, pair *kept) {
  lanes full = (lanes){-1, -1};
  pair least = both(__builtin_inf());
  UNROLL for (u32 j = 0; j < d; j++) {
    pair v[LARGEST_DIMENSION];
    UNROLL for (u32 a = 0; a < d; a++) v[a] = x[j * d + a];
    pair length = reject(d, j, axes, v);
    full &= length > threshold;
    least = (pair)wasm_f64x2_pmin((v128_t)least, (v128_t)length);
    UNROLL for (u32 a = 0; a < d; a++) axes[j * d + a] = v[a] / length;
  }
  *kept = least;
  return everywhere(full);
}

// The same for any rows: each lane keeps its own.
INLINE lanes scanned_axes(const u32 d, u32 points, const pair *x, pair threshold, pair *axes,
                          int *rows, pair *kept, pair *dropped) {
  lanes rank = (lanes){0, 0};
  pair least = both(__builtin_inf()), most = both(0);
  for (u32 k = 0; k < d * d; k++) axes[k] = both(0);
  for (u32 j = 0; j < 2 * d; j++) rows[j] = -1;
  for (u32 i = 0; i < points; i++) {
    lanes open = rank < (lanes){d, d};
    if (!anywhere(open)) break;
    pair v[LARGEST_DIMENSION];
    UNROLL for (u32 a = 0; a < d; a++) v[a] = x[i * d + a];
    pair length = reject(d, d, axes, v);
    lanes keep = (length > threshold) & open;
    least = choose(keep & (length < least), length, least);
    most = choose(open & ~keep & (length > most), length, most);
    if (!anywhere(keep)) continue;
    UNROLL for (u32 k = 0; k < d; k++) {
      lanes here = keep & (rank == (lanes){k, k});
      UNROLL for (u32 a = 0; a < d; a++) {
        axes[k * d + a] = choose(here, v[a] / length, axes[k * d + a]);
      }
      if (here[0]) rows[2 * k] = (int)i;
      if (here[1]) rows[2 * k + 1] = (int)i;
    }
    rank -= keep;
  }
  *kept = least;
  *dropped = most;
  return rank;
}

// The same, compiled once for all dimensions in which it would be long.
static __attribute__((noinline)) lanes scanned_axes_of(u32 d, u32 points, const pair *x,
                                                       pair threshold, pair *axes, int *rows,
                                                       pair *kept, pair *dropped) {
  return scanned_axes(d, points, x, threshold, axes, rows, kept, dropped);
}

// The last axis that makes the determinant 1: minus itself where it would be -1, and the
// generalised cross product of the others where they are d - 1. Minors of the first k axes
// for each set of k coordinates, by expansion along the last of them.
INLINE void orient(const u32 d, lanes rank, pair *axes) {
  pair cross[LARGEST_DIMENSION];
  if (d == 1) {
    cross[0] = both(1);
  } else if (d == 2) {
    cross[0] = -axes[1];
    cross[1] = axes[0];
  } else if (d == 3) {
    UNROLL for (u32 a = 0; a < 3; a++) {
      u32 b = (a + 1) % 3, c = (a + 2) % 3;
      cross[a] = axes[b] * axes[3 + c] - axes[c] * axes[3 + b];
    }
  } else {
    pair minors[1 << LARGEST_DIMENSION];
    minors[0] = both(1);
    for (u32 set = 1; set < (1u << d) - 1; set++) {
      const pair *q = axes + (u32)(__builtin_popcount(set) - 1) * d;
      pair sum = both(0);
      u32 above = (u32)__builtin_popcount(set) - 1;
      for (u32 a = 0; a < d; a++) {
        if (!(set >> a & 1)) continue;
        pair term = q[a] * minors[set & ~(1u << a)];
        sum = above & 1 ? sum - term : sum + term;
        above--;
      }
      minors[set] = sum;
    }
    for (u32 a = 0; a < d; a++) {
      pair minor = minors[((1u << d) - 1) & ~(1u << a)];
      cross[a] = (a + d - 1) & 1 ? -minor : minor;
    }
  }
  pair *last = axes + (d - 1) * d;
  pair determinant = both(0), square = both(0);
  UNROLL for (u32 a = 0; a < d; a++) {
    determinant += cross[a] * last[a];
    square += cross[a] * cross[a];
  }
  pair length = root(square);
  lanes full = rank == (lanes){d, d}, short_of_one = rank == (lanes){d - 1, d - 1};
  lanes flip = full & (determinant < both(0));
  UNROLL for (u32 a = 0; a < d; a++) {
    pair oriented = choose(flip, -last[a], last[a]);
    last[a] = choose(short_of_one, cross[a] / length, oriented);
  }
}
#endif
