// Two clouds at a time, one in each lane: what frames.c and its parts share.
#ifndef INTERTWINE_FRAMES_PAIR_H
#define INTERTWINE_FRAMES_PAIR_H

#include <wasm_simd128.h>

typedef unsigned u32;
typedef unsigned char u8;
typedef double pair __attribute__((vector_size(16)));
typedef double pair_anywhere __attribute__((vector_size(16), aligned(8)));
typedef long long lanes __attribute__((vector_size(16)));

#define EXPORT(name) __attribute__((export_name(name)))
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
#define LARGEST_DIMENSION 8

INLINE pair both(double x) { return (pair){x, x}; }
INLINE pair root(pair x) { return (pair)wasm_f64x2_sqrt((v128_t)x); }
INLINE pair magnitude(pair x) { return (pair)wasm_f64x2_abs((v128_t)x); }
// The larger; the second where the first is NaN.
INLINE pair larger(pair a, pair b) { return (pair)wasm_f64x2_pmax((v128_t)b, (v128_t)a); }
INLINE pair choose(lanes mask, pair yes, pair no) {
  return (pair)wasm_v128_bitselect((v128_t)yes, (v128_t)no, (v128_t)mask);
}
INLINE int everywhere(lanes mask) { return wasm_i64x2_all_true((v128_t)mask); }
INLINE int anywhere(lanes mask) { return wasm_v128_any_true((v128_t)mask); }
#endif
