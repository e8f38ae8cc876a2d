import { expect } from "chai";
import fc from "fast-check";
import {
  affineParts,
  average,
  DomainError,
  determinant,
  euclideanGroup,
  type Frame,
  generalLinearGroup,
  Matrix,
  type MatrixLieGroup,
  minimalFrame,
  orthogonalGroup,
  type ProductPose,
  pairOutput,
  pointRowOutput,
  productFrame,
  RandomStream,
  representationOutput,
  rowOutput,
  ShapeError,
  singularValueDecomposition,
  specialEuclideanGroup,
  specialOrthogonalGroup,
  tensorProduct,
  vectorOutput,
  vectorRepresentation,
  vectorRowOutput,
} from "../../../src/index.js";
import { degenerateCloud, moved, PROPELLER, SOLIDS } from "./clouds.js";
import {
  allOrders,
  meanOf,
  pairsInOrder,
  placeModel,
  randomMatrix,
  randomOrder,
  rowsInOrder,
} from "./listing.js";

const ORDERS = {
  tetrahedron: 24n,
  octahedron: 48n,
  cube: 48n,
  icosahedron: 120n,
  dodecahedron: 120n,
  square: 8n,
};

const scale = (m: Matrix): number => Math.max(1, m.maxAbs());

/** Largest errors of the laws of one frame at one cloud, one order and one element h x + b. */
function errors(
  frame: Frame<Matrix, ProductPose>,
  cloud: Matrix,
  order: Int32Array,
  h: Matrix,
  b: Float64Array,
): Record<string, number> {
  const d = cloud.columns;
  const there = rowsInOrder(moved(cloud, h, b), order);
  const vectors = average(placeModel(1, 2 * d), frame, vectorRowOutput);
  const points = average(placeModel(2, d), frame, pointRowOutput);
  const rows = average(placeModel(3, 2), frame, rowOutput);
  const pairs = average((x: Matrix) => placeModel(4, x.rows)(x), frame, pairOutput);
  const total = average(
    (x: Matrix) => Matrix.fromRows([placeModel(5, d)(x).row(0)]),
    frame,
    vectorOutput,
  );
  const movedPairs = (y: Matrix): Matrix => {
    const two = new Matrix(2 * y.rows, d, y.data);
    return new Matrix(y.rows, 2 * d, moved(two, h).data);
  };
  const found: Record<string, number> = {
    vectors: vectors(there).maxDifference(rowsInOrder(movedPairs(vectors(cloud)), order)),
    points:
      points(there).maxDifference(rowsInOrder(moved(points(cloud), h, b), order)) / scale(there),
    rows: rows(there).maxDifference(rowsInOrder(rows(cloud), order)),
    pairs: pairs(there).maxDifference(pairsInOrder(pairs(cloud), order)),
    form: frame.poses(there)[0].form.maxDifference(frame.poses(cloud)[0].form) / scale(cloud),
  };
  if (cloud.rows > 0) found.total = total(there).maxDifference(moved(total(cloud), h));
  return found;
}

function checkLaws(
  group: MatrixLieGroup,
  cloudOf: (random: RandomStream) => Matrix,
  bound = 1e-12,
  numRuns = 30,
): void {
  const frame = productFrame(group);
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = RandomStream.fromSeed(seed);
      const cloud = cloudOf(random);
      const { linear, offset } = affineParts(group, group.sample(random));
      const found = errors(frame, cloud, randomOrder(cloud.rows, random), linear, offset);
      for (const [law, error] of Object.entries(found)) {
        expect(error, `${law} of ${cloud}`).to.be.below(bound);
      }
    }),
    { numRuns },
  );
}

/** The isometry with h c_k = c_σ(k) nearest by all points (Kabsch), for clouds that span ℝᵈ. */
function kabsch(form: Matrix, sigma: Int32Array): Matrix {
  const { U, V } = singularValueDecomposition(rowsInOrder(form, sigma).transpose().multiply(form));
  return U.multiply(V.transpose());
}

