// Noisy projected SGD over the particles of a mean-field ensemble, in Float64.
//
//   unit      σ(x; z) = W φ(κ(A x + b)), where W may be absent (identity), b too
//   network   Φ(x) = 1/N Σ_i σ(x; θ_i)
//   step      θ_i ← θ_i − (α/N) g_i + √(2βα/N) Π ξ_i
//
// One instance trains one network. Particles lie in structure-of-arrays order,
// theta[parameter · padded + particle]; four particles, two vectors of two lanes,
// are worked on together. Nothing is allocated after configure().
#include "elementary.h"

#define EXPORT(type, name) __attribute__((export_name(#name))) type name
#define UNROLL _Pragma("clang loop unroll(full)")
#define MAX_PARAMETERS 512
#define MAX_HIDDEN 128

typedef struct {
  int inputs, outputs, hidden;    // d, c, h
  int outer, bias, activation;    // W present, b present; 0 sigmoid, 1 tanh, 2 ReLU
  int at_w, at_a, at_b;           // where W, A and b begin in z
  int parameters;                 // D
  double scale;                   // κ
} Shape;

// The two units of the paper's setting get loops that are unrolled; any other runs the same
// code with its sizes read at run time.
#define MATRIX_UNIT ((Shape){2, 2, 2, 0, 0, 0, 0, 0, 0, 4, 1.0})
#define UV_UNIT(scale) ((Shape){2, 2, 1, 1, 0, 0, 2, 0, 0, 4, scale})

// The schemes differ in the batch that is shown and in the residual.
enum { VANILLA, AUGMENTATION_SAMPLED, AUGMENTATION_ORBIT, FEATURE_AVERAGING, EQUIVARIANT };

static Shape unit;
static int scheme, particles, padded, batch, nodes, orbit, samples, teachers, teachers_padded, pool;
static int project_noise;
static double step_size, penalty, noise_scale;
static u32 data_key[2], augmentation_key[2], noise_key[2];

static double *theta, *teacher, *inputs, *targets, *shown_inputs, *shown_targets;
static double *pool_inputs, *pool_targets, *sample_weights, *input_mean, *input_factor;
static double *rho_in, *rho_out, *node_weights, *projector, *noise_projector;
static double *prediction, *residual;
static f64x2 *accumulator, *kept;

static int is_matrix_unit(void) {
  return !unit.outer && !unit.bias && unit.activation == 0 && unit.inputs == 2 &&
         unit.hidden == 2 && unit.at_a == 0 && unit.scale == 1.0;
}
static int is_uv_unit(void) {
  return unit.outer && !unit.bias && unit.activation == 0 && unit.inputs == 2 &&
         unit.hidden == 1 && unit.outputs == 2 && unit.at_a == 0 && unit.at_w == 2;
}

extern unsigned char __heap_base;
static unsigned long heap_top;

// The next `count` numbers, 16-byte aligned; the memory grows as needed.
static void *take(long count) {
  if (heap_top == 0) heap_top = ((unsigned long)&__heap_base + 15) & ~15ul;
  unsigned long at = heap_top;
  heap_top += ((unsigned long)count * 8 + 15) & ~15ul;
  unsigned long have = __builtin_wasm_memory_size(0) * 65536ul;
  if (heap_top > have &&
      __builtin_wasm_memory_grow(0, (heap_top - have + 65535ul) / 65536ul) == (unsigned long)-1)
    __builtin_trap();
  return (void *)at;
}

EXPORT(void, shape)(int d, int c, int h, int outer, int bias, int activation, int at_w, int at_a,
                    int at_b, int count, double scale) {
  unit = (Shape){d, c, h, outer, bias, activation, at_w, at_a, at_b, count, scale};
}

EXPORT(void, configure)(int the_scheme, int n, int b, int g, int teacher_count, int pool_size) {
  scheme = the_scheme, particles = n, batch = b, nodes = g, teachers = teacher_count,
  pool = pool_size;
  padded = (n + 3) & ~3, teachers_padded = (teacher_count + 3) & ~3;
  orbit = scheme == AUGMENTATION_ORBIT || scheme == FEATURE_AVERAGING ? g : 1;
  samples = b * orbit;
  int d = unit.inputs, c = unit.outputs, D = unit.parameters;
  theta = take((long)D * padded), teacher = take((long)D * teachers_padded);
  // Normals are drawn eight at a time, hence the slack.
  inputs = take(b * d + 8), targets = take(b * c);
  shown_inputs = take((long)samples * d), shown_targets = take((long)samples * c);
  pool_inputs = take((long)pool * b * d), pool_targets = take((long)pool * b * c);
  sample_weights = take(b), input_mean = take(d), input_factor = take(d * d);
  rho_in = take((long)g * d * d), rho_out = take((long)g * c * c), node_weights = take(g);
  projector = take(D * D), noise_projector = take(D * D);
  prediction = take((long)samples * c), residual = take((long)samples * c);
  accumulator = take(2l * samples * c);
  kept = take((long)samples * unit.hidden * padded);
}

