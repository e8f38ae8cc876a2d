// What a program does row by row or column by column: norms, gathers, sums over segments.
// No sum depends on the order in which threads arrive.
#ifndef INTERTWINE_GPU_ROWS_H
#define INTERTWINE_GPU_ROWS_H
#include "instruction.cuh"

constexpr int WARP = 32;

__device__ inline float warp_sum(float value) {
  for (int far = WARP / 2; far > 0; far /= 2) value += __shfl_xor_sync(~0u, value, far);
  return value;
}

// A block of 32 × 32 threads for 32 columns: sums[j] (+)= Σ_r x[r, j] y[r, j], or Σ_r ± x[r, j].
__global__ void column_sums_kernel(int rows, int columns, const float *x, const float *y, float sign,
                                   int add, float *sums) {
  __shared__ float parts[WARP][WARP + 1];
  int j = blockIdx.x * WARP + threadIdx.x;
  float sum = 0;
  if (j < columns)
    for (wide r = threadIdx.y; r < rows; r += WARP)
      sum += y ? x[r * columns + j] * y[r * columns + j] : x[r * columns + j];
  parts[threadIdx.y][threadIdx.x] = sum;
  __syncthreads();
  float total = warp_sum(parts[threadIdx.x][threadIdx.y]);
  int column = blockIdx.x * WARP + threadIdx.y;
  if (threadIdx.x == 0 && column < columns) put(sums + column, sign * total, add);
}

// A warp for each row: sums[r] (+)= ± Σ_j x[r, j] y[r, j], or of x alone.
__global__ void row_sums_kernel(int rows, int columns, const float *x, const float *y, float sign,
                                int add, float *sums) {
  wide r = thread_number() / WARP;
  if (r >= rows) return;
  int lane = threadIdx.x % WARP;
  float sum = 0;
  for (int j = lane; j < columns; j += WARP)
    sum += y ? x[r * columns + j] * y[r * columns + j] : x[r * columns + j];
  sum = warp_sum(sum);
  if (lane == 0) put(sums + r, sign * sum, add);
}

// One block: sum (+)= ± Σ_k x[k] y[k], or of x alone.
__global__ void whole_sum_kernel(wide count, const float *x, const float *y, float sign, int add,
                                 float *sum) {
  __shared__ float parts[WARP];
  float own = 0;
  for (wide k = threadIdx.x; k < count; k += blockDim.x) own += y ? x[k] * y[k] : x[k];
  own = warp_sum(own);
  if (threadIdx.x % WARP == 0) parts[threadIdx.x / WARP] = own;
  __syncthreads();
  if (threadIdx.x >= WARP) return;
  float total = warp_sum(parts[threadIdx.x]);
  if (threadIdx.x == 0) put(sum, sign * total, add);
}

__global__ void layer_norm_kernel(int rows, int columns, float epsilon, const float *x,
                                  const float *gain, const float *shift, float *stats, float *out) {
  wide r = thread_number() / WARP;
  if (r >= rows) return;
  int lane = threadIdx.x % WARP;
  const float *row = x + r * columns;
  float sum = 0, squares = 0;
  for (int j = lane; j < columns; j += WARP) sum += row[j];
  float mean = warp_sum(sum) / columns;
  for (int j = lane; j < columns; j += WARP) squares += (row[j] - mean) * (row[j] - mean);
  float scale = 1.0f / sqrtf(warp_sum(squares) / columns + epsilon);
  for (int j = lane; j < columns; j += WARP)
    out[r * columns + j] = (row[j] - mean) * scale * gain[j] + shift[j];
  if (lane == 0) stats[2 * r] = mean, stats[2 * r + 1] = scale;
}

__global__ void layer_norm_back_kernel(int rows, int columns, const float *x, const float *gain,
                                       const float *stats, const float *dout, int add, float *dx) {
  wide r = thread_number() / WARP;
  if (r >= rows) return;
  int lane = threadIdx.x % WARP;
  float mean = stats[2 * r], scale = stats[2 * r + 1], sum = 0, along = 0;
  for (int j = lane; j < columns; j += WARP) {
    float d = dout[r * columns + j] * gain[j];
    sum += d;
    along += d * (x[r * columns + j] - mean) * scale;
  }
  sum = warp_sum(sum) / columns;
  along = warp_sum(along) / columns;
  for (int j = lane; j < columns; j += WARP) {
    wide k = r * columns + j;
    float unit = (x[k] - mean) * scale;
    put(dx + k, (dout[k] * gain[j] - sum - unit * along) * scale, add);
  }
}

// A block of 32 × 32 threads for 32 columns: dgain[j] += Σ_r dout x̂, with the statistics of each
// row, or of each column where `by_column`.
__global__ void gain_sums_kernel(int rows, int columns, const float *x, const float *stats,
                                 int by_column, const float *dout, float *dgain, float *along) {
  __shared__ float parts[WARP][WARP + 1];
  int j = blockIdx.x * WARP + threadIdx.x;
  float sum = 0;
  if (j < columns)
    for (wide r = threadIdx.y; r < rows; r += WARP) {
      float mean = by_column ? stats[j] : stats[2 * r];
      float scale = by_column ? stats[columns + j] : stats[2 * r + 1];
      sum += dout[r * columns + j] * ((x[r * columns + j] - mean) * scale);
    }
  parts[threadIdx.y][threadIdx.x] = sum;
  __syncthreads();
  float total = warp_sum(parts[threadIdx.x][threadIdx.y]);
  int column = blockIdx.x * WARP + threadIdx.y;
  if (threadIdx.x != 0 || column >= columns) return;
  dgain[column] += total;
  if (along) along[column] = total;
}

