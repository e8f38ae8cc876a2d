/**
 * Lie groups as candidate symmetries.
 *
 * | symbol         | name here          | meaning                                          |
 * | k              | copies             | particles that move together, x = (x_1, …, x_k)  |
 * | ξ = (A, b)     | group.algebra[p]   | every particle moves by A x_i + b                |
 * | B_ξ            | output             | 0, A, or dρ_out(ξ)                               |
 */
import { DomainError, ShapeError } from "../errors.js";
import {
  affineParts,
  type LieGroup,
  type MatrixLieGroup,
  type Representation,
  requireSameGroup,
} from "../groups/index.js";
import { Matrix } from "../numerics/index.js";
import {
  type DiscreteElement,
  type GeneratorDraft,
  type LieAction,
  lieAction,
  scaledAction,
} from "./action.js";
import { affineField } from "./vector-field.js";

/** A group of matrices that act linearly, or affinely when they say that they are homogeneous. */
export type AffineGroup = MatrixLieGroup | LieGroup<Matrix>;

/** How outputs turn: not at all, as a direction of one particle, as a field on all inputs, or by a representation. */
export type OutputLaw = "invariant" | "vector" | "field" | Representation<Matrix>;

export interface AffineActionOptions {
  /** Particles that the group moves together; default 1. */
  readonly copies?: number;
  /**
   * "invariant" (default): B = 0. "vector": B = A, the linear part, n = m / copies.
   * "field": B = Dv_ξ on all inputs, n = m. Or a representation of the group.
   */
  readonly output?: OutputLaw;
  /** n; for "invariant" default 1, otherwise it follows and is only checked. */
  readonly outputs?: number;
  /** How the values of the incoming field turn, for kernels of integral operators. */
  readonly source?: "vector" | Representation<Matrix>;
  /**
   * Divides each generator by the Frobenius norm of its matrix in the algebra, so that singular
   * values of L can be compared; default true. Exact paths use the entries as they are.
   */
  readonly normalise?: boolean;
  /** Elements that must fix the model too; default: the group's discrete generators. */
  readonly discrete?: readonly Matrix[];
}

/**
 * A group of matrices acting on `copies` particles, affinely when it is homogeneous.
 * @throws DomainError for copies below 1; ShapeError for an output representation of another
 *   size than `outputs`, naming both, and for discrete elements of another size
 */
export function affineAction(group: AffineGroup, options: AffineActionOptions = {}): LieAction {
  const { copies = 1, normalise = true, output = "invariant" } = options;
  if (!Number.isInteger(copies) || copies < 1) {
    throw new DomainError(`affineAction: got ${copies} copies; expected a whole number ≥ 1.`);
  }
  const parts = (matrix: Matrix): Parts => partsOf(group, matrix);
  const particle = parts(group.identity).linear.rows;
  const law = outputLaw(group, output, copies, particle, options.outputs ?? 1);
  const outputs = law.dimension;
  if (options.outputs !== undefined && options.outputs !== outputs) {
    throw new ShapeError(
      `affineAction: the output law ${lawName(output)} of "${group.name}" has dimension ${outputs}, but outputs is ${options.outputs}; they must agree.`,
    );
  }
  const source = options.source && outputLaw(group, options.source, copies, particle, 1);
  const generators = group.algebra.map((xi, p): GeneratorDraft => {
    const { linear, offset } = parts(xi);
    return {
      name: group.generatorNames?.[p] ?? `ξ${p + 1}`,
      input: affineField(repeatedBlock(linear, copies), repeatedVector(offset, copies)),
      output: law.differential(xi, linear),
      ...(source && { source: source.differential(xi, linear) }),
    };
  });
  const chosen = options.discrete ?? group.discreteGenerators ?? group.components;
  const discrete = chosen.map((g, j): DiscreteElement => {
    const { linear, offset } = parts(g);
    const inverse = group.inverse(g);
    const back = parts(inverse).linear;
    return {
      name: `${group.name} g${j + 1}`,
      linear: repeatedBlock(linear, copies),
      linearInverse: repeatedBlock(back, copies),
      offset: repeatedVector(offset, copies),
      output: law.matrix(g, linear),
      outputInverse: law.matrix(inverse, back),
      ...(source && { source: source.matrix(g, linear) }),
    };
  });
  const name = copies === 1 ? group.name : `${group.name} on ${copies} particles`;
  const action = lieAction(name, generators, { outputs, discrete });
  if (!normalise) return action;
  return scaledAction(
    action,
    group.algebra.map((xi) => 1 / xi.frobeniusNorm()),
  );
}

interface Parts {
  readonly linear: Matrix;
  readonly offset: Float64Array;
}

function partsOf(group: AffineGroup, matrix: Matrix): Parts {
  const size = group.identity.rows;
  if (matrix.rows !== size || matrix.columns !== size) {
    throw new ShapeError(
      `affineAction: got a ${matrix.rows} × ${matrix.columns} matrix; expected ${size} × ${size}, as the elements of "${group.name}".`,
    );
  }
  return "homogeneous" in group
    ? affineParts(group, matrix)
    : { linear: matrix, offset: new Float64Array(size) };
}

interface Law {
  readonly dimension: number;
  differential(xi: Matrix, linear: Matrix): Matrix;
  matrix(g: Matrix, linear: Matrix): Matrix;
}

function outputLaw(
  group: AffineGroup,
  output: OutputLaw,
  copies: number,
  particle: number,
  outputs: number,
): Law {
  if (output === "invariant") {
    return {
      dimension: outputs,
      differential: () => Matrix.zeros(outputs),
      matrix: () => Matrix.identity(outputs),
    };
  }
  if (output === "vector" || output === "field") {
    const times = output === "field" ? copies : 1;
    return {
      dimension: times * particle,
      differential: (_, linear) => repeatedBlock(linear, times),
      matrix: (_, linear) => repeatedBlock(linear, times),
    };
  }
  requireSameGroup("affineAction", output.group, group);
  return {
    dimension: output.dimension,
    differential: (xi) => {
      if (output.differential === undefined) {
        throw new DomainError(
          `affineAction: "${output}" has no differential; give \`differential\` where it is made.`,
        );
      }
      return output.differential(xi);
    },
    matrix: (g) => output.matrix(g),
  };
}

function lawName(output: OutputLaw): string {
  return `"${typeof output === "string" ? output : output.name}"`;
}

function repeatedBlock(block: Matrix, times: number): Matrix {
  return times === 1 ? block : Matrix.identity(times).kronecker(block);
}

function repeatedVector(vector: Float64Array, times: number): Float64Array {
  return Float64Array.from({ length: times * vector.length }, (_, i) => vector[i % vector.length]);
}
