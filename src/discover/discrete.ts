/**
 * How far a discrete candidate g is from a symmetry of a map, on the scale of the generators' defects:
 * ρ(g)² = ∫‖K_gF − F‖² / ∫(‖K_gF‖² + ‖F‖²), in [0, 2], with (K_gF)(x) = ρ_out(g)⁻¹F(g x).
 * Where outputs stay as they are, the mean of F is taken off first: a constant that F has on top
 * would make every g look like a symmetry.
 */
import type { DiscreteElement } from "../lie-derivative/index.js";
import { type DifferentiableMap, KDTree, Matrix } from "../numerics/index.js";
import type { TangentEstimate } from "./cloud/tangents.js";

export interface DiscreteDefect {
  readonly name: string;
  /** ρ(g), in [0, √2]; about 1 when K_gF and F are unrelated. 0 for a constant model. */
  readonly defect: number;
  /** The constant part of F alone was compared: nothing speaks for or against g. */
  readonly constant: boolean;
}

/** ρ(g) for each element, as means over the rows of `points`. */
export function discreteDefects(
  map: Pick<DifferentiableMap, "values">,
  elements: readonly DiscreteElement[],
  points: Matrix,
): DiscreteDefect[] {
  const values = map.values(points);
  return elements.map((element) => {
    const moved = turned(map.values(image(element, points)), element.outputInverse);
    return { name: element.name, ...comparison(moved, values, isInvariance(element)) };
  });
}

/** Whether outputs stay as they are. */
export function isInvariance({ output }: DiscreteElement): boolean {
  return output.maxDifference(Matrix.identity(output.rows)) === 0;
}

/** ρ of K_gF and F at the same samples, N × n each. */
export function comparison(
  moved: Matrix,
  values: Matrix,
  centred: boolean,
): Pick<DiscreteDefect, "defect" | "constant"> {
  const centre = centred ? meanRow(values, moved) : new Float64Array(values.columns);
  let [difference, size, whole] = [0, 0, 0];
  for (let k = 0; k < values.data.length; k++) {
    const c = centre[k % values.columns];
    difference += (moved.data[k] - values.data[k]) ** 2;
    size += (moved.data[k] - c) ** 2 + (values.data[k] - c) ** 2;
    whole += moved.data[k] ** 2 + values.data[k] ** 2;
  }
  const constant = size <= (64 * Number.EPSILON) ** 2 * whole;
  return { defect: constant ? 0 : Math.sqrt(difference / size), constant };
}

export interface DiscreteCloudDefect {
  readonly name: string;
  /** Root mean square distance of g · x_i from the surface, over that of the points from their mean. */
  readonly defect: number;
  /** The same for the identity, each point measured against the others: what sampling alone makes. */
  readonly floor: number;
}

/**
 * How far each g takes a cloud from itself. The surface near its nearest known point is that point's
 * tangent plane, as far out as its neighbours reach; farther off, distance along the plane counts too.
 */
export function discreteDefectsOfCloud(
  estimate: TangentEstimate,
  elements: readonly DiscreteElement[],
): DiscreteCloudDefect[] {
  const { points } = estimate;
  const tree = new KDTree(points);
  const spread = Math.sqrt(meanSquare(points));
  const floor = distanceFrom(estimate, tree, points, 1) / spread;
  return elements.map((element) => ({
    name: element.name,
    defect: distanceFrom(estimate, tree, image(element, points), 0) / spread,
    floor,
  }));
}

/** @param rank which nearest point to measure against: 0, or 1 to leave out the point itself */
function distanceFrom(
  { points, frames, radius }: TangentEstimate,
  tree: KDTree,
  moved: Matrix,
  rank: 0 | 1,
): number {
  const count = rank + 1;
  const { indices } = tree.nearest(moved, Math.min(count, points.rows));
  let sum = 0;
  for (let i = 0; i < moved.rows; i++) {
    const nearest = indices[i * count + rank];
    const step = moved.row(i).map((value, a) => value - points.at(nearest, a));
    const across = Math.hypot(...frames[nearest].normals.apply(step));
    const along = Math.hypot(...frames[nearest].tangents.apply(step));
    sum += across ** 2 + Math.max(0, along - radius) ** 2;
  }
  return Math.sqrt(sum / moved.rows);
}

/** Mean of |x − mean|². */
function meanSquare(points: Matrix): number {
  const centre = meanRow(points, points);
  let sum = 0;
  points.data.forEach((value, k) => {
    sum += (value - centre[k % points.columns]) ** 2;
  });
  return sum / points.rows;
}

/** g · x for each row. */
export function image({ linear, offset }: DiscreteElement, points: Matrix): Matrix {
  const out = points.multiply(linear.transpose());
  for (let k = 0; k < out.data.length; k++) out.data[k] += offset[k % out.columns];
  return out;
}

function turned(values: Matrix, matrix: Matrix): Matrix {
  return values.multiply(matrix.transpose());
}

/** Mean of the rows of both. */
function meanRow(a: Matrix, b: Matrix): Float64Array {
  const out = new Float64Array(a.columns);
  for (let k = 0; k < a.data.length; k++) {
    out[k % a.columns] += (a.data[k] + b.data[k]) / (2 * a.rows);
  }
  return out;
}
