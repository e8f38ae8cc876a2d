import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  affineField,
  type DiscreteElement,
  type LieAction,
  lieAction,
  lieMatrix,
  vectorField,
} from "../../../src/lie-derivative/index.js";
import {
  type ActivationName,
  type GradientTerm,
  Perceptron,
  PerceptronKernel,
} from "../../../src/networks/index.js";
import { Matrix, RandomStream, singularValues } from "../../../src/numerics/index.js";
import { liePenalty } from "../../../src/promote/network/index.js";
import { liePenaltyFrom } from "../../../src/promote/network/lie-penalty.js";

const random = RandomStream.fromSeed(21);
const normals = (label: string, rows: number, columns: number): Matrix =>
  new Matrix(rows, columns, random.split(label).normals(rows * columns));

/** Generators with arbitrary A, b and B. */
function arbitraryAction(inputs: number, outputs: number, q: number): LieAction {
  const generators = Array.from({ length: q }, (_, p) => ({
    input: affineField(normals(`A${p}`, inputs, inputs), normals(`b${p}`, inputs, 1).data),
    output: normals(`B${p}`, outputs, outputs),
  }));
  return lieAction("arbitrary", generators, { outputs });
}

let latest = new PerceptronKernel([1, 1], "tanh");

/** A kernel with the network's parameters; made anew only for another shape. */
function kernelOf({ widths, activation, parameters }: Perceptron): PerceptronKernel {
  const fits = latest.activation === activation && String(latest.widths) === String(widths);
  if (!fits) latest = new PerceptronKernel(widths, activation);
  latest.parameters.set(parameters);
  return latest;
}

/** What the term adds to the loss and to the gradient; the points do not change between calls. */
function read(term: GradientTerm, network: Perceptron) {
  const kernel = kernelOf(network);
  kernel.clearGradient();
  const { value, numbers } = term.add(kernel, RandomStream.fromSeed(5));
  return { value, numbers, gradient: kernel.gradient.slice() };
}

/** Central differences of the term's value in every parameter. */
function expectGradient(term: GradientTerm, network: Perceptron): void {
  const { gradient } = read(term, network);
  const step = 1e-5;
  const size = Math.max(...gradient.map(Math.abs));
  gradient.forEach((got, k) => {
    const at = (shift: number) => {
      const parameters = network.parameters.slice();
      parameters[k] += shift;
      return read(term, new Perceptron(network.widths, parameters, network.activation)).value;
    };
    const expected = (at(step) - at(-step)) / (2 * step);
    expect(got, `parameter ${k}`).to.be.closeTo(expected, 1e-7 * size + 1e-9);
  });
}

