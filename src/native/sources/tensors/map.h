// Chains of scalar operations, block by block: what is between two of them stays in the first
// cache. A chain is a list of words:
//
//   block, slots, steps, copies          numbers in a block, and how many of each follow
//   mode, at, source, extra              of each slot: where a block of a value is found
//   function, out, a, b, c               of each step: entry of STEPS, slots
//   slot, out                            of each copy: what is written to a tensor at last
//
// Addresses are distances from the beginning of memory, in numbers of four bytes. Tensors begin
// at whole vectors, so that reading a last vector to its end stays within what fills them up.
#ifndef INTERTWINE_TENSORS_MAP_H
#define INTERTWINE_TENSORS_MAP_H
#include "tensors/steps.h"
#include "tensors/team.h"

enum {
  REGISTER,  // at: a block of its own
  DIRECT,    // source: a tensor of the output's shape
  OUTPUT,    // source: a tensor that is written; at: what stands for it in a last, broken block
  PATTERN,   // source: extra numbers that repeat; at: room for them and a block
  RUNS,      // source: a tensor broadcast otherwise; extra: where its axes are told; at: a block
  SPLAT,     // source: one number; at: a block
  CONSTANT,  // source: its bits; at: a block
};
#define MOST_SLOTS 224
#define MOST_AXES 8

typedef struct { i32 mode, at, source, extra; } Slot;
typedef struct { i32 function, out, a, b, c; } ChainStep;
typedef struct {
  const i32 *words;
  const Slot *slots;
  const ChainStep *steps;
  const i32 *copies;
  float *base;
  isize own;
  float *at[MOST_SLOTS];
} Chain;

INLINE void copy_numbers(float *out, const float *x, isize count) {
  isize k = 0;
  for (; k + LANES_OF_SINGLE <= count; k += LANES_OF_SINGLE) write(out + k, read(x + k));
  for (; k < count; k++) ((i32 *)out)[k] = ((const i32 *)x)[k];
}
INLINE void repeat_number(float *out, float x, isize count) {
  isize k = 0;
  f32v all = broadcast(x);
  for (; k + LANES_OF_SINGLE <= count; k += LANES_OF_SINGLE) write(out + k, all);
  for (; k < count; k++) out[k] = x;
}

// What a whole instruction of `count` numbers needs once; its blocks are `own` numbers further on.
static void begin_chain(Chain *chain, const i32 *words, float *base, isize own, isize count) {
  chain->words = words;
  chain->base = base;
  chain->own = own;
  chain->slots = (const Slot *)(words + 4);
  chain->steps = (const ChainStep *)(chain->slots + words[1]);
  chain->copies = (const i32 *)(chain->steps + words[2]);
  isize length = count < words[0] ? count : words[0];
  for (int s = 0; s < words[1]; s++) {
    const Slot *slot = chain->slots + s;
    float *at = base + slot->at + own;
    chain->at[s] = at;
    if (slot->mode == SPLAT || slot->mode == CONSTANT) {
      const float *from = slot->mode == SPLAT ? base + slot->source : (const float *)&slot->source;
      const float value = *from;
      BY_VECTOR(k, length) write(at + k, broadcast(value));
    } else if (slot->mode == PATTERN) {
      isize period = slot->extra, all = length + period;
      copy_numbers(at, base + slot->source, period);
      for (isize done = period; done < all; done += period)
        copy_numbers(at + done, at, period < all - done ? period : all - done);
    }
  }
}

// `count` numbers from `position` of a tensor that is broadcast: axes tells its number of axes,
// then of each, from the first, its length and the distance of neighbours.
static void load_runs(const i32 *axes, const float *x, float *out, isize position, isize count) {
  const int last = axes[0] - 1;
  isize index[MOST_AXES];
  for (int k = last; k >= 0; k--) {
    isize length = axes[1 + 2 * k];
    index[k] = position % length;
    position /= length;
    x += index[k] * axes[2 + 2 * k];
  }
  const isize inner = axes[1 + 2 * last], stride = axes[2 + 2 * last];
  if (last == 1 && stride == 0 && axes[2] == 1 && inner < 16) {
    for (isize left = inner - index[1]; count > 0; left = inner) {
      const float value = *x++;
      if (left > count) left = count;
      for (isize k = 0; k < left; k++) out[k] = value;
      out += left, count -= left;
    }
    return;
  }
  while (count > 0) {
    isize run = inner - index[last] < count ? inner - index[last] : count;
    if (stride) copy_numbers(out, x, run);
    else repeat_number(out, *x, run);
    out += run, count -= run;
    x -= index[last] * stride;
    index[last] = 0;
    for (int k = last - 1; k >= 0; k--) {
      x += axes[2 + 2 * k];
      if (++index[k] < axes[1 + 2 * k]) break;
      x -= (isize)axes[1 + 2 * k] * axes[2 + 2 * k];
      index[k] = 0;
    }
  }
}

// The numbers `from` to `to` of the outputs.
static void run_chain(Chain *chain, isize from, isize to) {
  const i32 *words = chain->words;
  const int slots = words[1], steps = words[2], copies = words[3];
  float **at = chain->at, *base = chain->base;
  for (isize position = from; position < to;) {
    const isize left = to - position;
    const int count = left < words[0] ? (int)left : words[0], whole = count % LANES_OF_SINGLE == 0;
    for (int s = 0; s < slots; s++) {
      const Slot *slot = chain->slots + s;
      switch (slot->mode) {
        case DIRECT: at[s] = base + slot->source + position; break;
        case OUTPUT: at[s] = whole ? base + slot->source + position : base + slot->at + chain->own; break;
        case PATTERN: at[s] = base + slot->at + chain->own + position % slot->extra; break;
        case RUNS: load_runs(words + slot->extra, base + slot->source, at[s], position, count); break;
        default: break;
      }
    }
    for (int k = 0; k < steps; k++) {
      const ChainStep *step = chain->steps + k;
      STEPS[step->function](at[step->out], at[step->a], at[step->b], at[step->c], count);
    }
    for (int k = 0; k < copies; k++)
      copy_numbers(base + chain->copies[2 * k + 1] + position, at[chain->copies[2 * k]], count);
    if (!whole)
      for (int s = 0; s < slots; s++)
        if (chain->slots[s].mode == OUTPUT)
          copy_numbers(base + chain->slots[s].source + position, at[s], count);
    position += count;
  }
}

enum { MAP_COUNT = 2, MAP_COST, MAP_CHAIN };
// Numbers of a unit, a multiple of every block.
#define MAP_UNIT 1024
static void map_parts(Hand *hand) {
  const i32 *i = hand->i;
  Chain chain;
  begin_chain(&chain, i + MAP_CHAIN, hand->base, hand->own, i[MAP_COUNT]);
  FOR_EACH_PART(hand, from, to) {
    const isize end = to * MAP_UNIT;
    run_chain(&chain, from * MAP_UNIT, end < i[MAP_COUNT] ? end : i[MAP_COUNT]);
  }
}

// MAP_COST: of a number, in sixteenths of nanoseconds.
static void run_map(const i32 *i, float *base, const Team *team) {
  const isize units = ((isize)i[MAP_COUNT] + MAP_UNIT - 1) / MAP_UNIT;
  divide(team, map_parts, i, base, 0, units, (double)i[MAP_COST] * (MAP_UNIT / 16));
}
#endif
