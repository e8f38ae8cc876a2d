import { expect } from "chai";
import fc from "fast-check";
import {
  affineGroup,
  affineParts,
  average,
  euclideanGroup,
  generalLinearGroup,
  Matrix,
  type MatrixLieGroup,
  matrixLieGroup,
  minimalFrame,
  orthogonalGroup,
  pointOutput,
  pseudoOrthogonalGroup,
  RandomStream,
  specialEuclideanGroup,
  specialLinearGroup,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  translationGroup,
  unitaryGroup,
  vectorOutput,
} from "../../../src/index.js";
import {
  cloudOfRank,
  combination,
  defect,
  moved,
  plainModel,
  relative,
  SYMMETRIC_CLOUDS,
} from "./clouds.js";

const COMPACT_PART: readonly MatrixLieGroup[] = [
  orthogonalGroup(1),
  specialOrthogonalGroup(1),
  specialOrthogonalGroup(2),
  orthogonalGroup(3),
  specialOrthogonalGroup(3),
  orthogonalGroup(6),
  specialOrthogonalGroup(6),
  euclideanGroup(1),
  euclideanGroup(3),
  specialEuclideanGroup(2),
  specialEuclideanGroup(4),
  unitaryGroup(1),
  unitaryGroup(3),
  specialUnitaryGroup(2),
  specialUnitaryGroup(3),
];

const LINEAR: readonly MatrixLieGroup[] = [
  generalLinearGroup(1),
  generalLinearGroup(3),
  generalLinearGroup(2, { components: "identity" }),
  specialLinearGroup(1),
  specialLinearGroup(2),
  specialLinearGroup(3),
  affineGroup(3),
  affineGroup(2, { components: "identity" }),
];

const PSEUDO: readonly MatrixLieGroup[] = (["all", "special", "identity"] as const).flatMap(
  (components) =>
    [
      [1, 1],
      [1, 3],
      [3, 1],
      [2, 2],
      [2, 3],
    ].map(([p, q]) => pseudoOrthogonalGroup(p, q, { components })),
);

const outputOf = (group: MatrixLieGroup) => (group.homogeneous ? pointOutput : vectorOutput);

/** Rank over what is linear; the second argument is what the frame calls it. */
function everyRank(groups: readonly MatrixLieGroup[], tolerance: number): void {
  for (const group of groups) {
    it(`${group.name}: equivariant, the form invariant, x = b + g c, one pose, at every rank`, () => {
      const frame = minimalFrame(group);
      const dimension = group.pointDimension;
      for (let rank = 0; rank <= dimension; rank++) {
        for (let trial = 0; trial < 6; trial++) {
          const random = RandomStream.fromSeed(41).split(`${group.name} ${rank} ${trial}`);
          const count = trial < 3 ? dimension + 3 : Math.max(1, rank);
          const cloud = cloudOfRank(count, dimension, rank, random);
          const g = group.sample(random);
          const place = `rank ${rank}, ${count} points, trial ${trial}`;
          const [pose, ...others] = frame.poses(cloud);
          expect(others, place).to.have.length(0);
          const [image] = frame.poses(moved(group, g, cloud));
          expect(relative(pose.form, image.form), `form: ${place}`).below(tolerance);
          const back = pose.form.multiply(pose.element.transpose());
          back.data.forEach((_, k) => {
            back.data[k] += pose.shift[k % dimension];
          });
          expect(relative(back, cloud), `x = b + g c: ${place}`).below(tolerance);
          const model = plainModel(dimension, random);
          expect(defect(group, g, cloud, model, frame, outputOf(group)), `outputs: ${place}`).below(
            tolerance,
          );
        }
      }
    });
  }
}

