// The scalar operations of a map, each on a block of numbers. Blocks are whole vectors long; what
// fills up the last one is computed and not kept. A block may be the same as an operand.
#ifndef INTERTWINE_TENSORS_STEPS_H
#define INTERTWINE_TENSORS_STEPS_H
#include "arithmetic/single-functions.h"

typedef u32 unsignedv __attribute__((vector_size(4 * LANES_OF_SINGLE), aligned(4)));
typedef void Step(float *out, const float *a, const float *b, const float *c, int count);

#define BY_VECTOR(k, count) for (isize k = 0; k < (isize)(count); k += LANES_OF_SINGLE)
#define UNUSED(...) (void)(0, __VA_ARGS__)
INLINE bitsv read_bits(const float *p) { return *(const bitsv *)p; }
INLINE void write_bits(float *p, bitsv v) { *(bitsv *)p = v; }

// VALUE is in x; floats to floats.
#define FLOAT(NAME, VALUE)                                                                     \
  static void NAME(float *out, const float *a, const float *b, const float *c, int count) {    \
    UNUSED(b, c);                                                                              \
    BY_VECTOR(k, count) {                                                                      \
      f32v x = read(a + k);                                                                    \
      write(out + k, VALUE);                                                                   \
    }                                                                                          \
  }
// Floats to booleans or integers.
#define JUDGE(NAME, VALUE)                                                                     \
  static void NAME(float *out, const float *a, const float *b, const float *c, int count) {    \
    UNUSED(b, c);                                                                              \
    BY_VECTOR(k, count) {                                                                      \
      f32v x = read(a + k);                                                                    \
      write_bits(out + k, VALUE);                                                              \
    }                                                                                          \
  }
#define WHOLE(NAME, VALUE)                                                                     \
  static void NAME(float *out, const float *a, const float *b, const float *c, int count) {    \
    UNUSED(b, c);                                                                              \
    BY_VECTOR(k, count) {                                                                      \
      bitsv x = read_bits(a + k);                                                              \
      write_bits(out + k, VALUE);                                                              \
    }                                                                                          \
  }
#define FLOATS(NAME, VALUE)                                                                    \
  static void NAME(float *out, const float *a, const float *b, const float *c, int count) {    \
    UNUSED(c);                                                                                 \
    BY_VECTOR(k, count) {                                                                      \
      f32v x = read(a + k), y = read(b + k);                                                   \
      write(out + k, VALUE);                                                                   \
    }                                                                                          \
  }
#define COMPARE(NAME, VALUE)                                                                   \
  static void NAME(float *out, const float *a, const float *b, const float *c, int count) {    \
    UNUSED(c);                                                                                 \
    BY_VECTOR(k, count) {                                                                      \
      f32v x = read(a + k), y = read(b + k);                                                   \
      write_bits(out + k, (VALUE) & 1);                                                        \
    }                                                                                          \
  }
#define WHOLES(NAME, VALUE)                                                                    \
  static void NAME(float *out, const float *a, const float *b, const float *c, int count) {    \
    UNUSED(c);                                                                                 \
    BY_VECTOR(k, count) {                                                                      \
      bitsv x = read_bits(a + k), y = read_bits(b + k);                                        \
      write_bits(out + k, VALUE);                                                              \
    }                                                                                          \
  }
#define SINGLES(NAME, VALUE)                                                                   \
  static void NAME(float *out, const float *a, const float *b, const float *c, int count) {    \
    UNUSED(c);                                                                                 \
    for (isize k = 0; k < count; k++) {                                                        \
      float x = a[k], y = b[k];                                                                \
      out[k] = VALUE;                                                                          \
    }                                                                                          \
  }
#define WHOLE_SINGLES(NAME, VALUE)                                                             \
  static void NAME(float *out, const float *a, const float *b, const float *c, int count) {    \
    UNUSED(c);                                                                                 \
    for (isize k = 0; k < count; k++) {                                                        \
      i32 x = ((const i32 *)a)[k], y = ((const i32 *)b)[k];                                    \
      ((i32 *)out)[k] = VALUE;                                                                 \
    }                                                                                          \
  }
// Reckoned in Float64.
typedef float f32w __attribute__((vector_size(4 * WIDTH), aligned(4)));
INLINE f64v widened(const float *p) { return __builtin_convertvector(*(const f32w *)p, f64v); }
INLINE void write_narrowed(float *p, f64v v) { *(f32w *)p = __builtin_convertvector(v, f32w); }
#define DOUBLE(NAME, VALUE)                                                                    \
  static void NAME(float *out, const float *a, const float *b, const float *c, int count) {    \
    UNUSED(b, c);                                                                              \
    for (isize k = 0; k < count; k += WIDTH) {                                                 \
      f64v x = widened(a + k);                                                                 \
      write_narrowed(out + k, VALUE);                                                          \
    }                                                                                          \
  }

#define PICK(MASK, YES, NO) (((YES) & (MASK)) | ((NO) & ~(MASK)))
#define ONE broadcast(1.0f)
#define NONE broadcast(0.0f)

