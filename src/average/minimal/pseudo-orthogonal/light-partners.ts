/**
 * Light-like directions made into axes (Witt's theorem).
 *
 * | symbol | name here | meaning                                                            |
 * | r_k    | light     | independent, ⟨r_k, r_l⟩ = 0, orthogonal to the axes                |
 * | s_k    | partners  | ⟨r_k, s_l⟩ = δ_kl, ⟨s_k, s_l⟩ = 0, orthogonal to the axes          |
 *
 * Then (r_k + s_k) / √2 and (r_k − s_k) / √2 are a plus and a minus axis, and r_k is their
 * sum over √2: every light-like r_k has the same form, since a boost stretches it at will.
 */
import { dot, inverseMatrix, Matrix } from "../../../numerics/index.js";
import { type Axis, addRow, inner, type Metric, removeAxes } from "./metric.js";

/** The partners s_k. */
export function lightPartners(
  metric: Metric,
  light: readonly Float64Array[],
  axes: readonly Axis[],
): Float64Array[] {
  if (light.length === 0) return [];
  // ⟨r_k, η r_l⟩ = r_k · r_l, so that the η r_l, recombined, are dual to the r_k.
  const weights = inverseMatrix(Matrix.fromRows(light.map((r) => light.map((s) => dot(r, s)))));
  const duals = light.map((_, k) => {
    const out = new Float64Array(metric.dimension);
    light.forEach((r, l) => {
      const mirrored = r.map((x, j) => (j < metric.plus ? x : -x));
      addRow(metric, out, 0, mirrored, 0, weights.at(l, k));
    });
    removeAxes(metric, out, 0, axes);
    return out;
  });
  return duals.map((dual) => {
    const out = dual.slice();
    light.forEach((r, l) => {
      addRow(metric, out, 0, r, 0, -0.5 * inner(metric, dual, 0, duals[l], 0));
    });
    return out;
  });
}

/** The plus and the minus axis of each r_k and its partner. */
export function lightAxes(
  light: readonly Float64Array[],
  partners: readonly Float64Array[],
): Axis[] {
  return light.flatMap((r, k): Axis[] => [
    { vector: r.map((x, j) => (x + partners[k][j]) / Math.SQRT2), sign: 1 },
    { vector: r.map((x, j) => (x - partners[k][j]) / Math.SQRT2), sign: -1 },
  ]);
}
