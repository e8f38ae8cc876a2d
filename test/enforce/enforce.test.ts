import { expect } from "chai";
import { actionClosure, enforce } from "../../src/enforce/index.js";
import { DomainError, ShapeError } from "../../src/errors.js";
import {
  affineGroup,
  definingRepresentation,
  orthogonalGroup,
  specialEuclideanGroup,
  specialOrthogonalGroup,
} from "../../src/groups/index.js";
import {
  affineAction,
  affineField,
  functionLibrary,
  hamiltonianConditions,
  lieAction,
  lieDerivative,
  lieMatrix,
  monomialLibrary,
  polynomialMaps,
} from "../../src/lie-derivative/index.js";
import { Matrix, MonomialBasis } from "../../src/numerics/index.js";
import { drawn } from "../lie-derivative/examples.js";

const spheres = () => lieDerivative(polynomialMaps(3, 4), affineAction(specialOrthogonalGroup(3)));

describe("enforce", () => {
  it("gives models that the group leaves as they are", () => {
    const group = specialOrthogonalGroup(3);
    const action = affineAction(group, { copies: 2, output: "vector" });
    const space = polynomialMaps(6, 2, { outputs: 3 });
    const found = enforce(lieDerivative(space, action));
    const F = found.model(drawn(1, 1, found.dimension).data);
    const x = drawn(2, 1, 6);
    const g = group.exp(
      group.algebra.reduce((sum, xi, p) => sum.add(xi, p + 0.5), Matrix.zeros(3)),
    );
    const moved = new Matrix(1, 6, g.directSum(g).apply(x.row(0)));
    const expected = g.apply(F.values(x).row(0));
    F.values(moved)
      .row(0)
      .forEach((value, a) => {
        expect(value).to.be.closeTo(expected[a], 1e-11);
      });
    expect(lieMatrix(F, action, drawn(3, 4, 6)).matrix.maxAbs()).to.be.below(1e-11);
  });

  it("certifies exact dimensions and shows the gap of others", () => {
    const exact = enforce(spheres());
    expect(exact.certificate?.rank).to.equal(32);
    expect(exact.gap).to.equal(undefined);
    const float = enforce(spheres(), { method: "float" });
    expect(float.certificate).to.equal(undefined);
    expect(float.gap?.ratio).to.be.greaterThan(1e9);
    // The constant, |x|² and |x|⁴ in whole numbers.
    const entries = new Set(exact.exact!.basis.toDense().data);
    expect([...entries].sort()).to.deep.equal([0, 1, 2]);
  });

  it("takes combinations of generators, such as discovery gives", () => {
    const action = affineAction(affineGroup(2));
    const D = lieDerivative(polynomialMaps(2, 2), action);
    const turn = action.generators.map(({ name }) =>
      name === "E12" ? 1 : name === "E21" ? -1 : 0,
    );
    const exact = enforce(D, { generators: [turn] });
    expect(exact.dimension).to.equal(2);
    expect(exact.certificate).to.not.equal(undefined);
    const scaled = enforce(D, { generators: [turn.map((c) => c * Math.PI)] });
    expect(scaled.dimension).to.equal(2);
    expect(scaled.gap).to.not.equal(undefined);
    expect(scaled.notes.join()).to.match(/singular values/);
    expect(() =>
      enforce(D, { generators: [turn.map((c) => c * Math.PI)], method: "exact" }),
    ).to.throw(DomainError);
    // Nothing asked: not even the reflection that the affine group brings along.
    expect(D.discrete).to.have.lengthOf(1);
    expect(enforce(D, { generators: [] }).dimension).to.equal(6);
    expect(() => enforce(D, { generators: [[1, 2]] })).to.throw(ShapeError, /2 coefficients.*6/);
    expect(() => enforce(D, { generators: [[0, 0, 0, 0, 0, 0]] })).to.throw(DomainError, /zero/);
    expect(() => enforce(D, { generators: [[Number.NaN, 0, 0, 0, 0, 0]] })).to.throw(
      DomainError,
      /NaN at index 0/,
    );
  });

  it("lets discrete elements be left out", () => {
    const action = affineAction(orthogonalGroup(3), { copies: 2, output: "vector" });
    const D = lieDerivative(polynomialMaps(6, 2, { outputs: 3 }), action);
    expect(enforce(D, { discrete: [] }).dimension).to.equal(3);
    expect(enforce(D).dimension).to.equal(2);
    expect(() => enforce(D, { discrete: [4] })).to.throw(DomainError, /element 4/);
  });

  it("explains why nothing is left: translations force constants, rotations move them", () => {
    const space = polynomialMaps(2, 3, { outputs: 2 });
    const action = affineAction(specialEuclideanGroup(2), { output: "vector" });
    const found = enforce(lieDerivative(space, action));
    expect(found.dimension).to.equal(0);
    expect(found.explanation).to.match(
      /20 dimensions T1 leaves 8; T2 leaves 2, all of them constants; R12, which moves every constant, leaves none/,
    );
    expect(found.explanation).to.match(/copies/);
    const fit = found.fit(drawn(1, 5, 2), drawn(2, 5, 2));
    expect(fit.notes.join()).to.match(/zero model/);
    expect(fit.parameters.every((value) => value === 0)).to.equal(true);
    const values = drawn(2, 5, 2);
    expect(fit.residual).to.be.closeTo(values.frobeniusNorm() / Math.sqrt(10), 1e-14);
    expect(
      found
        .model([])
        .values(drawn(1, 3, 2))
        .maxAbs(),
    ).to.equal(0);
    expect(enforce(spheres()).explanation).to.equal(undefined);
  });

  it("asks cancellation of what leaves a library", () => {
    const both = monomialLibrary(2, [
      [2, 0],
      [0, 2],
      [1, 0],
    ]);
    const turns = affineAction(specialOrthogonalGroup(2));
    const found = enforce(lieDerivative(both, turns));
    expect(found.dimension).to.equal(1);
    const [a, b, c] = found.basis.column(0);
    expect([a / b, c]).to.deep.equal([1, 0]);
    const half = enforce(lieDerivative(monomialLibrary(2, [[2, 0]]), turns));
    expect(half.dimension).to.equal(0);
  });

  it("works on functions that are no polynomials", () => {
    const radial = (name: string, f: (r: number) => number, slope: (r: number) => number) => ({
      name,
      value: ([x, y]: Float64Array) => f(Math.hypot(x, y)),
      gradient: ([x, y]: Float64Array) => {
        const r = Math.hypot(x, y);
        return [(slope(r) * x) / r, (slope(r) * y) / r];
      },
    });
    const library = functionLibrary(
      [
        radial(
          "exp(−r)",
          (r) => Math.exp(-r),
          (r) => -Math.exp(-r),
        ),
        radial("sin r", Math.sin, Math.cos),
        { name: "sin x", value: (x) => Math.sin(x[0]), gradient: (x) => [Math.cos(x[0]), 0] },
      ],
      drawn(5, 12, 2),
    );
    const found = enforce(lieDerivative(library, affineAction(specialOrthogonalGroup(2))));
    expect(found.dimension).to.equal(2);
    expect(found.basis.row(2).every((value) => Math.abs(value) < 1e-12)).to.equal(true);
  });

  it("finds J∇H for the symplectic form, and refuses forms that are none", () => {
    const found = enforce(hamiltonianConditions(2, 2));
    // H = q²p: F = (∂H/∂p, −∂H/∂q) = (q², −2qp).
    const basis = new MonomialBasis(2, 2);
    const w = new Float64Array(12);
    w[basis.indexOf([2, 0])] = 1;
    w[6 + basis.indexOf([1, 1])] = -2;
    const projected = found.basis.apply(found.basis.transpose().apply(w));
    projected.forEach((value, k) => {
      expect(value).to.be.closeTo(w[k], 1e-12);
    });
    expect(() => hamiltonianConditions(3, 1)).to.throw(DomainError, /even/);
    expect(() => hamiltonianConditions(2, 1, [Matrix.identity(2)])).to.throw(
      DomainError,
      /antisymmetric/,
    );
    expect(() => hamiltonianConditions(2, 1, [Matrix.identity(3)])).to.throw(ShapeError, /3 × 3/);
    // Without a form nothing is asked; in odd dimensions a given form is fine: dx₁ ∧ dx₂.
    const form = Matrix.zeros(3);
    form.data[1] = 1;
    form.data[3] = -1;
    // α = F₁ dx₂ − F₂ dx₁ closed: F₁ = ∂₂H, F₂ = −∂₁H with H in x₁, x₂ only; F₃ is free.
    expect(enforce(hamiltonianConditions(3, 1, [form])).dimension).to.equal(2 + 3 + 4);
  });
});