FLOAT(step_negative, -x)
FLOAT(step_absolute, absolute(x))
FLOAT(step_sign, select(x > 0.0f, ONE, select(x < 0.0f, -ONE, x)))
FLOAT(step_reciprocal, 1.0f / x)
FLOAT(step_square, x * x)
FLOAT(step_root, single_root(x))
DOUBLE(step_inverse_root, 1.0 / root(x))
FLOAT(step_exponential, whole_exponential(x))
DOUBLE(step_exponential_minus_one, exponential_minus_one(x))
FLOAT(step_logarithm, whole_logarithm(x))
DOUBLE(step_logarithm_of_one_plus, logarithm_of_one_plus(x))
DOUBLE(step_sine, sine_of(x))
DOUBLE(step_cosine, cosine_of(x))
DOUBLE(step_tangent, tangent_of(x))
DOUBLE(step_arc_sine, arc_sine(x))
DOUBLE(step_arc_cosine, arc_cosine(x))
DOUBLE(step_arc_tangent, arc_tangent(x))
DOUBLE(step_hyperbolic_sine, hyperbolic_sine(x))
DOUBLE(step_hyperbolic_cosine, hyperbolic_cosine(x))
FLOAT(step_hyperbolic_tangent, single_tangent(x))
DOUBLE(step_arc_hyperbolic_sine, arc_hyperbolic_sine(x))
DOUBLE(step_arc_hyperbolic_cosine, arc_hyperbolic_cosine(x))
DOUBLE(step_arc_hyperbolic_tangent, arc_hyperbolic_tangent(x))
FLOAT(step_sigmoid, whole_sigmoid(x))
FLOAT(step_softplus, softplus(x))
FLOAT(step_relu, positive_part(x))
FLOAT(step_relu6, at_most(positive_part(x), 6.0f))
DOUBLE(step_elu, choose(x < 0.0, exponential_minus_one(x), x))
DOUBLE(step_selu, 1.0507009873554805 * choose(x < 0.0, 1.6732632423543772 * exponential_minus_one(x), x))
DOUBLE(step_error_function, error_function(x))
FLOAT(step_floor, below(x))
FLOAT(step_ceiling, above(x))
FLOAT(step_round, nearest(x))
FLOAT(step_step, select(x != x, x, (f32v)((bitsv)ONE & (x > 0.0f))))
JUDGE(step_is_nan, (x != x) & 1)
JUDGE(step_is_infinite, (absolute(x) == INFINITE_SINGLE) & 1)
JUDGE(step_is_finite, (absolute(x) < INFINITE_SINGLE) & 1)
JUDGE(step_not, (x == 0.0f) & 1)
JUDGE(step_to_integer, whole_part(x))
JUDGE(step_to_boolean, (x != 0.0f) & 1)
FLOAT(step_copy, x)

WHOLE(whole_negative, -x)
WHOLE(whole_absolute, PICK(x < 0, -x, x))
WHOLE(whole_sign, ((x > 0) & 1) | (x < 0))
WHOLE(whole_square, x * x)
WHOLE(whole_relu, x & ~(x < 0))
WHOLE(whole_relu6, PICK(x > 6, (bitsv){} + 6, x & ~(x < 0)))
WHOLE(whole_step, (x > 0) & 1)
WHOLE(whole_not, (x == 0) & 1)
WHOLE(whole_to_boolean, (x != 0) & 1)
WHOLE(whole_to_float, (bitsv)__builtin_convertvector(x, f32v))

FLOATS(step_add, x + y)
FLOATS(step_subtract, x - y)
FLOATS(step_multiply, x * y)
FLOATS(step_divide, x / y)
static void step_power(float *out, const float *a, const float *b, const float *c, int count) {
  UNUSED(c);
  for (isize k = 0; k < count; k += WIDTH) {
    float x[WIDTH], y[WIDTH], z[WIDTH];
    *(f32w *)x = *(const f32w *)(a + k), *(f32w *)y = *(const f32w *)(b + k);
    write_narrowed(z, exponential_of(widened(y) * logarithm(magnitude(widened(x)))));
    for (int l = 0; l < WIDTH; l++)
      if (!(x[l] > 0 && x[l] < INFINITE_SINGLE && __builtin_fabsf(y[l]) < INFINITE_SINGLE))
        z[l] = special_power(x[l], y[l], z[l]);
    *(f32w *)(out + k) = *(f32w *)z;
  }
}
FLOATS(step_maximum, select((x > y) | (x != x), x, y))
FLOATS(step_minimum, select((x < y) | (x != x), x, y))
SINGLES(step_modulo, modulo_of(x, y))
FLOATS(step_floor_divide, below(x / y))
static void step_arc_tangent2(float *out, const float *a, const float *b, const float *c, int count) {
  UNUSED(c);
  for (isize k = 0; k < count; k += WIDTH) write_narrowed(out + k, angle_of(widened(a + k), widened(b + k)));
}
FLOATS(step_leaky_relu, select(x < 0.0f, y * x, x))
COMPARE(step_equal, x == y)
COMPARE(step_not_equal, x != y)
COMPARE(step_less, x < y)
COMPARE(step_less_equal, x <= y)
COMPARE(step_greater, x > y)
COMPARE(step_greater_equal, x >= y)
COMPARE(step_and, (x != 0.0f) & (y != 0.0f))
COMPARE(step_or, (x != 0.0f) | (y != 0.0f))

