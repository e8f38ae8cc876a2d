// Threefry-2x32-20 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers:
// as easy as 1, 2, 3"): a random block is a pure function of (key, counter), so a
// stream does not depend on batching, on threads or on the machine.
#ifndef INTERTWINE_THREEFRY_H
#define INTERTWINE_THREEFRY_H
#include "arithmetic/vectors.h"

#define ROTATE(x, r) (((x) << (r)) | ((x) >> (32 - (r))))
#define ROUND(r)      \
  x0 += x1;           \
  x1 = ROTATE(x1, r); \
  x1 ^= x0;
#define FOUR_ROUNDS_A ROUND(13) ROUND(15) ROUND(26) ROUND(6)
#define FOUR_ROUNDS_B ROUND(17) ROUND(29) ROUND(16) ROUND(24)

// Encrypts the counters (c0, c1) in place under the key (k0, k1).
INLINE void threefry(u32v *c0, u32v *c1, u32 k0, u32 k1) {
  u32 k2 = 0x1BD11BDAu ^ k0 ^ k1;
  u32v x0 = *c0 + k0, x1 = *c1 + k1;
  FOUR_ROUNDS_A x0 += k1; x1 += k2 + 1;
  FOUR_ROUNDS_B x0 += k2; x1 += k0 + 2;
  FOUR_ROUNDS_A x0 += k0; x1 += k1 + 3;
  FOUR_ROUNDS_B x0 += k1; x1 += k2 + 4;
  FOUR_ROUNDS_A x0 += k2; x1 += k0 + 5;
  *c0 = x0;
  *c1 = x1;
}
#endif
