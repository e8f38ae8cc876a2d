/** Threefry-2×32-20 and normal numbers from 32 bits, by integers alone: the same bits everywhere. */
const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

const rounds = Array.from({ length: 5 }, (_, block) => {
  const turns = ROTATIONS[block % 2].map(
    (r) => `v.x += v.y; v.y = ((v.y << ${r}u) | (v.y >> ${32 - r}u)) ^ v.x;`,
  );
  const [first, second] = [(block + 1) % 3, (block + 2) % 3];
  return `${turns.join("\n  ")}\n  v += vec2u(k${first}, k${second} + ${block + 1}u);`;
});

export const RANDOM = {
  threefry: `
fn threefry(c0: u32, c1: u32, k0: u32, k1: u32) -> vec2u {
  let k2 = 0x1bd11bdau ^ k0 ^ k1;
  var v = vec2u(c0 + k0, c1 + k1);
  ${rounds.join("\n  ")}
  return v;
}`,
  uniformOfWord: "fn uniformOfWord(w: u32) -> f32 { return f32(w >> 8u) * 5.9604644775390625e-8; }",
  // ⌊a t 2^-16⌋, 0 <= t < 2^16.
  scaledDown: `
fn scaledDown(a: i32, t: u32) -> i32 {
  return (a >> 16u) * i32(t) + i32(((bitcast<u32>(a) & 0xffffu) * t) >> 16u);
}`,
} as const;
