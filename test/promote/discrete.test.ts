import { expect } from "chai";
import { DomainError, ShapeError } from "../../src/errors.js";
import { specialOrthogonalGroup, translationGroup } from "../../src/groups/index.js";
import { affineAction, lieDerivative, polynomialMaps } from "../../src/lie-derivative/index.js";
import { Matrix } from "../../src/numerics/index.js";
import { promoteDiscrete } from "../../src/promote/index.js";
import { uniform } from "./examples.js";

/** Sign flips of x and y, and their exchange, on polynomials of degree 3 in two variables. */
const flips = [
  Matrix.diagonal([-1, 1]),
  Matrix.diagonal([1, -1]),
  Matrix.fromRows([
    [0, 1],
    [1, 0],
  ]),
];
const derivative = lieDerivative(
  polynomialMaps(2, 3),
  affineAction(specialOrthogonalGroup(2), { discrete: flips }),
);

describe("promoteDiscrete", () => {
  it("keeps the reflection that the data have, exactly, and gives up the others", () => {
    // x² + y³ + 1 is even in x only; 8 of 10 coefficients' worth of samples.
    const points = uniform(1, 8, 2);
    const values = Array.from({ length: 8 }, (_, i) => {
      const [x, y] = points.row(i);
      return x * x + y ** 3 + 1;
    });
    const found = promoteDiscrete(derivative, { points, values }, { iterations: 20000 });
    expect(found.kept).to.eql([true, false, false]);
    expect(found.relativeGap).to.be.within(-1e-10, 1e-5);
    expect(found.defects[0]).to.be.below(1e-5 * found.defects[1]);
  });

  it("measures ‖K_gF − F‖: for F = x under x → −x the root of ∫4x² is 2/√3", () => {
    const points = uniform(2, 12, 2);
    const values = points.column(0);
    const { defects } = promoteDiscrete(derivative, { points, values });
    expect(defects[0]).to.be.closeTo(2 / Math.sqrt(3), 1e-9);
    expect(defects[1]).to.be.closeTo(0, 1e-9);
    // x − y under the exchange: ∫(x − y)² = 2/3.
    expect(defects[2]).to.be.closeTo(Math.sqrt(2 / 3), 1e-9);
  });

  it("refuses actions without candidates and weights of another number", () => {
    const data = { points: uniform(3, 2, 2), values: [1, 2] };
    const bare = lieDerivative(polynomialMaps(2, 1), affineAction(translationGroup(2)));
    expect(() => promoteDiscrete(bare, data)).to.throw(DomainError, /no discrete elements/);
    expect(() => promoteDiscrete(derivative, data, { candidateWeights: [1] })).to.throw(ShapeError);
    expect(() => promoteDiscrete(derivative, data, { candidateWeights: [1, 0, 1] })).to.throw(
      DomainError,
      /candidateWeights\[1\]/,
    );
  });
});