// Modulo 2^32; by unsigned numbers where C leaves the sign's overflow undefined.
INLINE i32 whole_power_of(i32 base, i32 exponent) {
  if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent & 1 ? -1 : 1) : 0;
  u32 result = 1, square = (u32)base;
  for (; exponent; exponent >>= 1, square *= square)
    if (exponent & 1) result *= square;
  return (i32)result;
}
INLINE i32 whole_quotient(i32 x, i32 y) {
  if (y == 0) return 0;
  if (y == -1) return (i32)(0u - (u32)x);
  i32 q = x / y;
  return q * y != x && (x < 0) != (y < 0) ? q - 1 : q;
}
WHOLES(whole_add, (bitsv)((unsignedv)x + (unsignedv)y))
WHOLES(whole_subtract, (bitsv)((unsignedv)x - (unsignedv)y))
WHOLES(whole_multiply, (bitsv)((unsignedv)x * (unsignedv)y))
WHOLE_SINGLES(whole_power, whole_power_of(x, y))
WHOLES(whole_maximum, PICK(x > y, x, y))
WHOLES(whole_minimum, PICK(x < y, x, y))
WHOLE_SINGLES(whole_modulo, y == 0 ? 0 : (i32)((u32)x - (u32)whole_quotient(x, y) * (u32)y))
WHOLE_SINGLES(whole_floor_divide, whole_quotient(x, y))
WHOLES(whole_equal, (x == y) & 1)
WHOLES(whole_not_equal, (x != y) & 1)
WHOLES(whole_less, (x < y) & 1)
WHOLES(whole_less_equal, (x <= y) & 1)
WHOLES(whole_greater, (x > y) & 1)
WHOLES(whole_greater_equal, (x >= y) & 1)
WHOLES(whole_and, (x != 0) & (y != 0) & 1)
WHOLES(whole_or, ((x != 0) | (y != 0)) & 1)

static void step_select(float *out, const float *a, const float *b, const float *c, int count) {
  BY_VECTOR(k, count) {
    bitsv mask = read_bits(a + k) != 0, yes = read_bits(b + k), no = read_bits(c + k);
    write_bits(out + k, PICK(mask, yes, no));
  }
}

// Two operations at once: one read and one write the less. Each is rounded as if alone.
#define THREE(NAME, VALUE)                                                                     \
  static void NAME(float *out, const float *a, const float *b, const float *c, int count) {    \
    BY_VECTOR(k, count) {                                                                      \
      f32v x = read(a + k), y = read(b + k), z = read(c + k);                                  \
      write(out + k, VALUE);                                                                   \
    }                                                                                          \
  }
THREE(pair_multiply_add, x * y + z)
THREE(pair_multiply_subtract, x * y - z)
THREE(pair_multiply_subtract_from, z - x * y)
THREE(pair_multiply_multiply, x * y * z)
THREE(pair_add_multiply, (x + y) * z)
THREE(pair_subtract_multiply, (x - y) * z)
THREE(pair_add_add, x + y + z)

// The order is that of STEP_NAMES in TypeScript.
static Step *const STEPS[] = {
    step_negative, step_absolute, step_sign, step_reciprocal, step_square, step_root, step_inverse_root,
    step_exponential, step_exponential_minus_one, step_logarithm, step_logarithm_of_one_plus,
    step_sine, step_cosine, step_tangent, step_arc_sine, step_arc_cosine, step_arc_tangent,
    step_hyperbolic_sine, step_hyperbolic_cosine, step_hyperbolic_tangent,
    step_arc_hyperbolic_sine, step_arc_hyperbolic_cosine, step_arc_hyperbolic_tangent,
    step_sigmoid, step_softplus, step_relu, step_relu6, step_elu, step_selu, step_error_function,
    step_floor, step_ceiling, step_round, step_step, step_is_nan, step_is_infinite, step_is_finite, step_not,
    step_to_integer, step_to_boolean, step_copy,
    step_add, step_subtract, step_multiply, step_divide, step_power, step_maximum, step_minimum, step_modulo,
    step_floor_divide, step_arc_tangent2, step_leaky_relu,
    step_equal, step_not_equal, step_less, step_less_equal, step_greater, step_greater_equal, step_and, step_or,
    step_select,
    whole_negative, whole_absolute, whole_sign, whole_square, whole_relu, whole_relu6, whole_step, whole_not,
    whole_to_boolean, whole_to_float,
    whole_add, whole_subtract, whole_multiply, whole_power, whole_maximum, whole_minimum, whole_modulo,
    whole_floor_divide,
    whole_equal, whole_not_equal, whole_less, whole_less_equal, whole_greater, whole_greater_equal,
    whole_and, whole_or,
    pair_multiply_add, pair_multiply_subtract, pair_multiply_subtract_from, pair_multiply_multiply,
    pair_add_multiply, pair_subtract_multiply, pair_add_add,
};
#endif
