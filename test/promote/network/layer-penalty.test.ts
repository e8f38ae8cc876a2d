import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { affineField, lieAction, vectorField } from "../../../src/lie-derivative/index.js";
import { type GradientTerm, Perceptron, PerceptronKernel } from "../../../src/networks/index.js";
import { Matrix, RandomStream, singularValues } from "../../../src/numerics/index.js";
import { layerPenalty } from "../../../src/promote/network/index.js";

const random = RandomStream.fromSeed(41);
const normals = (label: string, rows: number, columns = rows): Matrix =>
  new Matrix(rows, columns, random.split(label).normals(rows * columns));

function read(term: GradientTerm, { widths, activation, parameters }: Perceptron) {
  const kernel = new PerceptronKernel(widths, activation);
  kernel.parameters.set(parameters);
  const { value, numbers } = term.add(kernel, random);
  return { value, numbers, gradient: kernel.gradient.slice() };
}

describe("Lie penalty on layers", () => {
  const generators = [0, 1, 2].map((p) => ({
    input: affineField(normals(`A${p}`, 2), normals(`c${p}`, 2, 1).data),
    output: normals(`B${p}`, 1),
  }));
  const action = lieAction("arbitrary", generators, { outputs: 1 });
  const hidden = [[0, 1, 2].map((p) => normals(`H${p}`, 4)), "trivial" as const];
  const term = layerPenalty({ action, hidden, strength: 0.3, epsilon: 0.2 });
  const network = Perceptron.initialise([2, 4, 3, 1], { seed: 1, activation: "relu" });

  it("has the singular values of the layers' Lie derivatives, written out", () => {
    const rows = generators.map((_, p) => {
      const spaces = [
        generators[p].input.affine?.linear,
        hidden[0][p],
        Matrix.zeros(3),
        generators[p].output,
      ];
      const coefficients: number[] = [];
      for (const l of [1, 2, 3]) {
        const { weights, biases } = network.layer(l);
        const [from, to] = [spaces[l - 1] as Matrix, spaces[l] as Matrix];
        coefficients.push(...weights.multiply(from).subtract(to.multiply(weights)).data);
        const moved = weights.apply(
          l === 1 ? (generators[p].input.affine?.offset ?? []) : new Float64Array(from.rows),
        );
        coefficients.push(...to.apply(biases).map((turned, k) => moved[k] - turned));
      }
      return coefficients;
    });
    const expected = singularValues(Matrix.fromRows(rows));
    const { numbers, value } = read(term, network);
    expected.forEach((sigma, k) => {
      expect(numbers[k]).to.be.closeTo(sigma, 1e-9);
    });
    const sum = expected.reduce((total, sigma) => total + Math.hypot(sigma, 0.2), 0);
    expect(value).to.be.closeTo(0.3 * sum, 1e-12);
  });

  it("has the gradient that finite differences of it find", () => {
    const { gradient } = read(term, network);
    gradient.forEach((got, k) => {
      const at = (shift: number) => {
        const parameters = network.parameters.slice();
        parameters[k] += shift;
        return read(term, new Perceptron(network.widths, parameters, "relu")).value;
      };
      expect(got, `parameter ${k}`).to.be.closeTo((at(1e-5) - at(-1e-5)) / 2e-5, 1e-8);
    });
  });

  it("for translations and trivial hidden spaces is the norm of the first layer", () => {
    const translations = lieAction(
      "translations",
      [0, 1].map((p) => ({ input: affineField(Matrix.zeros(2), [1 - p, p]) })),
    );
    const first = layerPenalty({ action: translations, hidden: ["trivial"], strength: 1 });
    const plain = Perceptron.initialise([2, 5, 1], { seed: 3 });
    const expected = singularValues(plain.layer(1).weights);
    read(first, plain).numbers.forEach((sigma, k) => {
      expect(sigma).to.be.closeTo(expected[k], 1e-9);
    });
  });

  it("passes over layers between trivial spaces", () => {
    const middle = layerPenalty({
      ...{ action, hidden: ["trivial", "trivial"], strength: 1, epsilon: 0.2 },
    });
    const plain = Perceptron.initialise([2, 3, 4, 1], { seed: 5 });
    const { weights } = plain.layer(1);
    const last = plain.layer(3);
    const rows = generators.map(({ input, output }) => [
      ...weights.multiply(input.affine?.linear ?? weights).data,
      ...weights.apply(input.affine?.offset ?? []),
      ...output.multiply(last.weights).data,
      ...output.apply(last.biases),
    ]);
    const expected = singularValues(Matrix.fromRows(rows));
    read(middle, plain).numbers.forEach((sigma, k) => {
      expect(sigma).to.be.closeTo(expected[k], 1e-9);
    });
    const { gradient } = read(middle, plain);
    for (const k of [0, 8, 9, 24, 25, 28, 29]) {
      const at = (shift: number) => {
        const parameters = plain.parameters.slice();
        parameters[k] += shift;
        return read(middle, new Perceptron(plain.widths, parameters)).value;
      };
      expect(gradient[k], `parameter ${k}`).to.be.closeTo((at(1e-5) - at(-1e-5)) / 2e-5, 1e-8);
    }
  });

  it("names what does not fit", () => {
    const sizes = { widths: [2, 5, 3, 1], activation: "tanh", inputs: 2, outputs: 1 } as const;
    expect(() => term.check(sizes)).to.throw(ShapeError, /2-5-3-1.*2-4-any-1/);
    const two = [Matrix.zeros(4), Matrix.zeros(4)];
    expect(() => layerPenalty({ action, hidden: [two], strength: 1 })).to.throw(
      ShapeError,
      "hidden[0] has 2 generators",
    );
    expect(() => layerPenalty({ action, hidden, strength: -1 })).to.throw(DomainError, "strength");
    const curved = vectorField(
      1,
      (x) => [x[0] ** 2],
      (x) => Matrix.fromRows([[2 * x[0]]]),
    );
    const other = lieAction("curved", [{ input: curved }]);
    expect(() => layerPenalty({ action: other, hidden: [], strength: 1 })).to.throw(
      DomainError,
      "liePenalty",
    );
  });
});
