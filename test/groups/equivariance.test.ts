import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../src/errors.js";
import {
  assertEquivariant,
  circleGroup,
  circleRepresentation,
  cyclicGroup,
  definingRepresentation,
  equivarianceError,
  fixedSpace,
  homRepresentation,
  type Model,
  matrixGroup,
  permutationRepresentation,
  regularRepresentation,
  symmetricGroup,
  trivialRepresentation,
} from "../../src/groups/index.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";

const S3 = symmetricGroup(3);
const points = permutationRepresentation(S3);
const sameLaw = { input: points, output: points };
const invariance = { input: points, output: trivialRepresentation(S3) };
const cloud = (count: number, dimension: number, seed = 1) =>
  new Matrix(count, dimension, RandomStream.fromSeed(seed).normals(count * dimension));

describe("groups/equivariance", () => {
  it("is exactly 0 for entrywise maps under permutations, and for the largest entry", () => {
    const squares: Model = (x) => x.map((value) => value * value);
    const measure = equivarianceError(squares, sameLaw, cloud(10, 3));
    expect(measure.maximum).to.equal(0);
    expect(measure.mean).to.equal(0);
    expect(measure.relative).to.equal(0);
    expect(equivarianceError((x) => [Math.max(...x)], invariance, cloud(10, 3)).maximum).to.equal(
      0,
    );
  });

  it("measures a broken law by hand: where, for whom and how much", () => {
    // f(x) = x + (1, 0) under the swap: f(Sx) − S f(x) = (1, −1) whatever x is.
    const C2 = symmetricGroup(2);
    const swap = permutationRepresentation(C2);
    const samples = [Float64Array.of(0, 0), Float64Array.of(2, 4)];
    const shift: Model = (x) => [x[0] + 1, x[1]];
    const measure = equivarianceError(shift, { input: swap, output: swap }, samples);
    expect(measure.maximum).to.be.closeTo(Math.SQRT2, 1e-15);
    // Two samples; the identity breaks nothing.
    expect(measure.mean).to.be.closeTo(Math.SQRT2 / 2, 1e-15);
    // The largest of ‖f(Sx)‖ = ‖(5, 2)‖, ‖S f(x)‖ = ‖(4, 3)‖, ‖f(x)‖ = 5.
    expect(measure.relative).to.be.closeTo(Math.SQRT2 / Math.sqrt(29), 1e-15);
    expect(measure.worst).to.deep.equal({ sample: 0, element: [1, 0] });
    expect(() =>
      assertEquivariant(shift, { input: swap, output: swap }, samples, { tolerance: 0.1 }),
    ).to.throw(
      DomainError,
      /breaks its law \(S2: permutation → permutation\) by 1\.41, 0\.263 .*samples\[0\] for element 1, \[1, 0\].*at most 0\.1/,
    );
    expect(
      assertEquivariant(shift, { input: swap, output: swap }, samples, { tolerance: 0.3 }).maximum,
    ).to.equal(measure.maximum);
  });

  it("finds the sample and the element at fault", () => {
    // Wrong only where the first entry passes 2, which one transform of sample 1 alone does.
    const model: Model = (x) => [x[0] > 2 ? 1 : 0];
    const samples = [Float64Array.of(0, 1, 0), Float64Array.of(0, 3, 0)];
    const { worst, maximum } = equivarianceError(model, invariance, samples, {
      elements: [
        [0, 1, 2],
        [2, 1, 0],
        [1, 0, 2],
      ],
    });
    expect(maximum).to.equal(1);
    expect(worst).to.deep.equal({ sample: 1, element: [1, 0, 2] });
  });

  it("passes every linear map from the fixed space of Hom and no generic one", () => {
    const W = regularRepresentation(S3);
    const { projector } = fixedSpace(homRepresentation(points, W));
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const map = RandomStream.fromSeed(seed).normals(18);
        const linear =
          (flat: Float64Array): Model =>
          (x) =>
            new Matrix(6, 3, flat).apply(x);
        const law = { input: points, output: W };
        assertEquivariant(linear(projector.apply(map)), law, cloud(4, 3));
        expect(equivarianceError(linear(map), law, cloud(4, 3)).relative).to.be.above(1e-3);
      }),
      { numRuns: 20 },
    );
  });

  it("draws elements of a continuous group", () => {
    const circle = circleGroup();
    const V = circleRepresentation(circle);
    const law = { input: V, output: circleRepresentation(circle, 2) };
    // z ↦ z² doubles the angle; z ↦ z³ does not.
    const square: Model = ([a, b]) => [a * a - b * b, 2 * a * b];
    const cube: Model = ([a, b]) => [a ** 3 - 3 * a * b * b, 3 * a * a * b - b ** 3];
    const random = RandomStream.fromSeed(9);
    assertEquivariant(square, law, cloud(5, 2), { random, tolerance: 1e-13 });
    expect(() => assertEquivariant(cube, law, cloud(5, 2), { random })).to.throw(
      DomainError,
      /SO\(2\).*for element \[\[/,
    );
    expect(() => equivarianceError(square, law, cloud(5, 2))).to.throw(
      DomainError,
      /random stream/,
    );
    expect(() => equivarianceError(square, law, cloud(5, 2), { random, draws: 0 })).to.throw(
      DomainError,
      /no elements/,
    );
    expect(() => equivarianceError(square, law, cloud(5, 2), { random, draws: 0.5 })).to.throw(
      DomainError,
      /0\.5 draws/,
    );
  });

  it("is not fooled by a model that reuses its output or changes its input", () => {
    const buffer = new Float64Array(3);
    const reusing: Model = (x) => {
      buffer.set(x.map((value) => value + 1));
      x.fill(0);
      return buffer;
    };
    const samples = cloud(5, 3);
    const before = samples.clone();
    expect(equivarianceError(reusing, sameLaw, samples).maximum).to.equal(0);
    expect(samples.maxDifference(before)).to.equal(0);
    const breaking: Model = (x) => {
      buffer.set([x[0], 0, 0]);
      return buffer;
    };
    expect(equivarianceError(breaking, sameLaw, samples).maximum).to.be.above(0);
  });

  it("divides by the transformed outputs too, which a representation that is not orthogonal enlarges", () => {
    const group = matrixGroup("C2", [
      Matrix.fromRows([
        [1, 3],
        [0, -1],
      ]),
    ]);
    const law = { input: trivialRepresentation(group), output: definingRepresentation(group) };
    // f = (0, 1) and M f = (3, −1): the difference has norm √13, M f has √10.
    const { maximum, relative } = equivarianceError(() => [0, 1], law, cloud(1, 1));
    expect(maximum).to.be.closeTo(Math.sqrt(13), 1e-14);
    expect(relative).to.be.closeTo(Math.sqrt(1.3), 1e-14);
  });

  it("has relative error 0 for a model that is 0, and a scale-free one otherwise", () => {
    expect(equivarianceError(() => [0, 0, 0], sameLaw, cloud(3, 3)).relative).to.equal(0);
    const first: Model = (x) => [x[0], 0, 0];
    const scaled: Model = (x) => [1e-12 * x[0], 0, 0];
    const [one, tiny] = [first, scaled].map((f) => equivarianceError(f, sameLaw, cloud(3, 3)));
    expect(tiny.relative).to.be.closeTo(one.relative, 1e-12);
    expect(tiny.maximum).to.be.closeTo(1e-12 * one.maximum, 1e-24);
  });

  it("refuses wrong shapes and values that are not finite, by name", () => {
    const identity: Model = (x) => x;
    expect(() => equivarianceError(identity, sameLaw, [])).to.throw(DomainError, /no samples/);
    expect(() => equivarianceError(identity, sameLaw, cloud(2, 4))).to.throw(
      ShapeError,
      /samples\[0\] has length 4; expected 3/,
    );
    const broken = [new Float64Array(3), Float64Array.of(0, Number.NaN, 0)];
    expect(() => equivarianceError(identity, sameLaw, broken)).to.throw(
      DomainError,
      /samples\[1\] holds NaN at index 1/,
    );
    expect(() => equivarianceError(() => [1, 2], sameLaw, cloud(2, 3))).to.throw(
      ShapeError,
      /model's value of samples\[0\] has length 2; expected 3/,
    );
    expect(() => equivarianceError(() => 5 as never, sameLaw, cloud(2, 3))).to.throw(
      ShapeError,
      /is 5; expected an array of 3/,
    );
    const overflow: Model = (x) => (x[0] > 0.9 ? [1 / 0, 0, 0] : x);
    expect(() => equivarianceError(overflow, sameLaw, [Float64Array.of(0, 1, 0)])).to.throw(
      DomainError,
      /transform of samples\[0\] holds Infinity at index 0/,
    );
    expect(() =>
      equivarianceError(
        identity,
        { input: points, output: trivialRepresentation({ ...S3, name: "S(3)" }, 3) },
        cloud(2, 3),
      ),
    ).to.throw(DomainError, /make the group once/);
    expect(() =>
      assertEquivariant(identity, sameLaw, cloud(2, 3), { tolerance: Number.NaN }),
    ).to.throw(DomainError, /tolerance NaN/);
  });

  it("takes the elements that it is given instead of all", () => {
    const C5 = cyclicGroup(5);
    const rep = regularRepresentation(C5);
    let calls = 0;
    const counting: Model = (x) => {
      calls++;
      return x;
    };
    equivarianceError(counting, { input: rep, output: rep }, cloud(1, 5), { elements: [2, 3] });
    // Once at the sample, once at each transform.
    expect(calls).to.equal(3);
    expect(() =>
      equivarianceError(counting, { input: rep, output: rep }, cloud(1, 5), { elements: [] }),
    ).to.throw(DomainError, /no elements/);
  });
});
