import { expect } from "chai";
import {
  adjacencyPerceptron,
  complexPerceptron,
  identifiedGraphNetwork,
  mixingPerceptron,
  normalisedComplexPerceptron,
  normalisedMixingPerceptron,
  normalisedPointPerceptron,
  pointConvolution,
  pointIsomorphism,
  pointPerceptron,
} from "../../../src/networks/index.js";
import { ComplexMatrix, Matrix, RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(4);
const normal = (label: string, rows: number, columns: number): Matrix =>
  new Matrix(rows, columns, random.split(label).normals(rows * columns));
const permuted = ({ rows, columns, data }: Matrix, order: readonly number[]): Matrix =>
  new Matrix(
    rows,
    columns,
    Float64Array.from(
      order.flatMap((row) => [...data.subarray(row * columns, (row + 1) * columns)]),
    ),
  );
const distance = (a: Matrix, b: Matrix): number =>
  Math.max(...a.subtract(b).data.map((entry) => Math.abs(entry)));
const order = [3, 0, 5, 1, 4, 2];

describe("untrained backbones", () => {
  const cloud = normal("cloud", 6, 3);

  it("the same seed gives the same network, another one another", () => {
    const value = (seed: number) => pointPerceptron(3, RandomStream.fromSeed(seed))(cloud);
    expect(value(1)).to.deep.equal(value(1));
    expect(distance(value(1), value(2))).to.be.greaterThan(0.01);
  });

  it("a perceptron by rows sees each row alone; with batch norm the rows are coupled", () => {
    const changed = cloud.clone();
    changed.data[0] += 1;
    for (const [network, couples] of [
      [pointPerceptron(3, random), false],
      [normalisedPointPerceptron(3, random), true],
    ] as const) {
      const [before, after] = [network(cloud), network(changed)];
      expect([before.rows, before.columns]).to.deep.equal([6, 3]);
      const difference = after.subtract(before);
      expect(Math.max(...difference.row(0).map(Math.abs))).to.be.greaterThan(1e-3);
      const other = Math.max(...difference.row(5).map(Math.abs));
      if (couples) expect(other).to.be.greaterThan(1e-6);
      else expect(other).to.equal(0);
    }
  });

  it("batch norm does not see the order of the points", () => {
    const columns = normalisedPointPerceptron(3, random)(cloud);
    const same = normalisedPointPerceptron(3, random)(permuted(cloud, order));
    expect(distance(permuted(columns, order), same)).to.be.lessThan(1e-12);
  });

  it("graph networks do not see the order of the points, and ties at distance 1 are edges", () => {
    for (const make of [pointConvolution, pointIsomorphism]) {
      const network = make(3, random);
      const value = network(cloud);
      expect([value.rows, value.columns]).to.deep.equal([1, 3]);
      expect(distance(value, network(permuted(cloud, order)))).to.be.lessThan(1e-12);
      const pair = (gap: number) =>
        network(
          Matrix.fromRows([
            [-0.2, 0.1, 0.4],
            [gap - 0.2, 0.1, 0.4],
            [9, 9, 9],
          ]),
        );
      const jump = (a: number, b: number) => distance(pair(a), pair(b));
      expect(jump(1 - 1e-12, 1 + 1e-12)).to.be.lessThan(1e-10);
      expect(jump(1, 1 + 1e-6)).to.be.greaterThan(1e-4);
    }
  });

  it("mixing perceptrons see the order of the points", () => {
    for (const make of [mixingPerceptron, normalisedMixingPerceptron]) {
      const network = make(3, 6, random);
      const moved = distance(permuted(network(cloud), order), network(permuted(cloud, order)));
      expect(moved).to.be.greaterThan(1e-3);
    }
  });

  it("complex perceptrons keep the shape", () => {
    const input = new ComplexMatrix(normal("real", 6, 3), normal("imaginary", 6, 3));
    for (const make of [complexPerceptron, normalisedComplexPerceptron]) {
      const value = make(3, random)(input);
      expect([value.rows, value.columns]).to.deep.equal([6, 3]);
      expect(value.imaginary.data.every(Number.isFinite)).to.equal(true);
    }
  });

  it("graph backbones tell graphs apart that only their order distinguishes", () => {
    const path = Matrix.fromRows([
      [0, 1, 0],
      [1, 0, 1],
      [0, 1, 0],
    ]);
    const other = Matrix.fromRows([
      [0, 1, 1],
      [1, 0, 0],
      [1, 0, 0],
    ]);
    for (const make of [identifiedGraphNetwork, adjacencyPerceptron]) {
      const network = make(3, random);
      expect(network(path).columns).to.equal(10);
      expect(distance(network(path), network(other))).to.be.greaterThan(1e-3);
      expect(() => network(Matrix.identity(4))).to.throw(
        "got 4 × 4; this network was made for 3 × 3",
      );
    }
  });
});
