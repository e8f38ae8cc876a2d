// Runs primitive operations of tensors: a list of instructions over one block of memory, as it was
// laid out once. An instruction is a word for its kind, its length in words, and what its function
// reads. Addresses are distances from the block's beginning, in numbers of four bytes.
#include "tensors/convolve.h"
#include "tensors/moves.h"
#include "tensors/noise.h"
#include "tensors/pools.h"
#include "tensors/reductions.h"

#if defined(__wasm__)
#define EXPORT(type, name) __attribute__((export_name(#name))) type name
#elif defined(_WIN32)
#define EXPORT(type, name) __declspec(dllexport) type name
#else
#define EXPORT(type, name) __attribute__((visibility("default"))) type name
#endif

// The order is that of the names in TypeScript.
enum {
  MAP, REDUCE, CONTRACT, REARRANGE, FILL, INDEX, GATHER, SCATTER, CUMULATE_KIND, SOFTMAX, CONVOLVE,
  POOL, NOISE,
};

// The words from `at` to `end`, `times` times, by so many workers; see Team.
EXPORT(void, replay)(float *base, int at, int end, int times, int workers, int stride, int grain) {
  const Team team_of = {workers, grain, stride}, *team = &team_of;
  for (; times > 0; times--)
    for (const i32 *i = (const i32 *)base + at, *last = (const i32 *)base + end; i < last; i += i[1])
      switch (i[0]) {
        case MAP: run_map(i, base, team); break;
        case REDUCE: run_reduce(i, base, team); break;
        case CONTRACT: run_contract(i, base, team); break;
        case REARRANGE: run_rearrange(i, base, team); break;
        case FILL: run_fill(i, base, team); break;
        case INDEX: run_index(i, base); break;
        case GATHER: run_gather(i, base, team); break;
        case SCATTER: run_scatter(i, base, team); break;
        case CUMULATE_KIND: run_cumulate(i, base, team); break;
        case SOFTMAX: run_softmax(i, base, team); break;
        case CONVOLVE: run_convolve(i, base, team); break;
        case POOL: run_pool(i, base, team); break;
        case NOISE: run_noise(i, base, team); break;
      }
}
