/**
 * What must know NaN, infinities and signs. WGSL lets a compiler assume that there are neither
 * NaN nor infinities (section 15.7 of its standard), so that x != x may be folded to false, and a
 * comparison with NaN may give either answer; and it may flush numbers below 2^-126 to 0. Here
 * they are told by the bits alone, which no assumption on floats touches.
 */
export const COMPARISONS = {
  fromBits: "fn fromBits(bits: u32) -> f32 { return bitcast<f32>(bits); }",
  isNan: `
fn isNan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }`,
  infinite: `
fn infinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u; }`,
  finite: `
fn finite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) < 0x7f800000u; }`,
  isZero: `
fn isZero(x: f32) -> bool { return (bitcast<u32>(x) << 1u) == 0u; }`,
  // Of -2^-149 to -infinity; false of NaN.
  belowZero: `
fn belowZero(x: f32) -> bool { return (bitcast<u32>(x) - 0x80000001u) < 0x7f800000u; }`,
  aboveZero: `
fn aboveZero(x: f32) -> bool { return (bitcast<u32>(x) - 1u) < 0x7f800000u; }`,
  // Ordered as the numbers are; both zeros are 0.
  rank: `
fn rank(x: f32) -> i32 {
  let bits = bitcast<i32>(x);
  return select(bits, bitcast<i32>(0x80000000u) - bits, bits < 0);
}`,
  equal:
    "fn equal(a: f32, b: f32) -> bool { return !isNan(a) && !isNan(b) && rank(a) == rank(b); }",
  less: "fn less(a: f32, b: f32) -> bool { return !isNan(a) && !isNan(b) && rank(a) < rank(b); }",
  lessEqual: `
fn lessEqual(a: f32, b: f32) -> bool { return !isNan(a) && !isNan(b) && rank(a) <= rank(b); }`,
  bit: "fn bit(truth: bool) -> i32 { return select(0, 1, truth); }",
  // NaN where one of them is.
  larger: `
fn larger(a: f32, b: f32) -> f32 {
  return select(select(b, a, rank(a) > rank(b) || isNan(a)), b, isNan(b));
}`,
  smaller: `
fn smaller(a: f32, b: f32) -> f32 {
  return select(select(b, a, rank(a) < rank(b) || isNan(a)), b, isNan(b));
}`,
  withSign: `
fn withSign(size: f32, like: f32) -> f32 {
  return bitcast<f32>((bitcast<u32>(size) & 0x7fffffffu) | (bitcast<u32>(like) & 0x80000000u));
}`,
  signOf: `
fn signOf(x: f32) -> f32 { return select(select(x, -1.0, belowZero(x)), 1.0, aboveZero(x)); }`,
  relu: "fn relu(x: f32) -> f32 { return select(x, 0.0, belowZero(x)); }",
  relu6: "fn relu6(x: f32) -> f32 { return select(relu(x), 6.0, less(6.0, x)); }",
  leakyRelu:
    "fn leakyRelu(x: f32, slope: f32) -> f32 { return select(x, slope * x, belowZero(x)); }",
  stepOf: `
fn stepOf(x: f32) -> f32 { return select(select(0.0, x, isNan(x)), 1.0, aboveZero(x)); }`,
  // Above 0 and below 2^-126: what a device may take for 0.
  tiny: "fn tiny(x: f32) -> bool { return (bitcast<u32>(x) - 1u) < 0x007fffffu; }",
  squareRoot: `
fn squareRoot(x: f32) -> f32 {
  if (tiny(x)) { return sqrt(2.0 * f32(bitcast<u32>(x))) * 2.646977960169689e-23; }
  return sqrt(x);
}`,
  below: "fn below(x: f32) -> f32 { return select(floor(x), -1.0, tiny(-x)); }",
  above: "fn above(x: f32) -> f32 { return select(ceil(x), 1.0, tiny(x)); }",
  // Towards 0; what lies beyond becomes the end, NaN 0.
  wholePart: `
fn wholePart(x: f32) -> i32 {
  if (isNan(x)) { return 0; }
  if (rank(x) >= 0x4f000000) { return 0x7fffffff; }
  if (rank(x) <= -0x4f000000) { return bitcast<i32>(0x80000000u); }
  return i32(x);
}`,
  wholeQuotient: `
fn wholeQuotient(a: i32, b: i32) -> i32 {
  if (b == 0) { return 0; }
  if (b == -1) { return -a; }
  let q = a / b;
  return select(q, q - 1, q * b != a && (a < 0) != (b < 0));
}`,
  wholeModulo: `
fn wholeModulo(a: i32, b: i32) -> i32 {
  return select(a - wholeQuotient(a, b) * b, 0, b == 0);
}`,
  wholePower: `
fn wholePower(base: i32, exponent: i32) -> i32 {
  if (exponent < 0) {
    if (base == 1) { return 1; }
    if (base == -1) { return select(1, -1, (exponent & 1) != 0); }
    return 0;
  }
  var result = 1;
  var square = base;
  for (var rest = exponent; rest > 0; rest >>= 1u) {
    if ((rest & 1) != 0) { result *= square; }
    square *= square;
  }
  return result;
}`,
} as const;
