/**
 * Outputs in any representation ρ of the group that moves the points.
 *
 * | symbol | name here   | shape | meaning                                                  |
 * | ρ      | rho         | D × D | such as tensors, pseudovectors, sums of them             |
 * | S      | stabiliser  |       | of the pose's form, a subgroup                           |
 * | B, L   |             | D × k | bases of what ρ(S) and its dual fix                      |
 * | Π      | projector   | D × D | B (Lᵀ B)⁻¹ Lᵀ, the mean of ρ(s) over S where S has one    |
 *
 * Law: with y ↦ ρ(g) Π y any model is equivariant, whatever projector onto the fixed
 * vectors Π is; and an equivariant one is left alone, because its values are fixed by S.
 * Where S is not reductive (null rotations) Lᵀ B is singular and Π = B Bᵀ serves.
 */
import { DomainError, ShapeError } from "../../errors.js";
import {
  dual,
  fixedSpace,
  homogeneousMatrix,
  type Representation,
  representation,
} from "../../groups/index.js";
import {
  ComplexMatrix,
  inverseMatrix,
  Matrix,
  requireFinite,
  singularValues,
} from "../../numerics/index.js";
import type { OutputAction } from "../frame.js";
import type { LinearPose, Stabiliser } from "../minimal/linear-pose.js";

/** Least singular value of Lᵀ B, cosines of angles, from which the two count as dual. */
const DUALITY_TOLERANCE = 1e-6;

/** Largest |g g⁻¹ − 1| of an element whose powers Float64 can still hold. */
const INVERSE_TOLERANCE = 1e-4;

/**
 * Values of D numbers that are transformed by `rho`, a representation of the group of the
 * frame: of E(d) with homogeneous elements, of U(d) with elements (X, −Y; Y, X).
 * @throws `restore` throws ShapeError for a value that has not D numbers or an element of
 *   another size than the group's, DomainError for a value that is not finite, for a
 *   `rho` without differential at a form whose stabiliser is a continuum, and for an element
 *   that is no more invertible in Float64, such as the boost to a massless particle of 1e-10
 */
export function representationOutput(
  rho: Representation<Matrix>,
): OutputAction<LinearPose<Matrix | ComplexMatrix>, Float64Array> {
  const projectors = new WeakMap<Stabiliser, Matrix>();
  const projected = (stabiliser: Stabiliser, value: Float64Array): Float64Array => {
    if (stabiliser.moved.length === 0) return value;
    let projector = projectors.get(stabiliser);
    if (projector === undefined) {
      projector = stabiliserProjector(rho, stabiliser);
      projectors.set(stabiliser, projector);
    }
    return projector.apply(value);
  };
  return {
    name: rho.name,
    reads: ["element", "inverse", "shift", "stabiliser"],
    restore({ element, inverse, shift, stabiliser }, value): Float64Array {
      if (value.length !== rho.dimension) {
        throw new ShapeError(
          `representationOutput: the model gave ${value.length} numbers; expected ${rho.dimension}, as "${rho}".`,
        );
      }
      requireFinite(
        "representationOutput",
        "the model's value",
        new Matrix(value.length, 1, value),
      );
      requireInvertible(realForm(element).multiply(realForm(inverse)));
      const real = realForm(element);
      const g = elementFor(rho, real, shift);
      return rho.matrix(g).apply(projected(stabiliser, value));
    },
  };
}

function realForm(matrix: Matrix | ComplexMatrix): Matrix {
  return matrix instanceof ComplexMatrix ? matrix.realForm() : matrix;
}

/** @throws DomainError unless the product is 1 */
function requireInvertible(product: Matrix): void {
  const defect = product.maxDifference(Matrix.identity(product.rows));
  if (defect <= INVERSE_TOLERANCE) return;
  throw new DomainError(
    `representationOutput: the pose's element times its inverse is 1 only up to ${defect.toPrecision(2)}: a boost too fast for Float64. Expected momenta of lengths near 1; measure all inputs in a larger or a smaller unit.`,
  );
}

/** Π for the form of a pose: the projector on what its stabiliser fixes under `rho`, D × D. */
export function stabiliserProjector(rho: Representation<Matrix>, stabiliser: Stabiliser): Matrix {
  if (stabiliser.moved.length === 0) return Matrix.identity(rho.dimension);
  const group = stabiliser.group();
  const { differential } = rho;
  const restricted = representation(
    group,
    rho.dimension,
    (s) => rho.matrix(elementFor(rho, s, new Float64Array(s.rows))),
    {
      name: rho.name,
      differential: differential && ((xi) => differential(rateFor(rho, xi))),
    },
  );
  const { basis: B, projector } = fixedSpace(restricted);
  const { basis: L } = fixedSpace(dual(restricted));
  if (B.columns !== L.columns || B.columns === 0) return projector;
  const overlap = L.transpose().multiply(B);
  const cosines = singularValues(overlap);
  if (cosines[cosines.length - 1] < DUALITY_TOLERANCE) return projector;
  return B.multiply(inverseMatrix(overlap)).multiply(L.transpose());
}

/** The element of ρ's group for x ↦ g x + shift. */
function elementFor(rho: Representation<Matrix>, g: Matrix, shift: Float64Array): Matrix {
  const size = sizeOf(rho);
  if (size === g.rows) return g;
  if (size === g.rows + 1) return homogeneousMatrix(g, shift);
  throw new ShapeError(
    `representationOutput: the pose has a ${g.rows} × ${g.rows} element, and "${rho}" is of a group with ${size} × ${size} ones; expected a representation of the frame's group.`,
  );
}

function rateFor(rho: Representation<Matrix>, xi: Matrix): Matrix {
  return sizeOf(rho) === xi.rows ? xi : homogeneousMatrix(xi, new Float64Array(xi.rows), 0);
}

function sizeOf({ group }: Representation<Matrix>): number {
  return group.identity.rows;
}