// A warp for each column: its mean and 1 / √(variance + ε), and the running ones moved.
__global__ void batch_statistics_kernel(int rows, int columns, float epsilon, float momentum,
                                        const Replay *now, const float *x, float *running,
                                        float *stats) {
  wide j = thread_number() / WARP;
  if (j >= columns) return;
  int lane = threadIdx.x % WARP;
  float mean = running[j], variance = running[columns + j];
  if (now->training) {
    float sum = 0, squares = 0;
    for (wide r = lane; r < rows; r += WARP) sum += x[r * columns + j];
    mean = warp_sum(sum) / rows;
    for (wide r = lane; r < rows; r += WARP) {
      float e = x[r * columns + j] - mean;
      squares += e * e;
    }
    squares = warp_sum(squares);
    variance = squares / rows;
    if (lane == 0) {
      float unbiased = rows > 1 ? squares / (rows - 1) : 0.0f;
      running[j] += momentum * (mean - running[j]);
      running[columns + j] += momentum * (unbiased - running[columns + j]);
    }
  }
  if (lane == 0) stats[j] = mean, stats[columns + j] = 1.0f / sqrtf(variance + epsilon);
}

__global__ void batch_norm_kernel(wide count, int columns, const float *x, const float *gain,
                                  const float *shift, const float *stats, float *out) {
  wide k = thread_number();
  if (k >= count) return;
  wide j = k % columns;
  out[k] = (x[k] - stats[j]) * stats[columns + j] * gain[j] + shift[j];
}

__global__ void batch_norm_back_kernel(wide count, int rows, int columns, const float *x,
                                       const float *gain, const float *stats, const float *dout,
                                       const float *sums, int add, float *dx) {
  wide k = thread_number();
  if (k >= count) return;
  wide j = k % columns;
  float unit = (x[k] - stats[j]) * stats[columns + j];
  float d = dout[k] - sums[j] / rows - unit * (sums[columns + j] / rows);
  put(dx + k, d * gain[j] * stats[columns + j], add);
}

// out[to[k]] += sign · scale · x[from[k]], a thread for each entry of each destination.
__global__ void add_segments_kernel(int most, int columns, const float *x, const i32 *from,
                                    const float *scale, float sign, Segments segments, float *out) {
  wide k = thread_number();
  wide s = k / columns, j = k % columns;
  if (s >= most || s >= *segments.count) return;
  float *place = out + (wide)segments.rows[s] * columns + j;
  float sum = *place;
  for (i32 m = segments.starts[s]; m < segments.starts[s + 1]; m++) {
    i32 member = segments.members[m];
    wide row = from ? from[member] : member;
    if (row >= 0) sum += (scale ? sign * scale[row] : sign) * x[row * columns + j];
  }
  *place = sum;
}

__global__ void add_rows_kernel(int count, int columns, const float *x, const i32 *from,
                                const float *scale, float sign, float *out) {
  wide k = thread_number();
  if (k >= (wide)count * columns) return;
  wide r = k / columns, j = k % columns, row = from ? from[r] : r;
  if (row >= 0) out[k] += (scale ? sign * scale[row] : sign) * x[row * columns + j];
}

__global__ void take_rows_kernel(int count, int columns, const float *x, const i32 *from,
                                 const i32 *less, float *out) {
  wide k = thread_number();
  if (k >= (wide)count * columns) return;
  wide r = k / columns, j = k % columns;
  float plus = from[r] < 0 ? 0.0f : x[(wide)from[r] * columns + j];
  float minus = !less || less[r] < 0 ? 0.0f : x[(wide)less[r] * columns + j];
  out[k] = plus - minus;
}

__global__ void inverse_counts_kernel(int most, Segments segments, float *out) {
  wide s = thread_number();
  if (s < most && s < *segments.count)
    out[segments.rows[s]] = 1.0f / (segments.starts[s + 1] - segments.starts[s]);
}

__global__ void scale_rows_kernel(wide count, int columns, const float *x, const float *scale,
                                  float *out) {
  wide k = thread_number();
  if (k < count) out[k] = x[k] * scale[k / columns];
}

__global__ void block_sum_kernel(wide count, int columns, int every, float p, const float *x, int add,
                                 float *out) {
  wide k = thread_number();
  if (k >= count) return;
  wide r = k / columns, j = k % columns;
  float sum = 0;
  for (int i = 0; i < every; i++) sum += x[(r * every + i) * columns + j];
  put(out + k, p * sum, add);
}

__global__ void repeat_kernel(wide count, int columns, int every, float p, const float *x, int add,
                              float *out) {
  wide k = thread_number();
  if (k < count) put(out + k, p * x[k / columns / every * columns + k % columns], add);
}

__global__ void turn_kernel(wide count, int columns, int d, int every, int transposed, const float *x,
                            const float *matrices, int add, float *out) {
  wide k = thread_number();
  if (k >= count) return;
  wide r = k / columns, i = k % columns % d;
  const float *m = matrices + r / every * d * d, *v = x + (k - i);
  float sum = 0;
  for (int j = 0; j < d; j++) sum += (transposed ? m[j * d + i] : m[i * d + j]) * v[j];
  put(out + k, sum, add);
}
#endif
