// Replays a program of Float32 operations: a list of instructions over one block of memory, as
// it was laid out once. Addresses are distances from the block's beginning, in numbers of four
// bytes; one below 0 stands for none.
#include "program/rows.h"

#if defined(__wasm__)
#define EXPORT(type, name) __attribute__((export_name(#name))) type name
#elif defined(_WIN32)
#define EXPORT(type, name) __declspec(dllexport) type name
#else
#define EXPORT(type, name) __attribute__((visibility("default"))) type name
#endif

// The order is that of the names in TypeScript.
enum {
  SEED, CLEAR, COPY_COLUMNS, LINEAR, LINEAR_BACK,
  UNARY, BINARY, BINARY_BACK, DROPOUT, KEPT_BACK,
  LAYER_NORM, LAYER_NORM_BACK, BATCH_NORM, BATCH_NORM_BACK,
  ADD_ROWS, TAKE_ROWS, INVERSE_COUNTS, SCALE_ROWS, BLOCK_SUM, REPEAT, TURN, ROW_SUM,
  SOFTMAX, SOFTMAX_BACK, LOSS, LOSS_BACK,
};
enum { SILU, RELU, TANH, MISH, SIGMOID, SCALE, SQUARE };
enum { SUM, DIFFERENCE, PRODUCT };
enum { SAME, ROW, COLUMN, SCALAR };
enum { MEAN_VALUE, ABSOLUTE_ERROR, SQUARED_ERROR, CROSS_ENTROPY, LOGISTIC };

typedef struct {
  i32 op, kind, rows, columns, inner, mode;
  i32 x, y, z, out, dx, dy, dz, dout, kept, work, from, to;
  // Bit 0: dx is added to, bit 1: dy is.
  i32 add;
  u32 key0, key1;
  float p, q;
  i32 spare;
} Instruction;

// What changes from one replay to the next.
typedef struct {
  u32 run;
  i32 training, active, samples;
  float weight;
} Replay;

#define AT(field) (i->field < 0 ? (float *)0 : base + i->field)
#define INDICES(field) (i->field < 0 ? (const i32 *)0 : (const i32 *)(base + i->field))
// Tensors are followed by what fills up the widest vector.
#define BY_VECTOR(k, count) for (isize k = 0; k < (isize)(count); k += LANES_OF_SINGLE)

typedef struct { f32v value, slope; } Response;

INLINE Response unary(int kind, f32v x, float p) {
  switch (kind) {
    case SILU: {
      f32v s = single_sigmoid(x);
      return (Response){x * s, s * (1.0f + x * (1.0f - s))};
    }
    case RELU: return (Response){positive_part(x), (f32v)((bitsv)broadcast(1.0f) & (x > 0.0f))};
    case TANH: {
      f32v t = single_tangent(x);
      return (Response){t, (1.0f - t) * (1.0f + t)};
    }
    case MISH: {
      f32v e = single_exponential(at_most(x, 20.0f)), n = e * (e + 2.0f), d = 1.0f / (n + 2.0f);
      return (Response){x * (n * d), n * d + 4.0f * x * (e * d) * ((e + 1.0f) * d)};
    }
    case SIGMOID: {
      f32v s = single_sigmoid(x);
      return (Response){s, s * (1.0f - s)};
    }
    case SCALE: return (Response){x * p, broadcast(p)};
    default: return (Response){x * x, x + x};
  }
}

#define EACH_KIND(DO) \
  switch (i->kind) {  \
    case SILU: DO(SILU) break; case RELU: DO(RELU) break; case TANH: DO(TANH) break; \
    case MISH: DO(MISH) break; case SIGMOID: DO(SIGMOID) break; case SCALE: DO(SCALE) break; \
    default: DO(SQUARE) }

// The slope is kept for the way back, where there is one.
static void run_unary(const Instruction *i, float *base) {
  isize count = (isize)i->rows * i->columns;
  const float *x = AT(x);
  float *out = AT(out), *kept = AT(kept);
#define VALUES(KIND)                                          \
  if (kept) BY_VECTOR(k, count) {                             \
    Response response = unary(KIND, read(x + k), i->p);       \
    write(out + k, response.value);                           \
    write(kept + k, response.slope);                          \
  }                                                           \
  else BY_VECTOR(k, count) write(out + k, unary(KIND, read(x + k), i->p).value);
  EACH_KIND(VALUES)
}

