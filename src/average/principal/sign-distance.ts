/**
 * How far a column is from another canonical sign.
 *
 * | symbol | name here | meaning                                                     |
 * | t      | column    | coordinates of the points along one axis                    |
 * | c, c′  |           | the two classes of least |t_i|                               |
 * | s_c    |           | Σ_{i ∈ c} t_i + 10 Σ_i t_i, whose sign decides (signs.ts)    |
 *
 * The sign changes where s_c does, ‖∇s_c‖ away, and where a point of c′ comes before c while
 * s_c′ has another sign. Where c does not decide, any noise lets it.
 */
import { gapClusters } from "../../numerics/index.js";

const OFFSET = 10;

/**
 * Euclidean length of a found change of the column that turns its sign, in the column's units;
 * Infinity for a column of zeros.
 * @param centred whether changes sum to 0
 * @param tolerance coordinates nearer than this have one |t|
 */
export function signDistance(column: Float64Array, centred: boolean, tolerance: number): number {
  const n = column.length;
  const sizes = column.map(Math.abs);
  if (sizes.every((size) => size <= tolerance)) return Number.POSITIVE_INFINITY;
  const { classes, count } = gapClusters(sizes, tolerance);
  const total = centred ? 0 : column.reduce((sum, t) => sum + t, 0);
  const [first, second] = [0, 1].map((c) => {
    const members = column.filter((_, i) => classes[i] === c);
    const s = members.reduce((sum, t) => sum + t, OFFSET * total);
    return { members, s, size: Math.abs(members[0] ?? 0) };
  });
  if (Math.abs(first.s) <= tolerance) return 0;
  const k = first.members.length;
  const slope = centred ? k * (1 - k / n) : (n - k) * OFFSET ** 2 + k * (OFFSET + 1) ** 2;
  const vanishing = Math.abs(first.s) / Math.sqrt(slope);
  if (count < 2 || first.s * second.s > 0) return vanishing;
  const exchange = (second.size - first.size) / Math.sqrt(centred ? 2 * (1 - 2 / n) : 2);
  return Math.min(vanishing, k === 1 ? exchange : second.size - first.size);
}
