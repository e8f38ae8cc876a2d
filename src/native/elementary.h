// exp, log, sine and cosine in Float64 from additions, multiplications, divisions
// and square roots alone, so that every machine returns the same bits. The rational
// and polynomial coefficients are the published ones of the Cephes library (Moshier).
#ifndef INTERTWINE_ELEMENTARY_H
#define INTERTWINE_ELEMENTARY_H
#include <wasm_simd128.h>
#include "threefry.h"

typedef double f64x2 __attribute__((vector_size(16)));
typedef long long i64x2 __attribute__((vector_size(16)));

INLINE f64x2 splat(double x) { return (f64x2)wasm_f64x2_splat(x); }
INLINE f64x2 load2(const double *p) { return (f64x2)wasm_v128_load(p); }
INLINE void store2(double *p, f64x2 v) { wasm_v128_store(p, (v128_t)v); }
INLINE f64x2 sqrt2(f64x2 x) { return (f64x2)wasm_f64x2_sqrt((v128_t)x); }
INLINE f64x2 min2(f64x2 a, f64x2 b) { return (f64x2)wasm_f64x2_pmin((v128_t)a, (v128_t)b); }
INLINE f64x2 max2(f64x2 a, f64x2 b) { return (f64x2)wasm_f64x2_pmax((v128_t)a, (v128_t)b); }
INLINE f64x2 select2(i64x2 mask, f64x2 yes, f64x2 no) {
  return (f64x2)wasm_v128_bitselect((v128_t)yes, (v128_t)no, (v128_t)mask);
}

// Adding and subtracting 1.5·2^52 rounds to the nearest integer, which then
// stands in the low bits.
#define ROUNDING 6755399441055744.0

// exp(x) = 2^k · above/below for |x| <= 708; NaN stays NaN.
typedef struct { f64x2 above, below, power; } Exponential;

INLINE Exponential exponential(f64x2 x) {
  f64x2 shifted = x * splat(1.4426950408889634074) + splat(ROUNDING);
  f64x2 k = shifted - splat(ROUNDING);
  f64x2 r = x - k * splat(6.93145751953125E-1);
  r = r - k * splat(1.42860682030941723212E-6);
  f64x2 r2 = r * r;
  f64x2 p = r2 * splat(1.26177193074810590878E-4) + splat(3.02994407707441961300E-2);
  p = (p * r2 + splat(9.99999999999999999910E-1)) * r;
  f64x2 q = r2 * splat(3.00198505138664455042E-6) + splat(2.52448340349684104192E-3);
  q = (q * r2 + splat(2.27265548208155028766E-1)) * r2 + splat(2.0);
  i64x2 bits = ((i64x2)shifted << 52) + (i64x2)splat(1.0);
  return (Exponential){q + p, q - p, (f64x2)bits};
}

INLINE f64x2 clamp2(f64x2 x, double bound) {
  // pmin/pmax keep the first operand where the comparison is false, so NaN passes.
  return max2(min2(x, splat(bound)), splat(-bound));
}

INLINE f64x2 exp2lanes(f64x2 x) {
  Exponential e = exponential(clamp2(x, 708.0));
  return e.power * (e.above / e.below);
}

// 1 / (1 + exp(-x)) with one division.
INLINE f64x2 sigmoid2(f64x2 x) {
  Exponential e = exponential(clamp2(x, 700.0));
  f64x2 raised = e.power * e.above;
  return raised / (e.below + raised);
}

// tanh(x) = 2·sigmoid(2x) − 1 away from 0, an odd rational function near it.
INLINE f64x2 tanh2(f64x2 x) {
  f64x2 x2 = x * x;
  f64x2 p = x2 * splat(-9.64399179425052238628E-1) + splat(-9.92877231001918586564E1);
  p = p * x2 + splat(-1.61468768441708447952E3);
  f64x2 q = x2 + splat(1.12811678491632931402E2);
  q = q * x2 + splat(2.23548839060100448583E3);
  q = q * x2 + splat(4.84406305325125486048E3);
  f64x2 near = x + x * x2 * (p / q);
  f64x2 far = splat(2.0) * sigmoid2(splat(2.0) * x) - splat(1.0);
  f64x2 magnitude = (f64x2)wasm_f64x2_abs((v128_t)x);
  return select2((i64x2)wasm_f64x2_lt((v128_t)magnitude, (v128_t)splat(0.625)), near, far);
}

