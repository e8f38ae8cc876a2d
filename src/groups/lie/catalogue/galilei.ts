/**
 * The Galilei group on events (t, x) ∈ ℝ^{1+n}: t ↦ t + s, x ↦ R x + v t + a, as
 * homogeneous matrices of size n + 2,
 *
 *   g = (1, 0, s; v, R, a; 0, 0, 1).
 *
 * | generators, in this order | names | number       |
 * | rotations of space        | R12 … | n(n − 1)/2   |
 * | boosts, v along axis k    | B1 …  | n            |
 * | shifts of space           | T1 …  | n            |
 * | shift of time             | T0    | 1            |
 */
import { Matrix } from "../../../numerics/index.js";
import {
  axesName,
  matrixOf,
  type NamedGenerator,
  reflection,
  requireComponents,
  requireDimension,
  rotationGenerators,
  translationGenerators,
} from "../generators.js";
import { haarOrthogonal, haarRotation } from "../haar/haar-matrices.js";
import { homogeneousMatrix, homogeneousParts } from "../homogeneous.js";
import { galileiLogarithm } from "../logarithm/motion-logarithm.js";
import { type MatrixLieGroup, matrixLieGroup } from "../matrix-lie-group.js";
import { restoreOrthogonal } from "./orthogonal.js";

/**
 * The connected Galilei group; with `components: "all"` also the reflection of the
 * last axis of space and the reversal of time, four components. Draws: R Haar, the
 * rest standard normal.
 * @throws DomainError unless n is whole, 1 … 64, and for other components
 */
export function galileiGroup(
  n: number,
  options: { readonly components?: "identity" | "all" } = {},
): MatrixLieGroup {
  requireDimension("galileiGroup", n);
  const { components = "identity" } = options;
  requireComponents("galileiGroup", components, ["identity", "all"]);
  const size = n + 2;
  const boosts: NamedGenerator[] = Array.from({ length: n }, (_, k) => ({
    name: axesName("B", k),
    matrix: matrixOf(size, [[1 + k, 0, 1]]),
  }));
  const mirror = reflection(size, n);
  const reversal = reflection(size, 0);
  const all = components === "all";
  return matrixLieGroup({
    name: all ? `Gal(${n}) with reflections` : `Gal(${n})`,
    size,
    homogeneous: true,
    compact: false,
    generators: [
      ...rotationGenerators(size, n, 1),
      ...boosts,
      ...translationGenerators(size, n, 1),
      { name: "T0", matrix: matrixOf(size, [[0, size - 1, 1]]) },
    ],
    components: all ? [mirror, reversal, mirror.multiply(reversal)] : [],
    ...(all && { discreteGenerators: [mirror, reversal] }),
    inverse: (g) => {
      const { linear, offset } = homogeneousParts(g);
      const { time, turn, velocity } = eventParts(linear);
      const back = turn.transpose();
      const inverse = eventMatrix(
        time,
        back,
        back.apply(velocity).map((value) => -time * value),
      );
      return homogeneousMatrix(
        inverse,
        inverse.apply(offset).map((value) => 0 - value),
      );
    },
    log: galileiLogarithm,
    restore: (g) => {
      const { linear, offset } = homogeneousParts(g);
      const { time, turn, velocity } = eventParts(linear);
      return homogeneousMatrix(eventMatrix(time, restoreOrthogonal(turn), velocity), offset);
    },
    sample: (random) => {
      const turn = all ? haarOrthogonal(n, random) : haarRotation(n, random);
      const time = all && random.integer(2) === 1 ? -1 : 1;
      const linear = eventMatrix(time, turn, random.normals(n));
      return homogeneousMatrix(linear, random.normals(n + 1));
    },
  });
}

/** (time, 0; velocity, turn) on events (t, x). */
function eventMatrix(time: number, turn: Matrix, velocity: Float64Array): Matrix {
  const out = Matrix.diagonal([time]).directSum(turn);
  velocity.forEach((value, k) => {
    out.data[(k + 1) * out.columns] = value;
  });
  return out;
}

function eventParts(linear: Matrix): { time: number; turn: Matrix; velocity: Float64Array } {
  const n = linear.rows - 1;
  const turn = new Matrix(n, n);
  for (let i = 0; i < n; i++) turn.data.set(linear.row(i + 1).subarray(1), i * n);
  return { time: linear.at(0, 0), turn, velocity: linear.column(0).subarray(1) };
}
