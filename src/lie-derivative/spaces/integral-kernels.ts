/**
 * Polynomial kernels of integral operators between fields on ℝᵐ,
 * (T u)(y) = ∫ k(y, x) u(x) dx, with (g · u)(x) = ρ_in(g) u(g⁻¹ x).
 *
 * | symbol   | name here            | shape                                                |
 * | (y, x)   | inputs               | 2m                                                   |
 * | k(y, x)  | outputs              | n_out × n_in, entry (c, a) is output c · n_in + a    |
 * | B_out    | generator.output     | n_out × n_out                                        |
 * | B_in     | generator.source     | n_in × n_in; 0 when absent                           |
 *
 * Law: L_ξk = ∇_y k · v(y) + ∇_x k · v(x) + k div v(x) − B_out k + k B_in, the derivative of
 * K_g k (y, x) = |det Dg| ρ_out(g)⁻¹ k(g y, g x) ρ_in(g); T is equivariant when it is 0.
 */
import { ShapeError } from "../../errors.js";
import {
  determinant,
  divergence,
  Matrix,
  MonomialBasis,
  type Polynomial,
  type PolynomialField,
} from "../../numerics/index.js";
import type { ActionGenerator, DiscreteElement } from "../action.js";
import { constantMultiplier, requirePolynomial, requireSizes } from "./polynomial-maps.js";
import { type PolynomialSpace, polynomialSpace } from "./polynomial-space.js";

export interface IntegralKernelOptions {
  /** n_out; default 1. */
  readonly outputs?: number;
  /** n_in; default 1. */
  readonly sources?: number;
}

/**
 * All kernels on ℝᵐ × ℝᵐ that are polynomials of degree ≤ `degree` in (y, x). The action moves
 * the m coordinates of one point; its outputs are n_out, its sources n_in.
 * @throws DomainError for sizes that are no whole numbers in range, or more than 10⁶ monomials
 */
export function polynomialKernels(
  dimension: number,
  degree: number,
  options: IntegralKernelOptions = {},
): PolynomialSpace {
  const { outputs = 1, sources = 1 } = options;
  const name = `polynomial kernels on ℝ^${dimension} × ℝ^${dimension} of degree ≤ ${degree}`;
  const sourceMatrix = (part: ActionGenerator | DiscreteElement, absent: Matrix): Matrix => {
    const matrix = part.source ?? absent;
    if (matrix.rows !== sources || matrix.columns !== sources) {
      throw new ShapeError(
        `lieDerivative: "${part.name}" turns the incoming field by a ${matrix.rows} × ${matrix.columns} matrix, but "${name}" has ${sources} sources; they must agree.`,
      );
    }
    return matrix;
  };
  return polynomialSpace({
    name,
    monomials: new MonomialBasis(2 * dimension, degree),
    outputs: outputs * sources,
    outputName: (index) => `k${Math.floor(index / sources) + 1}${(index % sources) + 1}`,
    requireAction: (action) => {
      requireSizes(name, action, dimension, outputs);
    },
    generatorLaw: (generator) => {
      const field = requirePolynomial(name, generator);
      const incoming = sourceMatrix(generator, Matrix.zeros(sources));
      const turn = generator.output
        .scale(-1)
        .kronecker(Matrix.identity(sources))
        .add(Matrix.identity(outputs).kronecker(incoming.transpose()));
      const multiplier = constantMultiplier(turn, 1, 2 * dimension);
      const spread = divergence(field).map((term) => placed(term, dimension));
      multiplier.forEach((row, c) => {
        row[c] = [...row[c], ...spread];
      });
      return { field: doubled(field), multiplier };
    },
    elementLaw: (element) => ({
      linear: element.linear.directSum(element.linear),
      offset: Float64Array.from([...element.offset, ...element.offset]),
      factor: element.outputInverse
        .kronecker(sourceMatrix(element, Matrix.identity(sources)).transpose())
        .scale(Math.abs(determinant(element.linear))),
    }),
  });
}

/** v(y) beside v(x). */
function doubled(field: PolynomialField): PolynomialField {
  const m = field.variables;
  const shiftedBy = (offset: number) =>
    field.components.map(
      (component): Polynomial => component.map((term) => placed(term, m, offset)),
    );
  return { variables: 2 * m, components: [...shiftedBy(0), ...shiftedBy(m)] };
}

/** A term in m variables as one in 2m, in those from `offset` on (x unless given). */
function placed(term: Polynomial[number], m: number, offset = m): Polynomial[number] {
  const exponent = new Uint8Array(2 * m);
  exponent.set(term.exponent, offset);
  return { coefficient: term.coefficient, exponent };
}
