import { expect } from "chai";
import {
  average,
  complexMotion,
  type DrawMotion,
  equivarianceTable,
  equivarianceTrials,
  linearMotion,
  meanRowDistance,
  minimalFrame,
  movedBatch,
  PUBLISHED_ERRORS,
  pairMotion,
  productMotion,
  randomInvertible,
  randomLorentz,
  randomUnimodular,
  rowMotion,
  vectorOutput,
} from "../../../src/average/index.js";
import {
  euclideanGroup,
  orthogonalGroup,
  pseudoMetric,
  unitaryGroup,
} from "../../../src/groups/index.js";
import { ComplexMatrix, determinant, Matrix, RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(5);
const cloud = (n: number, d: number) => (r: RandomStream) => new Matrix(n, d, r.normals(n * d));

describe("random elements", () => {
  it("are Lorentz: gᵀ η g = η, and forward in time", () => {
    const metric = pseudoMetric(1, 3);
    for (let k = 0; k < 20; k++) {
      const g = randomLorentz(4, random.split("lorentz").split(k));
      const size = g.maxAbs() ** 2;
      expect(g.transpose().multiply(metric).multiply(g).maxDifference(metric)).to.be.below(
        1e-14 * size,
      );
      expect(g.at(0, 0)).to.be.at.least(1);
    }
  });

  it("have determinant 1 where the group is special, both signs where it is not", () => {
    const draw = (special: boolean) =>
      Array.from({ length: 20 }, (_, k) =>
        Math.round(determinant(randomLorentz(4, random.split(k), { special, speed: 0.5 }))),
      );
    expect(new Set(draw(true))).to.deep.equal(new Set([1]));
    expect(new Set(draw(false))).to.deep.equal(new Set([1, -1]));
    for (let k = 0; k < 20; k++) {
      expect(determinant(randomUnimodular(3, random.split(k)))).to.be.closeTo(1, 1e-12);
      expect(Math.abs(determinant(randomInvertible(3, random.split(k))))).to.be.above(1e-3);
    }
  });
});

describe("motions", () => {
  it("turn inputs and vectors alike, and move points", () => {
    const g = linearMotion(euclideanGroup(2), {
      sample: () =>
        Matrix.fromRows([
          [0, -1, 5],
          [1, 0, 7],
          [0, 0, 1],
        ]),
    })(random);
    expect(g.input(Matrix.fromRows([[1, 0]])).toRows()).to.deep.equal([[5, 8]]);
    expect(g.output(Matrix.fromRows([[1, 0]])).toRows()).to.deep.equal([[5, 8]]);
    const vectors = linearMotion(euclideanGroup(2), {
      outputs: "vectors",
      sample: () =>
        Matrix.fromRows([
          [0, -1, 5],
          [1, 0, 7],
          [0, 0, 1],
        ]),
    })(random);
    expect(vectors.output(Matrix.fromRows([[1, 0]])).toRows()).to.deep.equal([[0, 1]]);
  });

  it("reorder rows, and both sides of a matrix by one order", () => {
    const X = Matrix.fromRows([[0], [1], [2], [3]]);
    const order = [...rowMotion(4)(random.split("rows")).input(X).data];
    expect([...order].sort()).to.deep.equal([0, 1, 2, 3]);
    const A = Matrix.fromRows(order.map((_, i) => order.map((__, j) => 10 * i + j)));
    const moved = pairMotion(4)(random.split("rows")).input(A);
    expect(moved.toRows()).to.deep.equal(order.map((i) => order.map((j) => 10 * i + j)));
  });

  it("of products are one after the other, on both sides", () => {
    const times =
      (factor: number): DrawMotion<Matrix> =>
      () => ({
        input: (x) => x.scale(factor),
        output: (y) => y.scale(1 / factor),
      });
    const g = productMotion(times(2), times(5))(random);
    expect(g.input(Matrix.identity(1)).at(0, 0)).to.equal(10);
    expect(g.output(Matrix.identity(1)).at(0, 0)).to.be.closeTo(0.1, 1e-16);
  });

  it("keep Hermitian products of complex clouds", () => {
    const z = new ComplexMatrix(cloud(4, 3)(random.split("x")), cloud(4, 3)(random.split("y")));
    const moved = complexMotion(unitaryGroup(3))(random.split("u")).input(z);
    const gram = (c: ComplexMatrix) =>
      c.real.multiply(c.real.transpose()).add(c.imaginary.multiply(c.imaginary.transpose()));
    expect(gram(moved).maxDifference(gram(z))).to.be.below(1e-13);
    expect(moved.real.maxDifference(z.real)).to.be.above(0.1);
  });
});

describe("equivarianceTrials", () => {
  const square = (x: Matrix) =>
    new Matrix(
      x.rows,
      x.columns,
      x.data.map((v) => v * v),
    );
  const trial = (model: () => (x: Matrix) => Matrix) => ({
    input: cloud(7, 3),
    motion: linearMotion(orthogonalGroup(3)),
    model,
  });

  it("measures the mean over rows of sums of absolute values", () => {
    const a = Matrix.fromRows([
      [1, 2],
      [3, 4],
    ]);
    const b = Matrix.fromRows([
      [0, 2],
      [3, 1],
    ]);
    expect(meanRowDistance(a, b)).to.equal(2);
    const i = new ComplexMatrix(Matrix.fromRows([[3]]), Matrix.fromRows([[4]]));
    expect(meanRowDistance(i, new ComplexMatrix(Matrix.zeros(1), Matrix.zeros(1)))).to.equal(5);
  });

  it("finds nothing in an equivariant model, and what an elementwise square breaks", () => {
    const scaled = equivarianceTrials(
      trial(() => (x) => x.scale(3)),
      { random, trials: 5 },
    );
    expect(scaled.errors).to.have.length(5);
    expect(scaled.largest).to.be.below(1e-14);
    expect(
      equivarianceTrials(
        trial(() => square),
        { random, trials: 5 },
      ).mean,
    ).to.be.above(0.1);
  });

  it("rounds inputs where it is asked to: errors of the size of Float32's roundings", () => {
    const { mean } = equivarianceTrials(
      trial(() => (x) => x),
      { random, trials: 5, rounded: true },
    );
    expect(mean).to.be.within(1e-9, 1e-6);
  });

  it("tells every method of a table the precision, and gives all the same networks", () => {
    const told = new Set<string>();
    const cells = equivarianceTable(
      {
        setting: "O(3)",
        networks: { square: () => square },
        input: cloud(7, 3),
        motion: linearMotion(orthogonalGroup(3)),
        methods: {
          plain: (f) => f,
          same: (f) => f,
          frame: (f, precision) => {
            told.add(precision);
            return average(f, minimalFrame(orthogonalGroup(3), { precision }), vectorOutput);
          },
        },
      },
      { random, trials: 3 },
    );
    expect(cells.map(({ method }) => method).join()).to.equal("plain,plain,same,same,frame,frame");
    expect(cells[0].mean).to.equal(cells[2].mean);
    expect(cells[4].mean).to.be.below(1e-13);
    expect([...told].sort()).to.deep.equal(["double", "single"]);
  });

  it("refuses no trials", () => {
    expect(() =>
      equivarianceTrials(
        trial(() => square),
        { random, trials: 0 },
      ),
    ).to.throw(/0 trials/);
  });
});

describe("movedBatch", () => {
  it("moves each cloud by its own matrix, and leaves the batch alone", () => {
    const coordinates = Float64Array.of(1, 0, 0, 1, 1, 1);
    const moved = movedBatch({ coordinates, dimension: 2, offsets: [0, 1, 3] }, (k) =>
      k === 0
        ? Matrix.fromRows([
            [0, 2],
            [3, 0],
          ])
        : Matrix.diagonal([1, -1]),
    );
    expect([...moved]).to.deep.equal([0, 3, 0, -1, 1, -1]);
    expect([...coordinates]).to.deep.equal([1, 0, 0, 1, 1, 1]);
  });
});

describe("PUBLISHED_ERRORS", () => {
  it("has every network of every setting once, and frames below plain networks", () => {
    const keys = PUBLISHED_ERRORS.map(({ setting, network }) => `${setting} ${network}`);
    expect(new Set(keys).size).to.equal(keys.length);
    // Ten settings of points with four networks, nine others with two.
    expect(keys).to.have.length(10 * 4 + 9 * 2);
    for (const { minimal, plain } of PUBLISHED_ERRORS) expect(minimal).to.be.below(plain);
  });
});
