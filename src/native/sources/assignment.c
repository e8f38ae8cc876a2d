// Exact linear assignment by shortest augmenting paths (Jonker and Volgenant 1987,
// "A shortest augmenting path algorithm for dense and sparse linear assignment
// problems", Computing 38): column reduction, reduction transfer, two sweeps of
// augmenting row reduction, then one Dijkstra search for each row still free.
//
// | c(i, j) | cost_row(i)[j]   | stored, or |from_i - to_j|^2 computed when asked |
// | v_j     | column_potential | dual price of column j                          |
// | u_i     | row_potential    | c(i, x_i) - v of x_i, set at the end            |
// | x_i     | column_of        | column given to row i, or NONE                  |
// | y_j     | row_of           | row given to column j, or NONE                  |
//
// Law at the end: u_i + v_j <= c(i, j), with equality on the assignment, up to rounding.
// Rows are padded to an even stride; padding columns are closed from the start.
#include <wasm_simd128.h>

typedef unsigned u32;
typedef long long i64;
typedef double f64x2 __attribute__((vector_size(16)));
typedef i64 i64x2 __attribute__((vector_size(16)));

#define EXPORT(name) __attribute__((export_name(name)))
#define NONE (-1)
#define INFINITE __builtin_inf()

extern unsigned char __heap_base;

static u32 size, stride, dimension, stored;
static double *costs, *scratch_row, *from, *to;
static double *row_potential, *column_potential, *open_distance, *closed_distance;
static i64 *previous;
static int *column_of, *row_of, *free_rows, *cheapest, *closed_columns;

static u32 next_byte;
static unsigned long long wanted_bytes;
static void *take(unsigned long long bytes) {
  void *start = (void *)(next_byte + (u32)wanted_bytes);
  wanted_bytes += (bytes + 15) & ~15ull;
  return start;
}

// Lays out a problem of n rows and columns; 1 when the memory is there, 0 when not.
// With `store` the costs stand in memory, without they are computed row by row.
EXPORT("reserve") int reserve(u32 n, u32 dimensions, u32 store) {
  size = n;
  stride = (n + 1) & ~1u;
  dimension = dimensions;
  stored = store;
  next_byte = ((u32)&__heap_base + 15) & ~15u;
  wanted_bytes = 0;
  unsigned long long line = 8ull * stride;
  scratch_row = take(line);
  from = take(8ull * n * dimension);
  to = take(line * dimension);
  row_potential = take(line);
  column_potential = take(line);
  open_distance = take(line);
  closed_distance = take(line);
  previous = take(line);
  column_of = take(line);
  row_of = take(line);
  free_rows = take(line);
  cheapest = take(line);
  closed_columns = take(line);
  costs = take(store ? line * n : 0);
  unsigned long long end = next_byte + wanted_bytes;
  if (end > 0xFFFF0000ull) return 0;
  u32 have = __builtin_wasm_memory_size(0), need = (u32)((end + 65535) >> 16);
  return need <= have || __builtin_wasm_memory_grow(0, need - have) != (u32)-1;
}

EXPORT("stride") u32 stride_of_rows(void) { return stride; }
EXPORT("costs") double *costs_at(void) { return costs; }
EXPORT("from") double *from_at(void) { return from; }
EXPORT("to") double *to_at(void) { return to; }
EXPORT("columnOf") int *column_of_at(void) { return column_of; }
EXPORT("rowPotential") double *row_potential_at(void) { return row_potential; }
EXPORT("columnPotential") double *column_potential_at(void) { return column_potential; }

static void fill_row(u32 i, double *out) {
  for (u32 j = 0; j < stride; j++) out[j] = 0;
  for (u32 d = 0; d < dimension; d++) {
    f64x2 here = (f64x2)wasm_f64x2_splat(from[i * dimension + d]);
    const double *there = to + d * stride;
    for (u32 j = 0; j < stride; j += 2) {
      f64x2 step = *(const f64x2 *)(there + j) - here;
      *(f64x2 *)(out + j) += step * step;
    }
  }
}

// Stores all squared distances between `from` (rows are points) and `to` (columns are points).
EXPORT("fillCosts") void fill_costs(void) {
  for (u32 i = 0; i < size; i++) fill_row(i, costs + i * stride);
}

// Row i of the costs; valid until the next call.
static const double *cost_row(u32 i) {
  if (stored) return costs + i * stride;
  fill_row(i, scratch_row);
  return scratch_row;
}

static void reduce_columns(void) {
  for (u32 j = 0; j < stride; j++) column_potential[j] = j < size ? INFINITE : 0;
  for (u32 i = 0; i < size; i++) {
    const double *row = cost_row(i);
    column_of[i] = NONE;
    for (u32 j = 0; j < size; j++) {
      if (row[j] < column_potential[j]) {
        column_potential[j] = row[j];
        cheapest[j] = (int)i;
      }
    }
  }
}

// Gives each column to the row that is cheapest for it while that row is free. A row
// that is cheapest for one column only passes its slack on to the price of that column.
// Returns how many rows stay free.
static u32 transfer_reduction(void) {
  int *matches = closed_columns;
  for (u32 i = 0; i < size; i++) matches[i] = 0;
  for (int j = (int)size - 1; j >= 0; j--) {
    int i = cheapest[j];
    row_of[j] = NONE;
    if (matches[i]++ == 0) {
      column_of[i] = j;
      row_of[j] = i;
    }
  }
  u32 free_count = 0;
  for (u32 i = 0; i < size; i++) {
    if (matches[i] == 0) free_rows[free_count++] = (int)i;
    if (matches[i] != 1 || size == 1) continue;
    const double *row = cost_row(i);
    int own = column_of[i];
    double slack = INFINITE;
    for (u32 j = 0; j < size; j++) {
      double reduced = row[j] - column_potential[j];
      if (reduced < slack && (int)j != own) slack = reduced;
    }
    column_potential[own] -= slack;
  }
  return free_count;
}

