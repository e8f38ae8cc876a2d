/**
 * Untrained networks on graphs, given by adjacency matrices, for counting which graphs they tell
 * apart (Puny et al. 2022). They see the order of the vertices: a canonical form, or a frame,
 * makes their answers invariant.
 */
import { ShapeError } from "../../errors.js";
import { Matrix, product, type RandomStream } from "../../numerics/index.js";
import { type Backbone, denseLayer, entrywise, inTurn, relu } from "./dense-layer.js";

const tanh: Backbone = (input) => entrywise(input, Math.tanh);

export interface GraphBackboneOptions {
  /** Numbers of the embedding; default 10. */
  readonly outputs?: number;
}

/**
 * A graph isomorphism network with one-hot vertices, so that it can tell all of them apart: three
 * layers tanh(((1 + ε) H + A H) W + b) of width 64, H = I first, the sum of the rows, 64 → outputs.
 * From n × n to one row. @param n vertices of every graph
 */
export function identifiedGraphNetwork(
  n: number,
  random: RandomStream,
  { outputs = 10 }: GraphBackboneOptions = {},
): Backbone {
  const layers = [n, 64, 64].map((inputs, layer) => ({
    dense: denseLayer(inputs, 64, random.split(layer)),
    own: 1 + random.split("own").split(layer).uniform(),
  }));
  const head = denseLayer(64, outputs, random.split("head"));
  return (adjacency) => {
    requireSize("identifiedGraphNetwork", adjacency, n);
    const hidden = layers.reduce(
      (h, { dense, own }) => tanh(dense(product(adjacency, h).add(h, own))),
      Matrix.identity(n),
    );
    const ones = new Matrix(1, n, new Float64Array(n).fill(1));
    return head(product(ones, hidden));
  };
}

/**
 * An MLP on the flattened adjacency matrix, n² → 128 → 64 → outputs with ReLU. From n × n to one row.
 * @param n vertices of every graph
 */
export function adjacencyPerceptron(
  n: number,
  random: RandomStream,
  { outputs = 10 }: GraphBackboneOptions = {},
): Backbone {
  const network = inTurn(
    ...[denseLayer(n * n, 128, random.split(0)), relu],
    ...[denseLayer(128, 64, random.split(1)), relu],
    denseLayer(64, outputs, random.split(2)),
  );
  return (adjacency) => {
    requireSize("adjacencyPerceptron", adjacency, n);
    return network(new Matrix(1, n * n, adjacency.data));
  };
}

function requireSize(caller: string, { rows, columns }: Matrix, n: number): void {
  if (rows === n && columns === n) return;
  throw new ShapeError(
    `${caller}: got ${rows} × ${columns}; this network was made for ${n} × ${n}.`,
  );
}