EXPORT(void, rates)(double step, double the_penalty, double noise, int the_project_noise) {
  step_size = step, penalty = the_penalty, noise_scale = noise, project_noise = the_project_noise;
}

EXPORT(void, keys)(u32 d0, u32 d1, u32 a0, u32 a1, u32 n0, u32 n1) {
  data_key[0] = d0, data_key[1] = d1, augmentation_key[0] = a0, augmentation_key[1] = a1,
  noise_key[0] = n0, noise_key[1] = n1;
}

#define ADDRESS(name) EXPORT(double *, at_##name)(void) { return name; }
ADDRESS(theta) ADDRESS(teacher) ADDRESS(pool_inputs) ADDRESS(pool_targets)
ADDRESS(sample_weights) ADDRESS(input_mean) ADDRESS(input_factor)
ADDRESS(rho_in) ADDRESS(rho_out) ADDRESS(node_weights)
ADDRESS(projector) ADDRESS(noise_projector)
EXPORT(int, row_length)(void) { return padded; }
EXPORT(int, teacher_row_length)(void) { return teachers_padded; }

INLINE f64x2 activate(f64x2 t, int activation) {
  if (activation == 0) return sigmoid2(t);
  if (activation == 1) return tanh2(t);
  return (f64x2)((i64x2)t & ~(i64x2)wasm_f64x2_lt((v128_t)t, (v128_t)splat(0.0)));
}

// φ' from the value of φ.
INLINE f64x2 slope(f64x2 a, int activation) {
  if (activation == 0) return a * (splat(1.0) - a);
  if (activation == 1) return splat(1.0) - a * a;
  return (f64x2)((i64x2)splat(1.0) & (i64x2)wasm_f64x2_gt((v128_t)a, (v128_t)splat(0.0)));
}

// out = M z for the two vectors of four particles.
INLINE void apply(const double *m, int size, const f64x2 *z, f64x2 *out) {
  UNROLL for (int r = 0; r < size; r++) {
    f64x2 lo = splat(0.0), hi = splat(0.0);
    UNROLL for (int q = 0; q < size; q++) {
      f64x2 factor = splat(m[r * size + q]);
      lo += factor * z[2 * q], hi += factor * z[2 * q + 1];
    }
    out[2 * r] = lo, out[2 * r + 1] = hi;
  }
}

INLINE void project_in_place(const double *m, int size, f64x2 *z) {
  f64x2 image[2 * MAX_PARAMETERS];
  apply(m, size, z, image);
  UNROLL for (int q = 0; q < 2 * size; q++) z[q] = image[q];
}

INLINE void load_particles(const double *from, int stride, int i, int size, f64x2 *z) {
  UNROLL for (int q = 0; q < size; q++) {
    z[2 * q] = load2(from + (long)q * stride + i);
    z[2 * q + 1] = load2(from + (long)q * stride + i + 2);
  }
}

// Adds σ(x_s; z) of four particles to the accumulators; keeps the hidden values.
INLINE void forward_block(const Shape u, const f64x2 *z, const double *x, int count, f64x2 m0,
                          f64x2 m1, int masked, f64x2 *keep) {
  for (int s = 0; s < count; s++, x += u.inputs) {
    f64x2 *sum = accumulator + (long)s * u.outputs;
    UNROLL for (int j = 0; j < u.hidden; j++) {
      f64x2 lo = splat(0.0), hi = splat(0.0);
      UNROLL for (int l = 0; l < u.inputs; l++) {
        f64x2 xl = splat(x[l]);
        const f64x2 *a = z + 2 * (u.at_a + j * u.inputs + l);
        lo = l ? lo + a[0] * xl : a[0] * xl, hi = l ? hi + a[1] * xl : a[1] * xl;
      }
      if (u.bias) lo += z[2 * (u.at_b + j)], hi += z[2 * (u.at_b + j) + 1];
      lo = activate(lo * splat(u.scale), u.activation);
      hi = activate(hi * splat(u.scale), u.activation);
      if (keep) *keep++ = lo, *keep++ = hi;
      if (masked) lo *= m0, hi *= m1;
      if (!u.outer) {
        sum[j] += lo + hi;
      } else {
        UNROLL for (int k = 0; k < u.outputs; k++) {
          const f64x2 *w = z + 2 * (u.at_w + k * u.hidden + j);
          sum[k] += w[0] * lo + w[1] * hi;
        }
      }
    }
  }
}

