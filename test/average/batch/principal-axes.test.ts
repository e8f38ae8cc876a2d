/** The oracle is the eigenvalue equation itself, and the decomposition of one matrix. */
import { expect } from "chai";
import fc from "fast-check";
import { batchedPrincipalAxes, DomainError } from "../../../src/index.js";
import { Matrix, RandomStream, symmetricEigen } from "../../../src/numerics/index.js";
import { degenerateCloud, offsetsOf, stacked } from "./clouds.js";

describe("batchedPrincipalAxes", () => {
  for (const group of ["O", "SE"] as const) {
    for (const dimension of [2, 3]) {
      it(`${group}(${dimension}): eigenvectors of the second moments, ascending, of any cloud`, () => {
        fc.assert(
          fc.property(fc.nat(), fc.integer({ min: 1, max: 7 }), (seed, count) => {
            const random = RandomStream.fromSeed(seed);
            const clouds = Array.from({ length: count }, () => degenerateCloud(dimension, random));
            const offsets = offsetsOf(clouds);
            const batch = { coordinates: stacked(clouds), dimension, offsets };
            const found = batchedPrincipalAxes(group, batch, { forms: "new" });
            clouds.forEach((cloud, k) => {
              const shift = found.shifts.subarray(k * dimension, (k + 1) * dimension);
              const points = cloud.clone();
              points.data.forEach((x, at) => {
                points.data[at] = x - shift[at % dimension];
              });
              const moments = points.transpose().multiply(points);
              const axes = new Matrix(
                ...[dimension, dimension],
                found.axes.slice(k * dimension ** 2, (k + 1) * dimension ** 2),
              );
              const values = found.values.slice(k * dimension, (k + 1) * dimension);
              const [trace, ulp] = [moments.trace(), 1e-15 * (cloud.maxAbs() + 1e-300)];
              const size = 1e-14 * trace + 4 * ulp * Math.sqrt(cloud.rows * trace) + ulp ** 2;
              const product = axes.transpose().multiply(axes);
              expect(product.maxDifference(Matrix.identity(dimension))).to.be.at.most(4e-15);
              const left = moments.multiply(axes);
              expect(left.maxDifference(axes.multiply(Matrix.diagonal(values)))).to.be.at.most(
                size,
              );
              const expected = [...symmetricEigen(moments).values].sort((a, b) => a - b);
              expected.forEach((value, j) => {
                expect(Math.abs(value - values[j])).to.be.at.most(size);
                if (j > 0) expect(values[j]).to.be.at.least(values[j - 1]);
              });
              const forms = new Matrix(
                ...[cloud.rows, dimension],
                found.forms!.slice(
                  offsets[k] * dimension,
                  offsets[k + 1] * dimension,
                ) as Float64Array,
              );
              const turned = points.multiply(axes);
              expect(forms.maxDifference(turned)).to.be.at.most(1e-14 * Math.sqrt(trace) + 4 * ulp);
            });
          }),
          { numRuns: 60 },
        );
      });
    }
  }

  it("keeps small eigenvalues beside large ones, and scales", () => {
    const coordinates = Float64Array.of(1e-6, 0, 0, 1, 1e200, 0, 0, 1e190);
    const { values, axes } = batchedPrincipalAxes("O", { coordinates, dimension: 2, size: 2 });
    expect(values[0] / 1e-12).to.be.closeTo(1, 1e-15);
    expect(values[1]).to.equal(1);
    expect([...axes.map(Math.abs)]).to.deep.equal([1, 0, 0, 1, 0, 1, 1, 0]);
  });

  it("refuses other dimensions", () => {
    const coordinates = new Float64Array(8);
    expect(() => batchedPrincipalAxes("O", { coordinates, dimension: 4, size: 1 })).to.throw(
      DomainError,
      "2 or 3",
    );
  });
});
