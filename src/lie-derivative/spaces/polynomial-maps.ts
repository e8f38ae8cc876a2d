/**
 * Polynomial maps F: ℝᵐ → ℝⁿ, all of them to a degree or those on chosen monomials.
 *
 * | symbol | name here | shape                                                        |
 * | L_ξF   |           | DF v_ξ − B_ξ F: I_n ⊗ C_ξ − B_ξ ⊗ I_N on w                   |
 * | K_gF   |           | ρ_out(g)⁻¹ F(g · x)                                          |
 */
import { DomainError, ShapeError } from "../../errors.js";
import {
  type Matrix,
  MonomialBasis,
  MonomialList,
  type MonomialSet,
  type Polynomial,
  type PolynomialField,
} from "../../numerics/index.js";
import type { ActionGenerator, LieAction } from "../action.js";
import { type PolynomialSpace, polynomialSpace } from "./polynomial-space.js";

export interface PolynomialMapOptions {
  /** n; default 1. */
  readonly outputs?: number;
  /** The least degree; default 0. */
  readonly lowest?: number;
}

/**
 * All polynomial maps ℝᵐ → ℝⁿ with degrees from `lowest` to `degree`.
 * @param inputs m
 * @throws DomainError for sizes that are no whole numbers in range, or more than 10⁶ monomials
 */
export function polynomialMaps(
  inputs: number,
  degree: number,
  options: PolynomialMapOptions = {},
): PolynomialSpace {
  const { outputs = 1, lowest = 0 } = options;
  return mapsOn(
    new MonomialBasis(inputs, degree, lowest),
    outputs,
    `polynomial maps ℝ^${inputs} → ℝ^${outputs} of degree ${lowest === 0 ? "≤ " : `${lowest} to `}${degree}`,
  );
}

/**
 * The maps whose components are combinations of the given monomials only. Their derivatives may
 * need others: `leaving` names them, and enforcing asks that they cancel.
 * @param exponents of m whole numbers each
 * @throws as `MonomialList`
 */
export function monomialLibrary(
  inputs: number,
  exponents: readonly ArrayLike<number>[],
  options: Pick<PolynomialMapOptions, "outputs"> = {},
): PolynomialSpace {
  const { outputs = 1 } = options;
  const monomials = new MonomialList(inputs, exponents);
  return mapsOn(
    monomials,
    outputs,
    `maps ℝ^${inputs} → ℝ^${outputs} on ${monomials.size} chosen monomials`,
  );
}

/** Linear maps ℝᵐ → ℝⁿ, F(x) = Z x; w is Z row by row. */
export function linearMaps(inputs: number, outputs: number): PolynomialSpace {
  return mapsOn(new MonomialBasis(inputs, 1, 1), outputs, `linear maps ℝ^${inputs} → ℝ^${outputs}`);
}

function mapsOn(monomials: MonomialSet, outputs: number, name: string): PolynomialSpace {
  requireOutputs(name, outputs);
  return polynomialSpace({
    name,
    monomials,
    outputs,
    requireAction: (action) => {
      requireSizes(name, action, monomials.variables, outputs);
    },
    generatorLaw: (generator) => ({
      field: requirePolynomial(name, generator),
      multiplier: constantMultiplier(generator.output, -1, monomials.variables),
    }),
    elementLaw: ({ linear, offset, outputInverse }) => ({ linear, offset, factor: outputInverse }),
  });
}

/** factor · M as polynomials of degree 0. */
export function constantMultiplier(M: Matrix, factor: number, variables: number): Polynomial[][] {
  return M.toRows().map((row) =>
    row.map((entry) =>
      entry === 0 ? [] : [{ coefficient: factor * entry, exponent: new Uint8Array(variables) }],
    ),
  );
}

/** The generator's field as polynomials. @throws DomainError when it is none */
export function requirePolynomial(space: string, generator: ActionGenerator): PolynomialField {
  const { polynomial } = generator.input;
  if (polynomial === undefined) {
    throw new DomainError(
      `lieDerivative: the field of generator "${generator.name}" is not polynomial, so that "${space}" cannot be differentiated along it exactly; make it with affineField or polynomialField, or use a functionLibrary, which works at points.`,
    );
  }
  return polynomial;
}

/** @throws ShapeError when an action works on other inputs or outputs than a space has */
export function requireSizes(
  space: string,
  action: LieAction,
  inputs: number,
  outputs: number,
): void {
  if (action.inputs !== inputs || action.outputs !== outputs) {
    throw new ShapeError(
      `lieDerivative: "${action.name}" acts on ${action.inputs} inputs and ${action.outputs} outputs, but "${space}" has ${inputs} inputs and ${outputs} outputs; make the action with as many copies and with an output representation of dimension ${outputs}.`,
    );
  }
}

/** @throws DomainError unless n is a whole number ≥ 1 */
export function requireOutputs(space: string, outputs: number): void {
  if (!Number.isInteger(outputs) || outputs < 1) {
    throw new DomainError(`${space}: got ${outputs} outputs; expected a whole number ≥ 1.`);
  }
}