describe("actionClosure", () => {
  const turnsAboutTwoAxes = () => {
    const group = specialOrthogonalGroup(3);
    const action = affineAction(group);
    return { ...action, generators: action.generators.slice(0, 2) };
  };

  it("names the bracket that leaves", () => {
    const closure = actionClosure(turnsAboutTwoAxes());
    expect(closure).to.deep.equal({ dimension: 2, generated: 3, leaving: ["[R12, R13]"] });
    expect(actionClosure(affineAction(specialEuclideanGroup(3)))).to.deep.equal({
      dimension: 6,
      generated: 6,
      leaving: [],
    });
    expect(
      actionClosure(affineAction(specialEuclideanGroup(2)), [
        [1, 0, 0],
        [0, 0, 1],
      ])?.generated,
    ).to.equal(3);
  });

  it("makes a note, or an error with requireClosed, and the same space", () => {
    const D = lieDerivative(polynomialMaps(3, 4), turnsAboutTwoAxes());
    const found = enforce(D);
    expect(found.dimension).to.equal(3);
    expect(found.notes.join()).to.match(/\[R12, R13\].*dimension 3/);
    expect(() => enforce(D, { requireClosed: true })).to.throw(DomainError, /\[R12, R13\]/);
    expect(enforce(spheres(), { requireClosed: true }).notes).to.deep.equal([]);
  });

  it("sees outputs that are no representation", () => {
    const group = specialOrthogonalGroup(3);
    const wrong = lieAction(
      "wrong",
      group.algebra.map((xi, p) => ({
        name: group.generatorNames[p],
        input: affineField(xi),
        output: xi.scale(2),
      })),
    );
    expect(actionClosure(wrong)?.leaving).to.have.lengthOf(3);
    expect(definingRepresentation(group).dimension).to.equal(3);
  });
});

