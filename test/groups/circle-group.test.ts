import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../src/errors.js";
import { circleGroup, isFiniteGroup, isLieGroup } from "../../src/groups/index.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";

const group = circleGroup();
const J = group.algebra[0];
const angle = fc.double({ min: -10, max: 10, noNaN: true });
const at = (phi: number) => group.exp(J.scale(phi));

describe("groups/circle-group", () => {
  it("is an abelian group of rotations, with exp(αJ) exp(βJ) = exp((α + β)J)", () => {
    fc.assert(
      fc.property(angle, angle, (alpha, beta) => {
        const product = group.compose(at(alpha), at(beta));
        expect(group.equals(product, at(alpha + beta))).to.equal(true);
        expect(group.equals(product, group.compose(at(beta), at(alpha)))).to.equal(true);
        expect(group.equals(group.inverse(at(alpha)), at(-alpha))).to.equal(true);
        expect(group.equals(group.compose(at(alpha), group.identity), at(alpha))).to.equal(true);
      }),
    );
    expect(group.equals(at(2 * Math.PI), group.identity)).to.equal(true);
    expect(group.equals(at(1e-6), group.identity)).to.equal(false);
    expect(at(Math.PI / 2).maxDifference(J)).to.be.below(1e-15);
  });

  it("does not drift: 10^5 products still have determinant 1", () => {
    let product = group.identity;
    const step = at(0.7);
    for (let k = 0; k < 100_000; k++) product = group.compose(product, step);
    const [a, b, c, d] = product.data;
    expect(a * d - b * c).to.be.closeTo(1, 1e-15);
  });

  it("draws the angle uniformly", () => {
    const random = RandomStream.fromSeed(11);
    let mean = Matrix.zeros(2);
    for (let k = 0; k < 4000; k++) mean = mean.add(group.sample(random), 1 / 4000);
    // Each entry: mean 0, standard deviation √(1/2) / √4000 = 0.0112; five of them.
    expect(mean.maxAbs()).to.be.below(0.056);
  });

  it("is a Lie group of one component", () => {
    expect(isLieGroup(group)).to.equal(true);
    expect(isFiniteGroup(group)).to.equal(false);
    expect(group.components).to.deep.equal([]);
  });

  it("refuses to exponentiate what is not in the algebra", () => {
    expect(() => group.exp(Matrix.zeros(3))).to.throw(ShapeError, /3 × 3/);
    expect(() => group.exp(Matrix.identity(2))).to.throw(
      DomainError,
      /not in the Lie algebra.*combination of `algebra`/,
    );
    expect(() => group.exp(J.scale(Number.NaN))).to.throw(DomainError, /finite/);
  });
});
