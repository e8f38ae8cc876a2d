/**
 * Untrained networks on clouds of n points in d dimensions, for the table of equivariance errors
 * (Lin et al. 2024). None of them knows any symmetry of space.
 */
import { Matrix, product, type RandomStream } from "../../numerics/index.js";
import {
  addToRows,
  type Backbone,
  denseLayer,
  inTurn,
  meanRow,
  mish,
  normaliseColumns,
  relu,
  uniformMatrix,
} from "./dense-layer.js";

const WIDTH = 64;
const LAST = 16;

/** Points that are at most this far from each other are neighbours, ties at 1 included. */
const RADIUS = 1 + 1e-9;

/** Each row by itself: d → 64 → 64 → 64 → 16 → d with ReLU. */
export function pointPerceptron(d: number, random: RandomStream): Backbone {
  return perceptron(d, random, relu, (hidden) => hidden);
}

/** The same with Mish, and batch norm in training after the first three layers: the rows are coupled. */
export function normalisedPointPerceptron(d: number, random: RandomStream): Backbone {
  return perceptron(d, random, mish, normaliseColumns);
}

function perceptron(
  d: number,
  random: RandomStream,
  activation: Backbone,
  after: Backbone,
): Backbone {
  const widths = [d, WIDTH, WIDTH, WIDTH];
  const hidden = widths.slice(1).flatMap((width, layer) => {
    return [denseLayer(widths[layer], width, random.split(layer)), activation, after];
  });
  return inTurn(...hidden, headOf(d, random, activation));
}

/** 64 → 16 → d. */
function headOf(
  d: number,
  random: RandomStream,
  activation: Backbone,
  deviation?: number,
): Backbone {
  const own = random.split("first of head");
  const first =
    deviation === undefined ? denseLayer(WIDTH, LAST, own) : normalLayer(LAST, deviation, own);
  return inTurn(first, activation, denseLayer(LAST, d, random.split("last of head")));
}

/**
 * A graph convolutional network (Kipf and Welling 2017) on the graph of the points within distance 1:
 * three layers ReLU(S H W + b) of width 64 with S = D^(−1/2) (A + I) D^(−1/2), the mean of the rows, 64 →
 * 16 → d; gives one row.
 */
export function pointConvolution(d: number, random: RandomStream): Backbone {
  const widths = [d, WIDTH, WIDTH, WIDTH];
  const weights = widths.slice(1).map((width, layer) => {
    const bound = Math.sqrt(6 / (widths[layer] + width));
    return uniformMatrix(widths[layer], width, bound, random.split(layer));
  });
  const head = inTurn(meanRow, headOf(d, random, relu));
  return (input) => {
    const adjacency = nearPoints(input).add(Matrix.identity(input.rows));
    const scales = degrees(adjacency).map((degree) => 1 / Math.sqrt(degree));
    const spread = new Matrix(
      input.rows,
      input.rows,
      adjacency.data.map(
        (entry, k) => entry * scales[Math.floor(k / input.rows)] * scales[k % input.rows],
      ),
    );
    const layer = (h: Matrix, w: Matrix): Matrix => relu(product(spread, product(h, w)));
    return head(weights.reduce(layer, input));
  };
}

/** From 64 numbers, with normal weights; the biases uniform as ever. */
function normalLayer(outputs: number, deviation: number, random: RandomStream): Backbone {
  const weights = new Matrix(WIDTH, outputs, random.split("normal").normals(WIDTH * outputs));
  const bias = uniformMatrix(1, outputs, 1 / Math.sqrt(WIDTH), random.split("bias")).data;
  return (input) => addToRows(product(input, weights.scale(deviation)), bias);
}

export interface PointIsomorphismOptions {
  /**
   * The first weights after the mean become normal with this deviation; default uniform. The code
   * of Lin et al. 2024 takes 1e-6, with which the output hardly depends on the input.
   */
  readonly headDeviation?: number;
}

/**
 * A graph isomorphism network (Xu et al. 2019) on the same graph: ReLU(((1 + ε) H + A H) W + b) with ε
 * uniform in [0, 1), three layers of width 64, the mean of the rows, 64 → 16 → d; gives one row.
 */
export function pointIsomorphism(
  d: number,
  random: RandomStream,
  { headDeviation }: PointIsomorphismOptions = {},
): Backbone {
  const layers = [d, WIDTH, WIDTH].map((inputs, layer) => ({
    dense: denseLayer(inputs, WIDTH, random.split(layer)),
    own: 1 + random.split("own").split(layer).uniform(),
  }));
  const head = inTurn(meanRow, headOf(d, random, relu, headDeviation));
  return (input) => {
    const adjacency = nearPoints(input);
    const hidden = layers.reduce(
      (h, { dense, own }) => relu(dense(product(adjacency, h).add(h, own))),
      input,
    );
    return head(hidden);
  };
}

/**
 * An MLP that mixes points and coordinates, for permutations: d → 32 along the rows, n → n along
 * the columns, 32 → 32 → 16 → d along the rows; ReLU.
 * @param n points of every input
 */
export function mixingPerceptron(d: number, n: number, random: RandomStream): Backbone {
  return mixing(d, n, random, relu, (hidden) => hidden);
}

/** The same with Mish, and batch norm in training after the first three layers. */
export function normalisedMixingPerceptron(d: number, n: number, random: RandomStream): Backbone {
  return mixing(d, n, random, mish, normaliseColumns);
}

function mixing(
  d: number,
  n: number,
  random: RandomStream,
  activation: Backbone,
  after: Backbone,
): Backbone {
  const dense = (k: number, inputs: number, outputs: number): Backbone =>
    denseLayer(inputs, outputs, random.split(k));
  const transposed: Backbone = (input) => input.transpose();
  return inTurn(
    ...[dense(0, d, 32), activation, after, transposed],
    ...[dense(1, n, n), activation, after, transposed],
    ...[dense(2, 32, 32), activation, after],
    ...[dense(3, 32, LAST), activation, dense(4, LAST, d)],
  );
}

/** 1 for each two points within the radius. */
function nearPoints({ rows, columns, data }: Matrix): Matrix {
  const adjacency = Matrix.zeros(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let k = 0; k < columns; k++) {
        square += (data[i * columns + k] - data[j * columns + k]) ** 2;
      }
      if (square > RADIUS ** 2) continue;
      adjacency.data[i * rows + j] = adjacency.data[j * rows + i] = 1;
    }
  }
  return adjacency;
}

function degrees(adjacency: Matrix): Float64Array {
  return adjacency.apply(new Float64Array(adjacency.columns).fill(1));
}