INLINE f32v combine(int kind, f32v a, f32v b) {
  return kind == SUM ? a + b : kind == DIFFERENCE ? a - b : a * b;
}

static void run_binary(const Instruction *i, float *base) {
  const float *x = AT(x), *y = AT(y);
  float *out = AT(out);
  if (i->mode == SAME) {
    BY_VECTOR(k, (isize)i->rows * i->columns)
      write(out + k, combine(i->kind, read(x + k), read(y + k)));
    return;
  }
  for (isize r = 0; r < i->rows; r++, x += i->columns, out += i->columns)
    for (int j = 0; j < i->columns; j++) {
      float b = y[i->mode == ROW ? j : i->mode == COLUMN ? r : 0];
      out[j] = i->kind == SUM ? x[j] + b : i->kind == DIFFERENCE ? x[j] - b : x[j] * b;
    }
}

static void run_binary_back(const Instruction *i, float *base) {
  const float *x = AT(x), *y = AT(y), *dout = AT(dout);
  float *dx = AT(dx), *dy = AT(dy);
  int columns = i->columns, product = i->kind == PRODUCT;
  isize count = (isize)i->rows * columns;
  if (i->mode == SAME) {
    float sign = i->kind == DIFFERENCE ? -1.0f : 1.0f;
    if (dx) BY_VECTOR(k, count) {
      f32v d = product ? read(dout + k) * read(y + k) : read(dout + k);
      write(dx + k, i->add & 1 ? read(dx + k) + d : d);
    }
    if (dy) BY_VECTOR(k, count) {
      f32v d = product ? read(dout + k) * read(x + k) : sign * read(dout + k);
      write(dy + k, i->add & 2 ? read(dy + k) + d : d);
    }
    return;
  }
  if (dy && !(i->add & 2)) clear(dy, i->mode == ROW ? columns : i->mode == COLUMN ? i->rows : 1);
  for (isize r = 0; r < i->rows; r++) {
    float sum = 0;
    for (int j = 0; j < columns; j++) {
      isize k = r * columns + j;
      float d = dout[k], e = product ? d * x[k] : i->kind == DIFFERENCE ? -d : d;
      if (dx) {
        float f = product ? d * y[i->mode == ROW ? j : i->mode == COLUMN ? r : 0] : d;
        dx[k] = i->add & 1 ? dx[k] + f : f;
      }
      if (i->mode != ROW) sum += e;
      else if (dy) dy[j] += e;
    }
    if (dy && i->mode != ROW) dy[i->mode == COLUMN ? r : 0] += sum;
  }
}

// Sixteen entries to four blocks of Threefry, each of 16 bits: entry 16 g + 4 h + l takes half h % 2
// of word h / 2 of block 4 g + l. One is kept when its bits are below `limit`.
static void run_dropout(const Instruction *i, float *base, const Replay *replay) {
  isize count = (isize)i->rows * i->columns;
  const float *x = AT(x);
  float *out = AT(out), *kept = AT(kept);
  if (!replay->training) {
    BY_VECTOR(k, count) write(out + k, read(x + k));
    return;
  }
  const u32 limit = (u32)(i->p * 65536.0f + 0.5f);
  const float scale = 65536.0f / (float)limit;
  for (isize k = 0; k < count; k += 4 * WIDTH) {
    u32v a = LANES + (u32)(k / 4), b = (u32v){} + replay->run;
    threefry(&a, &b, i->key0, i->key1);
    for (int g = 0; g < WIDTH / 4; g++)
      for (int h = 0; h < 4; h++) {
        u32x4 word;
        for (int l = 0; l < 4; l++) word[l] = h < 2 ? a[4 * g + l] : b[4 * g + l];
        word = h & 1 ? word >> 16 : word & 0xffff;
        f32x4 factor = (f32x4)((u32x4)(f32x4){scale, scale, scale, scale} & (u32x4)(word < limit));
        isize e = k + 16 * g + 4 * h;
        *(f32x4 *)(kept + e) = factor;
        *(f32x4 *)(out + e) = factor * *(const f32x4 *)(x + e);
      }
  }
}

