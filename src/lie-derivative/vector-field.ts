/**
 * Vector fields: how the inputs of a model begin to move.
 *
 * | symbol    | name here            | shape                                     |
 * | m         | dimension            |                                           |
 * | v(x)      | at(x)                | m                                         |
 * | Dv(x)     | jacobian(x)          | m × m, entry (i, j) is ∂v_i/∂x_j          |
 * | A x + b   | affine               | linear is A (m × m), offset is b (m)      |
 * | Σ c x^e   | polynomial           | one polynomial for each component         |
 *
 * A field that carries `polynomial` can be differentiated along exactly.
 */
import { ShapeError } from "../errors.js";
import {
  affinePolynomialField,
  checkedPolynomialField,
  fieldJacobian,
  Matrix,
  type PolynomialField,
  polynomialValue,
  requireFinite,
} from "../numerics/index.js";

/** v_ξ on the inputs. Affine fields carry A, b so that exact paths can be taken. */
export interface VectorField {
  readonly dimension: number;
  at(x: Float64Array): Float64Array;
  jacobian(x: Float64Array): Matrix;
  /** Of v = A x + b. */
  readonly affine?: { readonly linear: Matrix; readonly offset: Float64Array };
  /** Set for every polynomial field, affine ones included. */
  readonly polynomial?: PolynomialField;
}

/**
 * x ↦ A x + b.
 * @param offset default 0
 * @throws ShapeError unless A is square and b as long, DomainError for NaN or Infinity
 */
export function affineField(linear: Matrix, offset?: ArrayLike<number>): VectorField {
  const b = Float64Array.from(offset ?? new Float64Array(linear.rows));
  requireFinite("affineField", "linear", linear);
  requireFinite("affineField", "offset", new Matrix(1, b.length, b));
  const polynomial = affinePolynomialField(linear, b);
  return {
    dimension: linear.rows,
    at: (x) => linear.apply(x).map((value, i) => value + b[i]),
    jacobian: () => linear.clone(),
    affine: { linear, offset: b },
    polynomial,
  };
}

/** A field with polynomial components. @throws ShapeError, DomainError for components or exponents of a wrong number, NaN or Infinity */
export function polynomialField(field: PolynomialField): VectorField {
  checkedPolynomialField("polynomialField", field);
  return {
    dimension: field.variables,
    at: (x) => Float64Array.from(field.components, (component) => polynomialValue(component, x)),
    jacobian: (x) => fieldJacobian(field, x),
    polynomial: field,
  };
}

/**
 * Any other field, by its values and its Jacobians.
 * @throws ShapeError, when it is asked, for a value that is not `dimension` long
 */
export function vectorField(
  dimension: number,
  at: (x: Float64Array) => ArrayLike<number>,
  jacobian: (x: Float64Array) => Matrix,
): VectorField {
  return {
    dimension,
    at: (x) => {
      const value = Float64Array.from(at(x));
      if (value.length !== dimension) {
        throw new ShapeError(
          `vectorField: the field gave ${value.length} numbers; expected ${dimension}.`,
        );
      }
      return value;
    },
    jacobian: (x) => {
      const value = jacobian(x);
      if (value.rows !== dimension || value.columns !== dimension) {
        throw new ShapeError(
          `vectorField: the Jacobian is ${value.rows} × ${value.columns}; expected ${dimension} × ${dimension}.`,
        );
      }
      return value;
    },
  };
}
