// Large instructions are divided among a team of threads. What is divided are whole outputs (rows of
// products, images, outputs of sums), each computed by one worker as it would be alone: the same bits
// for any number of workers.
//
// The caller publishes a task of some parts and takes parts of it itself; workers take others, one
// after the other, as long as there are any. So nobody waits for a worker that has not begun, and on
// a machine that is busy otherwise the caller does it alone. A word, the ticket, tells which task it is
// and which part comes next: who moves it on by one has that part.
#ifndef INTERTWINE_TENSORS_TEAM_H
#define INTERTWINE_TENSORS_TEAM_H
#include "arithmetic/vectors.h"

#if defined(__wasm__) ? defined(__wasm_atomics__) : !defined(_WIN32)
#define HAS_TEAM 1
#else
#define HAS_TEAM 0
#endif

// What a replay was given: how many work, how far apart lies what each of them works in, and the
// least work of a part, in about nanoseconds.
typedef struct { int workers, grain; isize stride; } Team;

// A task as one worker holds it.
typedef struct {
  const int *i;
  float *base;
  const void *more;  // what was prepared before it was divided
  isize units;
  int parts;
  isize own;         // where this worker works, from where the instruction says
  int part, finished;
  unsigned epoch;
} Hand;
typedef void Work(Hand *);
typedef struct { Work *work; Hand hand; } Task;

#if HAS_TEAM
#include "tensors/team-ticket.h"
#endif

// The next part: units `from` to before `to`. A worker that was given none touches the task no more.
INLINE int next_part(Hand *hand, isize *from, isize *to) {
  if (hand->part < 0) return 0;
  *from = hand->units * hand->part / hand->parts;
  *to = hand->units * (hand->part + 1) / hand->parts;
  hand->part = -1;
  return 1;
}
#define FOR_EACH_PART(hand, from, to) \
  for (isize from, to; next_part(hand, &from, &to); finish_part(hand))
INLINE void finish_part(Hand *hand) {
#if HAS_TEAM
  if (hand->parts > 1) take_next(hand);
#else
  (void)hand;
#endif
}

// Units are of `cost` each.
INLINE void divide(const Team *team, Work *work, const int *i, float *base, const void *more, isize units, double cost) {
  Task task = {work, {i, base, more, units, 1, 0, 0, 0, 0}};
#if HAS_TEAM
  if (team->workers > 1 && divide_among(team, &task, cost)) return;
#else
  (void)team, (void)cost;
#endif
  work(&task.hand);
}
#endif
