/**
 * SO(2) and SO(3): Y is the circle, or the ordered orthonormal pairs of ℝ³, given by vectors of any
 * length and angle. Their stabilisers are trivial, so that ξ is exact.
 *
 * | symbol | plane   | space                  |
 * | y      | v, [2]  | v₁ and v₂, rows, [2, 3] |
 * | y₀     | (1, 0)  | (1, 0, 0), (0, 1, 0)   |
 * | ρ_Y(g) | g v     | g v₁, g v₂             |
 */
import { specialOrthogonalGroup } from "../../groups/index.js";
import { Matrix, type Vector } from "../../numerics/index.js";
import { batchOf, sampleOf, transposes } from "./elements.js";
import type { FrameReader } from "./frames/frame.js";
import { planarFrame } from "./frames/planar-frame.js";
import { spaceFrame } from "./frames/space-frame.js";
import type { PoseSpace } from "./pose-space.js";
import { requireBatchPose, requirePose } from "./require-pose.js";

/** Angles of the plane, from a vector v of frequency 1: [2]. */
export function circlePoses(): PoseSpace<Matrix> {
  return rotations("S¹", [2], planarFrame);
}

/** Orientations in space, from two vectors: [2, 3]. */
export function rotationPoses(): PoseSpace<Matrix> {
  return rotations("orthonormal pairs of ℝ³", [2, 3], spaceFrame);
}

function rotations(
  name: string,
  shape: readonly number[],
  { dimension: n, read, readBatch }: FrameReader,
): PoseSpace<Matrix> {
  const size = n * (n - 1);
  return {
    name,
    group: specialOrthogonalGroup(n),
    shape,
    ...(n === 2 && { frequencies: [1] }),
    base: Matrix.identity(n).data.slice(0, size),
    elementShapes: [[n, n]],
    act: (g, y) => {
      requirePose(name, shape, y);
      return turnedRows(g, y);
    },
    section: (y) => {
      requirePose(name, shape, y);
      const { matrix, rank } = read(y);
      return { element: matrix, isDegenerate: rank < n - 1 };
    },
    sample: (random) => random.normals(size),
    inverses: transposes,
    batchSection: (y) => {
      requireBatchPose(name, shape, y);
      const { matrices, isDegenerate } = readBatch(y);
      return { elements: [matrices], isDegenerate };
    },
    elementAt: ({ elements }, k) => nearestRotation(sampleOf(elements[0], k), read),
    tensorsOf: (elements) => [
      batchOf(
        elements.map(({ data }) => data),
        [n, n],
      ),
    ],
  };
}

/** g v for each row v of `rows`. */
export function turnedRows(g: Matrix, rows: Vector): Float64Array {
  const n = g.columns;
  const out = new Float64Array(rows.length);
  for (let start = 0; start < rows.length; start += n) {
    out.set(g.apply(rows.subarray(start, start + n)), start);
  }
  return out;
}

/** A rotation from entries, row-major, that are one to rounding in float32. */
export function nearestRotation(entries: Vector, read: FrameReader["read"]): Matrix {
  const n = Math.round(Math.sqrt(entries.length));
  const columns = new Matrix(n, n, Float64Array.from(entries)).transpose();
  return read(columns.data.subarray(0, n * (n - 1))).matrix;
}