describe("fit", () => {
  it("recovers a member exactly from as few samples as unknowns", () => {
    const found = enforce(spheres());
    const truth = [0.5, -2, 3];
    const points = drawn(1, 3, 3);
    const fit = found.fit(points, found.model(truth).values(points));
    fit.coordinates.forEach((value, k) => {
      expect(value).to.be.closeTo(truth[k], 1e-9);
    });
    expect(fit.residual).to.be.below(1e-10);
    expect(fit.standardErrors).to.equal(undefined);
    expect(fit.rank).to.equal(3);
    const x = drawn(2, 2, 3);
    expect(fit.model.values(x).maxDifference(found.model(truth).values(x))).to.be.below(1e-8);
  });

  // For one unknown, y = β x + noise: σ̂² = RSS / (N − 1), se = σ̂ / ‖x‖, and w = Q β.
  it("has the standard errors of regression", () => {
    const found = enforce(
      lieDerivative(
        polynomialMaps(1, 1, { lowest: 1 }),
        lieAction("nothing", [{ input: affineField(Matrix.zeros(1)) }]),
      ),
    );
    const points = Matrix.fromRows([[1], [2], [3]]);
    const values = Matrix.fromRows([[1.1], [1.9], [3.2]]);
    const slope = (1.1 + 3.8 + 9.6) / 14;
    const rss = [1.1, 1.9, 3.2].reduce((sum, y, i) => sum + (y - slope * (i + 1)) ** 2, 0);
    const fit = found.fit(points, values);
    expect(fit.parameters[0]).to.be.closeTo(slope, 1e-14);
    expect(fit.standardErrors![0]).to.be.closeTo(Math.sqrt(rss / 2 / 14), 1e-14);
    expect(fit.residual).to.be.closeTo(Math.sqrt(rss / 3), 1e-14);
  });

  it("names both numbers when samples are too few or lie badly", () => {
    const found = enforce(spheres());
    const two = drawn(1, 2, 3);
    const values = new Matrix(2, 1, Float64Array.of(1, 2));
    expect(() => found.fit(two, values)).to.throw(DomainError, /2 equations for 3 unknowns/);
    const least = found.fit(two, values, { minimumNorm: true });
    expect(least.notes.join()).to.match(/2 equations for 3 unknowns/);
    expect(least.residual).to.be.below(1e-10);
    // All on one sphere: 1, |x|² and |x|⁴ are multiples of each other.
    const sphere = Matrix.fromRows([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, -1, 0],
    ]);
    const ones = new Matrix(4, 1, Float64Array.of(1, 1, 1, 1));
    expect(() => found.fit(sphere, ones)).to.throw(DomainError, /determine only 1 of 3/);
    expect(found.fit(sphere, ones, { minimumNorm: true }).rank).to.equal(1);
    expect(() => found.fit(sphere, values)).to.throw(ShapeError, /2 × 1 for 4 points/);
    expect(() => found.fit(sphere, new Matrix(4, 1).add(ones, Number.NaN))).to.throw(
      DomainError,
      /values\(0, 0\)/,
    );
    expect(() => found.parameters([1])).to.throw(ShapeError, /1 coordinates; expected 3/);
  });
});
