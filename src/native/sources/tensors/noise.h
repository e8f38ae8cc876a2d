// Random numbers from integers alone. Number n is word n mod 2 of Threefry's block (n / 2, counter):
// uniform on [0, 1) by its top 24 bits; normal by a table of cubics on eighths of octaves of the
// probability (engines/normal-table.ts tells how).
#ifndef INTERTWINE_TENSORS_NOISE_H
#define INTERTWINE_TENSORS_NOISE_H
#include "tensors/map.h"

INLINE float normal_of(u32 word, const i32 *table) {
  u32 m = (word << 1) | 1;
  u32 zeros = (u32)__builtin_clz(m), x = m << zeros;
  const i32 *c = table + 4 * (8 * zeros + ((x >> 28) & 7));
  i32 t = (i32)((x >> 12) & 0xffff), a = c[3];
  for (int k = 2; k >= 0; k--) a = (a >> 16) * t + (i32)(((u32)(a & 0xffff) * (u32)t) >> 16) + c[k];
  a = (a + 64) >> 7;
  return (float)(word >> 31 ? -a : a) * 4.76837158203125e-7f;
}

// Numbers `from` to before `count`; `from` is a multiple of MAP_UNIT.
INLINE void make_noise(const i32 *i, float *base, isize from, isize count) {
  const u32 counter = i[6] < 0 ? 0 : ((const u32 *)base)[i[6]];
  float *out = base + i[7];
  const i32 *table = (const i32 *)base + i[8];
  for (isize k = from; k < count; k += 2 * WIDTH) {
    u32v a = LANES + (u32)(k / 2), b = (u32v){} + counter;
    threefry(&a, &b, (u32)i[4], (u32)i[5]);
    float part[2 * WIDTH];
    for (int l = 0; l < WIDTH; l++) {
      if (i[2]) part[2 * l] = normal_of(a[l], table), part[2 * l + 1] = normal_of(b[l], table);
      else {
        part[2 * l] = (float)(a[l] >> 8) * 5.9604644775390625e-8f;
        part[2 * l + 1] = (float)(b[l] >> 8) * 5.9604644775390625e-8f;
      }
    }
    isize left = count - k < 2 * WIDTH ? count - k : 2 * WIDTH;
    for (isize l = 0; l < left; l++) out[k + l] = part[l];
  }
}
static void noise_parts(Hand *hand) {
  const isize count = hand->i[3];
  FOR_EACH_PART(hand, from, to)
    make_noise(hand->i, hand->base, from * MAP_UNIT, to * MAP_UNIT < count ? to * MAP_UNIT : count);
}
static void run_noise(const i32 *i, float *base, const Team *team) {
  divide(team, noise_parts, i, base, 0, ((isize)i[3] + MAP_UNIT - 1) / MAP_UNIT, 4.0 * MAP_UNIT);
}
#endif
