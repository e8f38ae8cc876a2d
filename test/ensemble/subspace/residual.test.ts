import { expect } from "chai";
import { withLeadingResidual } from "../../../src/ensemble/index.js";
import { DomainError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/index.js";

const first = Matrix.fromRows([[1], [0], [0]]);

describe("withLeadingResidual", () => {
  it("adds the direction with the most energy outside the span, about 0 and not about the mean", () => {
    // Outside e₁ there are 2·(3² + 4²)/5² of energy along (0, 3, 4)/5 and 0.01 across it.
    const cloud = Matrix.fromRows([
      [9, 3, 4],
      [-7, 3, 4],
      [1, 0.08, -0.06],
    ]);
    const axes = withLeadingResidual(first, cloud);
    expect(axes.column(0)).to.deep.equal(Float64Array.of(1, 0, 0));
    const [across, y, z] = axes.column(1);
    expect(across).to.be.closeTo(0, 1e-15);
    expect(Math.abs(0.6 * y + 0.8 * z)).to.be.closeTo(1, 1e-4);
    expect(axes.transpose().multiply(axes).maxDifference(Matrix.identity(2))).to.be.below(1e-15);
  });

  it("refuses a cloud inside the span", () => {
    const inside = Matrix.fromRows([[2, 0, 0]]);
    expect(() => withLeadingResidual(first, inside)).to.throw(DomainError, "lie in the span");
  });
});
