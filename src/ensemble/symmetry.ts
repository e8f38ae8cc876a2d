/**
 * A group acting jointly on inputs, outputs and parameters, as matrices.
 *
 * | symbol   | name here        | shape                     |
 * | ρ_g      | input[k]         | d × d for each node k     |
 * | ρ̂_g      | output[k]        | c × c                     |
 * | M_g      | parameters[k]    | D × D                     |
 * | λ_G      | weights          | one for each node, sum 1  |
 * | P_{E^G}  | projector        | D × D                     |
 * | E^G      | basis            | D × dim E^G, orthonormal  |
 *
 * Law: σ*(ρ_g x; M_g z) = ρ̂_g σ*(x; z) for the unit that it was made for, and all
 * three are orthogonal.
 */
import { DomainError, ShapeError } from "../errors.js";
import {
  assertRepresentation,
  fixedSpace,
  haarQuadrature,
  type Representation,
  trivialGroup,
  trivialRepresentation,
} from "../groups/index.js";
import { Matrix, RandomStream } from "../numerics/index.js";
import type { Unit } from "./unit/unit.js";

export interface JointSymmetry {
  readonly name: string;
  readonly weights: Float64Array;
  readonly input: readonly Matrix[];
  readonly output: readonly Matrix[];
  readonly parameters: readonly Matrix[];
  readonly projector: Matrix;
  readonly basis: Matrix;
}

/** Largest deviation from joint equivariance, relative to max(1, |σ*|), that passes as rounding. */
export const JOINT_EQUIVARIANCE_TOLERANCE = 1e-10;
/** Random (x, z) at which joint equivariance is tried for each group element. */
const TRIALS = 8;
/** Group elements that are tried at the most. */
const ELEMENTS_TRIED = 200;

/**
 * The action of the group of `input` and `output` on the unit's parameters.
 * @param options.hidden a representation for each hidden layer with a width of its own
 * @param options.points nodes of the Haar quadrature, for a group that is not finite
 * @throws ShapeError for dimensions that are not the unit's; DomainError when a part
 *   is no orthogonal representation or the unit is not jointly equivariant under it
 */
export function jointSymmetry<Element>(
  unit: Unit,
  input: Representation<Element>,
  output: Representation<Element>,
  options: { hidden?: readonly Representation<Element>[]; points?: number } = {},
): JointSymmetry {
  requireDimension(unit, "input", input.dimension, unit.inputDimension);
  requireDimension(unit, "output", output.dimension, unit.outputDimension);
  const parameters = unit.parameterRepresentation(input, output, options.hidden);
  const random = RandomStream.fromSeed(0).split("joint symmetry");
  for (const part of [input, output, parameters]) {
    assertRepresentation(part, { random, orthogonal: true });
  }
  const { elements, weights } = haarQuadrature(input.group, options.points);
  const fixed = fixedSpace(parameters);
  const symmetry: JointSymmetry = {
    name: input.group.name,
    weights,
    input: elements.map((g) => input.matrix(g)),
    output: elements.map((g) => output.matrix(g)),
    parameters: elements.map((g) => parameters.matrix(g)),
    projector: fixed.projector,
    basis: fixed.basis,
  };
  assertJointlyEquivariant(unit, symmetry, random);
  return symmetry;
}

/** The trivial group: what is known before a symmetry is. */
export function noSymmetry(unit: Unit): JointSymmetry {
  const group = trivialGroup();
  return {
    name: group.name,
    weights: new Float64Array([1]),
    input: [Matrix.identity(unit.inputDimension)],
    output: [Matrix.identity(unit.outputDimension)],
    parameters: [trivialRepresentation(group, unit.parameterDimension).matrix(group.identity)],
    projector: Matrix.identity(unit.parameterDimension),
    basis: Matrix.identity(unit.parameterDimension),
  };
}

/**
 * Tries σ*(ρ_g x; M_g z) = ρ̂_g σ*(x; z) on random inputs and parameters.
 * @throws DomainError naming the element and the deviation
 */
export function assertJointlyEquivariant(
  unit: Unit,
  symmetry: JointSymmetry,
  random: RandomStream,
): void {
  const image = new Float64Array(unit.outputDimension);
  const value = new Float64Array(unit.outputDimension);
  const stride = Math.ceil(symmetry.weights.length / ELEMENTS_TRIED);
  for (let k = 0; k < symmetry.weights.length; k += stride) {
    for (let trial = 0; trial < TRIALS; trial++) {
      const x = random.normals(unit.inputDimension);
      const z = random.normals(unit.parameterDimension);
      unit.value(symmetry.input[k].apply(x), symmetry.parameters[k].apply(z), image);
      unit.value(x, z, value);
      const expected = symmetry.output[k].apply(value);
      const size = Math.max(1, ...expected.map(Math.abs));
      const deviation = Math.max(...expected.map((v, j) => Math.abs(v - image[j]))) / size;
      if (!(deviation <= JOINT_EQUIVARIANCE_TOLERANCE)) {
        throw new DomainError(
          `jointSymmetry: the ${unit.name} is not jointly equivariant under ${symmetry.name}: σ*(ρ_g x; M_g z) differs from ρ̂_g σ*(x; z) by ${deviation.toExponential(2)} at element ${k}; expected at most ${JOINT_EQUIVARIANCE_TOLERANCE}. A pointwise function commutes with permutations only: use another unit, another group, or hidden permutation representations.`,
        );
      }
    }
  }
}

function requireDimension(unit: Unit, what: string, found: number, expected: number): void {
  if (found !== expected) {
    throw new ShapeError(
      `jointSymmetry: got an ${what} representation of dimension ${found} for the ${unit.name}; expected ${expected}.`,
    );
  }
}
