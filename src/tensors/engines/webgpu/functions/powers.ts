/**
 * Powers and remainders. x^y = 2^(y log₂ x) wants log₂ x to more bits than f32 has: it is kept as
 * a sum of two numbers, the first with 12 bits, cut off by a mask, so that products of two such
 * are exact whether or not the device fuses them into sums.
 */
const STEPS = 16;
const table = (part: (log: number, inverse: number) => number): string =>
  Array.from({ length: STEPS + 1 }, (_, k) => {
    const inverse = inverseOf(k);
    return `case ${k}u: { return ${literal(part(-Math.log2(inverse), inverse))}; }`;
  }).join("\n    ");
const literal = (value: number): string => {
  const text = String(Math.fround(value));
  return /[.e]/.test(text) ? text : `${text}.0`;
};
/** 1/c to 7 bits, c the middle of the k-th of 16 steps from √½ to √2; exactly 1 about 1. */
function inverseOf(k: number): number {
  const c = Math.SQRT1_2 + ((k + 0.5) * Math.SQRT1_2) / STEPS;
  return Math.abs(c - 1) < 0.03 ? 1 : Math.round(64 / c) / 64;
}
/** Of 11 bits after the point: sums with whole numbers are exact. */
const head = (log: number): number => Math.round(log * 2048) / 2048;

export const POWERS = {
  inverseNear: `
fn inverseNear(k: u32) -> f32 {
  switch (k) {
    ${table((_, inverse) => inverse)}
    default: { return 1.0; }
  }
}`,
  logarithmHead: `
fn logarithmHead(k: u32) -> f32 {
  switch (k) {
    ${table(head)}
    default: { return 0.0; }
  }
}`,
  logarithmTail: `
fn logarithmTail(k: u32) -> f32 {
  switch (k) {
    ${table((log) => log - head(log))}
    default: { return 0.0; }
  }
}`,
  cut: "fn cut(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) & 0xfffff000u); }",
  // 2^k f, |f| <= 1/2.
  powerOfTwo: `
fn powerOfTwo(f: f32, k: i32) -> f32 {
  let r = f * 0.69314718055994531;
  return timesPowerOfTwo((exponentialRest(r) + r) + 1.0, k);
}`,
  // |x|^y, 0 < |x| < ∞, y finite.
  sizeOfPower: `
fn sizeOfPower(x: f32, y: f32) -> f32 {
  var bits = bitcast<i32>(x) & 0x7fffffff;
  var below = 0;
  if (bits < 0x00800000) {
    bits = bitcast<i32>(f32(bits));
    below = 149;
  }
  let exponent = (bits - 0x3f3504f3) >> 23u;
  let m = bitcast<f32>(bits - (exponent << 23u));
  let k = u32((m - 0.70710678) * 22.627417);
  let inverse = inverseNear(k);
  let mh = cut(m);
  let r = (mh * inverse - 1.0) + (m - mh) * inverse;
  let q = ((((-0.16666667 * r + 0.2) * r - 0.25) * r + 0.33333333) * r - 0.5) * r * r;
  let a = f32(exponent - below) + logarithmHead(k);
  // log₂ e = 1.4426 95…: a part of 12 bits, and the rest.
  let rh = cut(r);
  let l = rh * 1.4423828125 + ((r - rh) * 1.4423828125 + (r * 0.00031222838896341 + (q * 1.44269504088896341 + logarithmTail(k))));
  let high = cut(a + l);
  let low = (a - high) + l;
  let yh = cut(y);
  let main = yh * high;
  if (main > 200.0) { return fromBits(0x7f800000u); }
  if (main < -200.0) { return 0.0; }
  let rest = y * low + (y - yh) * high;
  let whole = clamp(floor(main + rest + 0.5), -252.0, 252.0);
  return powerOfTwo((main - whole) + rest, i32(whole));
}`,
  power: `
fn power(x: f32, y: f32) -> f32 {
  if (isZero(y)) { return 1.0; }
  if (isNan(x) || isNan(y)) { return fromBits(0x7fc00000u); }
  let a = abs(x);
  if (infinite(y)) {
    if (rank(a) == 0x3f800000) { return fromBits(0x7fc00000u); }
    return select(0.0, fromBits(0x7f800000u), (rank(a) > 0x3f800000) == aboveZero(y));
  }
  let far = abs(y) >= 16777216.0;
  let whole = far || rank(trunc(y)) == rank(y);
  let odd = whole && !far && (i32(select(y, 0.0, far)) & 1) != 0;
  var size = 0.0;
  if (isZero(x) || infinite(x)) {
    size = select(fromBits(0x7f800000u), 0.0, isZero(x) == aboveZero(y));
  } else {
    if (belowZero(x) && !whole) { return fromBits(0x7fc00000u); }
    size = sizeOfPower(x, y);
  }
  return select(size, -size, odd && (bitcast<u32>(x) >> 31u) != 0u);
}`,
  // Towards 0, exactly, by long division.
  restOf: `
fn restOf(x: f32, y: f32) -> f32 {
  let sign = bitcast<u32>(x) & 0x80000000u;
  let a = bitcast<u32>(x) & 0x7fffffffu;
  let b = bitcast<u32>(y) & 0x7fffffffu;
  if (b == 0u || b > 0x7f800000u || a >= 0x7f800000u) { return fromBits(0x7fc00000u); }
  if (a < b) { return x; }
  var p = i32(a >> 23u);
  var q = i32(b >> 23u);
  var m = a & 0x7fffffu;
  var n = b & 0x7fffffu;
  if (p > 0) { m |= 0x800000u; } else { let z = countLeadingZeros(m) - 8u; m <<= z; p = 1 - i32(z); }
  if (q > 0) { n |= 0x800000u; } else { let z = countLeadingZeros(n) - 8u; n <<= z; q = 1 - i32(z); }
  loop {
    if (m >= n) { m -= n; }
    if (p <= q) { break; }
    p -= 1;
    m <<= 1u;
  }
  if (m != 0u) {
    let z = countLeadingZeros(m) - 8u;
    m <<= z;
    p -= i32(z);
    if (p > 0) { m = (m & 0x7fffffu) | (u32(p) << 23u); } else { m >>= u32(1 - p); }
  }
  return bitcast<f32>(m | sign);
}`,
  modulo: `
fn modulo(x: f32, y: f32) -> f32 {
  let rest = restOf(x, y);
  return select(rest, rest + y, !isZero(rest) && !isNan(rest) && belowZero(rest) != belowZero(y));
}`,
  // A quotient may be rounded below a whole number that it is.
  floorDivide: `
fn floorDivide(x: f32, y: f32) -> f32 {
  let q = x / y;
  let n = round(q);
  return select(floor(q), n, finite(q) && n * y == x);
}`,
} as const;
