// Noisy projected SGD over the particles of a mean-field ensemble, in Float64.
//
//   unit      σ(x; z) = W φ(κ(A x + b)), where W may be absent (identity), b too
//   network   Φ(x) = 1/N Σ_i σ(x; θ_i)
//   step      θ_i ← θ_i − (α/N) g_i + √(2βα/N) Π ξ_i
//
// Particles lie in structure-of-arrays order, theta[parameter · padded + particle]; WIDTH
// particles are worked on together. What a loop reads again and again is held in locals:
// after each store of a vector the compiler would have to load it anew.
#include "arithmetic/elementary.h"
#include "ensemble/network.h"

#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

// The two units of the paper's setting get loops that are unrolled; any other runs the same
// code with its sizes read at run time.
#define MATRIX_UNIT ((Shape){2, 2, 2, 0, 0, 0, 0, 0, 0, 4, 1.0})
#define UV_UNIT(scale) ((Shape){2, 2, 1, 1, 0, 0, 2, 0, 0, 4, scale})

INLINE int is_matrix_unit(const Shape u) {
  return !u.outer && !u.bias && u.activation == 0 && u.inputs == 2 && u.hidden == 2 &&
         u.at_a == 0 && u.scale == 1.0;
}
INLINE int is_uv_unit(const Shape u) {
  return u.outer && !u.bias && u.activation == 0 && u.inputs == 2 && u.hidden == 1 &&
         u.outputs == 2 && u.at_a == 0 && u.at_w == 2;
}

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

INLINE void load_particles(const double *from, isize stride, int i, int size, f64v *z) {
  UNROLL for (int q = 0; q < size; q++) z[q] = load(from + q * stride + i);
}

// Adds σ(x_s; z) of WIDTH particles to the accumulators, of those in `mask` where it counts;
// keeps the hidden values.
INLINE void forward_block(const Shape u, const f64v *z, const double *x, int count, i64v mask,
                          int masked, double *keep, double *sum) {
  for (int s = 0; s < count; s++, x += u.inputs, sum += 2 * u.outputs) {
    f64v out[MAX_HIDDEN];
    UNROLL for (int j = 0; j < u.hidden; j++) {
      f64v t = z[u.at_a + j * u.inputs] * x[0];
      UNROLL for (int l = 1; l < u.inputs; l++) t += z[u.at_a + j * u.inputs + l] * x[l];
      if (u.bias) t += z[u.at_b + j];
      f64v value = activate(t * u.scale, u.activation);
      if (keep) store(keep, value), keep += WIDTH;
      if (!u.outer) {
        out[j] = value;
      } else {
        UNROLL for (int k = 0; k < u.outputs; k++) {
          f64v term = z[u.at_w + k * u.hidden + j] * value;
          out[k] = j ? out[k] + term : term;
        }
      }
    }
    if (masked) {
      UNROLL for (int k = 0; k < u.outputs; k++) out[k] = (f64v)((i64v)out[k] & mask);
    }
    UNROLL for (int k = 0; k + 1 < u.outputs; k += 2) add_lanes_of_two(sum + 2 * k, out[k], out[k + 1]);
    if (u.outputs & 1) add_lanes(sum + 2 * (u.outputs - 1), out[u.outputs - 1]);
  }
}

INLINE void forward_shape(const Shape u, const double *from, int count, isize stride,
                          const double *projector, const double *x, int sample_count, double *keep,
                          double *sum) {
  f64v z[MAX_PARAMETERS];
  for (int i = 0; i < count; i += WIDTH) {
    load_particles(from, stride, i, u.parameters, z);
    if (projector) apply(projector, u.parameters, z);
    if (i + WIDTH <= count) {
      forward_block(u, z, x, sample_count, (i64v){}, 0, keep, sum);
    } else {
      i32v here = (i32v)(LANES < (u32)(count - i));
      forward_block(u, z, x, sample_count, __builtin_convertvector(here, i64v), 1, keep, sum);
    }
    if (keep) keep += (isize)sample_count * u.hidden * WIDTH;
  }
}

// The mean of the unit over `count` particles at each sample, into out[sample][output].
static void forward(Network *n, const double *from, int count, int stride, const double *projector,
                    const double *x, int sample_count, double *keep, double *out) {
  const Shape u = n->unit;
  double *sum = ARRAY(accumulator);
  for (int k = 0; k < 2 * sample_count * u.outputs; k++) sum[k] = 0.0;
  if (is_matrix_unit(u))
    forward_shape(MATRIX_UNIT, from, count, stride, projector, x, sample_count, keep, sum);
  else if (is_uv_unit(u))
    forward_shape(UV_UNIT(u.scale), from, count, stride, projector, x, sample_count, keep, sum);
  else
    forward_shape(u, from, count, stride, projector, x, sample_count, keep, sum);
  for (int k = 0; k < sample_count * u.outputs; k++) out[k] = (sum[2 * k] + sum[2 * k + 1]) / count;
}

