/** The groups and sizes of the paper's first experiment, each with how an element moves input and output. */
import {
  affineGroup,
  average,
  euclideanGroup,
  generalLinearGroup,
  graphFrame,
  homogeneousParts,
  Matrix,
  type MatrixLieGroup,
  minimalFrame,
  orthogonalGroup,
  pairOutput,
  pointOutput,
  product,
  productFrame,
  pseudoOrthogonalGroup,
  type RandomStream,
  rowOutput,
  sortedRowsFrame,
  specialEuclideanGroup,
  specialLinearGroup,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  unitaryGroup,
  vectorOutput,
  vectorRowOutput,
} from "../../src/index.js";

export type CloudMap = (input: Matrix) => Matrix;

export interface Case {
  readonly name: string;
  draw(random: RandomStream): Matrix;
  averaged(model: CloudMap): CloudMap;
  /** A random element, as it moves inputs and outputs alike. */
  element(random: RandomStream): CloudMap;
}

const normals = (n: number, d: number) => (random: RandomStream) =>
  new Matrix(n, d, random.normals(n * d));

function mover(group: MatrixLieGroup): (random: RandomStream) => CloudMap {
  return (random) => {
    const element =
      group.name.startsWith("O(1") || group.name.startsWith("SO(1")
        ? boosted(group, random)
        : group.sample(random);
    if (!group.homogeneous) return (x) => product(x, element.transpose());
    const { linear, offset } = homogeneousParts(element);
    return (x) => {
      const moved = product(x, linear.transpose());
      for (let k = 0; k < moved.data.length; k++) moved.data[k] += offset[k % moved.columns];
      return moved;
    };
  };
}

/** As the reference draws them: |β| < 0.99, each component uniform, then a rotation of space. */
function boosted(group: MatrixLieGroup, random: RandomStream): Matrix {
  let beta: Float64Array;
  let square: number;
  do {
    beta = Float64Array.from({ length: 3 }, () => 0.99 * (2 * random.uniform() - 1));
    square = beta.reduce((sum, b) => sum + b * b, 0);
  } while (square >= 0.99 ** 2);
  const gamma = 1 / Math.sqrt(1 - square);
  const boost = Matrix.identity(4);
  for (let i = 0; i < 3; i++) {
    boost.data[i + 1] = boost.data[4 * (i + 1)] = -gamma * beta[i];
    for (let j = 0; j < 3; j++) {
      boost.data[4 * (i + 1) + j + 1] += ((gamma - 1) * beta[i] * beta[j]) / square;
    }
  }
  boost.data[0] = gamma;
  const special = group.name.startsWith("S");
  const rotation = (special ? specialOrthogonalGroup(3) : orthogonalGroup(3)).sample(random);
  return boost.multiply(Matrix.identity(1).directSum(rotation));
}

function permutation(n: number, random: RandomStream): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

function reordered(x: Matrix, order: Int32Array): Matrix {
  const out = new Matrix(x.rows, x.columns);
  order.forEach((row, i) => {
    out.row(i).set(x.row(row));
  });
  return out;
}

const linear = (group: MatrixLieGroup, n: number): Case => ({
  name: group.name,
  draw: normals(n, group.pointDimension),
  averaged: (model) =>
    group.homogeneous
      ? average(model, minimalFrame(group), pointOutput)
      : average(model, minimalFrame(group), vectorOutput),
  element: mover(group),
});

const withOrder = (group: MatrixLieGroup, n: number): Case => ({
  name: `S_n × ${group.name}`,
  draw: normals(n, group.pointDimension),
  averaged: (model) => average(model, productFrame(group), vectorRowOutput),
  element(random) {
    const [order, move] = [permutation(n, random), mover(group)(random)];
    return (x) => move(reordered(x, order));
  },
});

const graph = (name: string, n: number, draw: Case["draw"], loops: boolean): Case => ({
  name,
  draw,
  averaged: (model) => average(model, graphFrame<Matrix>({ loops }), pairOutput),
  element(random) {
    const order = permutation(n, random);
    return (x) => reordered(reordered(x, order).transpose(), order).transpose();
  },
});

function binary(n: number): Case["draw"] {
  return (random) => {
    const adjacency = new Matrix(n, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        adjacency.data[i * n + j] = adjacency.data[j * n + i] = random.integer(2);
      }
    }
    return adjacency;
  };
}

function gram(n: number): Case["draw"] {
  return (random) => {
    const a = normals(n, n)(random);
    const out = product(a, a.transpose());
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) out.data[j * n + i] = out.data[i * n + j];
    }
    return out;
  };
}

const lorentz = pseudoOrthogonalGroup(1, 3, { components: "all" });

export const cases: readonly Case[] = [
  ...[orthogonalGroup(6), specialOrthogonalGroup(6), euclideanGroup(6), specialEuclideanGroup(6)],
  ...[unitaryGroup(6), specialUnitaryGroup(6), lorentz, pseudoOrthogonalGroup(1, 3)],
  ...[generalLinearGroup(3), specialLinearGroup(3), affineGroup(3)],
]
  .map((group) => linear(group, 128))
  .concat(
    {
      name: "S_n rows",
      draw: normals(32, 3),
      averaged: (model) => average(model, sortedRowsFrame(), rowOutput),
      element(random) {
        const order = permutation(32, random);
        return (x) => reordered(x, order);
      },
    },
    withOrder(orthogonalGroup(3), 32),
    withOrder(specialOrthogonalGroup(3), 32),
    withOrder(lorentz, 32),
    graph("graph, 128 vertices", 128, binary(128), false),
    graph("weighted graph, 16 vertices", 16, gram(16), true),
  );