// What was kept of an entry is its slope.
static void run_kept_back(const Instruction *i, float *base) {
  const float *dout = AT(dout), *kept = AT(kept);
  float *dx = AT(dx);
  BY_VECTOR(k, (isize)i->rows * i->columns) {
    f32v d = read(dout + k) * read(kept + k);
    write(dx + k, i->add & 1 ? read(dx + k) + d : d);
  }
}
#include "program/losses.h"

EXPORT(void, replay)(float *base, int at, int count, u32 run, int training, int active, int samples,
                     float weight) {
  const Replay now = {run, training, active, samples, weight};
  const Instruction *i = (const Instruction *)(base + at);
  for (const Instruction *end = i + count; i < end; i++) {
    int rows = i->rows, columns = i->columns;
    switch (i->op) {
      case SEED: AT(out)[0] = weight; break;
      case CLEAR: clear(AT(out), (isize)rows * columns); break;
      // `inner` and `mode` are the lengths of a row of x and of out.
      case COPY_COLUMNS: {
        const float *x = AT(x);
        float *out = AT(out);
        for (isize r = 0; r < rows; r++, x += i->inner, out += i->mode)
          for (int j = 0; j < columns; j++) out[j] = i->add & 1 ? out[j] + x[j] : x[j];
        break;
      }
      case LINEAR:
        multiply(rows, i->inner, columns, AT(x), AT(y), AT(z), 0, AT(work), AT(out));
        break;
      case LINEAR_BACK:
        if (i->dz >= 0) add_column_sums(rows, columns, AT(dout), 0, AT(dz));
        add_transpose_product(rows, i->inner, columns, AT(x), AT(dout), AT(work), AT(dy));
        if (i->dx >= 0)
          multiply_by_transpose(rows, i->inner, columns, AT(dout), AT(y), i->add & 1, AT(work), AT(dx));
        break;
      case UNARY: run_unary(i, base); break;
      case BINARY: run_binary(i, base); break;
      case BINARY_BACK: run_binary_back(i, base); break;
      case DROPOUT: run_dropout(i, base, &now); break;
      case KEPT_BACK: run_kept_back(i, base); break;
      case LAYER_NORM:
        layer_norm(rows, columns, AT(x), AT(y), AT(z), i->p, AT(kept), AT(out));
        break;
      case LAYER_NORM_BACK:
        layer_norm_back(rows, columns, AT(x), AT(y), AT(kept), AT(dout), i->add & 1, AT(dx), AT(dy), AT(dz));
        break;
      case BATCH_NORM:
        batch_norm(rows, columns, AT(x), AT(y), AT(z), i->p, i->q, training, AT(to), AT(kept), AT(out));
        break;
      case BATCH_NORM_BACK:
        batch_norm_back(rows, columns, AT(x), AT(y), AT(kept), AT(dout), i->add & 1, AT(dx), AT(dy), AT(dz), AT(work));
        break;
      case ADD_ROWS:
        add_rows(rows, columns, AT(x), INDICES(from), AT(y), i->p, INDICES(to), AT(out));
        break;
      case TAKE_ROWS: take_rows(rows, columns, AT(x), INDICES(from), INDICES(to), AT(out)); break;
      // `inner` indices below `rows`.
      case INVERSE_COUNTS: {
        float *out = AT(out);
        const i32 *to = INDICES(to);
        clear(out, rows);
        for (int k = 0; k < i->inner; k++) if (to[k] >= 0) out[to[k]] += 1.0f;
        for (int k = 0; k < rows; k++) out[k] = out[k] > 0 ? 1.0f / out[k] : 0.0f;
        break;
      }
      case SCALE_ROWS: {
        const float *x = AT(x), *scale = AT(y);
        float *out = AT(out);
        for (isize r = 0; r < rows; r++)
          for (int j = 0; j < columns; j++) out[r * columns + j] = x[r * columns + j] * scale[r];
        break;
      }
      // Row r of out is p times the sum of `inner` rows of x.
      case BLOCK_SUM: {
        const float *x = AT(x);
        float *out = AT(out);
        for (isize r = 0; r < rows; r++, out += columns)
          for (int j = 0; j < columns; j++) {
            float sum = 0;
            for (isize k = 0; k < i->inner; k++) sum += x[(r * i->inner + k) * columns + j];
            out[j] = i->add & 1 ? out[j] + i->p * sum : i->p * sum;
          }
        break;
      }
      // Each row of x, times p, `inner` times.
      case REPEAT: {
        const float *x = AT(x);
        float *out = AT(out);
        for (isize r = 0; r < (isize)rows * i->inner; r++, out += columns)
          for (int j = 0; j < columns; j++) {
            float value = i->p * x[r / i->inner * columns + j];
            out[j] = i->add & 1 ? out[j] + value : value;
          }
        break;
      }
      case TURN:
        turn_rows(rows, columns, i->inner, AT(x), AT(y), i->kind, i->mode, i->add & 1, AT(out));
        break;
      case ROW_SUM: {
        const float *x = AT(x);
        float *out = AT(out);
        for (isize r = 0; r < rows; r++, x += columns) {
          f32x4 sum = {0, 0, 0, 0};
          BY_FOUR(j, columns) sum += read_four(x + j, columns - j);
          out[r] = sum_of_four(sum);
        }
        break;
      }
      case SOFTMAX:
        for (isize r = 0; r < rows; r++) softmax_row(columns, AT(x) + r * columns, AT(out) + r * columns);
        break;
      case SOFTMAX_BACK: run_softmax_back(i, base); break;
      case LOSS: run_loss(i, base, &now); break;
      case LOSS_BACK: run_loss_back(i, base, &now); break;
    }
  }
}