// x = mean + L ξ, y = the teacher's mean; or the next entry of the pool.
static void draw_batch(Network *n, u32 step) {
  int d = n->unit.inputs, c = n->unit.outputs, batch = n->batch;
  double *inputs = ARRAY(inputs), *targets = ARRAY(targets);
  if (n->pool) {
    isize at = (isize)(step % (u32)n->pool) * batch;
    const double *x = ARRAY(pool_inputs) + at * d, *y = ARRAY(pool_targets) + at * c;
    for (int k = 0; k < batch * d; k++) inputs[k] = x[k];
    for (int k = 0; k < batch * c; k++) targets[k] = y[k];
    return;
  }
  for (int at = 0; at < batch * d; at += 2 * WIDTH)
    draw_normals(inputs + at, n->data_key[0], n->data_key[1], (u32)(at / 2), step);
  const double *mean = ARRAY(input_mean), *factor = ARRAY(input_factor);
  for (int b = 0; b < batch; b++) {
    double *x = inputs + b * d, drawn[MAX_HIDDEN];
    for (int l = 0; l < d; l++) drawn[l] = x[l];
    for (int l = 0; l < d; l++) {
      double sum = mean[l];
      for (int q = 0; q < d; q++) sum += factor[l * d + q] * drawn[q];
      x[l] = sum;
    }
  }
  forward(n, ARRAY(teacher), n->teachers, n->teachers_padded, 0, inputs, batch, 0, targets);
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
static void show_batch(Network *n, u32 step) {
  int d = n->unit.inputs, c = n->unit.outputs, batch = n->batch, nodes = n->nodes;
  const double *inputs = ARRAY(inputs), *targets = ARRAY(targets);
  const double *rho_in = ARRAY(rho_in), *rho_out = ARRAY(rho_out);
  double *shown_inputs = ARRAY(shown_inputs), *shown_targets = ARRAY(shown_targets);
  if (n->scheme != AUGMENTATION_ORBIT && n->scheme != FEATURE_AVERAGING) {
    for (int b = 0; b < batch; b++) {
      isize g = -1;
      if (n->scheme == AUGMENTATION_SAMPLED) {
        u32v c0 = (u32v){} + (u32)b, c1 = (u32v){} + step;
        threefry(&c0, &c1, n->augmentation_key[0], n->augmentation_key[1]);
        g = (isize)(((u64)c0[0] * (u64)nodes) >> 32);
      }
      double *x = shown_inputs + b * d, *y = shown_targets + b * c;
      if (g < 0) {
        for (int l = 0; l < d; l++) x[l] = inputs[b * d + l];
        for (int k = 0; k < c; k++) y[k] = targets[b * c + k];
      } else {
        transform(rho_in + g * d * d, d, inputs + b * d, x);
        transform(rho_out + g * c * c, c, targets + b * c, y);
      }
    }
    return;
  }
  for (int b = 0; b < batch; b++)
    for (isize g = 0; g < nodes; g++) {
      isize at = (isize)b * nodes + g;
      transform(rho_in + g * d * d, d, inputs + b * d, shown_inputs + at * d);
      transform(rho_out + g * c * c, c, targets + b * c, shown_targets + at * c);
    }
}

// residual = ∂loss/∂Φ at each sample shown; returns the loss of the batch.
static double residuals(Network *n) {
  int c = n->unit.outputs, nodes = n->nodes;
  const double *prediction = ARRAY(prediction), *sample_weights = ARRAY(sample_weights);
  const double *node_weights = ARRAY(node_weights), *rho_out = ARRAY(rho_out);
  double *residual = ARRAY(residual), loss = 0;
  if (n->scheme != FEATURE_AVERAGING) {
    const double *targets = ARRAY(shown_targets);
    for (int s = 0; s < n->samples; s++) {
      double weight = sample_weights[s / n->orbit];
      if (n->scheme == AUGMENTATION_ORBIT) weight *= node_weights[s % n->orbit];
      for (int k = 0; k < c; k++) {
        double e = prediction[s * c + k] - targets[s * c + k];
        loss += weight * e * e;
        residual[s * c + k] = 2.0 * weight * e;
      }
    }
    return loss;
  }
  // Q_GΦ(x) = Σ_g w_g ρ̂_gᵀ Φ(ρ_g x); its residual goes back through w_g ρ̂_g.
  const double *targets = ARRAY(targets);
  for (int b = 0; b < n->batch; b++) {
    double mean[MAX_HIDDEN], error[MAX_HIDDEN];
    for (int k = 0; k < c; k++) mean[k] = 0;
    for (isize g = 0; g < nodes; g++) {
      const double *m = rho_out + g * c * c, *p = prediction + ((isize)b * nodes + g) * c;
      for (int k = 0; k < c; k++)
        for (int q = 0; q < c; q++) mean[k] += node_weights[g] * m[q * c + k] * p[q];
    }
    for (int k = 0; k < c; k++) {
      double e = mean[k] - targets[b * c + k];
      loss += sample_weights[b] * e * e;
      error[k] = 2.0 * sample_weights[b] * e;
    }
    for (isize g = 0; g < nodes; g++) {
      double *r = residual + ((isize)b * nodes + g) * c;
      transform(rho_out + g * c * c, c, error, r);
      for (int k = 0; k < c; k++) r[k] *= node_weights[g];
    }
  }
  return loss;
}

// ξ of WIDTH particles: the pair p of particle i is the block (i·P + p, step).
INLINE void draw_noise(const u32 *key, int size, int i, u32 step, f64v *xi) {
  int pairs = (size + 1) / 2;
  UNROLL for (int p = 0; p < pairs; p++) {
    u32v a = (LANES + (u32)i) * (u32)pairs + (u32)p, b = (u32v){} + step;
    threefry(&a, &b, key[0], key[1]);
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
INLINE void backward_shape(Network *n, const Shape u, u32 step, int whole_orbit) {
  f64v theta_i[MAX_PARAMETERS], z[MAX_PARAMETERS], g[MAX_PARAMETERS];
  f64v sum[MAX_PARAMETERS], xi[MAX_PARAMETERS];
  const int size = u.parameters, project = n->scheme == EQUIVARIANT, batch = n->batch;
  const int padded = n->padded, orbit = whole_orbit ? n->orbit : 1;
  const int noisy = n->noise_scale != 0.0, project_noise = n->project_noise;
  const double step_size = n->step_size, noise_scale = n->noise_scale, decay = 2.0 * n->penalty;
  const u32 key[2] = {n->noise_key[0], n->noise_key[1]};
  const double *hidden = ARRAY(kept), *shown_inputs = ARRAY(shown_inputs);
  const double *residual = ARRAY(residual), *projector = ARRAY(projector);
  const double *noise_projector = ARRAY(noise_projector);
  double *theta = ARRAY(theta);
  for (int i = 0; i < padded; i += WIDTH) {
    load_particles(theta, padded, i, size, theta_i);
    UNROLL for (int q = 0; q < size; q++) z[q] = theta_i[q], g[q] = splat(0.0);
    if (project) apply(projector, size, z);
    const double *x = shown_inputs, *r = residual;
    for (int b = 0; b < batch; b++) {
      if (whole_orbit) {
        UNROLL for (int q = 0; q < size; q++) sum[q] = splat(0.0);
      }
      for (int k = 0; k < orbit; k++) {
        pull_back(u, z, hidden, x, r, whole_orbit ? sum : g);
        x += u.inputs, r += u.outputs, hidden += u.hidden * WIDTH;
      }
      if (whole_orbit) {
        UNROLL for (int q = 0; q < size; q++) g[q] += sum[q];
      }
    }
    UNROLL for (int q = 0; q < size; q++) g[q] += decay * z[q];
    if (project) apply(projector, size, g);
    if (noisy) {
      draw_noise(key, size, i, step, xi);
      if (project_noise) apply(noise_projector, size, xi);
    }
    UNROLL for (int q = 0; q < size; q++) {
      f64v next = theta_i[q] - step_size * g[q];
      if (noisy) next += noise_scale * xi[q];
      store(theta + (isize)q * padded + i, next);
    }
  }
}

#define BACKWARD(shape)                              \
  if (n->orbit > 1) backward_shape(n, shape, step, 1); \
  else backward_shape(n, shape, step, 0)

static void backward(Network *n, u32 step) {
  const Shape u = n->unit;
  if (is_matrix_unit(u)) {
    BACKWARD(MATRIX_UNIT);
  } else if (is_uv_unit(u)) {
    BACKWARD(UV_UNIT(u.scale));
  } else {
    BACKWARD(u);
  }
}

// `count` steps from `first` on; adds their batch losses to `loss`, one after the other.
EXPORT(double, steps)(Network *n, u32 first, u32 count, double loss) {
  const double *projector = n->scheme == EQUIVARIANT ? ARRAY(projector) : 0;
  for (u32 step = first; step < first + count; step++) {
    draw_batch(n, step);
    show_batch(n, step);
    forward(n, ARRAY(theta), n->particles, n->padded, projector, ARRAY(shown_inputs), n->samples,
            ARRAY(kept), ARRAY(prediction));
    loss += residuals(n);
    backward(n, step);
  }
  return loss;
}
