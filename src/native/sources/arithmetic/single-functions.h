// Functions of Float32 over its whole range, NaN and infinities as IEEE has them: exp and log in
// Float32, those that networks use less in Float64, rounded once. As in vectors.h only additions,
// multiplications, divisions, square roots and operations on bits are used: every machine gives
// the same bits. Coefficients: Cephes (Moshier).
#ifndef INTERTWINE_SINGLE_FUNCTIONS_H
#define INTERTWINE_SINGLE_FUNCTIONS_H
#include "arithmetic/elementary.h"
#include "arithmetic/single.h"

#define INFINITE __builtin_inf()
#define INFINITE_SINGLE __builtin_inff()
#define NOT_A_NUMBER __builtin_nan("")

// As single_exponential of single.h, with 2^k in two factors: below 2^-126 and above 2^127 too.
INLINE f32v whole_exponential(f32v x) {
  x = at_least(at_most(x, 89.0f), -104.0f);
  const float rounding = 12582912.0f;
  f32v shifted = x * 1.44269504088896341f + rounding;
  f32v k = shifted - rounding;
  f32v r = (x - k * 0.693359375f) - k * -2.12194440e-4f;
  f32v p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  bitsv n = (bitsv)shifted - 0x4b400000, half = n >> 1;
  return p * (f32v)((half + 127) << 23) * (f32v)((n - half + 127) << 23);
}

INLINE f32v whole_logarithm(f32v x) {
  bitsv small = x < 1.17549435e-38f;
  f32v scaled = select(small, x * 8388608.0f, x);
  bitsv exponent = ((bitsv)scaled - 0x3f3504f3) >> 23;
  f32v f = (f32v)((bitsv)scaled - (exponent << 23)) - 1.0f, z = f * f;
  f32v y = f * 7.0376836292e-2f + -1.1514610310e-1f;
  y = y * f + 1.1676998740e-1f;
  y = y * f + -1.2420140846e-1f;
  y = y * f + 1.4249322787e-1f;
  y = y * f + -1.6668057665e-1f;
  y = y * f + 2.0000714765e-1f;
  y = y * f + -2.4999993993e-1f;
  y = y * f + 3.3333331174e-1f;
  y = y * f * z;
  f32v e = __builtin_convertvector(exponent - (small & 23), f32v);
  y = y + e * -2.12194440e-4f;
  y = y - z * 0.5f;
  y = (f + y) + e * 0.693359375f;
  y = select(x == 0.0f, broadcast(-INFINITE_SINGLE), y);
  y = select(x < 0.0f, broadcast(__builtin_nanf("")), y);
  return select((x == INFINITE_SINGLE) | (x != x), x, y);
}

INLINE f32v whole_sigmoid(f32v x) { return 1.0f / (1.0f + whole_exponential(-x)); }

// max(x, 0) + log(1 + y), y = exp(−|x|), by log(u) y/(u − 1) with u = 1 + y.
INLINE f32v softplus(f32v x) {
  f32v y = whole_exponential(-absolute(x)), u = 1.0f + y, d = u - 1.0f;
  f32v ratio = y / select(d == 0.0f, broadcast(1), d);
  f32v tail = select(d == 0.0f, y, whole_logarithm(u) * ratio);
  return positive_part(x) + tail;
}

// Ties to even; the sign of what becomes 0 stays.
INLINE f32v nearest(f32v x) {
  bitsv sign = (bitsv)x & (-0x7fffffff - 1);
  f32v far = (f32v)((bitsv)broadcast(8388608.0f) | sign);
  f32v y = (f32v)((bitsv)((x + far) - far) | sign);
  return select(absolute(x) < 8388608.0f, y, x);
}
INLINE f32v below(f32v x) {
  f32v y = nearest(x);
  return select(y > x, y - 1.0f, y);
}
INLINE f32v above(f32v x) {
  f32v y = nearest(x);
  y = select(y < x, y + 1.0f, y);
  return (f32v)((bitsv)y | ((bitsv)x & (-0x7fffffff - 1)));
}

// Towards 0; what lies beyond int32 becomes its end, NaN 0.
INLINE bitsv whole_part(f32v x) {
  f32v inside = at_least(at_most(x, 2147483520.0f), -2147483648.0f);
  inside = (f32v)((bitsv)inside & (x == x));
  bitsv y = __builtin_convertvector(inside, bitsv), over = x >= 2147483648.0f;
  return (y & ~over) | (over & 0x7fffffff);
}

