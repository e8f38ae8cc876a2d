/**
 * How far a discrete candidate g is from a symmetry of the unknown map of a table:
 * ρ(g)² = Σ ‖ρ_out(g)⁻¹F̂(g x_i) − y_i‖² / Σ (‖ρ_out(g)⁻¹F̂(g x_i)‖² + ‖y_i‖²) over the samples whose
 * image lies among the samples, F̂ by local planes. Where outputs stay as they are, their mean is
 * taken off first, as for maps.
 */
import type { DiscreteElement } from "../lie-derivative/index.js";
import { KDTree, Matrix, quantile } from "../numerics/index.js";
import { localRegression, regressionUnknowns } from "./cloud/local-regression.js";
import { evenlySpread, rowsAt } from "./cloud/neighbourhoods.js";
import { comparison, image, isInvariance } from "./discrete.js";

export interface DiscreteTableDefect {
  readonly name: string;
  /** ρ(g), in [0, √2]; NaN when no image lies among the samples. */
  readonly defect: number;
  /** The same for the identity, each sample predicted from the others: what noise and sampling alone make. */
  readonly floor: number;
  /** Samples whose image lies among the samples: what the defect rests on. */
  readonly compared: number;
}

const MOST_COMPARED = 2000;
/** Of the distances to the nearest other sample: an image that is farther off is not among them. */
const AMONG = 0.95;

/** @param inputs N × m. @param outputs N × n; both finite, of the element's sizes */
export function discreteDefectsOfTable(
  inputs: Matrix,
  outputs: Matrix,
  elements: readonly DiscreteElement[],
): DiscreteTableDefect[] {
  const count = 2 * regressionUnknowns(inputs.columns, 1);
  if (elements.length === 0 || inputs.rows <= count) return [];
  const tree = new KDTree(inputs);
  const places = evenlySpread(
    new Matrix(
      inputs.rows,
      1,
      Float64Array.from({ length: inputs.rows }, (_, i) => i),
    ),
    MOST_COMPARED,
  ).data;
  const at = rowsAt(inputs, places);
  const given = rowsAt(outputs, places);
  const own = tree.nearest(at, 2).squaredDistances.filter((_, k) => k % 2 === 1);
  const reach = quantile(own, AMONG);
  /** F̂ at each row from its nearest samples, the first `skip` left out; undefined where that is not known. */
  const predicted = (points: Matrix, skip: 0 | 1): (Float64Array | undefined)[] => {
    const { indices, squaredDistances } = tree.nearest(points, count + skip);
    return Array.from({ length: points.rows }, (_, i) => {
      const start = i * (count + skip);
      if (squaredDistances[start] > reach) return undefined;
      const near = indices.subarray(start + skip, start + skip + count);
      const offsets = rowsAt(inputs, near);
      const x = points.row(i);
      for (let k = 0; k < offsets.data.length; k++) offsets.data[k] -= x[k % x.length];
      return localRegression(offsets, rowsAt(outputs, near), 1)?.intercepts;
    });
  };
  const compare = (moved: (Float64Array | undefined)[], back: Matrix, centred: boolean) => {
    const kept = moved.flatMap((value, i) => (value === undefined ? [] : [i]));
    if (kept.length === 0) return { defect: Number.NaN, compared: 0 };
    const turned = Matrix.fromRows(kept.map((i) => back.apply(moved[i]!)));
    const { defect } = comparison(turned, rowsAt(given, kept), centred);
    return { defect, compared: kept.length };
  };
  const others = predicted(at, 1);
  return elements.map((element) => {
    const identity = Matrix.identity(element.output.rows);
    const centred = isInvariance(element);
    return {
      name: element.name,
      ...compare(predicted(image(element, at), 0), element.outputInverse, centred),
      floor: compare(others, identity, centred).defect,
    };
  });
}
