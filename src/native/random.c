// Blocks, uniforms and normals of one Threefry stream, and the elementary functions
// by themselves for their tests. Everything is written to memory from __heap_base on.
#include "elementary.h"

#define EXPORT(name) __attribute__((export_name(#name))) void name

// Random words of the blocks (c0, c1), (c0 + 1, c1), …: two words each, 4 | blocks.
EXPORT(words)(u32 *out, u32 blocks, u32 k0, u32 k1, u32 c0, u32 c1) {
  for (u32 i = 0; i < blocks; i += 4) {
    u32x4 a = (u32x4){0, 1, 2, 3} + (c0 + i), b = splat_u32(c1);
    threefry(&a, &b, k0, k1);
    for (int lane = 0; lane < 4; lane++) {
      out[2 * (i + lane)] = a[lane];
      out[2 * (i + lane) + 1] = b[lane];
    }
  }
}

// Standard normals, two to a block, in the order of the blocks: 4 | blocks.
EXPORT(normals)(double *out, u32 blocks, u32 k0, u32 k1, u32 c0, u32 c1) {
  for (u32 i = 0; i < blocks; i += 4) {
    u32x4 a = (u32x4){0, 1, 2, 3} + (c0 + i), b = splat_u32(c1);
    threefry(&a, &b, k0, k1);
    f64x2 x, y;
    box_muller(widen_low(a), widen_low(b), &x, &y);
    store2(out + 2 * i, __builtin_shufflevector(x, y, 0, 2));
    store2(out + 2 * i + 2, __builtin_shufflevector(x, y, 1, 3));
    box_muller(widen_high(a), widen_high(b), &x, &y);
    store2(out + 2 * i + 4, __builtin_shufflevector(x, y, 0, 2));
    store2(out + 2 * i + 6, __builtin_shufflevector(x, y, 1, 3));
  }
}

#define MAP(name, function)                                \
  EXPORT(name)(double *out, const double *in, u32 count) { \
    for (u32 i = 0; i < count; i += 2) store2(out + i, function(load2(in + i))); \
  }
INLINE f64x2 sine2(f64x2 t) { f64x2 s, c; sine_cosine(t, &s, &c); return s; }
INLINE f64x2 cosine2(f64x2 t) { f64x2 s, c; sine_cosine(t, &s, &c); return c; }
MAP(map_exp, exp2lanes)
MAP(map_log, log2lanes)
MAP(map_sigmoid, sigmoid2)
MAP(map_tanh, tanh2)
MAP(map_sine, sine2)
MAP(map_cosine, cosine2)
