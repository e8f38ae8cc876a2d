import { expect } from "chai";
import {
  type Program,
  type ProgramInputs,
  ProgramKernel,
  program,
  type Tensor,
} from "../../../src/networks/program/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { type ReferenceState, referenceLoss, referenceValues } from "./reference.js";

/** Each operation between two linear layers with parameters on both sides, 6 rows × 5 columns. */
const ROWS = 6;
const COLUMNS = 5;

type Piece = (p: Program, h: Tensor, g: Tensor) => Tensor;
const indices = (...values: number[]): Int32Array => Int32Array.from(values);

const pieces: Record<string, Piece> = {
  silu: (p, h) => p.silu(h),
  relu: (p, h) => p.relu(h),
  tanh: (p, h) => p.tanh(h),
  mish: (p, h) => p.mish(h),
  sigmoid: (p, h) => p.sigmoid(h),
  square: (p, h) => p.square(h),
  scale: (p, h) => p.scale(h, -1.75),
  add: (p, h, g) => p.add(h, g),
  "add to itself": (p, h) => p.add(h, h),
  subtract: (p, h, g) => p.subtract(h, g),
  "a residual": (p, h, g) => p.add(p.tanh(p.add(h, g)), h),
  multiply: (p, h, g) => p.multiply(h, g),
  "multiply by itself": (p, h) => p.multiply(h, h),
  "add a row": (p, h) => p.add(h, p.linear(p.constant(new Float32Array([0.5]), [1, 1]), COLUMNS)),
  "subtract a row": (p, h) => p.subtract(h, p.parameter([1, COLUMNS], 0.25)),
  "multiply by a row": (p, h) => p.multiply(h, p.parameter([1, COLUMNS], 0.75)),
  "multiply by a column": (p, h, g) => p.multiply(h, p.rowSum(g)),
  "add a column": (p, h, g) => p.add(h, p.columns(g, 2, 1)),
  "multiply by a number": (p, h) => p.multiply(h, p.parameter([1, 1], 1.25)),
  "layer norm": (p, h) => p.layerNorm(h),
  "batch norm": (p, h) => p.batchNorm(h),
  concatenate: (p, h, g) => p.concatenate([h, p.tanh(g), h]),
  "some columns": (p, h) => p.columns(h, 1, 3),
  gather: (p, h) => p.gather(h, p.constant(indices(4, 0, 4, -1, 5, 2))),
  difference: (p, h) =>
    p.difference(h, p.constant(indices(0, 1, 5, -1, 2, 2)), p.constant(indices(3, 3, -1, 1, 2, 0))),
  "segment sum": (p, h) => p.segmentSum(h, p.constant(indices(0, 2, 2, -1, 0, 2)), ROWS),
  "segment mean": (p, h) => p.segmentMean(h, p.constant(indices(0, 2, 2, -1, 0, 2)), ROWS),
  "neighbour sum": (p, h) =>
    p.neighbourSum(h, p.constant(indices(0, 1, 2, 5, -1)), p.constant(indices(1, 0, 1, -1, 3))),
  "block mean": (p, h) => p.blockMean(h, 3),
  "block sum": (p, h) => p.blockSum(h, 3),
  repeat: (p, h) => p.repeat(p.blockSum(h, 3), 2),
  rotate: (p, h) => {
    const matrices = Float32Array.from({ length: 2 * 25 }, (_, k) => Math.sin(k));
    return p.rotate(h, p.constant(matrices, [2, 25]));
  },
  "rotate back": (p, h) => {
    const matrices = Float32Array.from({ length: 6 * 4 }, (_, k) => Math.cos(k));
    return p.rotate(p.columns(h, 1, 4), p.constant(matrices, [6, 4]), true);
  },
  "row sum": (p, h) => p.rowSum(h),
  softmax: (p, h) => p.softmax(h),
};