/** All (σ, h) with h c_k = c_σ(k), by trying every permutation. */
function stabiliser(form: Matrix, special: boolean): { sigma: Int32Array; h: Matrix }[] {
  return allOrders(form.rows).flatMap((sigma) => {
    const h = kabsch(form, sigma);
    const fits = moved(form, h).maxDifference(rowsInOrder(form, sigma)) < 1e-9;
    return fits && (!special || determinant(h) > 0) ? [{ sigma, h }] : [];
  });
}

/** Forces Σ_j (x_j − x_i) / (1 + |x_j − x_i|³). */
const forces = (x: Matrix): Matrix => {
  const out = new Matrix(x.rows, x.columns);
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < x.rows; j++) {
      const away = x.row(j).map((value, a) => value - x.at(i, a));
      const pull = 1 / (1 + Math.hypot(...away) ** 3);
      for (let a = 0; a < x.columns; a++) out.row(i)[a] += pull * away[a];
    }
  }
  return out;
};

describe("productFrame", () => {
  it("finds the symmetries of the solids: 24, 48, 48, 120, 120, square 8, generic 1", () => {
    for (const [name, order] of Object.entries(ORDERS)) {
      const [pose] = productFrame(orthogonalGroup(3)).poses(SOLIDS[name]);
      expect(pose.permutations, name).to.equal(order);
      expect(new Set(pose.blocks).size, name).to.equal(1);
      expect(pose.residual).to.be.below(1e-14);
      // Rotations alone: half of them; of a square in space all 8, the reflections by half turns.
      const [proper] = productFrame(specialOrthogonalGroup(3)).poses(SOLIDS[name]);
      expect(proper.permutations, name).to.equal(name === "square" ? 8n : order / 2n);
    }
    const generic = randomMatrix(32, 3, RandomStream.fromSeed(1));
    expect(productFrame(orthogonalGroup(3)).poses(generic)[0].permutations).to.equal(1n);
  });

  for (const group of [
    orthogonalGroup(3),
    specialOrthogonalGroup(3),
    euclideanGroup(3),
    specialEuclideanGroup(3),
    orthogonalGroup(2),
    specialOrthogonalGroup(2),
    specialEuclideanGroup(4),
    orthogonalGroup(1),
    specialOrthogonalGroup(1),
  ]) {
    it(`is equivariant under S_n × ${group.name} at every degeneracy`, () => {
      const d = affineParts(group, group.identity).linear.rows;
      checkLaws(group, (random) => degenerateCloud(d, random));
    });
  }

  for (const special of [false, true]) {
    it(`is the mean over the listed stabiliser, ${special ? "SO(3)" : "O(3)"}`, () => {
      const group = special ? specialOrthogonalGroup(3) : orthogonalGroup(3);
      const frame = productFrame(group);
      const lattice = Matrix.fromRows([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 2],
        [0, 0, 2],
        [0, 0, -2],
      ]);
      for (const cloud of [SOLIDS.tetrahedron, SOLIDS.octahedron, PROPELLER, lattice]) {
        const [pose] = frame.poses(cloud);
        const { form, order, element } = pose;
        const group = stabiliser(form, special);
        expect(pose.permutations).to.equal(BigInt(group.length));
        const model = placeModel(7, 3);
        const y = model(form);
        // (σ, h) takes the vector at k to h y_k at σ(k).
        const all = meanOf(
          group.map(({ sigma, h }) => {
            const out = new Matrix(y.rows, 3);
            sigma.forEach((image, k) => {
              out.row(image).set(h.apply(y.row(k)));
            });
            return out;
          }),
        );
        const back = new Matrix(y.rows, 3);
        order.forEach((row, k) => {
          back.row(row).set(element.apply(all.row(k)));
        });
        expect(average(model, frame, vectorRowOutput)(cloud).maxDifference(back)).to.be.below(
          2e-15,
        );
        const means = meanOf(group.map(({ h }) => h));
        expect(pose.carry.maxDifference(element.multiply(means))).to.be.below(2e-15);
      }
    });
  }

  it("has the forms of other units in any unit, hands included", () => {
    const group = specialOrthogonalGroup(3);
    const frame = productFrame(group);
    for (const [name, solid] of Object.entries({ ...SOLIDS, propeller: PROPELLER })) {
      const random = RandomStream.fromSeed(11).split(name);
      const [{ form }] = frame.poses(solid);
      for (const unit of [1e-200, 1e-150, 1e150, 1e200]) {
        const turned = moved(solid, group.sample(random)).scale(unit);
        const [pose] = frame.poses(rowsInOrder(turned, randomOrder(solid.rows, random)));
        const units = pose.form.scale(1 / unit);
        expect(units.maxDifference(form), `${name} × ${unit}`).to.be.below(1e-12);
      }
    }
  });

  it("leaves an equivariant model as it is: forces Σ_j (x_j − x_i) / (1 + |x_j − x_i|³)", () => {
    const averaged = average(forces, productFrame(specialEuclideanGroup(3)), vectorRowOutput);
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const cloud = degenerateCloud(3, RandomStream.fromSeed(seed));
        expect(averaged(cloud).maxDifference(forces(cloud))).to.be.below(1e-12);
      }),
      { numRuns: 40 },
    );
  });

  it("tells a cloud from its mirror image under SO and not under O", () => {
    const mirror = Matrix.diagonal([1, 1, -1]);
    const random = RandomStream.fromSeed(3);
    const generic = randomMatrix(6, 3, random);
    const invariant = (group: MatrixLieGroup): ((x: Matrix) => Matrix) =>
      average((x: Matrix) => Matrix.fromRows([placeModel(8, 1)(x).data]), productFrame(group));
    for (const cloud of [generic, PROPELLER]) {
      const image = rowsInOrder(moved(cloud, mirror), randomOrder(6, random));
      for (const [group, apart] of [
        [orthogonalGroup(3), false],
        [euclideanGroup(3), false],
        [specialOrthogonalGroup(3), true],
        [specialEuclideanGroup(3), true],
      ] as const) {
        const model = invariant(group);
        const difference = model(cloud).maxDifference(model(image));
        if (apart) expect(difference, group.name).to.be.above(1e-3);
        else expect(difference, group.name).to.be.below(1e-12);
      }
    }
    expect(productFrame(specialOrthogonalGroup(3)).poses(PROPELLER)[0].permutations).to.equal(3n);
    // A cube and a plane cloud are their own mirror images.
    for (const cloud of [SOLIDS.cube, generic.multiply(Matrix.diagonal([1, 1, 0]))]) {
      const model = invariant(specialOrthogonalGroup(3));
      const turned = moved(moved(cloud, mirror), specialOrthogonalGroup(3).sample(random));
      expect(model(cloud).maxDifference(model(turned))).to.be.below(1e-12);
    }
  });

  it("keeps the permutation symmetry that the ordered frame of O(3) destroys", () => {
    // A DeepSets model: y_i = tanh(A x_i + B Σ_j x_j).
    const random = RandomStream.fromSeed(9);
    const [A, B] = [randomMatrix(3, 3, random), randomMatrix(3, 3, random)];
    const deepSet = (x: Matrix): Matrix => {
      const total = new Matrix(x.rows, x.rows, new Float64Array(x.rows ** 2).fill(1)).multiply(x);
      const out = x.multiply(A).add(total.multiply(B));
      return new Matrix(x.rows, 3, out.data.map(Math.tanh));
    };
    const cloud = randomMatrix(8, 3, random);
    const order = randomOrder(8, random);
    const error = (model: (x: Matrix) => Matrix): number =>
      model(rowsInOrder(cloud, order)).maxDifference(rowsInOrder(model(cloud), order));
    expect(error(deepSet)).to.be.below(1e-14);
    expect(error(average(deepSet, minimalFrame(orthogonalGroup(3)), vectorOutput))).to.be.above(
      0.1,
    );
    expect(error(average(deepSet, productFrame(orthogonalGroup(3)), vectorRowOutput))).to.be.below(
      1e-12,
    );
  });

  it("compares products as they are, norms among them: no rounding to decimals", () => {
    // Products 0.51 and 0.549 are both 0.5 to one decimal, and so are the norms 1 and 1.04.
    const frame = productFrame(orthogonalGroup(2));
    const nearly = Matrix.fromRows([
      [1, 0],
      [0, 1.02],
      [-1.04, 0],
    ]);
    expect(frame.poses(nearly)[0].permutations).to.equal(1n);
    // Off the diagonal all products are 0: only norms tell the two points apart.
    const axes = Matrix.fromRows([
      [2, 0],
      [0, 1],
    ]);
    expect(frame.poses(axes)[0].permutations).to.equal(1n);
    // 0.04999999 and 0.05000001 have a decimal boundary between them, and are one class for 1e-6.
    const straddling = Matrix.fromRows([
      [1, 0],
      [0.04999999, 1],
      [0.05000001, -1],
    ]);
    const loose = productFrame(orthogonalGroup(2), { tolerance: 1e-6 });
    expect(loose.poses(straddling)[0].permutations).to.equal(2n);
    expect(frame.poses(straddling)[0].permutations).to.equal(1n);
  });

  it("lists nothing for ten equal points beside a cube: 48 · 10! and one call", () => {
    const centre = Matrix.fromRows([...SOLIDS.cube.toRows(), ...Array(10).fill([0, 0, 0])]);
    const [pose] = productFrame(orthogonalGroup(3)).poses(centre);
    expect(pose.permutations).to.equal(48n * 3628800n);
    const out = average(
      placeModel(2, 3),
      productFrame(orthogonalGroup(3)),
      vectorRowOutput,
    )(centre);
    // At the centre every vector is moved by some symmetry; at a corner only the radial part stays.
    for (let i = 8; i < 18; i++) expect(Math.hypot(...out.row(i))).to.be.below(1e-14);
    for (let i = 0; i < 8; i++) {
      const [x, y, z] = SOLIDS.cube.row(i);
      const [u, v, w] = out.row(i);
      expect(Math.abs(x * v - y * u) + Math.abs(y * w - z * v)).to.be.below(1e-14);
    }
  });

  it("reads data that were rounded to float32", () => {
    const group = specialEuclideanGroup(3);
    const frame = productFrame(group, { precision: "single" });
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = RandomStream.fromSeed(seed);
        const cloud = degenerateCloud(3, random);
        const { linear } = affineParts(group, group.sample(random));
        const order = randomOrder(cloud.rows, random);
        const there = rowsInOrder(moved(cloud, linear), order);
        there.data.set(Float32Array.from(there.data));
        const model = average(placeModel(1, 3), frame, vectorRowOutput);
        const error = model(there).maxDifference(rowsInOrder(moved(model(cloud), linear), order));
        expect(error, `${cloud}`).to.be.below(1e-5 * scale(cloud) * cloud.rows + 1e-5);
      }),
      { numRuns: 40 },
    );
    const averaged = average(forces, frame, vectorRowOutput);
    for (const name of Object.keys(ORDERS)) {
      const turned = moved(
        SOLIDS[name],
        affineParts(group, group.sample(RandomStream.fromSeed(4))).linear,
      );
      turned.data.set(Float32Array.from(turned.data));
      expect(averaged(turned).maxDifference(forces(turned)), name).to.be.below(1e-5);
    }
  });

  it("carries tensors of the whole cloud: of a cube all that is left is a multiple of 1", () => {
    for (const group of [orthogonalGroup(3), specialOrthogonalGroup(3)]) {
      const V = vectorRepresentation(group);
      const tensors = representationOutput(tensorProduct(V, V));
      const model = (x: Matrix): Float64Array => placeModel(9, 9)(x).row(0).slice();
      const averaged = average(model, productFrame(group), tensors);
      const random = RandomStream.fromSeed(10);
      const out = averaged(moved(SOLIDS.cube, group.sample(random)));
      const trace = (out[0] + out[4] + out[8]) / 3;
      // The cubic group fixes no other symmetric tensor of rank 2, and no antisymmetric one.
      out.forEach((entry, k) => {
        expect(entry).to.be.closeTo(k % 4 === 0 ? trace : 0, 1e-13);
      });
      // Two opposite points: half turns take the axis to its opposite, and no rotation is left out.
      const opposite = Matrix.fromRows([
        [1, 2, 2],
        [-1, -2, -2],
      ]);
      const twofold = averaged(opposite);
      for (const [i, j] of [
        [1, 3],
        [2, 6],
        [5, 7],
      ]) {
        expect(twofold[i]).to.be.closeTo(twofold[j], 1e-13);
      }
      for (const cloud of [SOLIDS.square, PROPELLER, SOLIDS.tetrahedron, opposite]) {
        const g = group.sample(random);
        const there = averaged(rowsInOrder(moved(cloud, g), randomOrder(cloud.rows, random)));
        const turned = g.kronecker(g).apply(averaged(cloud));
        there.forEach((entry, k) => {
          expect(entry).to.be.closeTo(turned[k], 1e-12);
        });
      }
    }
  });

  it("reports the stabiliser, the nearest tie and how exact the symmetry is", () => {
    const frame = productFrame(orthogonalGroup(3));
    const square = frame.inspect(SOLIDS.square);
    // 8 symmetries of the square, each with or without the reflection in its plane.
    expect(square.stabiliser.order).to.equal(16n);
    expect(square.rank).to.equal(2);
    expect(square.distance).to.equal(0);
    expect(square.findings.join(" ")).to.contain("8 permutations of the 4 points");
    expect(frame.inspect(Matrix.fromRows([[1, 0, 0]])).stabiliser.order).to.equal(undefined);
    const nearly = SOLIDS.cube.clone();
    nearly.data[0] += 1e-13;
    expect(frame.inspect(nearly).findings.join(" ")).not.to.contain("hold up to");
    const loose = productFrame(orthogonalGroup(3), { tolerance: 1e-3 });
    nearly.data[0] += 1e-5;
    expect(loose.inspect(nearly).findings.join(" ")).to.contain("hold up to");
    // ⟨x_1, x_1⟩ = 1 and ⟨x_2, x_2⟩ = 1.21 meet when both points move: 0.21 / √(4 · 2.21).
    const two = Matrix.fromRows([
      [1, 0, 0],
      [0, 1.1, 0],
    ]);
    expect(frame.inspect(two).distance).to.be.at.most(0.21 / Math.sqrt(4 * 2.21) + 1e-12);
  });

  it("refuses other groups, other dimensions, NaN, and outputs of another shape", () => {
    expect(() => productFrame(generalLinearGroup(3))).to.throw(DomainError, "GL(3)");
    expect(() => productFrame(orthogonalGroup(2), { tolerance: 2 })).to.throw(DomainError, "is 2");
    const frame = productFrame(orthogonalGroup(2));
    expect(() => frame.poses(new Matrix(4, 3))).to.throw(
      ShapeError,
      "productFrame: got points of 3 coordinates (a 4 × 3 matrix); expected 2 columns",
    );
    expect(frame.poses(new Matrix(0, 0))[0].form.columns).to.equal(2);
    const bad = new Matrix(2, 2, Float64Array.of(0, 1, Infinity, 2));
    expect(() => frame.poses(bad)).to.throw(
      DomainError,
      "productFrame: coordinate 0 of point 1 is Infinity",
    );
    const wrong = average(() => new Matrix(3, 3), frame, vectorRowOutput);
    expect(() => wrong(new Matrix(3, 2))).to.throw(ShapeError, "expected a multiple of 2");
    const few = average(() => new Matrix(2, 2), frame, pointRowOutput);
    expect(() => few(new Matrix(3, 2))).to.throw(ShapeError, "for 3 rows");
  });
});
