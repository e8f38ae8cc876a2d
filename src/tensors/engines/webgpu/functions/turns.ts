/**
 * Functions of angles. An argument is brought to a quarter turn by its product with 2/π in
 * integers of 64 bits, exact for every f32; WGSL's own sine is told only up to π. Coefficients:
 * Cephes (Moshier).
 */
export const TURNS = {
  // The two words of a product, low and high.
  longProduct: `
fn longProduct(a: u32, b: u32) -> vec2u {
  let al = a & 0xffffu; let ah = a >> 16u;
  let bl = b & 0xffffu; let bh = b >> 16u;
  let low = al * bl;
  let first = ah * bl + (low >> 16u);
  let second = al * bh + (first & 0xffffu);
  return vec2u((second << 16u) | (low & 0xffffu), ah * bh + (first >> 16u) + (second >> 16u));
}`,
  // 192 bits of 2/π · 2^-2.
  twoOverPi: `
fn twoOverPi(k: u32) -> u32 {
  switch (k) {
    case 0u: { return 0x28be60dbu; }
    case 1u: { return 0x9391054au; }
    case 2u: { return 0x7f09d5f4u; }
    case 3u: { return 0x7d4d3770u; }
    case 4u: { return 0x36d8a566u; }
    case 5u: { return 0x4f10e410u; }
    default: { return 0u; }
  }
}`,
  // x less quarter turns, in [-π/4, π/4], and how many of them (modulo 4), as a float.
  quarterTurns: `
fn quarterTurns(x: f32) -> vec2f {
  let bits = bitcast<u32>(x);
  if (!finite(x)) { return vec2f(fromBits(0x7fc00000u), 0.0); }
  if ((bits & 0x7fffffffu) <= 0x3f490fdbu) { return vec2f(x, 0.0); }
  let factor = ((bits & 0x007fffffu) << 8u) | 0x80000000u;
  let exponent = ((bits >> 23u) & 0xffu) - 126u;
  let k = exponent >> 5u;
  let shift = exponent & 31u;
  var high = 0u;
  if (k > 0u) { high = twoOverPi(k - 1u); }
  var middle = twoOverPi(k);
  var low = twoOverPi(k + 1u);
  if (shift > 0u) {
    let last = twoOverPi(k + 2u);
    high = (high << shift) | (middle >> (32u - shift));
    middle = (middle << shift) | (low >> (32u - shift));
    low = (low << shift) | (last >> (32u - shift));
  }
  let carried = longProduct(factor, low).y;
  let inner = longProduct(factor, middle);
  let bottom = inner.x + carried;
  var top = inner.y + select(0u, 1u, bottom < carried) + factor * high;
  var quarters = top >> 30u;
  top &= 0x3fffffffu;
  var rest = bottom;
  var negative = false;
  if (top >= 0x20000000u) {
    quarters += 1u;
    negative = true;
    top = 0x3fffffffu - top;
    rest = ~rest;
  }
  let zeros = countLeadingZeros(top);
  var leading = top;
  if (zeros > 0u && zeros < 32u) { leading = (top << zeros) | (rest >> (32u - zeros)); }
  if (zeros == 32u) { leading = rest; }
  let scale = bitcast<f32>((97u - zeros) << 23u);
  var r = f32(leading) * 1.57079632679489662 * scale;
  if (negative != (bits > 0x7fffffffu)) { r = -r; }
  if (bits > 0x7fffffffu) { quarters = (4u - quarters) & 3u; }
  return vec2f(r, f32(quarters & 3u));
}`,
  sineNear: `
fn sineNear(x: f32) -> f32 {
  let z = x * x;
  return ((-1.9515295891e-4 * z + 8.3321608736e-3) * z - 1.6666654611e-1) * z * x + x;
}`,
  cosineNear: `
fn cosineNear(x: f32) -> f32 {
  let z = x * x;
  return ((2.443315711809948e-5 * z - 1.388731625493765e-3) * z + 4.166664568298827e-2) * z * z + (1.0 - 0.5 * z);
}`,
  sineAfter: `
fn sineAfter(r: f32, quarters: u32) -> f32 {
  let size = select(sineNear(r), cosineNear(r), (quarters & 1u) != 0u);
  return select(size, -size, (quarters & 2u) != 0u);
}`,
  sine: `
fn sine(x: f32) -> f32 {
  let turned = quarterTurns(x);
  return sineAfter(turned.x, u32(turned.y));
}`,
  cosine: `
fn cosine(x: f32) -> f32 {
  let turned = quarterTurns(x);
  return sineAfter(turned.x, u32(turned.y) + 1u);
}`,
  tangent: `
fn tangent(x: f32) -> f32 {
  let turned = quarterTurns(x);
  let quarters = u32(turned.y);
  return sineAfter(turned.x, quarters) / sineAfter(turned.x, quarters + 1u);
}`,
  arcTangent: `
fn arcTangent(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  let a = abs(x);
  var start = 0.0;
  var y = a;
  if (a > 2.414213562373095) {
    start = 1.57079632679489662;
    y = select(-1.0 / a, 0.0, infinite(a));
  } else if (a > 0.4142135623730950) {
    start = 0.78539816339744831;
    y = (a - 1.0) / (a + 1.0);
  }
  let z = y * y;
  let p = ((8.05374449538e-2 * z - 1.38776856032e-1) * z + 1.99777106478e-1) * z - 3.33329491539e-1;
  return withSign(start + (p * z * y + y), x);
}`,
  // The angle of the point (x, y).
  arcTangent2: `
fn arcTangent2(y: f32, x: f32) -> f32 {
  if (isNan(x) || isNan(y)) { return fromBits(0x7fc00000u); }
  let a = abs(y);
  let b = abs(x);
  var angle = 0.0;
  if (rank(a) == rank(b) && !isZero(a)) { angle = 0.78539816339744831; }
  else if (isZero(a) || (infinite(b) && !infinite(a))) { angle = 0.0; }
  else if (isZero(b) || infinite(a)) { angle = 1.57079632679489662; }
  else if (b >= a) { angle = arcTangent(a / b); }
  else { angle = 1.57079632679489662 - arcTangent(b / a); }
  if ((bitcast<u32>(x) >> 31u) != 0u) { angle = 3.14159265358979324 - angle; }
  return withSign(angle, y);
}`,
  arcSineNear: `
fn arcSineNear(x: f32) -> f32 {
  let z = x * x;
  return ((((4.2163199048e-2 * z + 2.4181311049e-2) * z + 4.5470025998e-2) * z + 7.4953002686e-2) * z + 1.6666752422e-1) * z * x + x;
}`,
  arcSine: `
fn arcSine(x: f32) -> f32 {
  let a = abs(x);
  if (isNan(x) || rank(a) > 0x3f800000) { return fromBits(0x7fc00000u); }
  if (a <= 0.5) { return arcSineNear(x); }
  return withSign(1.57079632679489662 - 2.0 * arcSineNear(sqrt(0.5 * (1.0 - a))), x);
}`,
  arcCosine: `
fn arcCosine(x: f32) -> f32 {
  let a = abs(x);
  if (isNan(x) || rank(a) > 0x3f800000) { return fromBits(0x7fc00000u); }
  if (a <= 0.5) { return 1.57079632679489662 - arcSineNear(x); }
  let angle = 2.0 * arcSineNear(sqrt(0.5 * (1.0 - a)));
  return select(angle, 3.14159265358979324 - angle, belowZero(x));
}`,
} as const;
