// Blocks, uniforms and normals of one Threefry stream, and the elementary functions
// by themselves for their tests. Everything is written to memory from __heap_base on.
#include "arithmetic/elementary.h"

#define EXPORT(name) __attribute__((export_name(#name))) void name

// Random words of the blocks (c0, c1), (c0 + 1, c1), …: two words each, 4 | blocks.
EXPORT(words)(u32 *out, u32 blocks, u32 k0, u32 k1, u32 c0, u32 c1) {
  for (u32 i = 0; i < blocks; i += WIDTH) {
    u32v a = LANES + (c0 + i), b = (u32v){} + c1;
    threefry(&a, &b, k0, k1);
    for (int lane = 0; lane < WIDTH; lane++) {
      out[2 * (i + lane)] = a[lane];
      out[2 * (i + lane) + 1] = b[lane];
    }
  }
}

// Standard normals, two to a block, in the order of the blocks: 4 | blocks.
EXPORT(normals)(double *out, u32 blocks, u32 k0, u32 k1, u32 c0, u32 c1) {
  for (u32 i = 0; i < blocks; i += WIDTH) draw_normals(out + 2 * i, k0, k1, c0 + i, c1);
}

#define MAP(name, function)                                \
  EXPORT(name)(double *out, const double *in, u32 count) { \
    for (u32 i = 0; i < count; i += WIDTH) store(out + i, function(load(in + i))); \
  }
INLINE f64v sine_of(f64v t) { f64v s, c; sine_cosine(t, &s, &c); return s; }
INLINE f64v cosine_of(f64v t) { f64v s, c; sine_cosine(t, &s, &c); return c; }
MAP(map_exp, exponential_of)
MAP(map_log, logarithm)
MAP(map_sigmoid, sigmoid)
MAP(map_tanh, tangent)
MAP(map_sine, sine_of)
MAP(map_cosine, cosine_of)
