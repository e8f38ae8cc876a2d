import { expect } from "chai";
import { cloudSet, DomainError, ShapeError } from "../../../src/index.js";

describe("worlds/sets/classified-clouds", () => {
  const values = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7);

  it("takes coordinates of one's own, copied", () => {
    const own = values.slice();
    const set = cloudSet({ values: own, points: 2, dimension: 2, labels: [3, 0] });
    expect([set.count, set.points, set.dimension, set.classes]).deep.equal([2, 2, 2, 4]);
    own[0] = 9;
    expect([...set.values]).deep.equal([...values]);
    expect(cloudSet({ values: new Float64Array(6), points: 2 }).values).instanceOf(Float64Array);
  });

  it("names what is wrong, and where", () => {
    expect(() => cloudSet({ values, points: 1 })).throw(DomainError, "one point has no shape");
    expect(() => cloudSet({ values, points: 2, dimension: 0 })).throw(
      DomainError,
      "dimension is 0",
    );
    expect(() => cloudSet({ values, points: 3 })).throw(ShapeError, "got 8 values");
    expect(() => cloudSet({ values: new Float32Array(0), points: 3 })).throw(ShapeError);
    const hole = values.slice();
    hole[7] = Number.NaN;
    expect(() => cloudSet({ values: hole, points: 2, dimension: 2 })).throw(
      DomainError,
      "coordinate 1 of point 1 of cloud 1 is NaN",
    );
    const two = { values, points: 2, dimension: 2 };
    expect(() => cloudSet({ ...two, labels: [1] })).throw(ShapeError, "got 1 labels for 2 clouds");
    expect(() => cloudSet({ ...two, labels: [0, 256] })).throw(DomainError, "labels[1] is 256");
  });
});
