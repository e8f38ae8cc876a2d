/** Clouds, models and group actions for the laws of minimal frames. */
import {
  affineParts,
  average,
  type Frame,
  Matrix,
  type MatrixLieGroup,
  type OutputAction,
  type Pose,
  type RandomStream,
} from "../../../src/index.js";

/** Rows g x_i. */
export function moved(group: MatrixLieGroup, g: Matrix, cloud: Matrix): Matrix {
  const { linear, offset } = affineParts(group, g);
  const out = cloud.multiply(linear.transpose());
  for (let k = 0; k < out.data.length; k++) out.data[k] += offset[k % out.columns];
  return out;
}

export function normalCloud(count: number, dimension: number, random: RandomStream): Matrix {
  return new Matrix(count, dimension, random.normals(count * dimension));
}

/** n points that span `rank` random dimensions. */
export function cloudOfRank(
  count: number,
  dimension: number,
  rank: number,
  random: RandomStream,
): Matrix {
  return normalCloud(count, rank, random).multiply(normalCloud(rank, dimension, random));
}

/**
 * A smooth model with no symmetry at all: each row of the output depends on all points and
 * on their order.
 */
export function plainModel(dimension: number, random: RandomStream): (cloud: Matrix) => Matrix {
  const width = 8;
  const own = normalCloud(width, dimension, random);
  const all = normalCloud(width, dimension, random);
  const out = normalCloud(dimension, 2 * width, random);
  return (cloud) => {
    const pooled = new Float64Array(width);
    for (let i = 0; i < cloud.rows; i++) {
      all.apply(cloud.row(i)).forEach((value, k) => {
        pooled[k] += Math.tanh(value + 0.1 * i) / cloud.rows;
      });
    }
    const value = new Matrix(cloud.rows, dimension);
    for (let i = 0; i < cloud.rows; i++) {
      const hidden = own.apply(cloud.row(i)).map((x) => Math.tanh(x + 0.3));
      value.row(i).set(out.apply(Float64Array.of(...hidden, ...pooled)));
    }
    return value;
  };
}

/**
 * Row i is x_i plus multiples, from their places alone, of the other points' differences to
 * it: equivariant under every linear and affine map.
 */
export function combination(cloud: Matrix): Matrix {
  const out = cloud.clone();
  for (let i = 0; i < cloud.rows; i++) {
    for (let j = 0; j < cloud.rows; j++) {
      const factor = Math.sin(1 + 3 * i + 7 * j);
      for (let k = 0; k < cloud.columns; k++) {
        out.data[i * cloud.columns + k] += factor * (cloud.at(j, k) - cloud.at(i, k));
      }
    }
  }
  return out;
}

/** max |g f̂(x) − f̂(g x)| over the largest output. */
export function defect<P extends Pose<Matrix>>(
  group: MatrixLieGroup,
  g: Matrix,
  cloud: Matrix,
  model: (cloud: Matrix) => Matrix,
  frame: Frame<Matrix, P>,
  output: OutputAction<P, Matrix>,
): number {
  const averaged = average(model, frame, output);
  const expected = moved(group, g, averaged(cloud));
  const got = averaged(moved(group, g, cloud));
  return relative(expected, got);
}

/** max |a − b| over the largest entry of both. */
export function relative(a: Matrix, b: Matrix): number {
  const size = Math.max(a.maxAbs(), b.maxAbs());
  return size === 0 ? 0 : a.maxDifference(b) / size;
}

export function roundedToSingle(cloud: Matrix): Matrix {
  return new Matrix(cloud.rows, cloud.columns, Float64Array.from(cloud.data, Math.fround));
}

const GOLDEN = (1 + Math.sqrt(5)) / 2;

/** Clouds with many ties, in 3 dimensions. */
export const SYMMETRIC_CLOUDS: Readonly<Record<string, Matrix>> = {
  tetrahedron: Matrix.fromRows([
    [1, 1, 1],
    [1, -1, -1],
    [-1, 1, -1],
    [-1, -1, 1],
  ]),
  octahedron: Matrix.fromRows([
    [1, 0, 0],
    [-1, 0, 0],
    [0, 1, 0],
    [0, -1, 0],
    [0, 0, 1],
    [0, 0, -1],
  ]),
  cube: Matrix.fromRows(
    [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z) => [x, y, z]))),
  ),
  icosahedron: Matrix.fromRows(
    [-1, 1].flatMap((a) =>
      [-GOLDEN, GOLDEN].flatMap((b) => [
        [0, a, b],
        [a, b, 0],
        [b, 0, a],
      ]),
    ),
  ),
  square: Matrix.fromRows([
    [1, 0, 0],
    [0, 1, 0],
    [-1, 0, 0],
    [0, -1, 0],
  ]),
  lattice: Matrix.fromRows(
    [0, 1, 2].flatMap((x) => [0, 1, 2].flatMap((y) => [0, 1].map((z) => [x, y, z]))),
  ),
  collinear: Matrix.fromRows([-2, -1, 0, 1, 2].map((t) => [t, 2 * t, -3 * t])),
  repeated: Matrix.fromRows([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
    [0, 1, 0],
    [0, 1, 0],
  ]),
  "one point": Matrix.fromRows([[3, -1, 2]]),
  "equal points far away": Matrix.fromRows(
    Array.from({ length: 7 }, () => [1e6 + 0.1, 1 / 3, -7e5]),
  ),
  zeros: Matrix.zeros(4, 3),
  "no points": Matrix.zeros(0, 3),
};
