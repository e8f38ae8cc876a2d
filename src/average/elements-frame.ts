/**
 * Given elements of O(d) as poses of point clouds, the same ones for every cloud: a rule for the
 * whole group, or random draws from it.
 *
 * | symbol   | name here           | meaning                                  |
 * | g_k, w_k | quadrature          | orthogonal d × d matrices, their weights |
 * | c        | form                | (x − b) g_k as rows                      |
 * | b        | shift               | the centroid where `centred`, else 0     |
 *
 * Law: as equivariant as the rule is exact for the model. For a whole finite group it is; a rule
 * or draws leave an error, which no input makes worse: nothing is chosen by the cloud, so that
 * nothing jumps either. There is no `inspect`: every input is treated alike, and what the rule
 * leaves depends on the model; `probeFrame` measures it.
 */
import { DomainError, ShapeError } from "../errors.js";
import { requireWeights } from "../groups/haar.js";
import type { HaarQuadrature } from "../groups/index.js";
import { Matrix as DenseMatrix, type Matrix, product } from "../numerics/index.js";
import type { Frame } from "./frame.js";
import type { LinearPose } from "./minimal/linear-pose.js";
import { readyCloud } from "./minimal/span/cloud.js";
import { trivialStabiliser } from "./minimal/span/stabilisers.js";

/** |gᵀ g − 1| up to which a matrix counts as orthogonal. */
const ORTHOGONAL = 1e-9;

/**
 * @param quadrature such as `haarQuadrature(orthogonalGroup(3), points)`, or draws of equal weight
 * @throws DomainError for no elements or one that is not orthogonal, ShapeError for elements of
 *   several sizes; `poses` throws ShapeError for clouds of another dimension, DomainError for NaN
 */
export function elementsFrame(
  { elements, weights }: HaarQuadrature<Matrix>,
  { centred = false }: { readonly centred?: boolean } = {},
): Frame<Matrix, LinearPose> {
  requireWeights("elementsFrame", { elements, weights });
  if (elements.length === 0) {
    throw new DomainError("elementsFrame: got no elements; expected at least one.");
  }
  const d = elements[0].rows;
  const inverses = elements.map((g, k) => requireOrthogonal(g, k, d));
  const name = `${elements.length} elements of ${centred ? "E" : "O"}(${d})`;
  const stabiliser = trivialStabiliser(d);
  return {
    name,
    poses(cloud): LinearPose[] {
      const ready = readyCloud(name, cloud, d, centred, {});
      const points = new DenseMatrix(
        ready.count,
        d,
        ready.points.map((x) => x * ready.unit),
      );
      return elements.map((element, k) => ({
        ...{ form: product(points, element), weight: weights[k], element, carry: element },
        ...{ inverse: inverses[k], rank: d, shift: ready.shift, stabiliser },
      }));
    },
  };
}

/** Its transpose. @throws ShapeError, DomainError */
function requireOrthogonal(g: Matrix, k: number, d: number): Matrix {
  if (g.rows !== d || g.columns !== d) {
    throw new ShapeError(
      `elementsFrame: element ${k} is ${g.rows} × ${g.columns}; expected ${d} × ${d}, as element 0.`,
    );
  }
  const back = g.transpose();
  const off = product(back, g).subtract(DenseMatrix.identity(d)).maxAbs();
  if (off <= ORTHOGONAL) return back;
  throw new DomainError(
    `elementsFrame: element ${k} is off an orthogonal matrix by ${off}; expected elements of O(${d}).`,
  );
}
