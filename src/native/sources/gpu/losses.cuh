// Losses: means over the samples that are there, as in program-losses.h, and softmax.
#ifndef INTERTWINE_GPU_LOSSES_H
#define INTERTWINE_GPU_LOSSES_H
#include "instruction.cuh"

constexpr int LOSS_THREADS = 1024;

// softmax of a row by way of its largest entry; the answer is log Σ exp.
__device__ inline double softmax_row(int columns, const float *x, float *out) {
  double largest = x[0], sum = 0;
  for (int j = 1; j < columns; j++)
    if (x[j] > largest || x[j] != x[j]) largest = x[j];
  for (int j = 0; j < columns; j++) sum += exp((double)x[j] - largest);
  for (int j = 0; j < columns; j++) out[j] = (float)(exp((double)x[j] - largest) / sum);
  return largest + log(sum);
}

__global__ void softmax_kernel(int rows, int columns, const float *x, float *out) {
  wide r = thread_number();
  if (r < rows) softmax_row(columns, x + r * columns, out + r * columns);
}

__global__ void softmax_back_kernel(int rows, int columns, const float *p, const float *dout, int add,
                                    float *dx) {
  wide r = thread_number();
  if (r >= rows) return;
  float sum = 0;
  for (wide k = r * columns; k < (r + 1) * columns; k++) sum += p[k] * dout[k];
  for (wide k = r * columns; k < (r + 1) * columns; k++) put(dx + k, p[k] * (dout[k] - sum), add);
}

__device__ inline int active_rows(int rows, const Replay *now) {
  return rows / now->samples * now->active;
}

__device__ inline double loss_terms(int kind, int rows, int columns) {
  return kind == CROSS_ENTROPY ? rows : (double)rows * columns;
}

// One block, so that the sum is always taken in the same order.
__global__ void loss_kernel(int kind, int all, int columns, const Replay *now, const float *x,
                            const float *y, float *kept, float *out) {
  __shared__ double parts[LOSS_THREADS];
  int rows = active_rows(all, now);
  double sum = 0;
  if (kind == CROSS_ENTROPY) {
    const i32 *target = (const i32 *)y;
    for (wide r = threadIdx.x; r < rows; r += LOSS_THREADS) {
      double total = softmax_row(columns, x + r * columns, kept + r * columns);
      if (target[r] >= 0) sum += total - x[r * columns + target[r]];
    }
  } else {
    for (wide k = threadIdx.x; k < (wide)rows * columns; k += LOSS_THREADS) {
      double value = x[k], other = kind == MEAN_VALUE ? 0 : y[k], e = value - other;
      if (kind == MEAN_VALUE) sum += value;
      else if (kind == ABSOLUTE_ERROR) sum += fabs(e);
      else if (kind == SQUARED_ERROR) sum += e * e;
      else sum += (value > 0 ? value : 0) - value * other + log1p(exp(-fabs(value)));
    }
  }
  parts[threadIdx.x] = sum;
  __syncthreads();
  for (int half = LOSS_THREADS / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) parts[threadIdx.x] += parts[threadIdx.x + half];
    __syncthreads();
  }
  double terms = loss_terms(kind, rows, columns);
  if (threadIdx.x == 0) out[0] = terms > 0 ? (float)(parts[0] / terms) : 0.0f;
}

__global__ void loss_back_kernel(int kind, int all, int columns, const Replay *now, const float *x,
                                 const float *y, const float *kept, const float *dout, int add,
                                 float *dx, float *dy) {
  wide k = thread_number();
  if (k >= (wide)all * columns) return;
  int rows = active_rows(all, now);
  double terms = loss_terms(kind, rows, columns);
  wide r = k / columns, j = k % columns;
  float d = 0;
  if (r < rows) {
    if (kind == CROSS_ENTROPY) {
      i32 target = ((const i32 *)y)[r];
      d = target < 0 ? 0.0f : kept[k] - (target == j ? 1.0f : 0.0f);
    } else if (kind == MEAN_VALUE) d = 1;
    else if (kind == ABSOLUTE_ERROR) d = (float)((x[k] > y[k]) - (x[k] < y[k]));
    else if (kind == SQUARED_ERROR) d = 2 * (x[k] - y[k]);
    else d = 1.0f / (1.0f + expf(-x[k])) - y[k];
    d *= (float)(dout[0] / terms);
  }
  if (dx) put(dx + k, d, add & 1);
  if (dy) put(dy + k, -d, add & 2);
}

__global__ void seed_kernel(const Replay *now, float *out) { out[0] = now->weight; }
#endif
