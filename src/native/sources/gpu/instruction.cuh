// An instruction of a program, as program.c lays it out, and how kernels are launched on it.
#ifndef INTERTWINE_GPU_INSTRUCTION_H
#define INTERTWINE_GPU_INSTRUCTION_H
#include <cuda_runtime.h>
#include <cstdint>

typedef int32_t i32;
typedef uint32_t u32;
typedef long long wide;

// The order is that of program.c.
enum Operation {
  SEED, CLEAR, COPY_COLUMNS, LINEAR, LINEAR_BACK,
  UNARY, UNARY_BACK, BINARY, BINARY_BACK, DROPOUT, DROPOUT_BACK,
  LAYER_NORM, LAYER_NORM_BACK, BATCH_NORM, BATCH_NORM_BACK,
  ADD_ROWS, TAKE_ROWS, INVERSE_COUNTS, SCALE_ROWS, BLOCK_SUM, REPEAT, TURN, ROW_SUM,
  SOFTMAX, SOFTMAX_BACK, LOSS, LOSS_BACK,
};
enum Unary { SILU, RELU, TANH, MISH, SIGMOID, SCALE, SQUARE };
enum Binary { SUM, DIFFERENCE, PRODUCT };
enum Spread { SAME, ROW, COLUMN, SCALAR };
enum Loss { MEAN_VALUE, ABSOLUTE_ERROR, SQUARED_ERROR, CROSS_ENTROPY, LOGISTIC };

struct Instruction {
  i32 op, kind, rows, columns, inner, mode;
  i32 x, y, z, out, dx, dy, dz, dout, kept, work, from, to;
  // Bit 0: dx is added to, bit 1: dy is.
  i32 add;
  u32 key0, key1;
  float p, q;
  i32 spare;
};

// What changes from one replay to the next; kernels read it from the device.
struct Replay {
  u32 run;
  i32 training, active, samples;
  float weight;
};

// Rows of a list of destinations taken together: members[starts[s] … starts[s + 1]) go to row
// rows[s], in ascending order, so that sums do not depend on which thread comes first.
struct Segments {
  const i32 *count, *rows, *starts, *members;
};

constexpr int THREADS = 256;
inline int blocks(wide count) { return (int)((count + THREADS - 1) / THREADS); }

// The number of this thread in the whole launch.
__device__ inline wide thread_number() { return (wide)blockIdx.x * blockDim.x + threadIdx.x; }

__device__ inline void put(float *place, float value, int add) {
  *place = add ? *place + value : value;
}
#endif
