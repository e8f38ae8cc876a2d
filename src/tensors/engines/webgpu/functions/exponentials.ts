/**
 * Exponentials, logarithms and what is made of them, in f32 to a few units in the last place:
 * those that WGSL brings are as exact as a device pleases, and differ between devices. The
 * coefficients are those of Cephes (Moshier), as in the compiled kernels.
 */
export const EXPONENTIALS = {
  // e^r - 1 - r, |r| <= ln 2 / 2.
  exponentialRest: `
fn exponentialRest(r: f32) -> f32 {
  var p = r * 1.9875691500e-4 + 1.3981999507e-3;
  p = p * r + 8.3334519073e-3;
  p = p * r + 4.1665795894e-2;
  p = p * r + 1.6666665459e-1;
  p = p * r + 5.0000001201e-1;
  return p * (r * r);
}`,
  // 2^k, in two factors, so that numbers below 2^-126 come out too.
  timesPowerOfTwo: `
fn timesPowerOfTwo(x: f32, k: i32) -> f32 {
  let half = k >> 1u;
  return x * bitcast<f32>((half + 127) << 23u) * bitcast<f32>((k - half + 127) << 23u);
}`,
  // e^x 2^shift; to either end where it leaves the range.
  exponentialTimes: `
fn exponentialTimes(x: f32, shift: i32) -> f32 {
  if (isNan(x)) { return x; }
  let y = clamp(x, -105.0, 90.0);
  let k = floor(y * 1.44269504088896341 + 0.5);
  let r = (y - k * 0.693359375) - k * -2.12194440e-4;
  return timesPowerOfTwo((exponentialRest(r) + r) + 1.0, i32(k) + shift);
}`,
  exponential: "fn exponential(x: f32) -> f32 { return exponentialTimes(x, 0); }",
  exponentialMinusOne: `
fn exponentialMinusOne(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  if (x > 20.0) { return exponential(x); }
  let y = max(x, -20.0);
  let k = floor(y * 1.44269504088896341 + 0.5);
  let r = (y - k * 0.693359375) - k * -2.12194440e-4;
  let scale = bitcast<f32>((i32(k) + 127) << 23u);
  let q = exponentialRest(r) + r;
  return select(q * scale + (scale - 1.0), q, k == 0.0);
}`,
  // log(1 + f) + e log 2, sqrt(1/2) <= 1 + f < sqrt(2).
  logarithmNear: `
fn logarithmNear(f: f32, e: f32) -> f32 {
  let z = f * f;
  var y = f * 7.0376836292e-2 + -1.1514610310e-1;
  y = y * f + 1.1676998740e-1;
  y = y * f + -1.2420140846e-1;
  y = y * f + 1.4249322787e-1;
  y = y * f + -1.6668057665e-1;
  y = y * f + 2.0000714765e-1;
  y = y * f + -2.4999993993e-1;
  y = y * f + 3.3333331174e-1;
  y = y * f * z;
  y = y + e * -2.12194440e-4;
  y = y - z * 0.5;
  return (f + y) + e * 0.693359375;
}`,
  logarithm: `
fn logarithm(x: f32) -> f32 {
  var bits = bitcast<i32>(x);
  if (isNan(x) || bits == 0x7f800000) { return x; }
  if (isZero(x)) { return fromBits(0xff800000u); }
  if (bits < 0) { return fromBits(0x7fc00000u); }
  var below = 0;
  if (bits < 0x00800000) {
    bits = bitcast<i32>(f32(bits));
    below = 149;
  }
  let exponent = (bits - 0x3f3504f3) >> 23u;
  return logarithmNear(bitcast<f32>(bits - (exponent << 23u)) - 1.0, f32(exponent - below));
}`,
  logarithmOfOnePlus: `
fn logarithmOfOnePlus(x: f32) -> f32 {
  if (x > -0.29 && x < 0.41 && !isNan(x)) { return logarithmNear(x, 0.0); }
  return logarithm(1.0 + x);
}`,
  sigmoid: "fn sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exponential(-x)); }",
  softplus: `
fn softplus(x: f32) -> f32 {
  return relu(x) + logarithmOfOnePlus(exponential(-abs(x)));
}`,
  elu: "fn elu(x: f32) -> f32 { return select(x, exponentialMinusOne(x), belowZero(x)); }",
  selu: `
fn selu(x: f32) -> f32 {
  return 1.0507009873554805 * select(x, 1.6732632423543772 * exponentialMinusOne(x), belowZero(x));
}`,
  // Odd, of degree 13 over 6, within 3e-7.
  hyperbolicTangent: `
fn hyperbolicTangent(given: f32) -> f32 {
  if (isNan(given)) { return given; }
  let x = clamp(given, -7.905, 7.905);
  let z = x * x;
  var p = z * -2.76076847742355e-16 + 2.00018790482477e-13;
  p = p * z + -8.60467152213735e-11;
  p = p * z + 5.12229709037114e-08;
  p = p * z + 1.48572235717979e-05;
  p = p * z + 6.37261928875436e-04;
  p = p * z + 4.89352455891786e-03;
  var q = z * 1.19825839466702e-06 + 1.18534705686654e-04;
  q = q * z + 2.26843463243900e-03;
  q = q * z + 4.89352518554385e-03;
  return x * p / q;
}`,
  hyperbolicSine: `
fn hyperbolicSine(x: f32) -> f32 {
  let a = abs(x);
  if (a > 20.0) { return withSign(exponentialTimes(a, -1), x); }
  let u = exponentialMinusOne(a);
  return select(withSign(0.5 * (u + u / (u + 1.0)), x), x, isNan(x));
}`,
  hyperbolicCosine: `
fn hyperbolicCosine(x: f32) -> f32 {
  let half = exponentialTimes(abs(x), -1);
  return half + 0.25 / half;
}`,
  arcHyperbolicSine: `
fn arcHyperbolicSine(x: f32) -> f32 {
  let a = abs(x);
  if (!finite(x)) { return x; }
  if (a > 1e9) { return withSign(logarithm(a) + 0.69314718055994531, x); }
  return withSign(logarithmOfOnePlus(a + a * a / (1.0 + sqrt(1.0 + a * a))), x);
}`,
  arcHyperbolicCosine: `
fn arcHyperbolicCosine(x: f32) -> f32 {
  if (less(x, 1.0)) { return fromBits(0x7fc00000u); }
  if (!finite(x)) { return x; }
  if (x > 1e9) { return logarithm(x) + 0.69314718055994531; }
  let s = x - 1.0;
  return logarithmOfOnePlus(s + sqrt(2.0 * s + s * s));
}`,
  arcHyperbolicTangent: `
fn arcHyperbolicTangent(x: f32) -> f32 {
  let a = abs(x);
  if (isNan(x)) { return x; }
  if (rank(a) > 0x3f800000) { return fromBits(0x7fc00000u); }
  if (rank(a) == 0x3f800000) { return withSign(fromBits(0x7f800000u), x); }
  return withSign(0.5 * logarithmOfOnePlus(2.0 * a / (1.0 - a)), x);
}`,
  // Near 0 a series; far from it 1 - e^(-x²) P(x)/Q(x).
  errorFunction: `
fn errorFunction(x: f32) -> f32 {
  let a = abs(x);
  if (isNan(x)) { return x; }
  if (a < 1.0) {
    let z = x * x;
    var p = z * 7.853861353153693e-5 + -8.010193625184903e-4;
    p = p * z + 5.188327685732524e-3;
    p = p * z + -2.685381193529856e-2;
    p = p * z + 1.128358514861418e-1;
    p = p * z + -3.761262582423300e-1;
    p = p * z + 1.128379165726710e+0;
    return x * p;
  }
  let b = min(a, 6.0);
  var p = b * 2.46196981473530512524e-10 + 5.64189564831068821977e-1;
  p = p * b + 7.46321056442269912687e0;
  p = p * b + 4.86371970985681366614e1;
  p = p * b + 1.96520832956077098242e2;
  p = p * b + 5.26445194995477358631e2;
  p = p * b + 9.34528527171957607540e2;
  p = p * b + 1.02755188689515710272e3;
  p = p * b + 5.57535335369399327526e2;
  var q = b + 1.32281951154744992508e1;
  q = q * b + 8.67072140885989742329e1;
  q = q * b + 3.54937778887819891062e2;
  q = q * b + 9.75708501743205489753e2;
  q = q * b + 1.82390916687909736289e3;
  q = q * b + 2.24633760818710981792e3;
  q = q * b + 1.65666309194161350182e3;
  q = q * b + 5.57535340817727675546e2;
  return withSign(1.0 - exponential(-b * b) * p / q, x);
}`,
} as const;
