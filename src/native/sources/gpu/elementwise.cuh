// What a program does entry by entry.
#ifndef INTERTWINE_GPU_ELEMENTWISE_H
#define INTERTWINE_GPU_ELEMENTWISE_H
#include "instruction.cuh"

__device__ inline float sigmoid_of(float x) { return 1.0f / (1.0f + expf(-x)); }

__device__ inline float unary(int kind, float x, float p) {
  switch (kind) {
    case SILU: return x * sigmoid_of(x);
    case RELU: return x < 0.0f ? 0.0f : x;
    case TANH: return tanhf(x);
    case MISH: {
      float e = expf(fminf(x, 20.0f)), n = e * (e + 2.0f);
      return x * (n / (n + 2.0f));
    }
    case SIGMOID: return sigmoid_of(x);
    case SCALE: return x * p;
    default: return x * x;
  }
}

__device__ inline float unary_slope(int kind, float x, float p) {
  switch (kind) {
    case SILU: {
      float s = sigmoid_of(x);
      return s * (1.0f + x * (1.0f - s));
    }
    case RELU: return x > 0.0f ? 1.0f : 0.0f;
    case TANH: {
      float t = tanhf(x);
      return (1.0f - t) * (1.0f + t);
    }
    case MISH: {
      float e = expf(fminf(x, 20.0f)), n = e * (e + 2.0f), d = n + 2.0f;
      return n / d + 4.0f * x * (e / d) * ((e + 1.0f) / d);
    }
    case SIGMOID: {
      float s = sigmoid_of(x);
      return s * (1.0f - s);
    }
    case SCALE: return p;
    default: return x + x;
  }
}

__global__ void unary_kernel(wide count, int kind, float p, const float *x, float *out) {
  wide k = thread_number();
  if (k < count) out[k] = unary(kind, x[k], p);
}

__global__ void unary_back_kernel(wide count, int kind, float p, const float *x, const float *dout,
                                  int add, float *dx) {
  wide k = thread_number();
  if (k < count) put(dx + k, dout[k] * unary_slope(kind, x[k], p), add);
}

__device__ inline wide other_index(int mode, int columns, wide k) {
  return mode == SAME ? k : mode == ROW ? k % columns : mode == COLUMN ? k / columns : 0;
}

__global__ void binary_kernel(wide count, int columns, int kind, int mode, const float *x,
                              const float *y, float *out) {
  wide k = thread_number();
  if (k >= count) return;
  float a = x[k], b = y[other_index(mode, columns, k)];
  out[k] = kind == SUM ? a + b : kind == DIFFERENCE ? a - b : a * b;
}

// The gradient to x, and to y where y has the shape of x.
__global__ void binary_back_kernel(wide count, int columns, int kind, int mode, const float *x,
                                   const float *y, const float *dout, int add, float *dx,
                                   float *dy) {
  wide k = thread_number();
  if (k >= count) return;
  float d = dout[k];
  float value = x[k], other = y[other_index(mode, columns, k)];
  if (dx) put(dx + k, kind == PRODUCT ? d * other : d, add & 1);
  if (dy && mode == SAME)
    put(dy + k, kind == PRODUCT ? d * value : kind == DIFFERENCE ? -d : d, add & 2);
}

__device__ inline void threefry(u32 &x0, u32 &x1, u32 k0, u32 k1) {
  const u32 k[3] = {k0, k1, 0x1BD11BDAu ^ k0 ^ k1};
  const int turns[8] = {13, 15, 26, 6, 17, 29, 16, 24};
  x0 += k0, x1 += k1;
  for (int round = 0; round < 5; round++) {
    for (int j = 0; j < 4; j++) {
      int turn = turns[(round & 1) * 4 + j];
      x0 += x1;
      x1 = (x1 << turn) | (x1 >> (32 - turn));
      x1 ^= x0;
    }
    x0 += k[(round + 1) % 3];
    x1 += k[(round + 2) % 3] + round + 1;
  }
}

// A thread for each block of random bits, which decides four entries: those of program.c.
__global__ void dropout_kernel(wide count, float p, u32 key0, u32 key1, const Replay *now,
                               const float *x, float *kept, float *out) {
  wide block = thread_number();
  wide group = block / 4, lane = block % 4;
  if (16 * group + lane >= count) return;
  const u32 limit = (u32)(p * 65536.0f + 0.5f);
  const float scale = 65536.0f / (float)limit;
  u32 a = (u32)block, b = now->run;
  threefry(a, b, key0, key1);
  for (int h = 0; h < 4; h++) {
    wide k = 16 * group + 4 * h + lane;
    if (k >= count) continue;
    u32 word = h < 2 ? a : b;
    word = h & 1 ? word >> 16 : word & 0xffff;
    float factor = word < limit ? scale : 0.0f;
    if (now->training) kept[k] = factor;
    out[k] = now->training ? factor * x[k] : x[k];
  }
}

__global__ void product_kernel(wide count, const float *x, const float *y, int add, float *out) {
  wide k = thread_number();
  if (k < count) put(out + k, x[k] * y[k], add);
}

__global__ void copy_columns_kernel(int rows, int columns, int from, int to, const float *x, int add,
                                    float *out) {
  wide k = thread_number();
  if (k >= (wide)rows * columns) return;
  wide r = k / columns, j = k % columns;
  put(out + r * to + j, x[r * from + j], add);
}

__global__ void adam_kernel(int count, float *theta, const float *g, float *m, float *v, float step,
                            float root, float b1, float e1, float b2, float e2, float epsilon,
                            float decay, float keep) {
  wide k = thread_number();
  if (k >= count) return;
  float t = theta[k], grad = g[k] + decay * t;
  float mean = b1 * m[k] + e1 * grad, square = b2 * v[k] + e2 * (grad * grad);
  m[k] = mean;
  v[k] = square;
  theta[k] = keep * t - step * mean / (sqrtf(square) * root + epsilon);
}

__global__ void descend_kernel(int count, float *theta, const float *g, float *b, float step,
                               float share, float decay) {
  wide k = thread_number();
  if (k >= count) return;
  float t = theta[k], next = share * b[k] + (g[k] + decay * t);
  b[k] = next;
  theta[k] = t - step * next;
}
#endif