INLINE void forward_shape(const Shape u, const double *from, int count, int stride, int project,
                          const double *x, int sample_count, f64x2 *keep) {
  f64x2 z[2 * MAX_PARAMETERS], zp[2 * MAX_PARAMETERS];
  long block_size = 2l * sample_count * u.hidden;
  int i = 0;
  for (; i + 4 <= count; i += 4, keep = keep ? keep + block_size : 0) {
    load_particles(from, stride, i, u.parameters, z);
    if (project) apply(projector, u.parameters, z, zp);
    forward_block(u, project ? zp : z, x, sample_count, splat(1.0), splat(1.0), 0, keep);
  }
  if (i < count) {
    f64x2 m0 = (f64x2){1.0, i + 1 < count}, m1 = (f64x2){i + 2 < count, 0.0};
    load_particles(from, stride, i, u.parameters, z);
    if (project) apply(projector, u.parameters, z, zp);
    forward_block(u, project ? zp : z, x, sample_count, m0, m1, 1, keep);
  }
}

// The mean of the unit over `count` particles at each sample, into out[sample][output].
static void forward(const double *from, int count, int stride, int project, const double *x,
                    int sample_count, f64x2 *keep, double *out) {
  int c = unit.outputs;
  for (int k = 0; k < sample_count * c; k++) accumulator[k] = splat(0.0);
  const Shape u = unit;
  if (is_matrix_unit())
    forward_shape(MATRIX_UNIT, from, count, stride, project, x, sample_count, keep);
  else if (is_uv_unit())
    forward_shape(UV_UNIT(u.scale), from, count, stride, project, x, sample_count, keep);
  else
    forward_shape(u, from, count, stride, project, x, sample_count, keep);
  for (int k = 0; k < sample_count * c; k++)
    out[k] = (accumulator[k][0] + accumulator[k][1]) / count;
}

// x = mean + L ξ, y = the teacher's mean; or the next entry of the pool.
static void draw_batch(u32 step) {
  int d = unit.inputs, c = unit.outputs;
  if (pool) {
    const double *x = pool_inputs + (long)(step % (u32)pool) * batch * d;
    const double *y = pool_targets + (long)(step % (u32)pool) * batch * c;
    for (int k = 0; k < batch * d; k++) inputs[k] = x[k];
    for (int k = 0; k < batch * c; k++) targets[k] = y[k];
    return;
  }
  for (int at = 0; at < batch * d; at += 8) {
    u32x4 a = (u32x4){0, 1, 2, 3} + (u32)(at / 2), b = splat_u32(step);
    threefry(&a, &b, data_key[0], data_key[1]);
    f64x2 x, y;
    box_muller(widen_low(a), widen_low(b), &x, &y);
    store2(inputs + at, __builtin_shufflevector(x, y, 0, 2));
    store2(inputs + at + 2, __builtin_shufflevector(x, y, 1, 3));
    box_muller(widen_high(a), widen_high(b), &x, &y);
    store2(inputs + at + 4, __builtin_shufflevector(x, y, 0, 2));
    store2(inputs + at + 6, __builtin_shufflevector(x, y, 1, 3));
  }
  for (int b = 0; b < batch; b++) {
    double *x = inputs + b * d, drawn[MAX_HIDDEN];
    for (int l = 0; l < d; l++) drawn[l] = x[l];
    for (int l = 0; l < d; l++) {
      double sum = input_mean[l];
      for (int q = 0; q < d; q++) sum += input_factor[l * d + q] * drawn[q];
      x[l] = sum;
    }
  }
  forward(teacher, teachers, teachers_padded, 0, inputs, batch, 0, targets);
}

