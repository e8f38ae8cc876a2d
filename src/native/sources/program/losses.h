// Means over the samples that are there: of a batch that holds fewer than the program was laid
// out for, the rows behind `active` samples count for nothing and get the gradient 0.

INLINE int active_rows(const Instruction *i, const Replay *replay) {
  return i->rows / replay->samples * replay->active;
}

// log(1 + exp(−|x|)) for the logistic loss max(x, 0) − x y + that.
INLINE double logistic_rest(double x) {
  double e = exponential_of(splat(x < 0 ? x : -x))[0], u = 1 + e;
  return u == 1 ? e : logarithm(splat(u))[0] * (e / (u - 1));
}

static void run_loss(const Instruction *i, float *base, const Replay *replay) {
  const float *x = AT(x), *y = AT(y);
  const i32 *target = INDICES(y);
  float *kept = AT(kept);
  int columns = i->columns, rows = active_rows(i, replay);
  double sum = 0;
  for (isize r = 0; r < rows; r++, x += columns) {
    if (i->kind == CROSS_ENTROPY) {
      double total = softmax_row(columns, x, kept + r * columns);
      if (target[r] >= 0) sum += total - x[target[r]];
      continue;
    }
    double part = 0;
    for (int j = 0; j < columns; j++) {
      double value = x[j], other = i->kind == MEAN_VALUE ? 0 : y[r * columns + j], e = value - other;
      if (i->kind == MEAN_VALUE) part += value;
      else if (i->kind == ABSOLUTE_ERROR) part += e < 0 ? -e : e;
      else if (i->kind == SQUARED_ERROR) part += e * e;
      else part += (value > 0 ? value : 0) - value * other + logistic_rest(value);
    }
    sum += part;
  }
  double terms = i->kind == CROSS_ENTROPY ? rows : (double)rows * columns;
  AT(out)[0] = terms > 0 ? (float)(sum / terms) : 0.0f;
}

static void run_loss_back(const Instruction *i, float *base, const Replay *replay) {
  const float *x = AT(x), *y = AT(y), *kept = AT(kept);
  const i32 *target = INDICES(y);
  float *dx = AT(dx), *dy = AT(dy);
  int columns = i->columns, rows = active_rows(i, replay);
  double terms = i->kind == CROSS_ENTROPY ? rows : (double)rows * columns;
  float seed = terms > 0 ? (float)(AT(dout)[0] / terms) : 0.0f;
  for (isize r = 0; r < i->rows; r++)
    for (int j = 0; j < columns; j++) {
      isize k = r * columns + j;
      float d = 0;
      if (r < rows) {
        if (i->kind == CROSS_ENTROPY)
          d = target[r] < 0 ? 0.0f : kept[k] - (target[r] == j ? 1.0f : 0.0f);
        else if (i->kind == MEAN_VALUE) d = 1;
        else if (i->kind == ABSOLUTE_ERROR) d = (float)((x[k] > y[k]) - (x[k] < y[k]));
        else if (i->kind == SQUARED_ERROR) d = 2 * (x[k] - y[k]);
        else d = (float)sigmoid(splat(x[k]))[0] - y[k];
        d *= seed;
      }
      if (dx) dx[k] = i->add & 1 ? dx[k] + d : d;
      if (dy) dy[k] = i->add & 2 ? dy[k] - d : -d;
    }
}

static void run_softmax_back(const Instruction *i, float *base) {
  const float *p = AT(out), *dout = AT(dout);
  float *dx = AT(dx);
  for (isize r = 0; r < i->rows; r++, p += i->columns, dout += i->columns, dx += i->columns) {
    float sum = 0;
    for (int j = 0; j < i->columns; j++) sum += p[j] * dout[j];
    for (int j = 0; j < i->columns; j++) {
      float d = p[j] * (dout[j] - sum);
      dx[j] = i->add & 1 ? dx[j] + d : d;
    }
  }
}
