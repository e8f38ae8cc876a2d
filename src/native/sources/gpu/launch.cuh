// Launches the kernels of one instruction, in the order of program.c.
#ifndef INTERTWINE_GPU_LAUNCH_H
#define INTERTWINE_GPU_LAUNCH_H
#include <cublas_v2.h>
#include "elementwise.cuh"
#include "losses.cuh"
#include "rows.cuh"

struct Launcher {
  float *base;
  const Replay *now;
  cublasHandle_t blas;
  cudaStream_t stream;

  float *at(i32 place) const { return place < 0 ? nullptr : base + place; }
  const i32 *indices(i32 place) const { return place < 0 ? nullptr : (const i32 *)(base + place); }

  // out (rows × columns) = a b, plus itself where `add`; all row-major, `b` or `a` transposed.
  bool product(bool transposed_a, bool transposed_b, int rows, int columns, int inner, const float *a,
               int row_a, const float *b, int row_b, bool add, float *out) const {
    const float one = 1, keep = add ? 1 : 0;
    return cublasSgemm(blas, transposed_b ? CUBLAS_OP_T : CUBLAS_OP_N,
                       transposed_a ? CUBLAS_OP_T : CUBLAS_OP_N, columns, rows, inner, &one, b, row_b,
                       a, row_a, &keep, out, columns) == CUBLAS_STATUS_SUCCESS;
  }

  void sums_of_columns(int rows, int columns, const float *x, const float *y, float sign, int add,
                       float *sums) const {
    column_sums_kernel<<<blocks((wide)columns * (THREADS / WARP)), dim3(WARP, WARP), 0, stream>>>(
        rows, columns, x, y, sign, add, sums);
  }

