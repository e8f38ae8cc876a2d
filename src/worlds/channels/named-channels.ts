/**
 * Channels whose equivariances are known. A kernel is |X| × |Y|, its rows sum to one.
 *
 * | channel                  | p(y|x)                          | group, all values distinct      |
 * | circulantChannel(c)      | c[(y − x) mod n]                | C_n; D_n for c[k] = c[n − k]    |
 * | symmetricChannel(n, p)   | p for y = x, else (1 − p)/(n − 1) | S_n                           |
 * | erasureChannel(ε, n)     | 1 − ε for y = x, ε for y = n    | S_n                             |
 * | groupNoiseChannel(G, c)  | c[x⁻¹ y]                        | G, or larger                    |
 * | repeatedInputs(p, m)     | row x mod \|X\| of p            | G times the permutations of equal rows |
 * | productChannel(p, p′)    | p(y\|x) p′(y′\|x′)              | contains the product of both    |
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { FiniteGroup } from "../../groups/index.js";
import { Matrix } from "../../numerics/index.js";
import { requireLaw, requireProbability, requireSize } from "./channel-arguments.js";

/** n × n: the noise is added modulo n. @throws DomainError for a noise law that is none */
export function circulantChannel(noise: ArrayLike<number>): Matrix {
  requireSize("circulantChannel", "the length of noise", noise.length);
  requireLaw("circulantChannel", "noise", noise);
  const n = noise.length;
  return kernelOf(n, n, (x, y) => noise[(y - x + n) % n]);
}

/** n × n: right with probability `right`, else any of the others. @throws DomainError for n < 2 or no probability */
export function symmetricChannel(n: number, right: number): Matrix {
  requireSize("symmetricChannel", "n", n, 2);
  requireProbability("symmetricChannel", "right", right);
  return kernelOf(n, n, (x, y) => (x === y ? right : (1 - right) / (n - 1)));
}

/** n × (n + 1): the last output stands for a letter that was lost. @throws DomainError for n < 1 or no probability */
export function erasureChannel(erasure: number, n = 2): Matrix {
  requireSize("erasureChannel", "n", n);
  requireProbability("erasureChannel", "erasure", erasure);
  return kernelOf(n, n + 1, (x, y) => (y === n ? erasure : x === y ? 1 - erasure : 0));
}

/**
 * |G| × |G|, rows and columns in the order of `group.elements`: x becomes x g, where g has the law
 * `noise`. Multiplication of both from the left is an equivariance.
 * @throws ShapeError for a noise of another length; DomainError for one that is no law
 */
export function groupNoiseChannel<Element>(
  group: FiniteGroup<Element>,
  noise: ArrayLike<number>,
): Matrix {
  if (noise.length !== group.order) {
    throw new ShapeError(
      `groupNoiseChannel: noise has ${noise.length} entries; expected ${group.order}, one for each element of ${group.name}.`,
    );
  }
  requireLaw("groupNoiseChannel", "noise", noise);
  const { order, elements } = group;
  const out = new Matrix(order, order);
  elements.forEach((x, i) => {
    elements.forEach((g, k) => {
      out.data[i * order + group.indexOf(group.compose(x, g))] = noise[k];
    });
  });
  return out;
}

/** The rows of a kernel `copies` times, one kernel below the other. @throws DomainError for no copies */
export function repeatedInputs(kernel: Matrix, copies: number): Matrix {
  requireSize("repeatedInputs", "copies", copies);
  const { rows, columns } = kernel;
  return kernelOf(copies * rows, columns, (x, y) => kernel.at(x % rows, y));
}

/** Two channels side by side; the letter (x, x′) stands at x |X′| + x′. @throws DomainError for an empty one */
export function productChannel(first: Matrix, second: Matrix): Matrix {
  if (first.data.length === 0 || second.data.length === 0) {
    throw new DomainError("productChannel: got an empty kernel; expected letters on both sides.");
  }
  return first.kronecker(second);
}

export function kernelOf(
  inputs: number,
  outputs: number,
  probability: (x: number, y: number) => number,
): Matrix {
  const out = new Matrix(inputs, outputs);
  for (let x = 0; x < inputs; x++) {
    for (let y = 0; y < outputs; y++) out.data[x * outputs + y] = probability(x, y);
  }
  return out;
}
