import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../src/errors.js";
import {
  ACTIVATION_NAMES,
  type ActivationName,
  Perceptron,
  PerceptronKernel,
} from "../../src/networks/index.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";
import { ACTIVATIONS, Bidual, bidualPerceptron } from "./bidual.js";

const random = RandomStream.fromSeed(7);

function normals(label: string, rows: number, columns: number, scale = 1): Matrix {
  const data = random.split(label).normals(rows * columns);
  return new Matrix(
    rows,
    columns,
    data.map((x) => scale * x),
  );
}

/** The sum Σ ⟨w, F(x)⟩ + ⟨u, DF(x) v⟩ and its gradient in the parameters, by bidual numbers. */
function oracle(network: Perceptron, x: Matrix, w: Matrix, u: Matrix, v: Matrix): Float64Array {
  const gradient = new Float64Array(network.parameters.length);
  for (let k = 0; k < gradient.length; k++) {
    const parameters = Array.from(network.parameters, (p, j) => new Bidual(p, j === k ? 1 : 0));
    for (let i = 0; i < x.rows; i++) {
      const point = Array.from(x.row(i), (value, b) => new Bidual(value, 0, v.at(i, b)));
      bidualPerceptron(network.widths, network.activation, parameters, point).forEach((f, a) => {
        gradient[k] += w.at(i, a) * f.b + u.at(i, a) * f.d;
      });
    }
  }
  return gradient;
}

function expectClose(got: Float64Array, expected: Float64Array, tolerance = 1e-12): void {
  expect(got.length).to.equal(expected.length);
  const size = Math.max(...expected.map(Math.abs));
  got.forEach((value, k) => {
    expect(Math.abs(value - expected[k]), `entry ${k}`).to.be.at.most(tolerance * size);
  });
}

