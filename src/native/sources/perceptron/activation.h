// Activations with their first two derivatives, in Float64 and with the same bits on every
// machine: from elementary.h, and from the C library that is compiled in (erf, sine).
#ifndef INTERTWINE_ACTIVATION_H
#define INTERTWINE_ACTIVATION_H
#include <cmath>
#include <cstring>
#include "arithmetic/elementary.h"

enum Activation { TANH = 0, SIGMOID = 1, SOFTPLUS = 2, SILU = 3, GELU = 4, SINE = 5, RELU = 6 };

// σ, σ′ and σ″ of some numbers.
struct Response {
  f64v value, first, second;
};

// log(1 + y) for 0 <= y <= 1 without losing a small y.
INLINE f64v logarithm_of_one_and(f64v y) {
  f64v u = 1.0 + y;
  f64v corrected = logarithm(u) * (y / (u - 1.0));
  return choose(u == splat(1.0), y, corrected);
}

// tanh as in elementary.h, with a single division: x + x³ p / q near 0, else
// 2 / (1 + exp(−2x)) − 1.
INLINE f64v tangent_in_one(f64v x) {
  f64v x2 = x * x;
  f64v p = x2 * -9.64399179425052238628E-1 + -9.92877231001918586564E1;
  p = p * x2 + -1.61468768441708447952E3;
  f64v q = x2 + 1.12811678491632931402E2;
  q = q * x2 + 2.23548839060100448583E3;
  q = q * x2 + 4.84406305325125486048E3;
  Exponential e = exponential(clamp(2.0 * x, 700.0));
  f64v raised = (f64v)((i64v)e.above + e.raise);
  auto near = magnitude(x) < splat(0.625);
  f64v quotient = choose(near, x * x2 * p, 2.0 * raised) / choose(near, q, e.below + raised);
  return choose(near, x, splat(-1.0)) + quotient;
}

template <int KIND>
INLINE Response respond(f64v z) {
  if constexpr (KIND == TANH) {
    const f64v t = tangent_in_one(z), first = (1.0 - t) * (1.0 + t);
    return {t, first, -2.0 * t * first};
  } else if constexpr (KIND == SIGMOID) {
    const f64v s = sigmoid(z), first = s * sigmoid(-z);
    return {s, first, first * (1.0 - 2.0 * s)};
  } else if constexpr (KIND == SOFTPLUS) {
    const f64v s = sigmoid(z), size = magnitude(z);
    const f64v rest = logarithm_of_one_and(exponential_of(-size));
    return {0.5 * (z + size) + rest, s, s * sigmoid(-z)};
  } else if constexpr (KIND == SILU) {
    const f64v s = sigmoid(z), slope = s * sigmoid(-z);
    return {z * s, s + z * slope, slope * (2.0 + z * (1.0 - 2.0 * s))};
  } else if constexpr (KIND == RELU) {
    const f64v on = choose(z > splat(0.0), splat(1.0), splat(0.0));
    return {choose(z > splat(0.0), z, z * 0.0), on, z * 0.0};
  } else {
    Response response;
    for (int lane = 0; lane < WIDTH; lane++) {
      const double x = z[lane];
      if constexpr (KIND == SINE) {
        const double sine = std::sin(x), cosine = std::cos(x);
        response.value[lane] = sine;
        response.first[lane] = cosine;
        response.second[lane] = -sine;
      } else {
        const double below = 0.5 * std::erfc(-0.70710678118654752440 * x);
        const double density = 0.39894228040143267794 * std::exp(-0.5 * x * x);
        response.value[lane] = x * below;
        response.first[lane] = below + x * density;
        response.second[lane] = density * (2 - x * x);
      }
    }
    return response;
  }
}

template <int KIND>
void activate_all(int order, long count, double *z, double *first, double *second) {
  for (long i = 0; i < count; i += WIDTH) {
    const long lanes = count - i < WIDTH ? count - i : WIDTH;
    double part[3][WIDTH] = {};
    const bool whole = lanes == WIDTH;
    if (!whole) std::memcpy(part[0], z + i, lanes * sizeof(double));
    const Response response = respond<KIND>(load(whole ? z + i : part[0]));
    store(whole ? z + i : part[0], response.value);
    if (order > 0) store(whole ? first + i : part[1], response.first);
    if (order > 1) store(whole ? second + i : part[2], response.second);
    if (whole) continue;
    std::memcpy(z + i, part[0], lanes * sizeof(double));
    if (order > 0) std::memcpy(first + i, part[1], lanes * sizeof(double));
    if (order > 1) std::memcpy(second + i, part[2], lanes * sizeof(double));
  }
}

// Puts σ(z) in place of z, and its derivatives up to `order` into the other two.
inline void activate(int kind, int order, long count, double *z, double *first, double *second) {
  switch (kind) {
    case TANH: return activate_all<TANH>(order, count, z, first, second);
    case SIGMOID: return activate_all<SIGMOID>(order, count, z, first, second);
    case SOFTPLUS: return activate_all<SOFTPLUS>(order, count, z, first, second);
    case SILU: return activate_all<SILU>(order, count, z, first, second);
    case GELU: return activate_all<GELU>(order, count, z, first, second);
    case SINE: return activate_all<SINE>(order, count, z, first, second);
    default: return activate_all<RELU>(order, count, z, first, second);
  }
}
#endif
