// Axes of two clouds of momenta (t, x, ...) with the metric eta = diag(1, -1, ..., -1): the
// total momentum first, which is time-like, then the rows that a scan of the rest keeps,
// which is Euclidean: minus the metric on the complement of a time-like axis.
//
// | P     |         | total momentum                                             |
// | q_0   | axes    | P / root(<P, P>)                                           |
// | q_j   |         | <q_j, q_k> = eta_jk, columns of Q, Q^T eta Q = eta         |
// | Q^-1  | inverse | eta Q^T eta, as columns of its transpose                   |
#ifndef INTERTWINE_FRAMES_LORENTZ_H
#define INTERTWINE_FRAMES_LORENTZ_H

#include "frames-axes.h"

INLINE pair minkowski(const u32 d, const pair *u, const pair *v) {
  pair product = u[0] * v[0];
  UNROLL for (u32 a = 1; a < d; a++) product -= u[a] * v[a];
  return product;
}

INLINE lanes lorentz_axes(const u32 d, u32 points, const pair *x, pair tolerance, pair *axes,
                          pair *inverse, int *rows, pair *kept, pair *dropped) {
  (void)d, (void)points, (void)x, (void)tolerance, (void)axes, (void)inverse, (void)rows;
  (void)kept, (void)dropped;
  return (lanes){0, 0};
}
#endif
