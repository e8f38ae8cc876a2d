/**
 * Spaces whose models are polynomials with coefficients in ℝⁿ; what differs from one to the next
 * is how a generator becomes an operator.
 *
 * | symbol | name here       | shape                                                     |
 * | φ      | monomials       | N monomials in m variables                                |
 * | w      |                 | P = n N, w[a N + k] is the coefficient of φ_k in output a |
 */
import { ShapeError } from "../../errors.js";
import {
  boxMeasure,
  type DifferentiableMap,
  Matrix,
  type MonomialSet,
  monomialGradients,
} from "../../numerics/index.js";
import type { ActionGenerator, DiscreteElement, LieAction } from "../action.js";
import type { ImageSpace, ModelSpace } from "../model-space.js";
import {
  compositionTerms,
  derivativeTerms,
  type ElementLaw,
  type GeneratorLaw,
  GrowingMonomials,
  operatorMatrix,
} from "./polynomial-operators.js";

export interface PolynomialSpaceDescription {
  readonly name: string;
  readonly monomials: MonomialSet;
  readonly outputs: number;
  /** Such as "output 2"; not used when there is one output only. */
  outputName?(index: number): string;
  /** Refuses actions of the wrong size. @throws ShapeError */
  requireAction(action: LieAction): void;
  generatorLaw(generator: ActionGenerator): GeneratorLaw;
  elementLaw(element: DiscreteElement): ElementLaw;
}

export interface PolynomialSpace extends ModelSpace {
  readonly monomials: MonomialSet;
}

export function polynomialSpace(description: PolynomialSpaceDescription): PolynomialSpace {
  const { name, monomials, outputs: n } = description;
  const P = n * monomials.size;
  return {
    name,
    inputs: monomials.variables,
    outputs: n,
    parameters: P,
    monomials,
    parameterName: coordinateName(description, monomials),
    design: (points) => {
      const values = monomials.values(points);
      const out = new Matrix(points.rows * n, P);
      for (let i = 0; i < points.rows; i++) {
        for (let a = 0; a < n; a++) out.row(i * n + a).set(values.row(i), a * monomials.size);
      }
      return out;
    },
    model: (w) => polynomialModel(name, monomials, n, w),
    differentiate: (action) => {
      description.requireAction(action);
      const rows = new GrowingMonomials(monomials);
      const derivatives = action.generators.map((generator) =>
        derivativeTerms(description.generatorLaw(generator.unscaled ?? generator), rows, n),
      );
      const moves = action.discrete.map((element) =>
        compositionTerms(description.elementLaw(element), rows, n),
      );
      const image = rows.all();
      return {
        blocks: derivatives.map((terms) => operatorMatrix(terms, image.size, P, n)),
        discrete: moves.map((terms) => operatorMatrix(terms, image.size, P, n)),
        image: polynomialImage(description, image),
      };
    },
  };
}

function coordinateName(
  { outputs, outputName }: PolynomialSpaceDescription,
  monomials: MonomialSet,
): (index: number) => string {
  return (index) => {
    const monomial = monomials.name(index % monomials.size);
    if (outputs === 1) return monomial;
    const a = Math.floor(index / monomials.size);
    return `${monomial} in ${outputName?.(a) ?? `output ${a + 1}`}`;
  };
}

function polynomialImage(description: PolynomialSpaceDescription, image: MonomialSet): ImageSpace {
  const { outputs: n, monomials } = description;
  return {
    size: n * image.size,
    rowName: coordinateName(description, image),
    leaving: Array.from({ length: image.size - monomials.size }, (_, k) =>
      image.name(monomials.size + k),
    ),
    root: (measure = boxMeasure(image.variables)) => {
      const root = measure.gramRoot(image);
      return n === 1 ? root : Matrix.identity(n).kronecker(root);
    },
  };
}

/** F = W φ with its exact Jacobian. */
function polynomialModel(
  name: string,
  monomials: MonomialSet,
  n: number,
  w: ArrayLike<number>,
): DifferentiableMap {
  const { size: N, variables: m } = monomials;
  if (w.length !== n * N) {
    throw new ShapeError(
      `ModelSpace.model: got ${w.length} parameters; expected ${n * N}, as "${name}" has.`,
    );
  }
  const W = new Matrix(n, N, Float64Array.from(w));
  return {
    inputs: m,
    outputs: n,
    values: (points) => monomials.values(points).multiply(W.transpose()),
    jacobians: (points) => {
      const gradients = monomialGradients(monomials, points);
      const out = new Float64Array(points.rows * n * m);
      for (let i = 0; i < points.rows; i++) {
        const gradient = new Matrix(N, m, gradients.subarray(i * N * m, (i + 1) * N * m));
        out.set(W.multiply(gradient).data, i * n * m);
      }
      return out;
    },
  };
}
