import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  assertRepresentation,
  circleGroup,
  circleRepresentation,
  cyclicGroup,
  definingRepresentation,
  isOrthogonal,
  matrixGroup,
  representation,
  symmetricGroup,
  trivialRepresentation,
} from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

const C4 = cyclicGroup(4);
const circle = circleGroup();
const random = RandomStream.fromSeed(4);

describe("groups/representation/check", () => {
  it("names the pair and the residual of matrices that are no representation", () => {
    // 1, 1, 1, −1: ρ(2) ρ(1) = 1, but ρ(3) = −1.
    const wrong = representation(C4, 1, (k) => Matrix.diagonal([k === 3 ? -1 : 1]), {
      name: "wrong",
    });
    expect(() => assertRepresentation(wrong)).to.throw(
      DomainError,
      /"C4: wrong" is no representation.*by 2\.00 for a = element 2, 2 and b = element 1, 1/,
    );
  });

  it("finds one wrong element among many", () => {
    const S4 = symmetricGroup(4);
    const odd = S4.elements[13];
    const rep = representation(S4, 2, (g) =>
      S4.equals(g, odd) ? Matrix.diagonal([1, 1 + 1e-8]) : Matrix.identity(2),
    );
    expect(() => assertRepresentation(rep)).to.throw(DomainError, /by 1\.00e-8 for a = element/);
    assertRepresentation(rep, { tolerance: 1e-7 });
  });

  it("refuses an identity that is not I", () => {
    const projector = representation(C4, 2, () => Matrix.diagonal([1, 0]));
    expect(() => assertRepresentation(projector)).to.throw(DomainError, /identity.*I by 1\.00/);
  });

  it("tries random pairs of a continuous group and asks for the stream", () => {
    const half = representation(circle, 2, (g) =>
      circle.exp(circle.algebra[0].scale(Math.atan2(g.at(1, 0), g.at(0, 0)) / 2)),
    );
    expect(() => assertRepresentation(half, { random })).to.throw(DomainError, /element \[\[/);
    expect(() => assertRepresentation(half)).to.throw(DomainError, /random stream/);
  });

  it("refuses a differential that is not the derivative", () => {
    const { group, dimension, matrix } = circleRepresentation(circle, 2);
    const wrong = representation(group, dimension, matrix, { differential: (xi) => xi });
    expect(() => assertRepresentation(wrong, { random })).to.throw(
      DomainError,
      /differential.*algebra\[0\].*by 1\.00/,
    );
  });

  it("knows what is orthogonal, and demands it when told to", () => {
    const rotation = definingRepresentation(
      matrixGroup("C4", [
        Matrix.fromRows([
          [0, -1],
          [1, 0],
        ]),
      ]),
    );
    // The same quarter turn in a sheared basis.
    const sheared = definingRepresentation(
      matrixGroup("C4", [
        Matrix.fromRows([
          [2, -5],
          [1, -2],
        ]),
      ]),
    );
    expect(isOrthogonal(rotation)).to.equal(true);
    expect(isOrthogonal(sheared)).to.equal(false);
    assertRepresentation(sheared);
    expect(() => assertRepresentation(sheared, { orthogonal: true })).to.throw(
      DomainError,
      /not orthogonal.*for g = element 1/,
    );
    expect(isOrthogonal(circleRepresentation(circle, 3), { random })).to.equal(true);
    expect(() => isOrthogonal(circleRepresentation(circle))).to.throw(DomainError, /random stream/);
  });

  it("refuses matrices of the wrong shape and entries that are not finite when they are asked for", () => {
    const wide = representation(C4, 2, () => Matrix.zeros(2, 3), { name: "wide" });
    expect(() => wide.matrix(1)).to.throw(ShapeError, /"C4: wide" gave 2 × 3; expected 2 × 2/);
    const broken = representation(C4, 2, () => Matrix.diagonal([1, Number.NaN]));
    expect(() => assertRepresentation(broken)).to.throw(DomainError, /NaN at \(1, 1\)/);
    const flat = representation(circle, 2, (g) => g, { differential: () => Matrix.zeros(1) });
    expect(() => flat.differential?.(circle.algebra[0])).to.throw(
      ShapeError,
      /differential.*1 × 1/,
    );
  });

  it("refuses dimensions below 1 or not whole", () => {
    for (const dimension of [0, -1, 1.5, Number.NaN]) {
      expect(() => trivialRepresentation(C4, dimension)).to.throw(DomainError, /dimension/);
    }
  });
});
