import { expect } from "chai";
import fc from "fast-check";
import {
  assertEquivariant,
  average,
  bothOutputs,
  circleGroup,
  circleRepresentation,
  cyclicGroup,
  DomainError,
  dihedralGroup,
  dihedralRepresentation,
  haarQuadrature,
  Matrix,
  minimalFrame,
  permutationRepresentation,
  pointOutput,
  rowOutput,
  ShapeError,
  sortedRowsFrame,
  specialOrthogonalGroup,
  symmetricGroup,
  trivialRepresentation,
  vectorOutput,
  vectorRowOutput,
} from "../../src/index.js";

const numbers = (length: number) =>
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: length, maxLength: length });

describe("average", () => {
  const group = dihedralGroup(4);
  const plane = dihedralRepresentation(group);

  it("makes any model equivariant: W sin(x) under the symmetries of the square", () => {
    fc.assert(
      fc.property(numbers(4), numbers(2), (weights, x) => {
        const matrix = new Matrix(2, 2, Float64Array.from(weights));
        const model = average((v) => matrix.apply(v.map(Math.sin)), {
          input: plane,
          output: plane,
        });
        const samples = [Float64Array.from(x), Float64Array.of(1, 0.5)];
        // An average that is 0 everywhere has only rounding, which no relative bound covers.
        fc.pre(Math.hypot(...Array.from(model(samples[1]))) > 1e-6);
        assertEquivariant(model, { input: plane, output: plane }, samples);
      }),
    );
  });

  it("leaves an equivariant model as it is: x |x|²", () => {
    const radial = (v: Float64Array) => v.map((entry) => entry * (v[0] ** 2 + v[1] ** 2));
    const model = average(radial, { input: plane, output: plane });
    fc.assert(
      fc.property(numbers(2), (x) => {
        const v = Float64Array.from(x);
        radial(v).forEach((entry, i) => {
          expect(model(v)[i]).to.be.closeTo(entry, 1e-12);
        });
      }),
    );
  });

  it("of the first coordinate under all permutations is the mean of the coordinates", () => {
    const three = symmetricGroup(3);
    const law = { input: permutationRepresentation(three), output: trivialRepresentation(three) };
    // Each coordinate comes first in 2 of the 6 permutations: (1 + 2 + 6) / 3.
    expect(average((v) => [v[0]], law)(Float64Array.of(1, 2, 6))[0]).to.be.closeTo(3, 1e-14);
  });

  it("takes a rule of the circle: ∫ (cos φ x)² dφ / 2π = |x|² / 2", () => {
    const circle = circleGroup();
    const law = { input: circleRepresentation(circle), output: trivialRepresentation(circle) };
    const model = average((v) => [v[0] ** 2], law, haarQuadrature(circle, 5));
    expect(model(Float64Array.of(3, 4))[0]).to.be.closeTo(12.5, 1e-13);
    expect(() => average((v) => [v[0]], law)).to.throw(DomainError, "SO(2)");
  });

  it("refuses outputs of another length or NaN, a weight too few, and representations of two groups", () => {
    const law = { input: plane, output: plane };
    expect(() => average(() => [1], law)(Float64Array.of(1, 2))).to.throw(
      ShapeError,
      "gave 1 numbers; expected 2",
    );
    expect(() => average(() => [1, Number.NaN], law)(Float64Array.of(1, 2))).to.throw(
      DomainError,
      "average: the model gave NaN at index 1",
    );
    const short = { ...haarQuadrature(group), weights: new Float64Array(2) };
    expect(() => average((v) => v, law, short)).to.throw(ShapeError, "2 weights for 8 elements");
    const other = trivialRepresentation(cyclicGroup(2));
    expect(() => average(() => [1], { input: plane as never, output: other })).to.throw(
      DomainError,
      "average",
    );
  });

  it("names the output laws that fit where one of another kind of pose is given", () => {
    const cloud = Matrix.fromRows([[1, 2]]);
    const rotations = minimalFrame(specialOrthogonalGroup(2));
    const wrong = average((x: Matrix) => x, rotations, rowOutput as never);
    expect(() => wrong(cloud)).to.throw(
      DomainError,
      'average: the output law "a row for each row" reads "order", which poses of "minimal frame of SO(2)" do not have; expected vectorOutput, pointOutput or representationOutput; or invariantOutput.',
    );
    for (const law of [vectorOutput, pointOutput, vectorRowOutput]) {
      const sorted = average((x: Matrix) => x, sortedRowsFrame(), law as never);
      expect(() => sorted(cloud), law.name).to.throw(
        DomainError,
        "expected rowOutput or pairOutput",
      );
    }
    const both = bothOutputs(vectorOutput, rowOutput) as never;
    expect(() => average((x: Matrix) => x, rotations, both)(cloud)).to.throw(
      DomainError,
      '"order"',
    );
  });
});
