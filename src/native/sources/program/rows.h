// What a program does row by row: norms, sums over segments, small matrices, softmax.
// All tensors are row-major; `add` adds to the result instead of replacing it.
#ifndef INTERTWINE_PROGRAM_ROWS_H
#define INTERTWINE_PROGRAM_ROWS_H
#include "arithmetic/elementary.h"
#include "arithmetic/single-product.h"

INLINE f32x4 read_four(const float *p, int count) {
  if (count >= 4) return *(const f32x4 *)p;
  f32x4 v = {0, 0, 0, 0};
  for (int k = 0; k < count; k++) v[k] = p[k];
  return v;
}
INLINE void write_four(float *p, int count, f32x4 v) {
  if (count >= 4) *(f32x4 *)p = v;
  else for (int k = 0; k < count; k++) p[k] = v[k];
}
#define BY_FOUR(j, columns) for (int j = 0; j < columns; j += 4)

static void clear(float *out, isize count) {
  for (isize k = 0; k < count; k++) out[k] = 0.0f;
}

// sums[j] += Σ_r x[r, j] · y[r, j], or Σ_r x[r, j] without y.
static void add_column_sums(int rows, int columns, const float *x, const float *y, float *sums) {
  BY_FOUR(j, columns) {
    int left = columns - j;
    f32x4 total = read_four(sums + j, left);
    for (int first = 0; first < rows; first += ROWS_AT_ONCE) {
      int last = rows - first < ROWS_AT_ONCE ? rows : first + ROWS_AT_ONCE;
      f32x4 sum = {0, 0, 0, 0};
      for (isize r = first; r < last; r++) {
        f32x4 v = read_four(x + r * columns + j, left);
        sum += y ? v * read_four(y + r * columns + j, left) : v;
      }
      total += sum;
    }
    write_four(sums + j, left, total);
  }
}

// y = γ x̂ + β with x̂ = (x − mean)/√(variance + ε) of each row; keeps (mean, 1/√…).
static void layer_norm(int rows, int columns, const float *x, const float *gain, const float *shift,
                       float epsilon, float *stats, float *out) {
  const int whole = columns & ~3, left = columns - whole;
  for (isize r = 0; r < rows; r++, x += columns, out += columns, stats += 2) {
    f32x4 sum = {0, 0, 0, 0}, squares = sum;
    for (int j = 0; j < whole; j += 4) sum += *(const f32x4 *)(x + j);
    if (left) sum += read_four(x + whole, left);
    float mean = sum_of_four(sum) / (float)columns;
    for (int j = 0; j < whole; j += 4) {
      f32x4 e = *(const f32x4 *)(x + j) - mean;
      squares += e * e;
    }
    for (int k = 0; k < left; k++) squares[k] += (x[whole + k] - mean) * (x[whole + k] - mean);
    float scale = 1.0f / __builtin_sqrtf(sum_of_four(squares) / (float)columns + epsilon);
    for (int j = 0; j < columns; j++) out[j] = (x[j] - mean) * scale * gain[j] + shift[j];
    stats[0] = mean, stats[1] = scale;
  }
}

static void layer_norm_back(int rows, int columns, const float *restrict x, const float *restrict gain,
                            const float *stats, const float *restrict dy, int add,
                            float *restrict dx, float *restrict dgain, float *restrict dshift) {
  const int whole = columns & ~3, left = columns - whole;
  for (isize r = 0; r < rows; r++, x += columns, dy += columns, stats += 2) {
    const float mean = stats[0], scale = stats[1];
    f32x4 sum = {0, 0, 0, 0}, along = sum;
    for (int j = 0; j < whole; j += 4) {
      f32x4 unit = (*(const f32x4 *)(x + j) - mean) * scale, d = *(const f32x4 *)(dy + j);
      *(f32x4 *)(dgain + j) += d * unit;
      *(f32x4 *)(dshift + j) += d;
      d *= *(const f32x4 *)(gain + j);
      sum += d;
      along += d * unit;
    }
    for (int k = 0; k < left; k++) {
      float unit = (x[whole + k] - mean) * scale, d = dy[whole + k];
      dgain[whole + k] += d * unit;
      dshift[whole + k] += d;
      d *= gain[whole + k];
      sum[k] += d;
      along[k] += d * unit;
    }
    if (!dx) continue;
    const float a = sum_of_four(sum) / (float)columns, b = sum_of_four(along) / (float)columns;
    for (int j = 0; j < columns; j++) {
      float d = (dy[j] * gain[j] - a - (x[j] - mean) * scale * b) * scale;
      dx[j] = add ? dx[j] + d : d;
    }
    dx += columns;
  }
}

