// exp, log, sine and cosine in Float64 from additions, multiplications, divisions
// and square roots alone, so that every machine returns the same bits. The rational
// and polynomial coefficients are the published ones of the Cephes library (Moshier).
#ifndef INTERTWINE_ELEMENTARY_H
#define INTERTWINE_ELEMENTARY_H
#include "arithmetic/threefry.h"

// Adding and subtracting 1.5·2^52 rounds to the nearest integer, which then
// stands in the low bits.
#define ROUNDING 6755399441055744.0
#define ROUNDING_BITS 0x4338000000000000LL
#define ONE_BITS 0x3ff0000000000000LL
#define SIGN_BIT (-0x7fffffffffffffffLL - 1)
// 2^52: an integer below 2^32 may be put into its low bits.
#define HOLDS_INTEGER 4503599627370496.0
#define HOLDS_INTEGER_BITS 0x4330000000000000LL

// exp(x) = 2^k · above/below for |x| <= 708, where `raise` added to a number's bits
// multiplies it by 2^k; NaN stays NaN.
typedef struct { f64v above, below; i64v raise; } Exponential;

INLINE Exponential exponential(f64v x) {
  f64v shifted = x * 1.4426950408889634074 + ROUNDING;
  f64v k = shifted - ROUNDING;
  f64v r = x - k * 6.93145751953125E-1;
  r = r - k * 1.42860682030941723212E-6;
  f64v r2 = r * r;
  f64v p = r2 * 1.26177193074810590878E-4 + 3.02994407707441961300E-2;
  p = (p * r2 + 9.99999999999999999910E-1) * r;
  f64v q = r2 * 3.00198505138664455042E-6 + 2.52448340349684104192E-3;
  q = (q * r2 + 2.27265548208155028766E-1) * r2 + 2.0;
  return (Exponential){q + p, q - p, (i64v)shifted << 52};
}

INLINE f64v exponential_of(f64v x) {
  Exponential e = exponential(clamp(x, 708.0));
  return (f64v)(e.raise + ONE_BITS) * (e.above / e.below);
}

// 1 / (1 + exp(-x)) with one division.
INLINE f64v sigmoid(f64v x) {
  Exponential e = exponential(clamp(x, 700.0));
  f64v raised = (f64v)((i64v)e.above + e.raise);
  return raised / (e.below + raised);
}

// tanh(x) = 2·sigmoid(2x) − 1 away from 0, an odd rational function near it.
INLINE f64v tangent(f64v x) {
  f64v x2 = x * x;
  f64v p = x2 * -9.64399179425052238628E-1 + -9.92877231001918586564E1;
  p = p * x2 + -1.61468768441708447952E3;
  f64v q = x2 + 1.12811678491632931402E2;
  q = q * x2 + 2.23548839060100448583E3;
  q = q * x2 + 4.84406305325125486048E3;
  f64v near = x + x * x2 * (p / q);
  f64v far = 2.0 * sigmoid(2.0 * x) - 1.0;
  return choose(magnitude(x) < 0.625, near, far);
}

// Natural logarithm for normal positive x.
INLINE f64v logarithm(f64v x) {
  i64v bits = (i64v)x;
  // Mantissa in [√½, √2): subtract the bits of √½ to find the exponent.
  i64v exponent = (bits - 0x3fe6a09e667f3bcdLL) >> 52;
  f64v mantissa = (f64v)(bits - (exponent << 52));
  f64v f = mantissa - 1.0, z = f * f;
  f64v p = f * 1.01875663804580931796E-4 + 4.97494994976747001425E-1;
  p = p * f + 4.70579119878881725854E0;
  p = p * f + 1.44989225341610930846E1;
  p = p * f + 1.79368678507819816313E1;
  p = p * f + 7.70838733755885391666E0;
  f64v q = f + 1.12873587189167450590E1;
  q = q * f + 4.52279145837532221105E1;
  q = q * f + 8.29875266912776603211E1;
  q = q * f + 7.11544750618563894466E1;
  q = q * f + 2.31251620126765340583E1;
  f64v e = (f64v)(exponent + ROUNDING_BITS) - ROUNDING;
  f64v y = f * (z * p / q);
  y = y - e * 2.121944400546905827679E-4;
  y = y - z * 0.5;
  return (f + y) + e * 0.693359375;
}

// Sine and cosine of t in [−π/4, π/4].
INLINE void sine_cosine(f64v t, f64v *sine, f64v *cosine) {
  f64v z = t * t;
  f64v s = z * 1.58962301576546568060E-10 + -2.50507477628578072866E-8;
  s = s * z + 2.75573136213857245213E-6;
  s = s * z + -1.98412698295895385996E-4;
  s = s * z + 8.33333333332211858878E-3;
  s = s * z + -1.66666666666666307295E-1;
  *sine = t + t * z * s;
  f64v c = z * -1.13585365213876817300E-11 + 2.08757008419747316778E-9;
  c = c * z + -2.75573141792967388112E-7;
  c = c * z + 2.48015872888517045348E-5;
  c = c * z + -1.38888888888730564116E-3;
  c = c * z + 4.16666666666665929218E-2;
  *cosine = 1.0 - z * 0.5 + z * z * c;
}

// Box–Muller: two standard normals from one 64-bit block (a, b) per lane. The radius
// takes all 32 bits of a (so |n| <= √(2 ln 2^33) = 6.76), the angle all of b: its two
// top bits choose the quadrant, the rest an angle in [−π/4, π/4).
INLINE void box_muller(u32v words_a, u32v words_b, f64v *first, f64v *second) {
  i64v a = __builtin_convertvector(words_a, i64v), b = __builtin_convertvector(words_b, i64v);
  f64v u = (f64v)(a | HOLDS_INTEGER_BITS) - HOLDS_INTEGER;
  u = (u + 0.5) * 2.3283064365386962890625e-10;
  f64v radius = root(-2.0 * logarithm(u));
  i64v low = b & 0x3fffffffLL;
  f64v v = (f64v)(low | HOLDS_INTEGER_BITS) - HOLDS_INTEGER;
  // (low + ½)·2^-30 in (0, 1) becomes an angle in (−π/4, π/4).
  f64v t = (v - 536870911.5) * 1.4629180792671596810e-9;
  f64v s, c;
  sine_cosine(t, &s, &c);
  i64v swap = -((b >> 30) & 1);
  i64v sign = (b >> 31) << 63;
  f64v x = choose(swap, s, c), y = choose(swap, c, s);
  // Quadrants: (c, s), (−s, c), (−c, −s), (s, −c): swapped x takes a sign of its own.
  x = (f64v)((i64v)x ^ (swap & SIGN_BIT) ^ sign);
  y = (f64v)((i64v)y ^ sign);
  *first = radius * x;
  *second = radius * y;
}

// 2 · WIDTH standard normals of the blocks (c0, c1), (c0 + 1, c1), …, in their order.
INLINE void draw_normals(double *out, u32 k0, u32 k1, u32 c0, u32 c1) {
  u32v a = LANES + c0, b = (u32v){} + c1;
  threefry(&a, &b, k0, k1);
  f64v x, y;
  box_muller(a, b, &x, &y);
#if WIDTH == 8
  store(out, (f64v){x[0], y[0], x[1], y[1], x[2], y[2], x[3], y[3]});
  store(out + 8, (f64v){x[4], y[4], x[5], y[5], x[6], y[6], x[7], y[7]});
#else
  store(out, (f64v){x[0], y[0], x[1], y[1]});
  store(out + 4, (f64v){x[2], y[2], x[3], y[3]});
#endif
}
#endif
