// Eigenvectors of a symmetric 2 x 2 or 3 x 3 matrix by cyclic Jacobi rotations (Golub and
// Van Loan, Matrix Computations, 8.5), ascending; six sweeps, of which four are enough for
// any entries in Float64.
#ifndef INTERTWINE_FRAMES_PRINCIPAL_H
#define INTERTWINE_FRAMES_PRINCIPAL_H

#include "frames/pair.h"

// One rotation of the plane (p, q) that makes its off-diagonal entry zero: t = tan of the
// smaller angle, sign(theta) b / (|theta| + root(theta^2 + b^2)), theta = (c_qq - c_pp) / 2.
INLINE void rotate(const u32 d, const u32 p, const u32 q, pair *c, pair *axes) {
  pair theta = (c[q * d + q] - c[p * d + p]) * 0.5, off = c[p * d + q];
  pair below = magnitude(theta) + root(theta * theta + off * off);
  pair t = off / choose(below == both(0), both(1), below);
  t = choose(theta < both(0), -t, t);
  pair cosine = 1 / root(t * t + 1), sine = t * cosine;
  c[p * d + p] -= t * off;
  c[q * d + q] += t * off;
  c[p * d + q] = c[q * d + p] = both(0);
  UNROLL for (u32 r = 0; r < d; r++) {
    if (r == p || r == q) continue;
    pair x = c[r * d + p], y = c[r * d + q];
    c[r * d + p] = c[p * d + r] = cosine * x - sine * y;
    c[r * d + q] = c[q * d + r] = sine * x + cosine * y;
  }
  UNROLL for (u32 a = 0; a < d; a++) {
    pair x = axes[p * d + a], y = axes[q * d + a];
    axes[p * d + a] = cosine * x - sine * y;
    axes[q * d + a] = sine * x + cosine * y;
  }
}

INLINE void order(const u32 d, const u32 p, const u32 q, pair *values, pair *axes) {
  lanes swap = values[p] > values[q];
  pair low = choose(swap, values[q], values[p]);
  values[q] = choose(swap, values[p], values[q]);
  values[p] = low;
  UNROLL for (u32 a = 0; a < d; a++) {
    pair x = axes[p * d + a], y = axes[q * d + a];
    axes[p * d + a] = choose(swap, y, x);
    axes[q * d + a] = choose(swap, x, y);
  }
}

// Eigenvalues of the sum of x_i x_i^T, ascending, and unit eigenvectors in the same order.
INLINE void principal_axes(const u32 d, u32 points, const pair *x, pair *values, pair *axes) {
  pair c[9];
  UNROLL for (u32 k = 0; k < d * d; k++) {
    c[k] = both(0);
    axes[k] = both(k % (d + 1) == 0);
  }
  for (u32 i = 0; i < points; i++) {
    UNROLL for (u32 a = 0; a < d; a++) {
      UNROLL for (u32 b = a; b < d; b++) c[a * d + b] += x[i * d + a] * x[i * d + b];
    }
  }
  UNROLL for (u32 a = 0; a < d; a++) {
    UNROLL for (u32 b = 0; b < a; b++) c[a * d + b] = c[b * d + a];
  }
  for (u32 sweep = 0; sweep < (d == 2 ? 1 : 6); sweep++) {
    rotate(d, 0, 1, c, axes);
    if (d == 2) continue;
    rotate(d, 0, 2, c, axes);
    rotate(d, 1, 2, c, axes);
  }
  UNROLL for (u32 a = 0; a < d; a++) values[a] = c[a * (d + 1)];
  order(d, 0, 1, values, axes);
  if (d == 2) return;
  order(d, 1, 2, values, axes);
  order(d, 0, 1, values, axes);
}
#endif