// Natural logarithm for normal positive x.
INLINE f64x2 log2lanes(f64x2 x) {
  i64x2 bits = (i64x2)x;
  // Mantissa in [√½, √2): subtract the bits of √½ to find the exponent.
  i64x2 exponent = (bits - 0x3fe6a09e667f3bcdLL) >> 52;
  f64x2 mantissa = (f64x2)(bits - (exponent << 52));
  f64x2 f = mantissa - splat(1.0), z = f * f;
  f64x2 p = f * splat(1.01875663804580931796E-4) + splat(4.97494994976747001425E-1);
  p = p * f + splat(4.70579119878881725854E0);
  p = p * f + splat(1.44989225341610930846E1);
  p = p * f + splat(1.79368678507819816313E1);
  p = p * f + splat(7.70838733755885391666E0);
  f64x2 q = f + splat(1.12873587189167450590E1);
  q = q * f + splat(4.52279145837532221105E1);
  q = q * f + splat(8.29875266912776603211E1);
  q = q * f + splat(7.11544750618563894466E1);
  q = q * f + splat(2.31251620126765340583E1);
  f64x2 e = (f64x2)(exponent + (i64x2)splat(ROUNDING)) - splat(ROUNDING);
  f64x2 y = f * (z * p / q);
  y = y - e * splat(2.121944400546905827679E-4);
  y = y - z * splat(0.5);
  return (f + y) + e * splat(0.693359375);
}

// Sine and cosine of t in [−π/4, π/4].
INLINE void sine_cosine(f64x2 t, f64x2 *sine, f64x2 *cosine) {
  f64x2 z = t * t;
  f64x2 s = z * splat(1.58962301576546568060E-10) + splat(-2.50507477628578072866E-8);
  s = s * z + splat(2.75573136213857245213E-6);
  s = s * z + splat(-1.98412698295895385996E-4);
  s = s * z + splat(8.33333333332211858878E-3);
  s = s * z + splat(-1.66666666666666307295E-1);
  *sine = t + t * z * s;
  f64x2 c = z * splat(-1.13585365213876817300E-11) + splat(2.08757008419747316778E-9);
  c = c * z + splat(-2.75573141792967388112E-7);
  c = c * z + splat(2.48015872888517045348E-5);
  c = c * z + splat(-1.38888888888730564116E-3);
  c = c * z + splat(4.16666666666665929218E-2);
  *cosine = splat(1.0) - z * splat(0.5) + z * z * c;
}

// Box–Muller: two standard normals from one 64-bit block (a, b) per lane. The radius
// takes all 32 bits of a (so |n| <= √(2 ln 2^33) = 6.76), the angle all of b: its two
// top bits choose the quadrant, the rest an angle in [−π/4, π/4).
INLINE void box_muller(i64x2 a, i64x2 b, f64x2 *first, f64x2 *second) {
  const i64x2 integer = (i64x2)splat(4503599627370496.0);  // 2^52: integers below 2^32 in its low bits
  f64x2 u = (f64x2)(a | integer) - splat(4503599627370496.0);
  u = (u + splat(0.5)) * splat(2.3283064365386962890625e-10);
  f64x2 radius = sqrt2(splat(-2.0) * log2lanes(u));
  i64x2 low = b & 0x3fffffffLL;
  f64x2 v = (f64x2)(low | integer) - splat(4503599627370496.0);
  // (low + ½)·2^-30 in (0, 1) becomes an angle in (−π/4, π/4).
  f64x2 t = (v - splat(536870911.5)) * splat(1.4629180792671596810e-9);
  f64x2 s, c;
  sine_cosine(t, &s, &c);
  i64x2 swap = -((b >> 30) & 1);
  i64x2 sign = (b >> 31) << 63;
  f64x2 x = select2(swap, s, c), y = select2(swap, c, s);
  // Quadrants: (c, s), (−s, c), (−c, −s), (s, −c): swapped x takes a sign of its own.
  x = (f64x2)((i64x2)x ^ (swap & (i64x2)splat(-0.0)) ^ sign);
  y = (f64x2)((i64x2)y ^ sign);
  *first = radius * x;
  *second = radius * y;
}

// The two lower or upper 32-bit lanes, widened to 64 bits.
INLINE i64x2 widen_low(u32x4 x) { return (i64x2)wasm_u64x2_extend_low_u32x4((v128_t)x); }
INLINE i64x2 widen_high(u32x4 x) { return (i64x2)wasm_u64x2_extend_high_u32x4((v128_t)x); }
#endif