describe("minimalFrame", () => {
  // The largest of these is 1e-13: a last row with a small part outside the others.
  describe("compact groups with translations", () => everyRank(COMPACT_PART, 1e-12));
  describe("general and special linear groups", () => everyRank(LINEAR, 1e-11));
  describe("indefinite forms", () => everyRank(PSEUDO, 1e-10));

  it("gives elements of the group, inverse included", () => {
    for (const group of [...COMPACT_PART, ...LINEAR, ...PSEUDO]) {
      const frame = minimalFrame(group);
      const random = RandomStream.fromSeed(3).split(group.name);
      for (const rank of [0, 1, group.pointDimension]) {
        const cloud = cloudOfRank(6, group.pointDimension, rank, random);
        const [{ element, inverse }] = frame.poses(cloud);
        const unit = Matrix.identity(element.rows);
        expect(element.multiply(inverse).maxDifference(unit)).below(1e-9);
        const inGroup = affineParts(group, group.sample(random)).linear;
        // Determinants: ±1, 1, or any of the sign, by the group's name.
        const volume = Math.abs(determinantOf(element));
        if (!/^(GL|Aff)/.test(group.name)) expect(volume).closeTo(1, 1e-9);
        if (/^(S|GL⁺|Aff⁺)/.test(group.name)) expect(determinantOf(element)).above(0);
        if (/^(O|SO⁺?)\(\d+,/.test(group.name)) {
          const [p, q] = group.name.match(/\d+/g)!.map(Number);
          const eta = Matrix.diagonal(Array.from({ length: p + q }, (_, k) => (k < p ? 1 : -1)));
          const moves = element.transpose().multiply(eta).multiply(element);
          expect(moves.maxDifference(eta)).below(1e-9 * element.maxAbs() ** 2);
          if (group.name.startsWith("SO⁺") && p === 1) expect(element.at(0, 0)).above(0);
        }
        expect(inGroup.rows).equal(element.rows);
      }
    }
  });

  it("is exact on polyhedra, lattices, lines, repeated and single points, and no points", () => {
    const groups = [
      orthogonalGroup(3),
      specialOrthogonalGroup(3),
      euclideanGroup(3),
      specialEuclideanGroup(3),
    ];
    for (const group of groups) {
      const frame = minimalFrame(group);
      for (const [name, cloud] of Object.entries(SYMMETRIC_CLOUDS)) {
        for (let trial = 0; trial < 5; trial++) {
          const random = RandomStream.fromSeed(17).split(`${group.name} ${name} ${trial}`);
          const g = group.sample(random);
          const place = `${group.name}, ${name}`;
          const model = plainModel(3, random);
          // Without points there is nothing to be a point's equivariant value.
          const output = group.homogeneous && cloud.rows > 0 ? pointOutput : vectorOutput;
          const far = name === "equal points far away" ? 1e-9 : 1e-12;
          expect(defect(group, g, cloud, model, frame, output), place).below(far);
        }
      }
    }
  });

  it("keeps its law for random degeneracies", () => {
    const entry = fc.integer({ min: -2, max: 2 });
    const lattice = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 7 }))
      .chain(([dimension, count]) =>
        fc.tuple(
          fc.constant(dimension),
          fc.array(fc.array(entry, { minLength: dimension, maxLength: dimension }), {
            minLength: count,
            maxLength: count,
          }),
          fc.nat(),
        ),
      );
    fc.assert(
      fc.property(lattice, fc.boolean(), ([dimension, rows, seed], special) => {
        const group = special ? specialEuclideanGroup(dimension) : euclideanGroup(dimension);
        const random = RandomStream.fromSeed(seed);
        const cloud = rows.length > 0 ? Matrix.fromRows(rows) : new Matrix(0, dimension);
        const model = plainModel(dimension, random);
        const frame = minimalFrame(group);
        const output = cloud.rows > 0 ? pointOutput : vectorOutput;
        expect(defect(group, group.sample(random), cloud, model, frame, output)).below(1e-12);
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  it("leaves equivariant models alone, at every rank", () => {
    for (const group of [...COMPACT_PART, ...LINEAR, ...PSEUDO]) {
      const frame = minimalFrame(group);
      const dimension = group.pointDimension;
      for (let rank = 0; rank <= dimension; rank++) {
        const random = RandomStream.fromSeed(8).split(`${group.name} ${rank}`);
        const cloud = cloudOfRank(dimension + 2, dimension, rank, random);
        const averaged = average(combination, frame, outputOf(group));
        expect(relative(averaged(cloud), combination(cloud)), `${group.name}, rank ${rank}`).below(
          1e-9,
        );
      }
    }
  });

  it("refuses what is no cloud, naming the place, and groups that it does not know", () => {
    const frame = minimalFrame(euclideanGroup(3));
    const bad = Matrix.zeros(2, 3);
    bad.data[4] = Number.NaN;
    expect(() => frame.poses(bad)).to.throw(
      /minimal frame of E\(3\).*coordinate 1 of point 1 is NaN/,
    );
    expect(() => frame.poses(Matrix.zeros(2, 4))).to.throw(/2 × 4.*expected 3 columns/);
    expect(() => frame.poses([[1, 2, 3]] as never)).to.throw(/expected a Matrix/);
    expect(() => minimalFrame(translationGroup(3))).to.throw(/"T\(3\)"/);
    expect(() => minimalFrame(orthogonalGroup(3), { tolerance: 2 })).to.throw(/tolerance 2/);
    expect(() => minimalFrame(orthogonalGroup(3), { precision: "half" as never })).to.throw(
      /"half"/,
    );
    expect(() => minimalFrame(orthogonalGroup(3), { selection: "best" as never })).to.throw(
      /"best"/,
    );
    const impostor = matrixLieGroup({
      name: "SO(3)",
      size: 3,
      compact: true,
      generators: [],
      inverse: (g) => g,
      sample: () => Matrix.identity(3),
    });
    expect(() => minimalFrame(impostor)).to.throw(/differ/);
  });
});

/** By expansion along the first row: slow, and nothing that the frames use. */
function determinantOf(matrix: Matrix): number {
  const n = matrix.rows;
  if (n === 0) return 1;
  let sum = 0;
  for (let j = 0; j < n; j++) {
    const minor = new Matrix(n - 1, n - 1);
    for (let i = 1; i < n; i++) {
      for (let k = 0, to = 0; k < n; k++)
        if (k !== j) minor.data[(i - 1) * (n - 1) + to++] = matrix.at(i, k);
    }
    sum += (j % 2 === 0 ? 1 : -1) * matrix.at(0, j) * determinantOf(minor);
  }
  return sum;
}
