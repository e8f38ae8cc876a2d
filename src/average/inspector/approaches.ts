/**
 * Straight ways from a cloud to where frames of its kind may jump: to a chosen set of rows
 * that becomes dependent, to two spreads that become equal, to two points that tie.
 *
 * | from                    | by the change                    | of Frobenius norm    |
 * | chosen rows Φ = U Σ Vᵀ  | −σ_k u_k v_kᵀ on those rows      | σ_min of Φ           |
 * | spreads σ_j < σ_k of X  | (u_j v_jᵀ − u_k v_kᵀ) (σ_k − σ_j)/2 | (σ_k − σ_j)/√2    |
 * | x_i, x_j in order       | half their first difference each | \|x_i1 − x_j1\|/√2   |
 *
 * Under a frame about the centroid a change of some rows moves the centroid as well, and
 * u_k is replaced by (I − 11ᵀ/n)⁻¹ u_k on those rows.
 */
import { Matrix, product, singularValueDecomposition } from "../../numerics/index.js";
import type { Pose } from "../frame.js";
import type { LinearPose, PermutationPose } from "../minimal/index.js";

export interface Approach {
  /** Such as "rows 0, 1, 2 become dependent". */
  readonly name: string;
  /** The change that meets the degeneracy, n × d in the input's units. */
  readonly change: Matrix;
}

/** Ways that the poses suggest; whether the frame jumps at their ends is another question. */
export function approaches(cloud: Matrix, poses: readonly Pose<Matrix>[]): Approach[] {
  const [pose] = poses as readonly Partial<LinearPose & PermutationPose<Matrix>>[];
  const out: Approach[] = [];
  if (pose.basis && pose.element) out.push(...dependentRows(cloud, pose as LinearPose));
  else out.push(...equalSpreads(cloud, pose.shift));
  if (pose.order) out.push(...ties(cloud, pose.order));
  return out.filter(({ change }) => change.data.every(Number.isFinite));
}

function dependentRows(cloud: Matrix, { basis, form, element, shift }: LinearPose): Approach[] {
  const { rows: n, columns: d } = cloud;
  const rows = basis!.rows;
  const centred = shift.some((value) => value !== 0);
  const out: Approach[] = [];
  for (let k = 1; k <= rows.length; k++) {
    const chosen = new Matrix(k, k);
    for (let j = 0; j < k; j++) chosen.row(j).set(form.row(rows[j]).subarray(0, k));
    const { U, V, values } = singularValueDecomposition(chosen);
    if (!(values[k - 1] > 0)) continue;
    const parts = U.column(k - 1);
    if (centred && n > k) {
      const sum = parts.reduce((total, part) => total + part, 0);
      for (let j = 0; j < k; j++) parts[j] += sum / (n - k);
    } else if (centred) continue;
    const turned = new Matrix(n, d);
    for (let j = 0; j < k; j++) {
      for (let a = 0; a < k; a++) {
        turned.data[rows[j] * d + a] = -values[k - 1] * parts[j] * V.at(a, k - 1);
      }
    }
    const names = [...rows.subarray(0, k)].join(", ");
    out.push({
      name: k === 1 ? `row ${names} vanishes` : `rows ${names} become dependent`,
      change: product(turned, element.transpose()),
    });
  }
  return out;
}

function equalSpreads(cloud: Matrix, shift: Float64Array | undefined): Approach[] {
  const { columns: d } = cloud;
  const points = cloud.clone();
  if (shift?.length === d) {
    for (let k = 0; k < points.data.length; k++) points.data[k] -= shift[k % d];
  }
  const { U, V, values } = singularValueDecomposition(points);
  const out: Approach[] = [];
  for (let k = 1; k < values.length; k++) {
    const half = (values[k - 1] - values[k]) / 2;
    if (!(half > 0)) continue;
    const change = new Matrix(cloud.rows, d);
    for (let i = 0; i < cloud.rows; i++) {
      for (let a = 0; a < d; a++) {
        change.data[i * d + a] = half * (U.at(i, k) * V.at(a, k) - U.at(i, k - 1) * V.at(a, k - 1));
      }
    }
    out.push({ name: `spreads ${k - 1} and ${k} become equal`, change });
  }
  return out;
}

function ties(cloud: Matrix, order: Int32Array): Approach[] {
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (let k = 1; k < order.length; k++) {
    const gap = Math.abs(cloud.at(order[k], 0) - cloud.at(order[k - 1], 0));
    if (gap > 0 && gap < least) [best, least] = [k, gap];
  }
  if (best < 0) return [];
  const [i, j] = [order[best - 1], order[best]];
  const change = new Matrix(cloud.rows, cloud.columns);
  const half = (cloud.at(j, 0) - cloud.at(i, 0)) / 2;
  change.data[i * cloud.columns] = half;
  change.data[j * cloud.columns] = -half;
  return [{ name: `points ${i} and ${j} tie`, change }];
}
