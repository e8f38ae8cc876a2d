import { expect } from "chai";
import fc from "fast-check";
import {
  average,
  DomainError,
  determinant,
  Matrix,
  type MatrixLieGroup,
  orthogonalGroup,
  pairOutput,
  productFrame,
  pseudoMetric,
  pseudoOrthogonalGroup,
  RandomStream,
  rowOutput,
  specialOrthogonalGroup,
  vectorOutput,
  vectorRowOutput,
} from "../../../src/index.js";
import { boost, jet, moved, PROPELLER, SOLIDS } from "./clouds.js";
import { pairsInOrder, placeModel, randomMatrix, randomOrder, rowsInOrder } from "./listing.js";

const LORENTZ = pseudoOrthogonalGroup(1, 3, { components: "all" });
const PROPER = pseudoOrthogonalGroup(1, 3);

/** Boosts with |β| < 0.99 after a turn, of all components of the group. */
function lorentz(random: RandomStream, special: boolean): Matrix {
  const turn = (special ? specialOrthogonalGroup(3) : orthogonalGroup(3)).sample(random);
  const time = special ? 1 : 2 * random.integer(2) - 1;
  const flip = special && random.integer(2) === 1 ? -1 : 1;
  return boost(0.99 * random.uniform(), random.normals(3))
    .multiply(Matrix.diagonal([time]).directSum(turn))
    .scale(flip);
}

/** Whether all momenta are parallel and massless. */
const isLight = (cloud: Matrix): boolean => {
  const products = cloud.multiply(pseudoMetric(1, 3)).multiply(cloud.transpose());
  return products.maxAbs() < 1e-9;
};

function checkLaws(group: MatrixLieGroup, special: boolean): void {
  const frame = productFrame(group);
  const vectors = average(placeModel(1, 4), frame, vectorRowOutput);
  const rows = average(placeModel(2, 2), frame, rowOutput);
  const pairs = average((x: Matrix) => placeModel(3, x.rows)(x), frame, pairOutput);
  const total = average(
    (x: Matrix) => Matrix.fromRows([placeModel(4, 4)(x).row(0)]),
    frame,
    vectorOutput,
  );
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = RandomStream.fromSeed(seed);
      const cloud = jet(random);
      fc.pre(cloud.rows > 0 && !isLight(cloud));
      const g = lorentz(random, special);
      expect(determinant(g)).to.be.closeTo(special ? 1 : Math.sign(determinant(g)), 1e-10);
      const order = randomOrder(cloud.rows, random);
      const there = rowsInOrder(moved(cloud, g), order);
      const [y, z] = [vectors(cloud), vectors(there)];
      const scale = Math.max(1, z.maxAbs(), g.maxAbs());
      expect(z.maxDifference(rowsInOrder(moved(y, g), order)) / scale).to.be.below(1e-10);
      expect(rows(there).maxDifference(rowsInOrder(rows(cloud), order))).to.be.below(1e-10);
      expect(pairs(there).maxDifference(pairsInOrder(pairs(cloud), order))).to.be.below(1e-10);
      const sum = total(there);
      expect(sum.maxDifference(moved(total(cloud), g)) / Math.max(scale, sum.maxAbs())).to.be.below(
        1e-10,
      );
    }),
    { numRuns: 40 },
  );
}

describe("productFrame of Lorentz groups", () => {
  it("is equivariant under S_n × O(1,3), massless jets among the inputs", () => {
    checkLaws(LORENTZ, false);
  });

  it("is equivariant under S_n × SO(1,3)", () => {
    checkLaws(PROPER, true);
  });

  it("finds the symmetries of boosted solids of massless momenta, mirror images under O alone", () => {
    const random = RandomStream.fromSeed(2);
    const g = lorentz(random, true);
    for (const [name, order] of [
      ["tetrahedron", 24n],
      ["cube", 48n],
      ["icosahedron", 120n],
    ] as const) {
      const momenta = Matrix.fromRows(SOLIDS[name].toRows().map((p) => [Math.hypot(...p), ...p]));
      const boosted = moved(momenta, g);
      expect(productFrame(LORENTZ).poses(boosted)[0].permutations).to.equal(order);
      expect(productFrame(PROPER).poses(boosted)[0].permutations).to.equal(order / 2n);
    }
    const blades = Matrix.fromRows(PROPELLER.toRows().map((p) => [Math.hypot(...p), ...p]));
    const image = moved(blades, Matrix.diagonal([1, 1, 1, -1]));
    for (const [group, apart] of [
      [LORENTZ, false],
      [PROPER, true],
    ] as const) {
      const model = average(
        (x: Matrix) => Matrix.fromRows([placeModel(5, 1)(x).data]),
        productFrame(group),
      );
      const difference = model(blades).maxDifference(model(moved(image, g)));
      if (apart) expect(difference).to.be.above(1e-3);
      else expect(difference).to.be.below(1e-10);
    }
  });

  it("leaves an equivariant model as it is: y_i = Σ_j ⟨x_i, x_j⟩ x_j", () => {
    const model = (x: Matrix): Matrix =>
      x.multiply(pseudoMetric(1, 3)).multiply(x.transpose()).multiply(x);
    for (const group of [LORENTZ, PROPER]) {
      const averaged = average(model, productFrame(group), vectorRowOutput);
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const cloud = jet(RandomStream.fromSeed(seed));
          fc.pre(cloud.rows > 0 && !isLight(cloud));
          const y = model(cloud);
          expect(averaged(cloud).maxDifference(y) / Math.max(1, y.maxAbs())).to.be.below(1e-12);
        }),
        { numRuns: 40 },
      );
    }
  });

  it("takes O(2,2) too", () => {
    const group = pseudoOrthogonalGroup(2, 2, { components: "all" });
    const model = average(placeModel(6, 4), productFrame(group), vectorRowOutput);
    const random = RandomStream.fromSeed(6);
    for (const rows of [2, 3, 6]) {
      const cloud = randomMatrix(rows, 4, random);
      const g = group.sample(random);
      const order = randomOrder(rows, random);
      const there = model(rowsInOrder(moved(cloud, g), order));
      const error = there.maxDifference(rowsInOrder(moved(model(cloud), g), order));
      expect(error / Math.max(1, there.maxAbs())).to.be.below(1e-10);
    }
  });

  it("takes one massless momentum, and refuses parallel ones, which products do not tell apart", () => {
    const frame = productFrame(LORENTZ);
    const [pose] = frame.poses(Matrix.fromRows([[1, 0, 0, 1]]));
    expect(pose.permutations).to.equal(1n);
    expect(pose.rank).to.equal(1);
    const model = average(placeModel(7, 4), frame, vectorRowOutput);
    const momentum = Matrix.fromRows([[5, 0, 3, 4]]);
    const random = RandomStream.fromSeed(8);
    for (let k = 0; k < 20; k++) {
      const g = lorentz(random, false);
      const there = model(moved(momentum, g));
      const error = there.maxDifference(moved(model(momentum), g));
      expect(error / Math.max(1, there.maxAbs(), g.maxAbs())).to.be.below(1e-10);
    }
    const parallel = Matrix.fromRows([
      [1, 0, 0, 1],
      [2, 0, 0, 2],
    ]);
    expect(() => frame.poses(parallel)).to.throw(DomainError, "light-like direction");
  });
});
