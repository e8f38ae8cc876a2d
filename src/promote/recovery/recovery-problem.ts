/**
 * How many samples does a prior need? One instance of the question: a true model, an
 * operator whose norm is the prior, and nested samples.
 *
 * | symbol | name here | shape                                              |
 * | L      | operator  | w ↦ rows × q                                       |
 * | Θ      | design    | as many samples as there may be × P, nested         |
 * | w*     | truth     | P; the values are Θ w*                             |
 */
import { ShapeError } from "../../errors.js";
import { sha256 } from "../../files.js";
import type { LieDerivative } from "../../lie-derivative/index.js";
import {
  Matrix,
  type PolynomialMeasure,
  type SparseEntry,
  SparseMatrix,
  type Vector,
} from "../../numerics/index.js";
import { LieOperator } from "../solver/lie-operator.js";

export interface RecoveryProblem {
  readonly operator: LieOperator;
  readonly design: Matrix;
  readonly truth: Vector;
}

export interface RecoveryData {
  /** Samples, nested: the first n of them are used. */
  readonly points: Matrix;
  /** w* */
  readonly truth: Vector;
  /** Under which L_ξF is measured; default uniform on [−1, 1]ᵐ. */
  readonly measure?: PolynomialMeasure;
}

/** @throws ShapeError when the sizes do not fit together */
export function recoveryProblem(
  derivative: LieDerivative,
  { points, truth, measure }: RecoveryData,
): RecoveryProblem {
  const { space, blocks } = derivative;
  const operator = LieOperator.from(blocks, space.parameters, derivative.root(measure));
  return { operator, design: space.design(points), truth };
}

/** A problem as plain arrays, for another thread and for its hash. */
export interface PortableProblem {
  readonly parameters: number;
  readonly generators: number;
  readonly rowStarts: Int32Array;
  readonly columnIndices: Int32Array;
  readonly values: Float64Array;
  readonly rootRows: number;
  /** Absent where the root is the identity. */
  readonly root: Float64Array | undefined;
  readonly design: Float64Array;
  readonly truth: Float64Array;
}

/** @throws ShapeError when the sizes do not fit together */
export function packProblem({ operator, design, truth }: RecoveryProblem): PortableProblem {
  const P = operator.parameters;
  if (design.columns !== P || truth.length !== P) {
    throw new ShapeError(
      `recoverySamples: got a design with ${design.columns} columns and ${truth.length} true coefficients; expected ${P} of both.`,
    );
  }
  const { rowStarts, columnIndices, values } = operator.stacked;
  return {
    ...{ parameters: P, generators: operator.generators, rowStarts, columnIndices, values },
    ...{ rootRows: operator.rows, root: operator.root?.data, design: design.data, truth },
  };
}

export function unpackProblem(packed: PortableProblem): RecoveryProblem {
  const { parameters: P, generators: q, rowStarts, rootRows, root } = packed;
  const K = q === 0 ? 0 : (rowStarts.length - 1) / q;
  const blocks = Array.from({ length: q }, (_, p) => {
    const entries: SparseEntry[] = [];
    for (let k = 0; k < K; k++) {
      for (let at = rowStarts[p * K + k]; at < rowStarts[p * K + k + 1]; at++) {
        entries.push([k, packed.columnIndices[at], packed.values[at]]);
      }
    }
    return SparseMatrix.fromEntries(K, P, entries);
  });
  return {
    operator: LieOperator.compressed(blocks, P, root && new Matrix(rootRows, K, root)),
    design: new Matrix(P === 0 ? 0 : packed.design.length / P, P, packed.design),
    truth: packed.truth,
  };
}

/** SHA-256 of everything that decides the answer. */
export function problemHash(packed: PortableProblem, settings: unknown): string {
  const parts = [packed.rowStarts, packed.columnIndices, packed.values];
  const more = [packed.root ?? new Float64Array(0), packed.design, packed.truth];
  const hashes = [...parts, ...more].map((array) =>
    sha256(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)),
  );
  return sha256(
    JSON.stringify([packed.parameters, packed.generators, packed.rootRows, hashes, settings]),
  );
}
