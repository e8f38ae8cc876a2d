// One network in training, laid out in a single block of memory that the caller gives:
// the sizes and rates first, the arrays after them. Arrays are kept as distances from the
// network's own address, so that the block belongs to the caller alone: nothing is
// allocated here, nothing must be freed, and any number of networks live side by side.
#ifndef INTERTWINE_NETWORK_H
#define INTERTWINE_NETWORK_H
#include "arithmetic/vectors.h"

#if defined(__wasm__)
#define EXPORT(type, name) __attribute__((export_name(#name))) type name
#elif defined(_WIN32)
#define EXPORT(type, name) __declspec(dllexport) type name
#else
#define EXPORT(type, name) __attribute__((visibility("default"))) type name
#endif

#define MAX_PARAMETERS 512
#define MAX_HIDDEN 128

// The schemes differ in the batch that is shown and in the residual.
enum { VANILLA, AUGMENTATION_SAMPLED, AUGMENTATION_ORBIT, FEATURE_AVERAGING, EQUIVARIANT };

typedef struct {
  int inputs, outputs, hidden;    // d, c, h
  int outer, bias, activation;    // W present, b present; 0 sigmoid, 1 tanh, 2 ReLU
  int at_w, at_a, at_b;           // where W, A and b begin in z
  int parameters;                 // D
  double scale;                   // κ
} Shape;

typedef struct {
  Shape unit;
  int scheme, particles, padded, batch, nodes, orbit, samples, teachers, teachers_padded, pool;
  int project_noise;
  double step_size, penalty, noise_scale;
  u32 data_key[2], augmentation_key[2], noise_key[2];
  // Distances from the network's address, in numbers.
  i64 theta, teacher, inputs, targets, shown_inputs, shown_targets, pool_inputs, pool_targets;
  i64 sample_weights, input_mean, input_factor, rho_in, rho_out, node_weights;
  i64 projector, noise_projector, prediction, residual, accumulator, kept;
} Network;

#define ARRAY(name) ((double *)n + n->name)

INLINE int round_up(int count) { return (count + WIDTH - 1) / WIDTH * WIDTH; }

// Places an array of `count` numbers at `end`, which moves on by whole cache lines.
INLINE i64 place(i64 *end, i64 count) {
  i64 at = *end;
  *end += (count + 7) & ~7ll;
  return at;
}

// Sets the sizes and places the arrays; returns how many numbers all of it takes.
static i64 lay_out(Network *n, int d, int c, int h, int D, int scheme, int particles, int batch,
                   int nodes, int teachers, int pool) {
  n->unit = (Shape){.inputs = d, .outputs = c, .hidden = h, .parameters = D};
  n->scheme = scheme, n->particles = particles, n->batch = batch, n->nodes = nodes;
  n->teachers = teachers, n->pool = pool;
  n->padded = round_up(particles), n->teachers_padded = round_up(teachers);
  n->orbit = scheme == AUGMENTATION_ORBIT || scheme == FEATURE_AVERAGING ? nodes : 1;
  n->samples = batch * n->orbit;
  i64 b = batch, s = n->samples, g = nodes, end = (sizeof(Network) + 63) / 64 * 8;
  n->theta = place(&end, (i64)D * n->padded);
  n->teacher = place(&end, (i64)D * n->teachers_padded);
  // Normals are drawn 2 · WIDTH at a time, hence the slack.
  n->inputs = place(&end, b * d + 2 * WIDTH), n->targets = place(&end, b * c);
  n->shown_inputs = place(&end, s * d), n->shown_targets = place(&end, s * c);
  n->pool_inputs = place(&end, pool * b * d), n->pool_targets = place(&end, pool * b * c);
  n->sample_weights = place(&end, b);
  n->input_mean = place(&end, d), n->input_factor = place(&end, d * d);
  n->rho_in = place(&end, g * d * d), n->rho_out = place(&end, g * c * c);
  n->node_weights = place(&end, g);
  n->projector = place(&end, (i64)D * D), n->noise_projector = place(&end, (i64)D * D);
  n->prediction = place(&end, s * c), n->residual = place(&end, s * c);
  n->accumulator = place(&end, 2 * s * c);
  n->kept = place(&end, s * h * n->padded);
  return end;
}

// How many numbers of memory a network of these sizes takes.
EXPORT(double, measure)(int d, int c, int h, int D, int scheme, int particles, int batch, int nodes,
                        int teachers, int pool) {
  Network n;
  return (double)lay_out(&n, d, c, h, D, scheme, particles, batch, nodes, teachers, pool);
}

// Makes a network in memory of that size, all zeros, that begins a cache line.
EXPORT(void, configure)(Network *n, int d, int c, int h, int D, int scheme, int particles, int batch,
                        int nodes, int teachers, int pool) {
  lay_out(n, d, c, h, D, scheme, particles, batch, nodes, teachers, pool);
}

EXPORT(void, shape)(Network *n, int outer, int bias, int activation, int at_w, int at_a, int at_b,
                    double scale) {
  Shape *unit = &n->unit;
  unit->outer = outer, unit->bias = bias, unit->activation = activation;
  unit->at_w = at_w, unit->at_a = at_a, unit->at_b = at_b, unit->scale = scale;
}

EXPORT(void, rates)(Network *n, double step, double penalty, double noise, int project_noise) {
  n->step_size = step, n->penalty = penalty, n->noise_scale = noise;
  n->project_noise = project_noise;
}

EXPORT(void, keys)(Network *n, u32 d0, u32 d1, u32 a0, u32 a1, u32 n0, u32 n1) {
  n->data_key[0] = d0, n->data_key[1] = d1, n->augmentation_key[0] = a0;
  n->augmentation_key[1] = a1, n->noise_key[0] = n0, n->noise_key[1] = n1;
}

// Where the arrays begin, in numbers from the network's address.
#define PLACE(name) EXPORT(double, at_##name)(const Network *n) { return (double)n->name; }
PLACE(theta) PLACE(teacher) PLACE(pool_inputs) PLACE(pool_targets)
PLACE(sample_weights) PLACE(input_mean) PLACE(input_factor)
PLACE(rho_in) PLACE(rho_out) PLACE(node_weights)
PLACE(projector) PLACE(noise_projector)
EXPORT(int, row_length)(const Network *n) { return n->padded; }
EXPORT(int, teacher_row_length)(const Network *n) { return n->teachers_padded; }
#endif