// The rest of the quotient rounded towards 0, exactly, by long division.
static float rest_of(float x, float y) {
  u32 a, b;
  __builtin_memcpy(&a, &x, 4);
  __builtin_memcpy(&b, &y, 4);
  u32 sign = a & 0x80000000u;
  a &= 0x7fffffffu, b &= 0x7fffffffu;
  if (b == 0 || b > 0x7f800000u || a >= 0x7f800000u) return __builtin_nanf("");
  if (a < b) return x;
  int p = (int)(a >> 23), q = (int)(b >> 23);
  u32 m = a & 0x7fffffu, n = b & 0x7fffffu;
  if (p) m |= 0x800000u;
  else for (p = 1; m < 0x800000u; p--) m <<= 1;
  if (q) n |= 0x800000u;
  else for (q = 1; n < 0x800000u; q--) n <<= 1;
  for (;; p--, m <<= 1) {
    if (m >= n) m -= n;
    if (p <= q) break;
  }
  if (m != 0) {
    for (; m < 0x800000u; p--) m <<= 1;
    if (p > 0) m = (m & 0x7fffffu) | ((u32)p << 23);
    else m >>= 1 - p;
  }
  m |= sign;
  __builtin_memcpy(&x, &m, 4);
  return x;
}
// With the divisor's sign.
INLINE float modulo_of(float x, float y) {
  float rest = rest_of(x, y);
  return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

INLINE f64v double_logarithm(f64v x) {
  f64v y = logarithm(x);
  y = choose(x == 0.0, splat(-INFINITE), y);
  y = choose(x < 0.0, splat(NOT_A_NUMBER), y);
  return choose((x == INFINITE) | (x != x), x, y);
}
// A Float32's accuracy is kept near 0.
INLINE f64v logarithm_of_one_plus(f64v x) {
  return choose(magnitude(x) < 1e-5, x - x * x * 0.5, double_logarithm(1.0 + x));
}
INLINE f64v exponential_minus_one(f64v x) {
  return choose(magnitude(x) < 1e-5, x + x * x * 0.5, exponential_of(x) - 1.0);
}
INLINE f64v with_sign(f64v size, f64v x) { return (f64v)((i64v)size | ((i64v)x & SIGN_BIT)); }

// NaN beyond 2^27, where neighbouring numbers are farther apart than a period.
INLINE void turn(f64v x, f64v *sine, f64v *cosine) {
  x = choose(magnitude(x) < 134217728.0, x, splat(NOT_A_NUMBER));
  f64v shifted = x * 0.6366197723675814 + ROUNDING, k = shifted - ROUNDING;
  f64v r = ((x - k * 1.5707963109016418) - k * 1.5893254712295857e-08) - k * 6.123233995736766e-17;
  f64v s, c;
  sine_cosine(r, &s, &c);
  i64v swap = -((i64v)shifted & 1), half = ((i64v)shifted & 2) << 62;
  i64v other = (((i64v)shifted + 1) & 2) << 62;
  *sine = (f64v)((i64v)choose(swap, c, s) ^ half);
  *cosine = (f64v)((i64v)choose(swap, s, c) ^ other);
}
INLINE f64v sine_of(f64v x) {
  f64v s, c;
  turn(x, &s, &c);
  return s;
}
INLINE f64v cosine_of(f64v x) {
  f64v s, c;
  turn(x, &s, &c);
  return c;
}
INLINE f64v tangent_of(f64v x) {
  f64v s, c;
  turn(x, &s, &c);
  return s / c;
}

INLINE f64v arc_tangent(f64v x) {
  f64v a = magnitude(x);
  i64v large = a > 2.41421356237309504880, middle = (a > 0.66) & ~large;
  f64v y = choose(large, -1.0 / a, choose(middle, (a - 1.0) / (a + 1.0), a));
  f64v from = choose(large, splat(1.57079632679489661923), choose(middle, splat(0.78539816339744830962), splat(0)));
  f64v z = y * y;
  f64v p = z * -8.750608600031904122785e-1 + -1.615753718733365076637e1;
  p = p * z + -7.500855792314704667340e1;
  p = p * z + -1.228866684490136173410e2;
  p = p * z + -6.485021904942025371773e1;
  f64v q = z + 2.485846490142306297962e1;
  q = q * z + 1.650270098316988542046e2;
  q = q * z + 4.328810604912902668951e2;
  q = q * z + 4.853903996359136964868e2;
  q = q * z + 1.945506571482613964425e2;
  return with_sign(from + (y + y * (z * p / q)), x);
}
// The angle of the point (x, y).
INLINE f64v angle_of(f64v y, f64v x) {
  f64v a = magnitude(y), b = magnitude(x);
  i64v both = (a == b) & ((a == 0.0) | (a == INFINITE));
  // Of two zeros the ratio is 0, of two infinities 1.
  f64v ratio = choose(both, choose(a == 0.0, splat(0), splat(1)), a / b);
  f64v angle = arc_tangent(ratio);
  i64v back = ((i64v)x & SIGN_BIT) != 0;
  angle = choose(back, 3.14159265358979323846 - angle, angle);
  return choose((x != x) | (y != y), x + y, with_sign(angle, y));
}
INLINE f64v arc_sine(f64v x) { return angle_of(x, root((1.0 - x) * (1.0 + x))); }
INLINE f64v arc_cosine(f64v x) { return angle_of(root((1.0 - x) * (1.0 + x)), x); }

INLINE f64v hyperbolic_sine(f64v x) {
  f64v u = exponential_minus_one(magnitude(x));
  return with_sign(0.5 * (u + u / (u + 1.0)), x);
}
INLINE f64v hyperbolic_cosine(f64v x) {
  f64v e = exponential_of(magnitude(x));
  return 0.5 * (e + 1.0 / e);
}
INLINE f64v arc_hyperbolic_sine(f64v x) {
  f64v a = magnitude(x);
  f64v y = logarithm_of_one_plus(a + a * a / (1.0 + root(1.0 + a * a)));
  return choose(a == INFINITE, x, with_sign(y, x));
}
INLINE f64v arc_hyperbolic_cosine(f64v x) {
  f64v t = x - 1.0, y = logarithm_of_one_plus(t + root(t * 2.0 + t * t));
  return choose(x < 1.0, splat(NOT_A_NUMBER), y);
}
INLINE f64v arc_hyperbolic_tangent(f64v x) {
  f64v a = magnitude(x);
  return with_sign(0.5 * logarithm_of_one_plus(2.0 * a / (1.0 - a)), x);
}

INLINE f64v error_function(f64v x) {
  f64v a = magnitude(x), z = x * x;
  f64v t = z * 9.60497373987051638749e0 + 9.00260197203842689217e1;
  t = t * z + 2.23200534594684319226e3;
  t = t * z + 7.00332514112805075473e3;
  t = t * z + 5.55923013010394962768e4;
  f64v u = z + 3.35617141647503099647e1;
  u = u * z + 5.21357949780152679795e2;
  u = u * z + 4.59432382970980127987e3;
  u = u * z + 2.26290000613890934246e4;
  u = u * z + 4.92673942608635921086e4;
  f64v b = choose(a < 6.0, a, splat(6.0));
  f64v p = b * 2.46196981473530512524e-10 + 5.64189564831068821977e-1;
  p = p * b + 7.46321056442269912687e0;
  p = p * b + 4.86371970985681366614e1;
  p = p * b + 1.96520832956077098242e2;
  p = p * b + 5.26445194995477358631e2;
  p = p * b + 9.34528527171957607540e2;
  p = p * b + 1.02755188689515710272e3;
  p = p * b + 5.57535335369399327526e2;
  f64v q = b + 1.32281951154744992508e1;
  q = q * b + 8.67072140885989742329e1;
  q = q * b + 3.54937778887819891062e2;
  q = q * b + 9.75708501743205489753e2;
  q = q * b + 1.82390916687909736289e3;
  q = q * b + 2.24633760818710981792e3;
  q = q * b + 1.65666309194161350182e3;
  q = q * b + 5.57535340817727675546e2;
  f64v far = with_sign(1.0 - exponential_of(-b * b) * p / q, x);
  return choose(x != x, x, choose(a < 1.0, x * t / u, far));
}

// What the general rule does not say; `size` is |x|^y. As JavaScript: 1^∞ is NaN.
static float special_power(float x, float y, float size) {
  if (y == 0) return 1;
  if (x != x || y != y) return x + y;
  float a = __builtin_fabsf(x);
  if (__builtin_fabsf(y) == INFINITE_SINGLE)
    return a == 1 ? __builtin_nanf("") : (a > 1) == (y > 0) ? INFINITE_SINGLE : 0;
  int whole = __builtin_fabsf(y) >= 16777216.0f || (float)(i32)y == y;
  int odd = whole && __builtin_fabsf(y) < 16777216.0f && ((i32)y & 1);
  if (a == 0 || a == INFINITE_SINGLE) size = (a == 0) == (y > 0) ? 0 : INFINITE_SINGLE;
  else if (!whole) return __builtin_nanf("");
  return odd && __builtin_signbit(x) ? -size : size;
}
#endif