describe("perceptron", () => {
  // Sizes that fill no vector of four, one and several outputs, one layer and four.
  const shapes: readonly (readonly number[])[] = [
    [3, 5, 1],
    [2, 3, 4, 2],
    [4, 3],
    [1, 6, 2, 3, 3],
  ];
  for (const activation of ACTIVATION_NAMES) {
    for (const widths of shapes) {
      const network = Perceptron.initialise(widths, { seed: 3, activation, biasScale: 0.5 });
      const [m, n] = [network.inputs, network.outputs];
      const x = normals(`x ${widths}`, 7, m, 1.5);
      const v = normals(`v ${widths}`, 7, m);
      const w = normals(`w ${widths}`, 7, n);
      const u = normals(`u ${widths}`, 7, n);
      it(`${widths.join("-")} ${activation}: values and derivatives are those of bidual numbers`, () => {
        const parameters = Array.from(network.parameters, (p) => new Bidual(p));
        const values = new Float64Array(7 * n);
        const rates = new Float64Array(7 * n);
        const jacobians = new Float64Array(7 * n * m);
        for (let i = 0; i < 7; i++) {
          for (let b = 0; b < m; b++) {
            const point = Array.from(x.row(i), (value, j) => {
              return new Bidual(value, j === b ? 1 : 0, v.at(i, j));
            });
            bidualPerceptron(widths, activation, parameters, point).forEach((f, a) => {
              values[i * n + a] = f.a;
              jacobians[(i * n + a) * m + b] = f.b;
              rates[i * n + a] = f.c;
            });
          }
        }
        expectClose(network.values(x).data, values);
        expectClose(network.jacobians(x), jacobians);
        expectClose(network.directional(x, v).data, rates);
      });
      it(`${widths.join("-")} ${activation}: gradients in the parameters are those of bidual numbers`, () => {
        const zeros = new Matrix(7, n);
        expectClose(network.parameterGradient(x, { values: w }), oracle(network, x, w, zeros, v));
        const tangents = { seeds: u, directions: v };
        if (activation === "relu") {
          expect(() => network.parameterGradient(x, { tangents })).to.throw(DomainError, /relu/);
          return;
        }
        expectClose(network.parameterGradient(x, { tangents }), oracle(network, x, zeros, u, v));
        const both = network.parameterGradient(x, { values: w, tangents });
        expectClose(both, oracle(network, x, w, u, v));
      });
    }
  }

  it("activations keep their digits from −30 to 30, and their limits beyond", () => {
    for (const activation of ACTIVATION_NAMES) {
      // F(x) = σ(x): one hidden unit, weights 1, biases 0.
      const network = new Perceptron([1, 1, 1], Float64Array.of(1, 0, 1, 0), activation);
      const points = Array.from({ length: 121 }, (_, i) => (i - 60) / 2);
      const got = network.values(new Matrix(121, 1, Float64Array.from(points))).data;
      points.forEach((z, i) => {
        if (activation === "gelu" && Math.abs(z) > 8) return;
        const expected = ACTIVATIONS[activation](new Bidual(z)).a;
        expect(got[i], `${activation}(${z})`).to.be.closeTo(expected, 1e-14 * (1 + Math.abs(z)));
      });
      const far = network.values(Matrix.fromRows([[-800], [800]])).data;
      const limits: Record<string, [number, number]> = {
        ...{ tanh: [-1, 1], sigmoid: [0, 1], softplus: [0, 800], silu: [0, 800] },
        ...{ gelu: [0, 800], sine: [Math.sin(-800), Math.sin(800)], relu: [0, 800] },
      };
      expect(far[0], activation).to.be.closeTo(limits[activation][0], 1e-13);
      expect(far[1], activation).to.be.closeTo(limits[activation][1], 1e-13);
    }
  });

  it("chunks of points change nothing", () => {
    const network = Perceptron.initialise([2, 4, 2], { seed: 1 });
    const x = normals("many", 2500, 2);
    const w = normals("many w", 2500, 2);
    const values = network.values(x);
    for (const i of [0, 1023, 1024, 2499]) {
      const alone = network.values(new Matrix(1, 2, x.row(i).slice()));
      expectClose(values.row(i), alone.data, 1e-15);
    }
    const sum = new Float64Array(network.parameters.length);
    for (let first = 0; first < 2500; first += 500) {
      const rows = (of: Matrix) => new Matrix(500, 2, of.data.slice(2 * first, 2 * first + 1000));
      network.parameterGradient(rows(x), { values: rows(w) }).forEach((g, k) => {
        sum[k] += g;
      });
    }
    expectClose(network.parameterGradient(x, { values: w }), sum, 1e-12);
  });

  it("an affine network has its matrix for a Jacobian, everywhere", () => {
    const entry = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 8, maxLength: 8 }), (numbers) => {
        const network = new Perceptron([3, 2], Float64Array.from(numbers));
        const { weights, biases } = network.layer(1);
        expect(Array.from(weights.data)).to.deep.equal(numbers.slice(0, 6));
        expect(Array.from(biases)).to.deep.equal(numbers.slice(6));
        const jacobians = network.jacobians(Matrix.fromRows([[1, 2, 3]]));
        // −0 and 0 are the same here.
        expect(Array.from(jacobians, (x) => x + 0)).to.deep.equal(
          numbers.slice(0, 6).map((x) => x + 0),
        );
      }),
    );
  });

  it("begins with weights of variance 1/inputs and biases of variance 0.01, by the seed", () => {
    const network = Perceptron.initialise([100, 200, 1], { seed: 11 });
    const { weights, biases } = network.layer(1);
    const variance = (x: Float64Array) => x.reduce((sum, value) => sum + value ** 2, 0) / x.length;
    // 20000 normals: the variance's own relative deviation is 0.01; of 200: 0.1.
    expect(variance(weights.data)).to.be.closeTo(0.01, 0.0004);
    expect(variance(biases)).to.be.closeTo(0.01, 0.004);
    const again = Perceptron.initialise([100, 200, 1], { seed: 11 });
    expect(again.parameters).to.deep.equal(network.parameters);
    const other = Perceptron.initialise([100, 200, 1], { seed: 12 });
    expect(other.parameters).not.to.deep.equal(network.parameters);
  });

  it("no points are no values", () => {
    const network = Perceptron.initialise([2, 3, 1], { seed: 0 });
    expect(network.values(new Matrix(0, 2)).rows).to.equal(0);
    expect(network.jacobians(new Matrix(0, 2)).length).to.equal(0);
  });

  it("the kernel refuses derivatives that it has not computed, and rows that are not there", () => {
    const kernel = new PerceptronKernel([2, 3, 1], "tanh");
    expect(() => kernel.jacobians()).to.throw(DomainError, "none");
    kernel.evaluate(new Float64Array(4), 1);
    expect(() => kernel.pullTangents()).to.throw(DomainError, "order 1");
    expect(() => kernel.squaredLoss()).to.throw(DomainError, "setData");
    kernel.setData(new Float64Array(4), Float64Array.of(1, 3));
    // F = 0 with parameters 0: the losses are 9 and (1 + 9)/2.
    expect(kernel.squaredLoss([1])).to.equal(9);
    expect(kernel.squaredLoss()).to.equal(5);
    expect(() => kernel.squaredLoss([0, 2])).to.throw(DomainError, "rows[1] = 2");
    expect(() => kernel.squaredLoss([0, 0, 0])).to.throw(DomainError, "3 rows");
    expect(() => kernel.evaluate(new Float64Array(3), 0)).to.throw(ShapeError, "rows of 2");
  });

  it("names what is wrong with widths, parameters and points", () => {
    const network = Perceptron.initialise([2, 3, 1], { seed: 0 });
    expect(() => new Perceptron([2, 3, 1], new Float64Array(12))).to.throw(ShapeError, "13");
    expect(() => new Perceptron([2, 0, 1], new Float64Array(1))).to.throw(DomainError, "widths[1]");
    expect(() => new Perceptron([2], new Float64Array(0))).to.throw(DomainError, "1 widths");
    const nan = Float64Array.of(1, Number.NaN, 3);
    expect(() => new Perceptron([2, 1], nan)).to.throw(DomainError, "parameters[1]");
    const unknown = "elu" as ActivationName;
    expect(() => new Perceptron([2, 1], new Float64Array(3), unknown)).to.throw(DomainError, "elu");
    expect(() => network.values(new Matrix(4, 3))).to.throw(ShapeError, "4 × 3");
    const points = new Matrix(2, 2, Float64Array.of(1, 2, 3, Number.POSITIVE_INFINITY));
    expect(() => network.jacobians(points)).to.throw(DomainError, "points(1, 1)");
    const short = new Matrix(1, 2);
    expect(() => network.directional(new Matrix(2, 2), short)).to.throw(ShapeError, "directions");
  });
});
