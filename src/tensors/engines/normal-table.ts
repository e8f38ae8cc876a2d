/**
 * Standard normal numbers from 32 random bits by integers alone, so that every device, graphics
 * processors too (whose roots and logarithms are rounded as they please), gives the same bits.
 *
 * The top bit of a word w is the sign; m = 2 w + 1 mod 2³² says the probability p = m 2⁻³³ in (0, ½).
 * |z| = −Φ⁻¹(p) is a cubic on each eighth of each octave of m: with e leading zeros,
 * x = m 2^e, the segment is 8 e + bits 30 … 28 of x, and t = bits 27 … 12, a number below 2¹⁶.
 * Four integers c0 … c3 stand for a segment: a = c3, then a ← ⌊a t 2⁻¹⁶⌋ + c2, and so on to c0;
 * |z| = ⌊(a + 64) 2⁻⁷⌋ 2⁻²¹, which float32 holds exactly. |z| ≤ 6.36; error below 2·10⁻⁶.
 *
 * The table is reckoned by additions, multiplications, divisions and square roots of Float64:
 * the same on every machine. Φ⁻¹: Wichura 1988, algorithm AS 241 (PPND16), without its farthest tail.
 */
const CENTRE = [
  [3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946],
  [45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227],
].flat();
const CENTRE_BELOW = [
  [1, 42.31333070160091, 687.1870074920579, 5394.196021424751],
  [21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854],
].flat();
const TAIL = [
  [1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045],
  [1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414],
].flat();
const TAIL_BELOW = [
  [1, 2.053191626637759, 1.6763848301838038, 0.6897673349851],
  [0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9],
].flat();

export const NORMAL_SEGMENTS = 256;
const UNIT = 2 ** 28;

/** c0 … c3 of each of the 256 segments. */
export function normalTable(): Int32Array {
  table ??= reckon();
  return table;
}
let table: Int32Array | undefined;

/** The normal number of 32 random bits. */
export function normalOfWord(word: number): number {
  const coefficients = normalTable();
  const m = ((word << 1) | 1) >>> 0;
  const zeros = Math.clz32(m);
  const x = (m << zeros) >>> 0;
  const at = 4 * (8 * zeros + ((x >>> 28) & 7));
  const t = (x >>> 12) & 0xffff;
  let a = coefficients[at + 3];
  for (let k = 2; k >= 0; k--) a = Math.floor((a * t) / 65536) + coefficients[at + k];
  const size = (a + 64) >> 7;
  return (word < 0 || word > 0x7fffffff ? -size : size) / 2 ** 21;
}

function reckon(): Int32Array {
  const out = new Int32Array(4 * NORMAL_SEGMENTS);
  for (let octave = 0; octave < 32; octave++) {
    const unit = 2 ** -(octave + 1);
    for (let eighth = 0; eighth < 8; eighth++) {
      // Chebyshev's four nodes on [0, 1): (1 ± √(2 ± √2)/2)/2.
      const outer = Math.sqrt(2 + Math.SQRT2) / 2;
      const inner = Math.sqrt(2 - Math.SQRT2) / 2;
      const nodes = [-outer, -inner, inner, outer].map((c) => (1 + c) / 2);
      const values = nodes.map((t) => upperQuantile((unit * (8 + eighth + t)) / 16));
      const cubic = throughFour(nodes, values);
      out.set(
        cubic.map((c) => Math.round(c * UNIT)),
        4 * (8 * octave + eighth),
      );
    }
  }
  return out;
}

/** Coefficients of the cubic through four points, by Newton's divided differences. */
function throughFour(x: readonly number[], y: readonly number[]): number[] {
  const d = [...y];
  for (let order = 1; order < 4; order++) {
    for (let k = 3; k >= order; k--) d[k] = (d[k] - d[k - 1]) / (x[k] - x[k - order]);
  }
  let polynomial = [d[3], 0, 0, 0];
  for (let k = 2; k >= 0; k--) {
    polynomial = polynomial.map((c, power) => (power > 0 ? polynomial[power - 1] : 0) - x[k] * c);
    polynomial[0] += d[k];
  }
  return polynomial;
}

const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, c) => sum * x + c, 0);

/** −Φ⁻¹(p) for 2⁻³⁴ ≤ p ≤ ½. */
function upperQuantile(p: number): number {
  const q = 0.5 - p;
  if (q <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * horner(CENTRE, r)) / horner(CENTRE_BELOW, r);
  }
  const r = Math.sqrt(-logarithm(p)) - 1.6;
  return horner(TAIL, r) / horner(TAIL_BELOW, r);
}

/** Natural logarithm by 2 artanh((m − 1)/(m + 1)): Math.log may differ from machine to machine. */
function logarithm(x: number): number {
  let mantissa = x;
  let exponent = 0;
  for (; mantissa < Math.SQRT1_2; exponent--) mantissa *= 2;
  const s = (mantissa - 1) / (mantissa + 1);
  let sum = 0;
  for (let n = 41; n > 0; n -= 2) sum = sum * s * s + 1 / n;
  return 2 * s * sum + exponent * Math.LN2;
}