// Each free row takes the column of least reduced cost and lowers its price to the
// second least; the row that had it is free again. Among equal second columns a free
// one is preferred. `budget` ends the chains of tiny steps that rounding can make.
static u32 reduce_rows(u32 free_count) {
  u32 next = 0, left = 0, budget = 8 * size + 64;
  while (next < free_count) {
    int i = free_rows[next++];
    const double *row = cost_row((u32)i);
    double least = INFINITE, second = INFINITE;
    int j1 = NONE, j2 = NONE;
    for (u32 j = 0; j < size; j++) {
      double reduced = row[j] - column_potential[j];
      if (reduced < least) {
        second = least;
        j2 = j1;
        least = reduced;
        j1 = (int)j;
      } else if (reduced < second || (reduced == second && row_of[j] == NONE && row_of[j2] != NONE)) {
        second = reduced;
        j2 = (int)j;
      }
    }
    double lowered = column_potential[j1] - (second - least);
    int lowers = lowered < column_potential[j1];
    if (lowers) column_potential[j1] = lowered;
    else if (row_of[j1] != NONE && second == least) j1 = j2;
    int loser = row_of[j1];
    column_of[i] = j1;
    row_of[j1] = i;
    if (loser == NONE) continue;
    column_of[loser] = NONE;
    if (lowers && budget > 0) {
      budget--;
      free_rows[--next] = loser;
    } else {
      free_rows[left++] = loser;
    }
  }
  return left;
}

// One step of a search: lowers open_distance through row i, whose reduced costs are
// less `offset`, and finds the nearest open column. Closed columns hold -infinity.
static int relax(const double *row, u32 i, double offset, double *nearest) {
  const f64x2 closed = (f64x2)wasm_f64x2_splat(-INFINITE), far = -closed;
  const f64x2 shift = (f64x2)wasm_f64x2_splat(offset);
  const i64x2 self = (i64x2)wasm_i64x2_splat((i64)i), two = {2, 2};
  f64x2 best = far;
  i64x2 best_column = {NONE, NONE}, column = {0, 1};
  for (u32 j = 0; j < stride; j += 2, column += two) {
    f64x2 known = *(f64x2 *)(open_distance + j);
    f64x2 through = *(const f64x2 *)(row + j) - *(f64x2 *)(column_potential + j) - shift;
    i64x2 shorter = through < known;
    known = (f64x2)wasm_v128_bitselect((v128_t)through, (v128_t)known, (v128_t)shorter);
    *(f64x2 *)(open_distance + j) = known;
    i64x2 *before = (i64x2 *)(previous + j);
    *before = (i64x2)wasm_v128_bitselect((v128_t)self, (v128_t)*before, (v128_t)shorter);
    i64x2 better = (known < best) & (known != closed);
    best = (f64x2)wasm_v128_bitselect((v128_t)known, (v128_t)best, (v128_t)better);
    best_column = (i64x2)wasm_v128_bitselect((v128_t)column, (v128_t)best_column, (v128_t)better);
  }
  int right = best[1] < best[0] || (best[1] == best[0] && best_column[1] < best_column[0]);
  *nearest = right ? best[1] : best[0];
  return (int)(right ? best_column[1] : best_column[0]);
}

// Shortest augmenting path from a free row, and the prices that keep the duals feasible.
static void augment(u32 start, const int *free_columns, u32 free_count) {
  for (u32 j = 0; j < stride; j++) open_distance[j] = j < size ? INFINITE : -INFINITE;
  u32 closed_count = 0;
  u32 i = start;
  const double *row = cost_row(i);
  double offset = 0, nearest = 0;
  int end;
  for (;;) {
    int j = relax(row, i, offset, &nearest);
    end = j;
    if (row_of[j] == NONE) break;
    int tied = NONE;
    for (u32 k = 0; k < free_count && tied == NONE; k++) {
      if (open_distance[free_columns[k]] == nearest) tied = free_columns[k];
    }
    if (tied != NONE) {
      end = tied;
      break;
    }
    closed_columns[closed_count] = j;
    closed_distance[closed_count++] = nearest;
    open_distance[j] = -INFINITE;
    i = (u32)row_of[j];
    row = cost_row(i);
    offset = row[j] - column_potential[j] - nearest;
  }
  for (u32 k = 0; k < closed_count; k++) {
    column_potential[closed_columns[k]] += closed_distance[k] - nearest;
  }
  for (int j = end;;) {
    int owner = (int)previous[j], next = column_of[owner];
    row_of[j] = owner;
    column_of[owner] = j;
    if (owner == (int)start) break;
    j = next;
  }
}

// Solves the problem that stands in memory.
EXPORT("solve") void solve(void) {
  if (size == 0) return;
  reduce_columns();
  u32 free_count = transfer_reduction();
  for (int sweep = 0; sweep < 2 && free_count > 0; sweep++) free_count = reduce_rows(free_count);
  int *free_columns = cheapest;
  for (u32 k = 0; k < free_count; k++) {
    u32 count = 0;
    for (u32 j = 0; j < size; j++) {
      if (row_of[j] == NONE) free_columns[count++] = (int)j;
    }
    augment((u32)free_rows[k], free_columns, count);
  }
  for (u32 i = 0; i < size; i++) {
    row_potential[i] = cost_row(i)[column_of[i]] - column_potential[column_of[i]];
  }
}