type Loss = (p: Program, h: Tensor) => Tensor;
const losses: Record<string, Loss> = {
  "absolute error": (p, h) => p.absoluteError(h, p.input("y", [h.rows, h.columns])),
  "squared error": (p, h) => p.squaredError(h, p.input("y", [h.rows, h.columns])),
  "a mean": (p, h) => p.mean(p.square(h)),
  logistic: (p, h) => p.logistic(h, p.input("y", [h.rows, h.columns])),
  "cross entropy": (p, h) => p.crossEntropy(h, p.indices("classes", h.rows)),
};

function inputsOf(p: Program, random: RandomStream): ProgramInputs {
  const inputs: Record<string, Float32Array | Int32Array> = {};
  for (const { name, rows, columns, indices: whole } of p.nodes) {
    if (name === undefined) continue;
    inputs[name] = whole
      ? Int32Array.from({ length: rows }, (_, r) => (r === 1 ? -1 : r % 3))
      : Float32Array.from(random.normals(rows * columns), (x) =>
          name === "y" ? 1 / (1 + x * x) : x,
        );
  }
  return inputs;
}

/** Values and gradients against the reference. */
function check(p: Program, active = p.samples): void {
  const random = RandomStream.fromSeed(7).split("inputs");
  const kernel = new ProgramKernel(p, RandomStream.fromSeed(3));
  const inputs = inputsOf(p, random);
  kernel.setInputs(inputs);
  const parameters = p.parameters.map((_, k) => Float64Array.from(kernel.parameter(k)));
  const state: ReferenceState = { inputs, parameters, training: true, active };
  kernel.train(0, active);
  const values = referenceValues(p, state);
  for (const node of p.nodes) {
    if (node.indices) continue;
    const found = kernel.value(node);
    values[node.index].flat().forEach((value, k) => {
      const size = Math.max(1, Math.abs(value));
      expect(found[k], `${node.operation}[${k}]`).to.be.closeTo(value, 4e-6 * size);
    });
  }
  const step = 1e-5;
  parameters.forEach((numbers, k) => {
    const gradient = kernel.parameterGradient(k);
    numbers.forEach((value, j) => {
      numbers[j] = value + step;
      const above = referenceLoss(p, state);
      numbers[j] = value - step;
      const below = referenceLoss(p, state);
      numbers[j] = value;
      const expected = (above - below) / (2 * step);
      expect(gradient[j], `parameter ${k}[${j}]`).to.be.closeTo(
        expected,
        2e-5 * (1 + Math.abs(expected)),
      );
    });
  });
}

function around(piece: Piece, loss: Loss): Program {
  const p = program(2);
  const x = p.input("x", [ROWS, 4]);
  const h = p.linear(x, COLUMNS);
  // What nothing depends on is not computed.
  const middle = piece(p, h, piece.length > 2 ? p.linear(x, COLUMNS) : h);
  p.minimise(loss(p, p.linear(middle, 3)));
  return p;
}

describe("program: values and gradients against Float64 and finite differences", () => {
  for (const [name, piece] of Object.entries(pieces)) {
    it(name, () => {
      check(around(piece, losses["squared error"]));
    });
  }
  for (const [name, loss] of Object.entries(losses)) {
    it(name, () => {
      check(around((p, h) => p.tanh(h), loss));
    });
    it(`${name}, of a batch that is not full`, () => {
      check(
        around((p, h) => p.tanh(h), loss),
        1,
      );
    });
  }

  it("layers of any width, tiles and panels not full", () => {
    for (const width of [1, 3, 9, 17]) {
      const p = program(1);
      const x = p.input("x", [width + 2, 7]);
      const h = p.silu(p.linear(x, width));
      p.minimise(p.squaredError(p.linear(h, 2), p.input("y", [width + 2, 2])));
      check(p);
    }
  });

  it("more rows than are summed at once", () => {
    const p = program(1);
    const x = p.input("x", [300, 2]);
    p.minimise(p.mean(p.square(p.layerNorm(p.linear(x, 3)))));
    check(p);
  });
});