describe("Lie penalty on networks", () => {
  for (const norm of ["nuclear", "frobenius"] as const) {
    for (const activation of ["tanh", "softplus", "sine", "gelu", "silu", "sigmoid"] as const) {
      it(`${norm} through ${activation}: the gradient is that of R itself`, () => {
        const action = arbitraryAction(3, 2, 4);
        const term = liePenalty({ action, strength: 0.7, norm, epsilon: 0.05, points: 9 });
        const network = Perceptron.initialise([3, 5, 4, 2], { seed: 2, activation });
        expectGradient(term, network);
      });
    }
  }

  it("one generator, one point, one output: exact as well", () => {
    const term = liePenalty({ action: arbitraryAction(2, 1, 1), strength: 1, points: 1 });
    expectGradient(term, Perceptron.initialise([2, 6, 1], { seed: 4 }));
  });

  it("more generators than rows (L of low rank): exact as well", () => {
    const action = arbitraryAction(2, 1, 5);
    const term = liePenalty({ action, strength: 1, points: 2, epsilon: 0.02 });
    expectGradient(term, Perceptron.initialise([2, 6, 1], { seed: 4 }));
  });

  it("fields that are not affine count by their values", () => {
    const at = (x: Float64Array) => [Math.sin(x[1]), x[0] * x[0]];
    const jacobian = (x: Float64Array) =>
      Matrix.fromRows([
        [0, Math.cos(x[1])],
        [2 * x[0], 0],
      ]);
    const action = lieAction("curved", [{ input: vectorField(2, at, jacobian) }]);
    const term = liePenalty({ action, strength: 1, points: 6 });
    expect(term.portable).to.equal(undefined);
    expectGradient(term, Perceptron.initialise([2, 4, 1], { seed: 4 }));
  });

  it("discrete candidates are a group lasso, for relu too", () => {
    const flip: DiscreteElement = {
      name: "flip",
      linear: Matrix.diagonal([-1, 1]),
      linearInverse: Matrix.diagonal([-1, 1]),
      offset: Float64Array.of(0.25, 0),
      output: Matrix.diagonal([1, -1]),
      outputInverse: Matrix.diagonal([1, -1]),
    };
    const turn: DiscreteElement = {
      name: "turn",
      linear: normals("g", 2, 2),
      linearInverse: normals("g⁻¹", 2, 2),
      offset: new Float64Array(2),
      output: normals("ρ", 2, 2),
      outputInverse: normals("ρ⁻¹", 2, 2),
    };
    const action = lieAction("two", [], { outputs: 2, discrete: [flip, turn] });
    const term = liePenalty({ action, strength: 2, points: 7, epsilon: 0.1 });
    for (const activation of ["tanh", "relu"] as const) {
      const network = Perceptron.initialise([2, 5, 2], { seed: 4, activation });
      expectGradient(term, network);
      const { value, numbers } = read(term, network);
      const expected = numbers.reduce((sum, d) => sum + 2 * Math.hypot(d, 0.1), 0);
      expect(value).to.be.closeTo(expected, 1e-12);
    }
  });

  it("records the singular values that the discovering reading finds at the same points", () => {
    const action = arbitraryAction(3, 2, 4);
    const points = normals("fixed", 1, 3);
    const network = Perceptron.initialise([3, 8, 2], { seed: 6 });
    // A region of a single point: all 32 points are that one.
    const term = liePenalty({ action, strength: 1, points: 32, region: points });
    const expected = singularValues(lieMatrix(network, action, points).matrix);
    const { numbers } = read(term, network);
    expect(numbers.length).to.equal(4);
    expected.forEach((value, k) => {
      expect(numbers[k]).to.be.closeTo(value, 1e-7);
    });
    expect(numbers[2]).to.be.below(1e-6);
  });

  it("is q ε γ for a network that every candidate leaves alone", () => {
    const action = arbitraryAction(3, 1, 4);
    const invariant = {
      ...action,
      generators: action.generators.map((g) => ({ ...g, output: Matrix.zeros(1) })),
    };
    // Outputs that do not depend on inputs: no last weights.
    const network = Perceptron.initialise([3, 5, 1], { seed: 1, weightScale: 0 });
    const { value, gradient } = read(
      liePenalty({ action: invariant, strength: 3, epsilon: 0.5, points: 4 }),
      network,
    );
    expect(value).to.be.closeTo(6, 1e-14);
    expect(Math.max(...gradient.map(Math.abs))).to.equal(0);
  });

  it("draws its points in the box, by the stream alone", () => {
    const action = lieAction("translations", [{ input: affineField(Matrix.zeros(1), [1]) }]);
    // F = 2x has F′ = 2 everywhere.
    const slope = new Perceptron([1, 1], Float64Array.of(2, 0));
    expect(read(liePenalty({ action, strength: 1 }), slope).numbers[0]).to.be.closeTo(2, 1e-12);
    // x ↦ sin x on [3, 4]: |F′| = |cos x| lies between |cos 4| and 1.
    const sine = new Perceptron([1, 1, 1], Float64Array.of(1, 0, 1, 0), "sine");
    const term = liePenalty({ action, strength: 1, region: { lower: 3, upper: [4] } });
    const first = read(term, sine);
    // √∫₃⁴ cos² = √(½ + (sin 8 − sin 6)/4), up to 256 draws.
    const expected = Math.sqrt(0.5 + (Math.sin(8) - Math.sin(6)) / 4);
    expect(first.numbers[0]).to.be.closeTo(expected, 0.05);
    expect(read(term, sine)).to.deep.equal(first);
  });

  it("is the same term in another thread", () => {
    const term = liePenalty({ action: arbitraryAction(2, 1, 3), strength: 0.1, points: 5 });
    const network = Perceptron.initialise([2, 4, 1], { seed: 3 });
    const clone = liePenaltyFrom(structuredClone(term.portable?.data));
    expect(read(clone, network)).to.deep.equal(read(term, network));
  });

  it("names what is wrong", () => {
    const action = arbitraryAction(2, 1, 3);
    const sizes = (activation: ActivationName, inputs = 2) => ({
      ...{ widths: [inputs, 3, 1], activation, inputs, outputs: 1 },
    });
    const term = liePenalty({ action, strength: 1 });
    expect(() => term.check(sizes("relu"))).to.throw(DomainError, /relu.*tanh/);
    expect(() => term.check(sizes("tanh", 3))).to.throw(ShapeError, "ℝ^3");
    const fails = (options: Partial<Parameters<typeof liePenalty>[0]>, name: string) =>
      expect(() => liePenalty({ action, strength: 1, ...options })).to.throw(DomainError, name);
    fails({ strength: 0 }, "strength");
    fails({ epsilon: Number.NaN }, "epsilon");
    fails({ points: 0 }, "points");
    fails({ norm: "spectral" as "nuclear" }, "spectral");
    fails({ region: { lower: 0, upper: 0 } }, "region");
    fails({ region: { lower: [0], upper: 1 } }, "region");
    fails({ region: Matrix.fromRows([[1, 2]]).scale(Number.NaN) }, "region(0, 0)");
    fails({ action: { ...action, generators: [] } }, "no candidates");
    const wide = new Matrix(3, 5);
    expect(() => liePenalty({ action, strength: 1, region: wide })).to.throw(ShapeError, "3 × 5");
  });
});