// PyTorch's Adam: g + λθ for "gradient" decay, θ ← (1 − rate λ)θ first for "decoupled".
EXPORT(void, adam)(float *base, int count, int parameters, int gradient, int first, int second,
                   double rate, double b1, double b2, double epsilon, double c1, double c2,
                   double decay, double decoupled) {
  float *theta = base + parameters, *g = base + gradient, *m = base + first, *v = base + second;
  const float d1 = (float)b1, e1 = (float)(1 - b1), d2 = (float)b2, e2 = (float)(1 - b2);
  const float step = (float)(rate / c1), root = (float)(1 / __builtin_sqrt(c2));
  const float eps = (float)epsilon, pull = (float)decay, keep = (float)(1 - decoupled);
  BY_VECTOR(k, count) {
    f32v t = read(theta + k), grad = read(g + k) + pull * t;
    f32v mean = d1 * read(m + k) + e1 * grad, square = d2 * read(v + k) + e2 * (grad * grad);
    write(m + k, mean);
    write(v + k, square);
    write(theta + k, keep * t - step * mean / (single_root(square) * root + eps));
  }
}

// SGD with momentum as PyTorch's: b ← μ b + g + λθ, θ ← θ − rate b.
EXPORT(void, descend)(float *base, int count, int parameters, int gradient, int momentum, double rate,
                      double share, double decay) {
  float *theta = base + parameters, *g = base + gradient, *b = base + momentum;
  const float step = (float)rate, mu = (float)share, pull = (float)decay;
  BY_VECTOR(k, count) {
    f32v t = read(theta + k), next = mu * read(b + k) + (read(g + k) + pull * t);
    write(b + k, next);
    write(theta + k, t - step * next);
  }
}

// cos x for |x| <= π, the same bits on every machine.
EXPORT(double, cosine)(double x) {
  double half = x < 0 ? -x / 4 : x / 4;
  f64v s, c;
  sine_cosine(splat(half), &s, &c);
  double twice = 1 - 2 * s[0] * s[0];
  return 2 * twice * twice - 1;
}

// Numbers in an instruction, and columns that a packed factor is rounded up to.
EXPORT(int, instruction_length)(void) { return sizeof(Instruction) / 4; }
EXPORT(int, panel)(void) { return PANEL; }
EXPORT(int, rows_at_once)(void) { return ROWS_AT_ONCE; }