  // False when the operation is unknown or a product fails.
  bool launch(const Instruction &i, Segments segments, int most) const {
    int rows = i.rows, columns = i.columns, add = i.add & 1;
    wide count = (wide)rows * columns;
    float *x = at(i.x), *y = at(i.y), *z = at(i.z), *out = at(i.out);
    float *dx = at(i.dx), *dy = at(i.dy), *dz = at(i.dz), *dout = at(i.dout), *kept = at(i.kept);
    float *work = at(i.work);
#define RUN(kernel, threads, ...) kernel<<<blocks(threads), THREADS, 0, stream>>>(__VA_ARGS__)
    switch (i.op) {
      case SEED: seed_kernel<<<1, 1, 0, stream>>>(now, out); return true;
      case CLEAR: return cudaMemsetAsync(out, 0, count * 4, stream) == cudaSuccess;
      case COPY_COLUMNS:
        RUN(copy_columns_kernel, count, rows, columns, i.inner, i.mode, x, add, out);
        return true;
      case LINEAR:
        if (z) RUN(repeat_kernel, count, count, columns, rows, 1.0f, z, 0, out);
        return product(false, false, rows, columns, i.inner, x, i.inner, y, columns, z, out);
      case LINEAR_BACK:
        if (dz) sums_of_columns(rows, columns, dout, nullptr, 1, 1, dz);
        return product(true, false, i.inner, columns, rows, x, i.inner, dout, columns, true, dy) &&
               (!dx || product(false, true, rows, i.inner, columns, dout, columns, y, columns, add, dx));
      case UNARY: RUN(unary_kernel, count, count, i.kind, i.p, x, out); return true;
      case UNARY_BACK: RUN(unary_back_kernel, count, count, i.kind, i.p, x, dout, add, dx); return true;
      case BINARY: RUN(binary_kernel, count, count, columns, i.kind, i.mode, x, y, out); return true;
      case BINARY_BACK: {
        const float *factor = i.kind == PRODUCT ? x : nullptr;
        float sign = i.kind == DIFFERENCE ? -1 : 1;
        if (dy && i.mode == ROW)
          sums_of_columns(rows, columns, dout, factor, sign, i.add & 2, dy);
        if (dy && i.mode == COLUMN)
          RUN(row_sums_kernel, (wide)rows * WARP, rows, columns, dout, factor, sign, i.add & 2, dy);
        if (dy && i.mode == SCALAR)
          whole_sum_kernel<<<1, WARP * WARP, 0, stream>>>(count, dout, factor, sign, i.add & 2, dy);
        RUN(binary_back_kernel, count, count, columns, i.kind, i.mode, x, y, dout, i.add, dx, dy);
        return true;
      }
      case DROPOUT:
        RUN(dropout_kernel, (count + 15) / 16 * 4, count, i.p, i.key0, i.key1, now, x, kept, out);
        return true;
      case DROPOUT_BACK: RUN(product_kernel, count, count, dout, kept, add, dx); return true;
      case LAYER_NORM:
        RUN(layer_norm_kernel, (wide)rows * WARP, rows, columns, i.p, x, y, z, kept, out);
        return true;
      case LAYER_NORM_BACK:
        gain_sums_kernel<<<blocks((wide)columns * (THREADS / WARP)), dim3(WARP, WARP), 0, stream>>>(
            rows, columns, x, kept, 0, dout, dy, nullptr);
        sums_of_columns(rows, columns, dout, nullptr, 1, 1, dz);
        if (dx)
          RUN(layer_norm_back_kernel, (wide)rows * WARP, rows, columns, x, y, kept, dout, add, dx);
        return true;
      case BATCH_NORM:
        RUN(batch_statistics_kernel, (wide)columns * WARP, rows, columns, i.p, i.q, now, x, at(i.to), kept);
        RUN(batch_norm_kernel, count, count, columns, x, y, z, kept, out);
        return true;
      case BATCH_NORM_BACK:
        sums_of_columns(rows, columns, dout, nullptr, 1, 0, work);
        sums_of_columns(rows, columns, dout, nullptr, 1, 1, dz);
        gain_sums_kernel<<<blocks((wide)columns * (THREADS / WARP)), dim3(WARP, WARP), 0, stream>>>(
            rows, columns, x, kept, 1, dout, dy, work + columns);
        if (dx)
          RUN(batch_norm_back_kernel, count, count, rows, columns, x, y, kept, dout, work, add, dx);
        return true;
      case ADD_ROWS:
        if (i.to < 0)
          RUN(add_rows_kernel, count, rows, columns, x, indices(i.from), y, i.p, out);
        else
          RUN(add_segments_kernel, (wide)most * columns, most, columns, x, indices(i.from), y, i.p,
              segments, out);
        return true;
      case TAKE_ROWS:
        RUN(take_rows_kernel, count, rows, columns, x, indices(i.from), indices(i.to), out);
        return true;
      case INVERSE_COUNTS:
        if (cudaMemsetAsync(out, 0, (wide)rows * 4, stream) != cudaSuccess) return false;
        RUN(inverse_counts_kernel, most, most, segments, out);
        return true;
      case SCALE_ROWS: RUN(scale_rows_kernel, count, count, columns, x, y, out); return true;
      case BLOCK_SUM: RUN(block_sum_kernel, count, count, columns, i.inner, i.p, x, add, out); return true;
      case REPEAT:
        RUN(repeat_kernel, count * i.inner, count * i.inner, columns, i.inner, i.p, x, add, out);
        return true;
      case TURN:
        RUN(turn_kernel, count, count, columns, i.inner, i.kind, i.mode, x, y, add, out);
        return true;
      case ROW_SUM:
        RUN(row_sums_kernel, (wide)rows * WARP, rows, columns, x, nullptr, 1.0f, 0, out);
        return true;
      case SOFTMAX: RUN(softmax_kernel, rows, rows, columns, x, out); return true;
      case SOFTMAX_BACK: RUN(softmax_back_kernel, rows, rows, columns, out, dout, add, dx); return true;
      case LOSS:
        loss_kernel<<<1, LOSS_THREADS, 0, stream>>>(i.kind, rows, columns, now, x, y, kept, out);
        return true;
      case LOSS_BACK:
        RUN(loss_back_kernel, count, i.kind, rows, columns, now, x, y, kept, dout, i.add, dx, dy);
        return true;
      default: return false;
    }
#undef RUN
  }
};
#endif
