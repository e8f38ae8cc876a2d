/**
 * The graph of a cloud that no isometry changes: a vertex for each point, coloured by its
 * product with itself, and an arc for each pair, coloured by theirs.
 *
 * | symbol        | name here | shape | meaning                                     |
 * | ⟨x_i, x_j⟩    | products  | n × n | x_iᵀ η x_j, of points less the centroid for E and SE |
 *
 * Law: clouds of non-degenerate span with equal products differ by one isometry (Witt), so
 * that the automorphisms of this graph are the permutations that some isometry undoes.
 */
import { Graph } from "../../../graphs/index.js";
import { gapClusters, Matrix } from "../../../numerics/index.js";
import type { Precision } from "../../minimal/index.js";
import { longestRow } from "../../minimal/span/cloud.js";
import type { IsometryGroup } from "./isometry-group.js";

/** Products closer than this, relative to the largest one, are taken for equal. */
export const PRODUCT_TOLERANCE: Readonly<Record<Precision, number>> = {
  double: 1e-10,
  single: 1e-5,
};

/** Rounding of one product, relative to the lengths of its points before and after centring. */
const PRODUCT_ROUNDING = 64 * Number.EPSILON;

export interface PairGraph {
  readonly graph: Graph;
  /** Products linked by steps of at most this much were taken for equal, relative to the largest one. */
  readonly tolerance: number;
  /** Length of the shortest found move of points that merges two classes; 0 where ties can be split. */
  readonly distance: number;
}

/** @param tolerance relative to the largest product */
export function pairGraph(cloud: Matrix, group: IsometryGroup, tolerance: number): PairGraph {
  const n = cloud.rows;
  // A power of two, so that products neither overflow nor vanish.
  const unit = 2 ** Math.floor(Math.log2(cloud.maxAbs() || 1));
  const scaled = cloud.scale(1 / unit);
  const points = group.centred ? lessCentroid(scaled) : scaled;
  const products = pairProducts(points, group.signature);
  const threshold = Math.max(
    tolerance * products.maxAbs(),
    PRODUCT_ROUNDING * longestOf(scaled) * longestOf(points),
  );
  const squares = Float64Array.from({ length: n }, (_, i) => products.at(i, i));
  const pairs = new Float64Array((n * (n - 1)) / 2);
  forEachPair(n, (i, j, k) => {
    pairs[k] = products.at(i, j);
  });
  const own = gapClusters(squares, threshold);
  const mutual = gapClusters(pairs, threshold);
  const colours = leavingOutTheMostFrequent(mutual.classes, mutual.count);
  const adjacency = new Matrix(n, n);
  forEachPair(n, (i, j, k) => {
    adjacency.data[i * n + j] = colours[k];
    adjacency.data[j * n + i] = colours[k];
  });
  return {
    graph: Graph.fromAdjacency(adjacency, { colours: own.classes }),
    tolerance: threshold / (products.maxAbs() || 1),
    // For reports only, and dearer than all before.
    get distance(): number {
      const ties = own.count < n || mutual.count < pairs.length;
      return ties ? 0 : closestProducts(points, products) * unit;
    },
  };
}

/** Of points whose squares neither overflow nor vanish. */
const longestOf = ({ data, columns }: Matrix): number =>
  columns === 0 ? 0 : longestRow(data, columns);

export function longest(points: Matrix): number {
  let length = 0;
  for (let i = 0; i < points.rows; i++) length = Math.max(length, Math.hypot(...points.row(i)));
  return length;
}

function lessCentroid(cloud: Matrix): Matrix {
  const centred = cloud.clone();
  for (let j = 0; j < cloud.columns; j++) {
    const centre = cloud.column(j).reduce((sum, value) => sum + value / cloud.rows, 0);
    for (let i = 0; i < cloud.rows; i++) centred.data[i * cloud.columns + j] -= centre;
  }
  return centred;
}

function pairProducts({ rows: n, columns: d, data }: Matrix, signature: Float64Array): Matrix {
  const products = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let a = 0; a < d; a++) sum += signature[a] * data[i * d + a] * data[j * d + a];
      products.data[i * n + j] = sum;
      products.data[j * n + i] = sum;
    }
  }
  return products;
}

/** Colours from 1, and 0, no arc, for the class that most pairs have: fewer arcs to look at. */
function leavingOutTheMostFrequent(classes: Int32Array, count: number): Int32Array {
  const sizes = new Int32Array(count);
  for (const c of classes) sizes[c]++;
  let most = 0;
  for (let c = 1; c < count; c++) if (sizes[c] > sizes[most]) most = c;
  return classes.map((c) => (c === most ? 0 : c + 1));
}

/**
 * Of products next to each other in size, the gap over the length of its gradient in the
 * points. Of ⟨x_i, x_j⟩ − ⟨x_k, x_l⟩ that is at most √(|x_i|² + |x_j|² + |x_k|² + |x_l|²).
 */
function closestProducts(points: Matrix, products: Matrix): number {
  const n = points.rows;
  const squared = Float64Array.from({ length: n }, (_, i) => Math.hypot(...points.row(i)) ** 2);
  const own = Array.from({ length: n }, (_, i) => ({
    value: products.at(i, i),
    slope: 4 * squared[i],
  }));
  const mutual: { value: number; slope: number }[] = [];
  forEachPair(n, (i, j) => {
    mutual.push({ value: products.at(i, j), slope: squared[i] + squared[j] });
  });
  let distance = Number.POSITIVE_INFINITY;
  for (const list of [own, mutual]) {
    list.sort((a, b) => a.value - b.value);
    for (let k = 1; k < list.length; k++) {
      const slope = Math.sqrt(list[k].slope + list[k - 1].slope);
      distance = Math.min(distance, (list[k].value - list[k - 1].value) / slope);
    }
  }
  return distance;
}

function forEachPair(n: number, visit: (i: number, j: number, k: number) => void): void {
  let k = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) visit(i, j, k++);
}