// Each column normalised over the rows; keeps its mean and 1/√(variance + ε) in `stats`. `running`
// holds mean and variance for evaluation, moved by `momentum` towards those of the batch.
static void batch_norm(int rows, int columns, const float *x, const float *gain, const float *shift,
                       float epsilon, float momentum, int training, float *running, float *stats,
                       float *out) {
  for (int j = 0; j < columns; j++) {
    float mean = running[j], variance = running[columns + j];
    if (training) {
      mean = 0, variance = 0;
      for (isize r = 0; r < rows; r++) mean += x[r * columns + j];
      mean /= (float)rows;
      for (isize r = 0; r < rows; r++) {
        float e = x[r * columns + j] - mean;
        variance += e * e;
      }
      float unbiased = rows > 1 ? variance / (float)(rows - 1) : 0.0f;
      variance /= (float)rows;
      running[j] += momentum * (mean - running[j]);
      running[columns + j] += momentum * (unbiased - running[columns + j]);
    }
    stats[j] = mean, stats[columns + j] = 1.0f / __builtin_sqrtf(variance + epsilon);
  }
  for (isize r = 0; r < rows; r++, x += columns, out += columns)
    for (int j = 0; j < columns; j++)
      out[j] = (x[j] - stats[j]) * stats[columns + j] * gain[j] + shift[j];
}

// `work` takes two rows.
static void batch_norm_back(int rows, int columns, const float *x, const float *gain,
                            const float *stats, const float *dy, int add, float *dx, float *dgain,
                            float *dshift, float *work) {
  const float *mean = stats, *scale = stats + columns;
  float *sum = work, *along = work + columns;
  clear(work, 2 * columns);
  for (isize r = 0; r < rows; r++)
    for (int j = 0; j < columns; j++) {
      float d = dy[r * columns + j];
      sum[j] += d;
      along[j] += d * ((x[r * columns + j] - mean[j]) * scale[j]);
    }
  for (int j = 0; j < columns; j++) dshift[j] += sum[j], dgain[j] += along[j];
  if (!dx) return;
  for (isize r = 0; r < rows; r++)
    for (int j = 0; j < columns; j++) {
      isize k = r * columns + j;
      float unit = (x[k] - mean[j]) * scale[j];
      float d = (dy[k] - sum[j] / (float)rows - unit * (along[j] / (float)rows)) * gain[j] * scale[j];
      dx[k] = add ? dx[k] + d : d;
    }
}

// out[to[k]] += sign · scale · x[from[k]]; without `from` or `to`, k itself; an index below 0 is
// left out. `scale` belongs to the rows of x.
static void add_rows(int count, int columns, const float *x, const i32 *from, const float *scale,
                     float sign, const i32 *to, float *out) {
  for (int k = 0; k < count; k++) {
    isize i = from ? from[k] : k, o = to ? to[k] : k;
    if (i < 0 || o < 0) continue;
    float s = scale ? sign * scale[i] : sign;
    const float *restrict a = x + i * columns;
    float *restrict b = out + o * columns;
    for (int j = 0; j < columns; j++) b[j] += s * a[j];
  }
}

// out[k] = x[from[k]], minus x[less[k]] where given, both as above.
static void take_rows(int count, int columns, const float *x, const i32 *from, const i32 *less,
                      float *out) {
  for (isize k = 0; k < count; k++) {
    float *restrict b = out + k * columns;
    const float *restrict a = from[k] < 0 ? 0 : x + (isize)from[k] * columns;
    const float *restrict c = !less || less[k] < 0 ? 0 : x + (isize)less[k] * columns;
    if (a && c) for (int j = 0; j < columns; j++) b[j] = a[j] - c[j];
    else if (a) for (int j = 0; j < columns; j++) b[j] = a[j];
    else if (c) for (int j = 0; j < columns; j++) b[j] = -c[j];
    else for (int j = 0; j < columns; j++) b[j] = 0.0f;
  }
}

// Each d-vector v of a row becomes M v, or Mᵀ v; `every` consecutive rows share a matrix.
static void turn_rows(int rows, int columns, int d, const float *x, const float *matrices, int every,
                      int transposed, int add, float *out) {
  int along = transposed ? 1 : d, across = transposed ? d : 1;
  for (isize r = 0; r < rows; r++) {
    const float *m = matrices + (r / every) * d * d;
    for (int c = 0; c < columns; c += d, x += d, out += d)
      for (int i = 0; i < d; i++) {
        float sum = 0;
        for (int j = 0; j < d; j++) sum += m[i * along + j * across] * x[j];
        out[i] = add ? out[i] + sum : sum;
      }
  }
}

// softmax of a row, by way of its largest entry; returns log Σ exp.
static double softmax_row(int columns, const float *x, float *out) {
  double largest = x[0], sum = 0;
  for (int j = 1; j < columns; j++)
    if (x[j] > largest || x[j] != x[j]) largest = x[j];
  for (int j = 0; j < columns; j++) {
    double e = exponential_of(splat((double)x[j] - largest))[0];
    sum += e;
    out[j] = (float)e;
  }
  for (int j = 0; j < columns; j++) out[j] = (float)(out[j] / sum);
  return largest + logarithm(splat(sum))[0];
}
#endif
