/**
 * What the law of the pairs is compared with, and which symmetries that shows (arXiv 2310.16555 v4
 * has the product law; the others need no technical assumption).
 *
 * | reference      | q(x, y)          | r = p/q             | what keeps r                          |
 * | "equivariance" | p(x) / \|Y\|       | \|Y\| p(y|x)          | p(τy|σx) = p(y|x)                     |
 * | "product"      | p(x) p(y)        | p(y|x) / p(y)       | equivariances, under an assumption    |
 * | "distribution" | 1 / (\|X\| \|Y\|)    | \|X\| \|Y\| p(x, y)     | p(σx, τy) = p(x, y)                   |
 * | "invariance"   | p(x) p(y)        | only x is encoded   | p(y|σx) = p(y|x)                      |
 * | a matrix       | as given         | p/q                 | what keeps p/q                        |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix, type Vector } from "../../numerics/index.js";
import type { Channel } from "./channel.js";
import { massMatrix, normalisedLaw } from "./laws.js";

export type ReferenceLaw = "equivariance" | "product" | "distribution" | "invariance" | Matrix;

/**
 * q on the pairs, |X| × |Y|.
 * @throws ShapeError for a matrix of another shape; DomainError for one that is no law, vanishes
 *   where p does not, or for an unknown name
 */
export function referenceLaw(channel: Channel, reference: ReferenceLaw = "equivariance"): Matrix {
  const { rows, columns } = channel.kernel;
  const { inputLaw } = channel;
  if (reference instanceof Matrix) return givenLaw(channel, reference);
  const out = new Matrix(rows, columns);
  const second = outputLaw(channel);
  const at = {
    equivariance: (x: number) => inputLaw[x] / columns,
    product: (x: number, y: number) => inputLaw[x] * second[y],
    invariance: (x: number, y: number) => inputLaw[x] * second[y],
    distribution: () => 1 / (rows * columns),
  }[requireReference("referenceLaw", reference)];
  for (let x = 0; x < rows; x++) {
    for (let y = 0; y < columns; y++) out.data[x * columns + y] = at(x, y);
  }
  return out;
}

/** p(y) = Σ_x p(x, y). */
export function outputLaw({ joint }: Channel): Vector {
  const law = new Float64Array(joint.columns);
  for (let x = 0; x < joint.rows; x++) {
    const row = joint.row(x);
    for (let y = 0; y < row.length; y++) law[y] += row[y];
  }
  return law;
}

/**
 * r_a = p(a)/q(a), |X| |Y| row-major; 0 for impossible pairs. From p(y|x) itself where p(x)
 * cancels, so that equal probabilities have equal ratios to the last bit.
 */
export function pairRatios(channel: Channel, reference: ReferenceLaw): Vector {
  const { kernel, joint } = channel;
  const { rows, columns } = kernel;
  const out = new Float64Array(rows * columns);
  const second = reference === "product" ? outputLaw(channel) : undefined;
  const given = reference instanceof Matrix ? givenLaw(channel, reference) : undefined;
  for (let x = 0; x < rows; x++) {
    for (let y = 0, a = x * columns; y < columns; y++, a++) {
      if (joint.data[a] === 0) continue;
      if (given) out[a] = joint.data[a] / given.data[a];
      else if (second) out[a] = kernel.data[a] / second[y];
      else if (reference === "distribution") out[a] = joint.data[a] * out.length;
      else out[a] = kernel.data[a] * columns;
    }
  }
  return out;
}

function givenLaw({ joint }: Channel, reference: Matrix): Matrix {
  const { rows, columns } = joint;
  if (reference.rows !== rows || reference.columns !== columns) {
    throw new ShapeError(
      `referenceLaw: the reference is ${reference.rows} × ${reference.columns}; expected ${rows} × ${columns}, one probability for each pair.`,
    );
  }
  const { data } = massMatrix("referenceLaw", "reference", reference);
  const law = new Matrix(
    rows,
    columns,
    normalisedLaw("referenceLaw", "reference", data, data.length),
  );
  for (let a = 0; a < law.data.length; a++) {
    if (law.data[a] === 0 && joint.data[a] > 0) {
      throw new DomainError(
        `referenceLaw: the reference is 0 at (${Math.floor(a / columns)}, ${a % columns}), where the law is ${joint.data[a]}; the divergence would be infinite. Give that pair a positive probability.`,
      );
    }
  }
  return law;
}

const NAMES = ["equivariance", "product", "distribution", "invariance"] as const;

/** @throws DomainError for another name */
export function requireReference(caller: string, reference: string): (typeof NAMES)[number] {
  const name = NAMES.find((known) => known === reference);
  if (name !== undefined) return name;
  throw new DomainError(
    `${caller}: reference is ${JSON.stringify(reference)}; expected ${NAMES.map((known) => `"${known}"`).join(", ")}, or a matrix of probabilities.`,
  );
}