INLINE void transform(const double *m, int size, const double *v, double *out) {
  for (int r = 0; r < size; r++) {
    double sum = 0;
    for (int q = 0; q < size; q++) sum += m[r * size + q] * v[q];
    out[r] = sum;
  }
}

// What the network sees: the batch, one random image of it, or its whole orbit, node g of
// sample b at b · orbit + g.
static void show_batch(u32 step) {
  int d = unit.inputs, c = unit.outputs;
  if (scheme != AUGMENTATION_ORBIT && scheme != FEATURE_AVERAGING) {
    for (int b = 0; b < batch; b++) {
      int g = -1;
      if (scheme == AUGMENTATION_SAMPLED) {
        u32x4 c0 = splat_u32((u32)b), c1 = splat_u32(step);
        threefry(&c0, &c1, augmentation_key[0], augmentation_key[1]);
        g = (int)(((unsigned long long)c0[0] * (unsigned long long)nodes) >> 32);
      }
      double *x = shown_inputs + b * d, *y = shown_targets + b * c;
      if (g < 0) {
        for (int l = 0; l < d; l++) x[l] = inputs[b * d + l];
        for (int k = 0; k < c; k++) y[k] = targets[b * c + k];
      } else {
        transform(rho_in + (long)g * d * d, d, inputs + b * d, x);
        transform(rho_out + (long)g * c * c, c, targets + b * c, y);
      }
    }
    return;
  }
  for (int b = 0; b < batch; b++)
    for (int g = 0; g < nodes; g++) {
      long at = (long)b * nodes + g;
      transform(rho_in + (long)g * d * d, d, inputs + b * d, shown_inputs + at * d);
      transform(rho_out + (long)g * c * c, c, targets + b * c, shown_targets + at * c);
    }
}

// residual = ∂loss/∂Φ at each sample shown, times 1; returns the loss of the batch.
static double residuals(void) {
  int c = unit.outputs;
  double loss = 0;
  if (scheme != FEATURE_AVERAGING) {
    for (int s = 0; s < samples; s++) {
      double weight = sample_weights[s / orbit];
      if (scheme == AUGMENTATION_ORBIT) weight *= node_weights[s % orbit];
      for (int k = 0; k < c; k++) {
        double e = prediction[s * c + k] - shown_targets[s * c + k];
        loss += weight * e * e;
        residual[s * c + k] = 2.0 * weight * e;
      }
    }
    return loss;
  }
  // Q_GΦ(x) = Σ_g w_g ρ̂_gᵀ Φ(ρ_g x); its residual goes back through w_g ρ̂_g.
  for (int b = 0; b < batch; b++) {
    double mean[MAX_HIDDEN], error[MAX_HIDDEN];
    for (int k = 0; k < c; k++) mean[k] = 0;
    for (int g = 0; g < nodes; g++) {
      const double *m = rho_out + (long)g * c * c, *p = prediction + ((long)b * nodes + g) * c;
      for (int k = 0; k < c; k++)
        for (int q = 0; q < c; q++) mean[k] += node_weights[g] * m[q * c + k] * p[q];
    }
    for (int k = 0; k < c; k++) {
      double e = mean[k] - targets[b * c + k];
      loss += sample_weights[b] * e * e;
      error[k] = 2.0 * sample_weights[b] * e;
    }
    for (int g = 0; g < nodes; g++) {
      double *r = residual + ((long)b * nodes + g) * c;
      transform(rho_out + (long)g * c * c, c, error, r);
      for (int k = 0; k < c; k++) r[k] *= node_weights[g];
    }
  }
  return loss;
}

// ξ of four particles: the pair p of particle i is the block (i·P + p, step).
INLINE void draw_noise(int size, int i, u32 step, f64x2 *xi) {
  int pairs = (size + 1) / 2;
  UNROLL for (int p = 0; p < pairs; p++) {
    u32x4 a = ((u32x4){0, 1, 2, 3} + (u32)i) * (u32)pairs + (u32)p, b = splat_u32(step);
    threefry(&a, &b, noise_key[0], noise_key[1]);
    f64x2 spare[2], *second = 2 * p + 1 < size ? xi + 4 * p + 2 : spare;
    box_muller(widen_low(a), widen_low(b), xi + 4 * p, second);
    box_muller(widen_high(a), widen_high(b), xi + 4 * p + 1, second + 1);
  }
}

