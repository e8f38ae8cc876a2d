// Vectors of WIDTH particles. The same source becomes WebAssembly SIMD (WIDTH 4, two
// registers of two lanes) and, where a compiler is at hand, the machine's own widest
// vectors. Only IEEE additions, multiplications, divisions, square roots and bit
// operations are used, never a fused multiply-add, so that all of them give the same bits.
#ifndef INTERTWINE_VECTORS_H
#define INTERTWINE_VECTORS_H

#ifdef __AVX__
#include <immintrin.h>
#endif

#ifdef __AVX512F__
#define WIDTH 8
#else
#define WIDTH 4
#endif

typedef unsigned u32;
typedef unsigned long long u64;
typedef long long i64;
typedef __PTRDIFF_TYPE__ isize;
typedef u32 u32v __attribute__((vector_size(4 * WIDTH)));
typedef int i32v __attribute__((vector_size(4 * WIDTH)));
typedef i64 i64v __attribute__((vector_size(8 * WIDTH)));
typedef double f64v __attribute__((vector_size(8 * WIDTH)));
// The same without a demand on alignment.
typedef double f64v_anywhere __attribute__((vector_size(8 * WIDTH), aligned(8)));

#define INLINE static inline __attribute__((always_inline))

#if WIDTH == 8
#define LANES ((u32v){0, 1, 2, 3, 4, 5, 6, 7})
#else
#define LANES ((u32v){0, 1, 2, 3})
#endif

INLINE f64v splat(double x) { return (f64v){} + x; }
INLINE f64v load(const double *p) { return *(const f64v_anywhere *)p; }
INLINE void store(double *p, f64v v) { *(f64v_anywhere *)p = v; }
INLINE f64v choose(i64v mask, f64v yes, f64v no) {
  return (f64v)(((i64v)yes & mask) | ((i64v)no & ~mask));
}
INLINE f64v magnitude(f64v x) { return (f64v)((i64v)x & 0x7fffffffffffffffLL); }
#if defined(__AVX512F__)
INLINE f64v root(f64v x) { return (f64v)_mm512_sqrt_pd((__m512d)x); }
#elif defined(__AVX__)
INLINE f64v root(f64v x) { return (f64v)_mm256_sqrt_pd((__m256d)x); }
#elif __has_builtin(__builtin_elementwise_sqrt)
INLINE f64v root(f64v x) { return __builtin_elementwise_sqrt(x); }
#else
INLINE f64v root(f64v x) {
  f64v out;
  for (int lane = 0; lane < WIDTH; lane++) out[lane] = __builtin_sqrt(x[lane]);
  return out;
}
#endif

// x within ±bound; NaN passes, for the second operand stays where a comparison is false.
INLINE f64v clamp(f64v x, double bound) {
#if defined(__wasm__)
  typedef double f64x2 __attribute__((vector_size(16)));
  f64x2 lo = __builtin_shufflevector(x, x, 0, 1), hi = __builtin_shufflevector(x, x, 2, 3);
  f64x2 top = (f64x2){bound, bound};
  lo = __builtin_wasm_pmax_f64x2(__builtin_wasm_pmin_f64x2(lo, top), -top);
  hi = __builtin_wasm_pmax_f64x2(__builtin_wasm_pmin_f64x2(hi, top), -top);
  return __builtin_shufflevector(lo, hi, 0, 1, 2, 3);
#elif defined(__AVX512F__)
  __m512d top = _mm512_set1_pd(bound), bottom = _mm512_set1_pd(-bound);
  return (f64v)_mm512_max_pd(bottom, _mm512_min_pd(top, (__m512d)x));
#elif defined(__AVX__)
  __m256d top = _mm256_set1_pd(bound), bottom = _mm256_set1_pd(-bound);
  return (f64v)_mm256_max_pd(bottom, _mm256_min_pd(top, (__m256d)x));
#else
  f64v top = splat(bound);
  x = choose(top < x, top, x);
  return choose(x < -top, -top, x);
#endif
}

// Σ over the lanes in the order that all widths share: four particles after four others,
// ((0 + 2), (1 + 3)) added to the two numbers of `sum`.
INLINE void add_lanes(double *sum, f64v v) {
  typedef double f64x2 __attribute__((vector_size(16), aligned(8)));
  f64x2 s = *(f64x2 *)sum;
  s += (f64x2){v[0], v[1]} + (f64x2){v[2], v[3]};
#if WIDTH == 8
  s += (f64x2){v[4], v[5]} + (f64x2){v[6], v[7]};
#endif
  *(f64x2 *)sum = s;
}

// The same of v into sum[0..1] and of w into sum[2..3].
INLINE void add_lanes_of_two(double *sum, f64v v, f64v w) {
#ifdef __AVX512F__
  // Four sums of two lanes in one addition: those of lanes 0 to 3 of v and of w below,
  // those of lanes 4 to 7 above.
  const __m512i first = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
  const __m512i second = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
  __m512d x = (__m512d)v, y = (__m512d)w;
  __m512d four = _mm512_add_pd(_mm512_permutex2var_pd(x, first, y),
                               _mm512_permutex2var_pd(x, second, y));
  __m256d s = _mm256_add_pd(_mm256_loadu_pd(sum), _mm512_castpd512_pd256(four));
  _mm256_storeu_pd(sum, _mm256_add_pd(s, _mm512_extractf64x4_pd(four, 1)));
#else
  add_lanes(sum, v);
  add_lanes(sum + 2, w);
#endif
}
#endif
