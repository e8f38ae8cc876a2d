// Threads of the system. They begin when an instruction is divided for the first time, look for parts a
// short while, then sleep; the end of the process ends them.
#ifndef INTERTWINE_TENSORS_TEAM_THREADS_H
#define INTERTWINE_TENSORS_TEAM_THREADS_H
#ifdef __APPLE__
#include <dlfcn.h>
#endif
#include <pthread.h>
#include <sched.h>
#include <signal.h>

// Some tens of microseconds.
#if defined(__x86_64__) || defined(__i386__)
#define SPINS 1000
#else
#define SPINS 20000
#endif

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static int begun = 1, refused;

static int sleep_until_part(int worker) {
  pthread_mutex_lock(&mutex);
  __atomic_fetch_add(&team.sleepers, 1, __ATOMIC_SEQ_CST);
  while (!has_part(__atomic_load_n(&team.ticket, __ATOMIC_SEQ_CST), worker)) pthread_cond_wait(&more, &mutex);
  __atomic_fetch_sub(&team.sleepers, 1, __ATOMIC_SEQ_CST);
  pthread_mutex_unlock(&mutex);
  return 1;
}

static void wake(void) {
  pthread_mutex_lock(&mutex);
  pthread_cond_broadcast(&more);
  pthread_mutex_unlock(&mutex);
}

static void give_way(void) { sched_yield(); }

static void attend(int worker);
static void *attendant(void *worker) {
  attend((int)(isize)worker);
  return 0;
}

// So many with the caller, or fewer where the system gives no more; whether there is anybody else.
// Signals are the process' own. The library stays in memory as long as they run.
static int begin_threads(int workers) {
  if (begun >= workers || refused) return begun > 1;
#ifdef __APPLE__
  Dl_info info;
  if (dladdr((void *)begin_threads, &info)) dlopen(info.dli_fname, RTLD_NOW | RTLD_NODELETE);
#endif
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 512 * 1024);
  for (; begun < workers && !refused; begun++) {
    pthread_t thread;
    if (pthread_create(&thread, &attributes, attendant, (void *)(isize)begun)) {
      refused = 1;
      break;
    }
  }
  pthread_attr_destroy(&attributes);
  pthread_sigmask(SIG_SETMASK, &before, 0);
  return begun > 1;
}
#endif
