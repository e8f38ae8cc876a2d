// The ticket of a team and who takes parts by it. How threads begin, sleep and are woken is told by
// team-threads.h and team-webassembly.h.
#ifndef INTERTWINE_TENSORS_TEAM_TICKET_H
#define INTERTWINE_TENSORS_TEAM_TICKET_H

#define MOST_WORKERS 256
#define MOST_PARTS 1023
// Parts for each worker: the first who is done takes more.
#define PARTS_EACH 4

// From the top: number of the task, workers that may take part, parts, next part.
static struct {
  _Alignas(128) u64 ticket;
  _Alignas(128) u32 done;
  _Alignas(128) u32 sleepers;
  u32 taken;
  const Task *task;
} team;

INLINE u32 epoch_of(u64 ticket) { return (u32)(ticket >> 32); }
INLINE int workers_of(u64 ticket) { return (int)(ticket >> 20 & 0xfff); }
INLINE int parts_of(u64 ticket) { return (int)(ticket >> 10 & 0x3ff); }
INLINE int next_of(u64 ticket) { return (int)(ticket & 0x3ff); }
INLINE int has_part(u64 ticket, int worker) { return next_of(ticket) < parts_of(ticket) && worker < workers_of(ticket); }

#if defined(__x86_64__) || defined(__i386__)
#define PAUSE __builtin_ia32_pause()
#elif defined(__aarch64__)
#define PAUSE __asm__ volatile("yield")
#else
#define PAUSE (void)0
#endif

#if defined(__wasm__)
#include "tensors/team-webassembly.h"
#else
#include "tensors/team-threads.h"
#endif

static void take_next(Hand *hand) {
  hand->finished++;
  u64 now = __atomic_load_n(&team.ticket, __ATOMIC_ACQUIRE);
  while (epoch_of(now) == hand->epoch && next_of(now) < parts_of(now))
    if (__atomic_compare_exchange_n(&team.ticket, &now, now + 1, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
      hand->part = next_of(now);
      return;
    }
}

// What a thread does from its beginning. A task may be read by who has a part of it that is not done.
static void attend(int worker) {
  for (;;) {
    u64 now = __atomic_load_n(&team.ticket, __ATOMIC_ACQUIRE);
    for (int k = 0; !has_part(now, worker) && k < SPINS; k++) {
      PAUSE;
      now = __atomic_load_n(&team.ticket, __ATOMIC_ACQUIRE);
    }
    if (!has_part(now, worker)) {
      if (!sleep_until_part(worker)) return;
      continue;
    }
    if (!__atomic_compare_exchange_n(&team.ticket, &now, now + 1, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) continue;
    const Task *task = team.task;
    Hand hand = task->hand;
    hand.own *= worker;
    hand.part = next_of(now);
    task->work(&hand);
    __atomic_fetch_add(&team.done, (u32)hand.finished, __ATOMIC_RELEASE);
  }
}

// Whether it was divided, and is done.
static int divide_among(const Team *of, Task *task, double cost) {
  Hand *hand = &task->hand;
  double parts = cost * (double)hand->units / of->grain;
  int workers = of->workers < MOST_WORKERS ? of->workers : MOST_WORKERS;
  if (parts < 2 || hand->units < 2) return 0;
  if (parts > PARTS_EACH * workers) parts = PARTS_EACH * workers;
  if (parts > MOST_PARTS) parts = MOST_PARTS;
  if (parts > hand->units) parts = (double)hand->units;
  // Another thread's replay has the team.
  if (__atomic_exchange_n(&team.taken, 1, __ATOMIC_ACQUIRE)) return 0;
  if (workers > parts) workers = (int)parts;
  if (!begin_threads(workers)) {
    __atomic_store_n(&team.taken, 0, __ATOMIC_RELEASE);
    return 0;
  }
  hand->parts = (int)parts;
  hand->epoch = epoch_of(team.ticket) + 1;
  hand->own = of->stride;
  team.task = task;
  __atomic_store_n(&team.done, 0, __ATOMIC_RELAXED);
  // The caller's is the first part.
  __atomic_store_n(&team.ticket, (u64)hand->epoch << 32 | (u64)workers << 20 | (u64)hand->parts << 10 | 1, __ATOMIC_SEQ_CST);
  if (__atomic_load_n(&team.sleepers, __ATOMIC_SEQ_CST)) wake();
  Hand mine = *hand;
  mine.own = 0;
  task->work(&mine);
  const u32 others = (u32)(mine.parts - mine.finished);
  for (int k = 0; __atomic_load_n(&team.done, __ATOMIC_ACQUIRE) != others; k++)
    if (k < SPINS) PAUSE;
    else give_way();
  __atomic_store_n(&team.taken, 0, __ATOMIC_RELEASE);
  return 1;
}
#endif
