// Float32 vectors and the functions that networks want of them. As in vectors.h only IEEE
// additions, multiplications, divisions, square roots and bit operations are used, never a
// fused multiply-add: vectors of any width give the same bits. Coefficients of exp: Cephes
// (Moshier).
#ifndef INTERTWINE_SINGLE_H
#define INTERTWINE_SINGLE_H
#include "arithmetic/vectors.h"

#if defined(__AVX512F__)
#define LANES_OF_SINGLE 16
#elif defined(__AVX__)
#define LANES_OF_SINGLE 8
#else
#define LANES_OF_SINGLE 4
#endif

typedef int i32;
typedef float f32v __attribute__((vector_size(4 * LANES_OF_SINGLE), aligned(4)));
typedef i32 bitsv __attribute__((vector_size(4 * LANES_OF_SINGLE), aligned(4)));
// Sums over a row are sums of four lanes, on every machine.
typedef float f32x4 __attribute__((vector_size(16), aligned(4)));
typedef u32 u32x4 __attribute__((vector_size(16), aligned(4)));

// Less zero, not plus: −0 stays what it is.
INLINE f32v broadcast(float x) { return x - (f32v){}; }
INLINE f32v read(const float *p) { return *(const f32v *)p; }
INLINE void write(float *p, f32v v) { *(f32v *)p = v; }
INLINE f32v select(bitsv mask, f32v yes, f32v no) {
  return (f32v)(((bitsv)yes & mask) | ((bitsv)no & ~mask));
}
// NaN passes through both: it stays where a comparison is false.
#if defined(__wasm__)
INLINE f32v at_most(f32v x, float bound) { return __builtin_wasm_pmin_f32x4(x, broadcast(bound)); }
INLINE f32v at_least(f32v x, float bound) { return __builtin_wasm_pmax_f32x4(x, broadcast(bound)); }
#else
INLINE f32v at_most(f32v x, float bound) { return select(x > broadcast(bound), broadcast(bound), x); }
INLINE f32v at_least(f32v x, float bound) { return select(x < broadcast(bound), broadcast(bound), x); }
#endif
INLINE f32v positive_part(f32v x) { return (f32v)((bitsv)x & ~(x < 0.0f)); }
INLINE f32v absolute(f32v x) { return (f32v)((bitsv)x & 0x7fffffff); }

INLINE float sum_of_four(f32x4 v) { return (v[0] + v[2]) + (v[1] + v[3]); }

#if defined(__AVX512F__)
INLINE f32v single_root(f32v x) { return (f32v)_mm512_sqrt_ps((__m512)x); }
#elif defined(__AVX__)
INLINE f32v single_root(f32v x) { return (f32v)_mm256_sqrt_ps((__m256)x); }
#elif __has_builtin(__builtin_elementwise_sqrt)
INLINE f32v single_root(f32v x) { return __builtin_elementwise_sqrt(x); }
#else
INLINE f32v single_root(f32v x) {
  f32v out;
  for (int lane = 0; lane < LANES_OF_SINGLE; lane++) out[lane] = __builtin_sqrtf(x[lane]);
  return out;
}
#endif

// exp(x) for x in [-87, 87], beyond which the ends stand for it. Relative error 1e-7.
INLINE f32v single_exponential(f32v x) {
  x = at_least(at_most(x, 87.0f), -87.0f);
  const float rounding = 12582912.0f;  // 1.5·2^23: what is added to it is rounded to a whole number
  f32v shifted = x * 1.44269504088896341f + rounding;
  f32v k = shifted - rounding;
  f32v r = (x - k * 0.693359375f) - k * -2.12194440e-4f;
  f32v p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  return (f32v)((bitsv)p + ((bitsv)shifted << 23));
}

INLINE f32v single_sigmoid(f32v x) { return 1.0f / (1.0f + single_exponential(-x)); }

// tanh as an odd rational function of degree 13 over 6, within 3e-7.
INLINE f32v single_tangent(f32v x) {
  x = at_least(at_most(x, 7.905f), -7.905f);
  f32v z = x * x;
  f32v p = z * -2.76076847742355e-16f + 2.00018790482477e-13f;
  p = p * z + -8.60467152213735e-11f;
  p = p * z + 5.12229709037114e-08f;
  p = p * z + 1.48572235717979e-05f;
  p = p * z + 6.37261928875436e-04f;
  p = p * z + 4.89352455891786e-03f;
  f32v q = z * 1.19825839466702e-06f + 1.18534705686654e-04f;
  q = q * z + 2.26843463243900e-03f;
  q = q * z + 4.89352518554385e-03f;
  return x * p / q;
}
#endif
