/**
 * Kernels of convolutions that turn with the picture (M. Weiler, G. Cesa, NeurIPS 2019,
 * arXiv 1911.08251): all solutions, on rings, of
 *
 *   K(g x) = ρ_out(g) K(x) ρ_in(g)⁻¹,   ρ_in(θ) = R(mθ),   ρ_out(θ) = R(nθ),   R(0 θ) = 1.
 *
 * With x = r (cos φ, sin φ), y up, K(x) = p(r) R(nφ) A R(−mφ) for any matrix A. Of vectors to vectors
 * that is R((n − m)φ) {I, J} and R((n + m)φ) {Z, X} with J = (0 −1; 1 0), Z = (1 0; 0 −1), X = (0 1; 1 0);
 * scalars to vectors R(nφ) {e₁, e₂}, vectors to scalars the transposes, scalars to scalars 1.
 *
 * | symbol | meaning                                                                                |
 * | p(r)   | exp(−(r − R)² / 2σ²), rings R = 0, 1, …, ⌊k/2⌋, or ½, 3/2, … for even k               |
 * | σ      | 0.6, and 0.4 for the outermost ring                                                   |
 * | f      | angular frequency of a kernel: |n − m| or n + m; on ring R at most 2R, or it is no     |
 * |        | longer seen on the pixels                                                             |
 *
 * Every kernel has unit norm; those with f > 0 vanish at the centre. For k = 5 and frequencies 0 and 1
 * there are 3, 4, 4 and 10.
 */
import { DomainError } from "../../errors.js";
import { numbersOf } from "./planar-fields.js";

type Row = readonly number[];

interface Angular {
  /** f. */
  readonly frequency: number;
  /** [numbers out][numbers in] at the angle φ. */
  matrix(angle: number): readonly Row[];
}

/** Kernels [size, size, numbers in, numbers out], row-major, rows from the top. */
export interface KernelBasis {
  readonly count: number;
  readonly size: number;
  readonly shape: readonly [number, number, number, number];
  /** [count, …shape]. */
  readonly values: Float64Array;
}

/** Kernels from features of frequency `from` to those of frequency `to`, on size × size pixels. */
export function kernelBasis(size: number, from: number, to: number): KernelBasis {
  for (const [name, value] of Object.entries({ size, from, to })) {
    if (Number.isInteger(value) && value >= (name === "size" ? 1 : 0)) continue;
    throw new DomainError(`kernelBasis: ${name} is ${value}; expected a whole number.`);
  }
  const shape = [size, size, numbersOf(from), numbersOf(to)] as const;
  const kernels: Float64Array[] = [];
  for (const angular of angularMatrices(from, to)) {
    for (const ring of ringsOf(size)) {
      if (angular.frequency > 2 * ring.radius) continue;
      kernels.push(kernel(shape, ring, angular));
    }
  }
  const each = shape.reduce((product, length) => product * length, 1);
  const values = new Float64Array(kernels.length * each);
  for (const [k, numbers] of kernels.entries()) values.set(numbers, k * each);
  return { count: kernels.length, size, shape, values };
}

interface Ring {
  readonly radius: number;
  readonly width: number;
}

function ringsOf(size: number): Ring[] {
  const inner = size % 2 === 0 ? 0.5 : 0;
  const count = Math.ceil(size / 2);
  return Array.from({ length: count }, (_, k) => ({
    radius: inner + k,
    width: k === count - 1 && k > 0 ? 0.4 : 0.6,
  }));
}

const turn = (angle: number): Row[] => [
  [Math.cos(angle), -Math.sin(angle)],
  [Math.sin(angle), Math.cos(angle)],
];
const product = (a: readonly Row[], b: readonly Row[]): number[][] =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));

function angularMatrices(m: number, n: number): Angular[] {
  if (m === 0 && n === 0) return [{ frequency: 0, matrix: () => [[1]] }];
  if (m === 0) {
    return [0, 1].map((k) => ({ frequency: n, matrix: (phi) => turn(n * phi).map((r) => [r[k]]) }));
  }
  if (n === 0) return [0, 1].map((k) => ({ frequency: m, matrix: (phi) => [turn(-m * phi)[k]] }));
  const turning = (f: number, matrix: Row[]): Angular => ({
    frequency: Math.abs(f),
    matrix: (phi) => product(turn(f * phi), matrix),
  });
  const [I, J] = [turn(0), turn(Math.PI / 2).map((row) => row.map(Math.round))];
  const Z = [
    [1, 0],
    [0, -1],
  ];
  return [
    turning(n - m, I),
    turning(n - m, J),
    turning(n + m, Z),
    turning(
      n + m,
      product(Z, J).map((row) => row.map((value) => -value)),
    ),
  ];
}

function kernel(shape: KernelBasis["shape"], ring: Ring, angular: Angular): Float64Array {
  const [size, , inputs, outputs] = shape;
  const values = new Float64Array(size * size * inputs * outputs);
  const middle = (size - 1) / 2;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const [x, y] = [j - middle, middle - i];
      const r = Math.hypot(x, y);
      if (r === 0 && angular.frequency > 0) continue;
      const profile = Math.exp(-((r - ring.radius) ** 2) / (2 * ring.width ** 2));
      const matrix = angular.matrix(Math.atan2(y, x));
      for (let a = 0; a < inputs; a++) {
        for (let b = 0; b < outputs; b++) {
          values[((i * size + j) * inputs + a) * outputs + b] = profile * matrix[b][a];
        }
      }
    }
  }
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}
