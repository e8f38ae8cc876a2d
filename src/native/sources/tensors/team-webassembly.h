// Threads that the host begins, each with an instance of its own over one shared memory: it calls
// `attend_team`, which comes back after `dismiss_team`.
#ifndef INTERTWINE_TENSORS_TEAM_WEBASSEMBLY_H
#define INTERTWINE_TENSORS_TEAM_WEBASSEMBLY_H

// Some tens of microseconds.
#define SPINS 20000

static int bell, attending, wanted, dismissed;

static int sleep_until_part(int worker) {
  const int heard = __atomic_load_n(&bell, __ATOMIC_SEQ_CST);
  __atomic_fetch_add(&team.sleepers, 1, __ATOMIC_SEQ_CST);
  if (!__atomic_load_n(&dismissed, __ATOMIC_SEQ_CST) && !has_part(__atomic_load_n(&team.ticket, __ATOMIC_SEQ_CST), worker))
    __builtin_wasm_memory_atomic_wait32(&bell, heard, -1);
  __atomic_fetch_sub(&team.sleepers, 1, __ATOMIC_SEQ_CST);
  return !__atomic_load_n(&dismissed, __ATOMIC_SEQ_CST);
}

static void wake(void) {
  __atomic_fetch_add(&bell, 1, __ATOMIC_SEQ_CST);
  __builtin_wasm_memory_atomic_notify(&bell, ~0u);
}

// Some microseconds of sleep on a word that nobody rings.
static void give_way(void) {
  static int nothing;
  __builtin_wasm_memory_atomic_wait32(&nothing, 0, 5000);
}

// Whether there is anybody else yet.
static int begin_threads(int workers) {
  wanted = workers;
  return __atomic_load_n(&attending, __ATOMIC_SEQ_CST) > 0;
}

static void attend(int worker);
__attribute__((export_name("attend_team"))) void attend_team(int worker) {
  __atomic_fetch_add(&attending, 1, __ATOMIC_SEQ_CST);
  attend(worker);
  __atomic_fetch_sub(&attending, 1, __ATOMIC_SEQ_CST);
}
__attribute__((export_name("team_size"))) int team_size(void) { return __atomic_load_n(&attending, __ATOMIC_SEQ_CST); }
// Whether something was to be divided.
__attribute__((export_name("is_team_wanted"))) int is_team_wanted(void) { return wanted > 0; }
__attribute__((export_name("dismiss_team"))) void dismiss_team(void) {
  __atomic_store_n(&dismissed, 1, __ATOMIC_SEQ_CST);
  wake();
}
#endif
