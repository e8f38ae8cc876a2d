// Noisy projected SGD over the particles of a mean-field ensemble, in Float64.
//
//   unit      σ(x; z) = W φ(κ(A x + b)), where W may be absent (identity), b too
//   network   Φ(x) = 1/N Σ_i σ(x; θ_i)
//   step      θ_i ← θ_i − (α/N) g_i + √(2βα/N) Π ξ_i
//
// One instance trains one network. Particles lie in structure-of-arrays order,
// theta[parameter · padded + particle]; WIDTH particles are worked on together.
// Nothing is allocated after configure().
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
static double *prediction, *residual, *accumulator, *kept;

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

INLINE int round_up(int count) { return (count + WIDTH - 1) / WIDTH * WIDTH; }

EXPORT(void, configure)(int the_scheme, int n, int b, int g, int teacher_count, int pool_size) {
  scheme = the_scheme, particles = n, batch = b, nodes = g, teachers = teacher_count,
  pool = pool_size;
  padded = round_up(n), teachers_padded = round_up(teacher_count);
  orbit = scheme == AUGMENTATION_ORBIT || scheme == FEATURE_AVERAGING ? g : 1;
  samples = b * orbit;
  int d = unit.inputs, c = unit.outputs, D = unit.parameters;
  theta = take((long)D * padded), teacher = take((long)D * teachers_padded);
  // Normals are drawn 2 · WIDTH at a time, hence the slack.
  inputs = take(b * d + 2 * WIDTH), targets = take(b * c);
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

INLINE f64v activate(f64v t, int activation) {
  if (activation == 0) return sigmoid(t);
  if (activation == 1) return tangent(t);
  return (f64v)((i64v)t & ~(t < 0.0));
}

// φ' from the value of φ.
INLINE f64v slope(f64v a, int activation) {
  if (activation == 0) return a * (1.0 - a);
  if (activation == 1) return 1.0 - a * a;
  return (f64v)(ONE_BITS & (a > 0.0));
}

// z becomes M z.
INLINE void apply(const double *m, int size, f64v *z) {
  f64v image[MAX_PARAMETERS];
  UNROLL for (int r = 0; r < size; r++) {
    f64v sum = splat(0.0);
    UNROLL for (int q = 0; q < size; q++) sum += m[r * size + q] * z[q];
    image[r] = sum;
  }
  UNROLL for (int r = 0; r < size; r++) z[r] = image[r];
}

INLINE void load_particles(const double *from, int stride, int i, int size, f64v *z) {
  UNROLL for (int q = 0; q < size; q++) z[q] = load(from + (long)q * stride + i);
}

// Adds σ(x_s; z) of WIDTH particles to the accumulators; keeps the hidden values.
INLINE void forward_block(const Shape u, const f64v *z, const double *x, int count, f64v mask,
                          int masked, double *keep) {
  for (int s = 0; s < count; s++, x += u.inputs) {
    double *sum = accumulator + 2l * s * u.outputs;
    f64v out[MAX_HIDDEN];
    UNROLL for (int j = 0; j < u.hidden; j++) {
      f64v t = z[u.at_a + j * u.inputs] * x[0];
      UNROLL for (int l = 1; l < u.inputs; l++) t += z[u.at_a + j * u.inputs + l] * x[l];
      if (u.bias) t += z[u.at_b + j];
      f64v value = activate(t * u.scale, u.activation);
      if (keep) store(keep, value), keep += WIDTH;
      if (masked) value *= mask;
      if (!u.outer) {
        add_lanes(sum + 2 * j, value);
      } else {
        UNROLL for (int k = 0; k < u.outputs; k++) {
          f64v term = z[u.at_w + k * u.hidden + j] * value;
          out[k] = j ? out[k] + term : term;
        }
      }
    }
    if (u.outer) {
      UNROLL for (int k = 0; k < u.outputs; k++) add_lanes(sum + 2 * k, out[k]);
    }
  }
}

INLINE void forward_shape(const Shape u, const double *from, int count, int stride, int project,
                          const double *x, int sample_count, double *keep) {
  f64v z[MAX_PARAMETERS];
  for (int i = 0; i < count; i += WIDTH) {
    load_particles(from, stride, i, u.parameters, z);
    if (project) apply(projector, u.parameters, z);
    if (i + WIDTH <= count) {
      forward_block(u, z, x, sample_count, splat(1.0), 0, keep);
    } else {
      u32v here = (u32v)(LANES < (u32)(count - i)) & 1;
      forward_block(u, z, x, sample_count, __builtin_convertvector(here, f64v), 1, keep);
    }
    if (keep) keep += (long)sample_count * u.hidden * WIDTH;
  }
}

// The mean of the unit over `count` particles at each sample, into out[sample][output].
static void forward(const double *from, int count, int stride, int project, const double *x,
                    int sample_count, double *keep, double *out) {
  int c = unit.outputs;
  for (int k = 0; k < 2 * sample_count * c; k++) accumulator[k] = 0.0;
  const Shape u = unit;
  if (is_matrix_unit())
    forward_shape(MATRIX_UNIT, from, count, stride, project, x, sample_count, keep);
  else if (is_uv_unit())
    forward_shape(UV_UNIT(u.scale), from, count, stride, project, x, sample_count, keep);
  else
    forward_shape(u, from, count, stride, project, x, sample_count, keep);
  for (int k = 0; k < sample_count * c; k++)
    out[k] = (accumulator[2 * k] + accumulator[2 * k + 1]) / count;
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
  for (int at = 0; at < batch * d; at += 2 * WIDTH)
    draw_normals(inputs + at, data_key[0], data_key[1], (u32)(at / 2), step);
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
        u32v c0 = (u32v){} + (u32)b, c1 = (u32v){} + step;
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

// ξ of WIDTH particles: the pair p of particle i is the block (i·P + p, step).
INLINE void draw_noise(int size, int i, u32 step, f64v *xi) {
  int pairs = (size + 1) / 2;
  UNROLL for (int p = 0; p < pairs; p++) {
    u32v a = (LANES + (u32)i) * (u32)pairs + (u32)p, b = (u32v){} + step;
    threefry(&a, &b, noise_key[0], noise_key[1]);
    f64v spare;
    box_muller(a, b, xi + 2 * p, 2 * p + 1 < size ? xi + 2 * p + 1 : &spare);
  }
}

// Adds the pullback of one residual by WIDTH particles to `g`.
INLINE void pull_back(const Shape u, const f64v *z, const double *hidden, const double *x,
                      const double *r, f64v *g) {
  UNROLL for (int j = 0; j < u.hidden; j++) {
    f64v value = load(hidden + j * WIDTH), back = splat(u.outer ? 0.0 : r[j]);
    if (u.outer) {
      UNROLL for (int k = 0; k < u.outputs; k++) {
        int w = u.at_w + k * u.hidden + j;
        back += r[k] * z[w];
        g[w] += r[k] * value;
      }
    }
    back *= slope(value, u.activation) * u.scale;
    UNROLL for (int l = 0; l < u.inputs; l++) g[u.at_a + j * u.inputs + l] += back * x[l];
    if (u.bias) g[u.at_b + j] += back;
  }
}

// Each orbit is summed by itself: for a group of two the sum commutes, so that rounding
// cannot push a particle out of E^G.
INLINE void backward_shape(const Shape u, u32 step, int whole_orbit) {
  f64v theta_i[MAX_PARAMETERS], z[MAX_PARAMETERS], g[MAX_PARAMETERS];
  f64v sum[MAX_PARAMETERS], xi[MAX_PARAMETERS];
  const int size = u.parameters, project = scheme == EQUIVARIANT;
  const double *hidden = kept;
  for (int i = 0; i < padded; i += WIDTH) {
    load_particles(theta, padded, i, size, theta_i);
    UNROLL for (int q = 0; q < size; q++) z[q] = theta_i[q], g[q] = splat(0.0);
    if (project) apply(projector, size, z);
    const double *x = shown_inputs, *r = residual;
    for (int b = 0; b < batch; b++) {
      if (whole_orbit) {
        UNROLL for (int q = 0; q < size; q++) sum[q] = splat(0.0);
      }
      for (int k = 0; k < (whole_orbit ? orbit : 1); k++) {
        pull_back(u, z, hidden, x, r, whole_orbit ? sum : g);
        x += u.inputs, r += u.outputs, hidden += u.hidden * WIDTH;
      }
      if (whole_orbit) {
        UNROLL for (int q = 0; q < size; q++) g[q] += sum[q];
      }
    }
    UNROLL for (int q = 0; q < size; q++) g[q] += (2.0 * penalty) * z[q];
    if (project) apply(projector, size, g);
    if (noise_scale != 0.0) {
      draw_noise(size, i, step, xi);
      if (project_noise) apply(noise_projector, size, xi);
    }
    UNROLL for (int q = 0; q < size; q++) {
      f64v next = theta_i[q] - step_size * g[q];
      if (noise_scale != 0.0) next += noise_scale * xi[q];
      store(theta + (long)q * padded + i, next);
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
