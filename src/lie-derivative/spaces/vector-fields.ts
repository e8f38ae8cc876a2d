/**
 * Polynomial vector fields F on ℝᵐ: L_ξF = DF v_ξ − Dv_ξ F, the Lie bracket, also for
 * generators that are polynomial and not affine. The output matrices of the action are not
 * used: how a field turns follows from how points move.
 *
 * | symbol | name here | law                             |
 * | K_gF   |           | (Dg)⁻¹ F(g · x)                 |
 */
import { MonomialBasis, type Polynomial, partialDerivative } from "../../numerics/index.js";
import { requirePolynomial, requireSizes } from "./polynomial-maps.js";
import { type PolynomialSpace, polynomialSpace } from "./polynomial-space.js";

/**
 * All polynomial vector fields on ℝᵐ with degrees from `lowest` (default 0) to `degree`.
 * @throws DomainError for sizes that are no whole numbers in range, or more than 10⁶ monomials
 */
export function polynomialVectorFields(
  dimension: number,
  degree: number,
  options: { readonly lowest?: number } = {},
): PolynomialSpace {
  const { lowest = 0 } = options;
  const name = `polynomial vector fields on ℝ^${dimension} of degree ${lowest === 0 ? "≤ " : `${lowest} to `}${degree}`;
  return polynomialSpace({
    name,
    monomials: new MonomialBasis(dimension, degree, lowest),
    outputs: dimension,
    outputName: (a) => `component ${a + 1}`,
    requireAction: (action) => {
      requireSizes(name, { ...action, outputs: dimension }, dimension, dimension);
    },
    generatorLaw: (generator) => {
      const field = requirePolynomial(name, generator);
      const multiplier = field.components.map((component) =>
        Array.from({ length: dimension }, (_, a) => negated(partialDerivative(component, a))),
      );
      return { field, multiplier };
    },
    elementLaw: ({ linear, offset, linearInverse }) => ({ linear, offset, factor: linearInverse }),
  });
}

function negated(polynomial: Polynomial): Polynomial {
  return polynomial.map(({ coefficient, exponent }) => ({ coefficient: -coefficient, exponent }));
}