// Adds the pullback of one residual by four particles to `g`; returns the next hidden values.
INLINE const f64x2 *pull_back(const Shape u, const f64x2 *at, const f64x2 *hidden, const double *x,
                              const double *r, f64x2 *g) {
  UNROLL for (int j = 0; j < u.hidden; j++) {
    f64x2 lo = *hidden++, hi = *hidden++, back_lo, back_hi;
    if (!u.outer) {
      back_lo = back_hi = splat(r[j]);
    } else {
      back_lo = back_hi = splat(0.0);
      UNROLL for (int k = 0; k < u.outputs; k++) {
        int w = 2 * (u.at_w + k * u.hidden + j);
        f64x2 rk = splat(r[k]);
        back_lo += rk * at[w], back_hi += rk * at[w + 1];
        g[w] += rk * lo, g[w + 1] += rk * hi;
      }
    }
    back_lo *= slope(lo, u.activation) * splat(u.scale);
    back_hi *= slope(hi, u.activation) * splat(u.scale);
    UNROLL for (int l = 0; l < u.inputs; l++) {
      int a = 2 * (u.at_a + j * u.inputs + l);
      f64x2 xl = splat(x[l]);
      g[a] += back_lo * xl, g[a + 1] += back_hi * xl;
    }
    if (u.bias) g[2 * (u.at_b + j)] += back_lo, g[2 * (u.at_b + j) + 1] += back_hi;
  }
  return hidden;
}

// Each orbit is summed by itself: for a group of two the sum commutes, so that rounding
// cannot push a particle out of E^G.
INLINE void backward_shape(const Shape u, u32 step, int whole_orbit) {
  f64x2 z[2 * MAX_PARAMETERS], zp[2 * MAX_PARAMETERS], g[2 * MAX_PARAMETERS];
  f64x2 sum[2 * MAX_PARAMETERS], xi[2 * MAX_PARAMETERS];
  const int size = u.parameters, project = scheme == EQUIVARIANT;
  const f64x2 *hidden = kept;
  for (int i = 0; i < padded; i += 4) {
    load_particles(theta, padded, i, size, z);
    if (project) apply(projector, size, z, zp);
    const f64x2 *at = project ? zp : z;
    UNROLL for (int q = 0; q < 2 * size; q++) g[q] = splat(0.0);
    const double *x = shown_inputs, *r = residual;
    for (int b = 0; b < batch; b++) {
      if (!whole_orbit) {
        hidden = pull_back(u, at, hidden, x, r, g);
        x += u.inputs, r += u.outputs;
        continue;
      }
      UNROLL for (int q = 0; q < 2 * size; q++) sum[q] = splat(0.0);
      for (int k = 0; k < orbit; k++, x += u.inputs, r += u.outputs)
        hidden = pull_back(u, at, hidden, x, r, sum);
      UNROLL for (int q = 0; q < 2 * size; q++) g[q] += sum[q];
    }
    UNROLL for (int q = 0; q < 2 * size; q++) g[q] += splat(2.0 * penalty) * at[q];
    if (project) project_in_place(projector, size, g);
    if (noise_scale != 0.0) {
      draw_noise(size, i, step, xi);
      if (project_noise) project_in_place(noise_projector, size, xi);
    }
    UNROLL for (int q = 0; q < 2 * size; q++) {
      f64x2 next = z[q] - splat(step_size) * g[q];
      if (noise_scale != 0.0) next += splat(noise_scale) * xi[q];
      store2(theta + (long)(q / 2) * padded + i + 2 * (q % 2), next);
    }
  }
}

#define BACKWARD(shape)                     \
  if (orbit > 1) backward_shape(shape, step, 1); \
  else backward_shape(shape, step, 0)

static void backward(u32 step) {
  const Shape u = unit;
  if (is_matrix_unit()) {
    BACKWARD(MATRIX_UNIT);
  } else if (is_uv_unit()) {
    BACKWARD(UV_UNIT(u.scale));
  } else {
    BACKWARD(u);
  }
}

// `count` steps from `first` on; adds their batch losses to `loss`, one after the other.
EXPORT(double, steps)(u32 first, u32 count, double loss) {
  for (u32 step = first; step < first + count; step++) {
    draw_batch(step);
    show_batch(step);
    forward(theta, particles, padded, scheme == EQUIVARIANT, shown_inputs, samples, kept, prediction);
    loss += residuals();
    backward(step);
  }
  return loss;
}
