import { expect } from "chai";
import {
  average,
  euclideanGroup,
  generalLinearGroup,
  haarQuadrature,
  type LinearPose,
  Matrix,
  type MatrixLieGroup,
  matrixGroup,
  minimalFrame,
  orthogonalGroup,
  power,
  pseudoOrthogonalGroup,
  pseudovectorRepresentation,
  RandomStream,
  type Representation,
  representation,
  representationOutput,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  stabiliserProjector,
  symmetricPower,
  trivialRepresentation,
  unitaryGroup,
  vectorOutput,
  vectorRepresentation,
} from "../../../src/index.js";
import { cloudOfRank, moved, plainModel } from "../minimal/clouds.js";

/** D numbers that depend on all points, without any symmetry. */
function plainValue(
  dimension: number,
  size: number,
  random: RandomStream,
): (cloud: Matrix) => Float64Array {
  const model = plainModel(dimension, random);
  const mix = random.normals(size);
  return (cloud) => {
    const { data } = model(cloud);
    return mix.map((weight, k) =>
      data.reduce((sum, x, j) => sum + Math.sin(weight + x * (1 + ((j * 7 + k) % 5))), 0.1 * k),
    );
  };
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0);
}

const CASES: readonly (readonly [MatrixLieGroup, Representation<Matrix>])[] = [
  orthogonalGroup(3),
  specialOrthogonalGroup(3),
  euclideanGroup(2),
  unitaryGroup(2),
  specialUnitaryGroup(2),
  generalLinearGroup(2),
  pseudoOrthogonalGroup(1, 2, { components: "all" }),
  pseudoOrthogonalGroup(1, 3, { components: "identity" }),
].flatMap((group) => {
  const vector = vectorRepresentation(group);
  return [
    [group, vector] as const,
    [group, power(vector, 2)] as const,
    ...(group.name.startsWith("O(3)") ? [[group, pseudovectorRepresentation(group)] as const] : []),
    [group, symmetricPower(vector, 2)] as const,
  ];
});

describe("representationOutput", () => {
  for (const [group, rho] of CASES) {
    it(`is equivariant at every rank: ${rho}`, () => {
      const frame = minimalFrame(group);
      const dimension = group.pointDimension;
      for (let rank = 0; rank <= dimension; rank++) {
        for (let trial = 0; trial < 2; trial++) {
          const random = RandomStream.fromSeed(71).split(`${rho} ${rank} ${trial}`);
          const cloud = cloudOfRank(dimension + 1, dimension, rank, random);
          const g = group.sample(random);
          const averaged = average(
            plainValue(dimension, rho.dimension, random),
            frame,
            representationOutput(rho),
          );
          const expected = rho.matrix(g).apply(averaged(cloud));
          const got = averaged(moved(group, g, cloud));
          const size = Math.max(1, ...expected.map(Math.abs));
          expect(largestDifference(expected, got) / size, `rank ${rank}`).below(1e-9);
        }
      }
    });
  }

  it("equals the mean over the stabiliser, by a rule: tensors on a line in space", () => {
    for (const group of [orthogonalGroup(3), specialOrthogonalGroup(3)]) {
      const rho = power(vectorRepresentation(group), 2);
      const random = RandomStream.fromSeed(72).split(group.name);
      const line = cloudOfRank(3, 3, 1, random);
      const [{ stabiliser }] = minimalFrame(group).poses(line);
      const around = group.name === "O(3)" ? orthogonalGroup(2) : specialOrthogonalGroup(2);
      const { elements, weights } = haarQuadrature(around, 8);
      let mean = Matrix.zeros(9);
      elements.forEach((s, k) => {
        mean = mean.add(rho.matrix(Matrix.identity(1).directSum(s)), weights[k]);
      });
      expect(stabiliserProjector(rho, stabiliser).maxDifference(mean)).below(1e-13);
    }
  });

  it("equals the mean where the representation is not orthogonal", () => {
    // The reflection of the last axis, in skewed coordinates: Π = (I + ρ(s)) / 2 is oblique.
    const group = orthogonalGroup(2);
    const skew = Matrix.fromRows([
      [1, 2],
      [0, 1],
    ]);
    const back = Matrix.fromRows([
      [1, -2],
      [0, 1],
    ]);
    const rho = representation(group, 2, (g) => skew.multiply(g).multiply(back), {
      differential: (xi) => skew.multiply(xi).multiply(back),
    });
    const [{ stabiliser }] = minimalFrame(group).poses(Matrix.fromRows([[1, 0]]));
    expect(stabiliser.order).equal(2n);
    const mean = Matrix.identity(2)
      .add(rho.matrix(Matrix.diagonal([1, -1])))
      .scale(0.5);
    expect(stabiliserProjector(rho, stabiliser).maxDifference(mean)).below(1e-13);
  });

  it("agrees with vectorOutput on vectors", () => {
    const group = specialOrthogonalGroup(4);
    const frame = minimalFrame(group);
    const output = representationOutput(vectorRepresentation(group));
    for (let rank = 0; rank <= 4; rank++) {
      const random = RandomStream.fromSeed(73).split(`${rank}`);
      const cloud = cloudOfRank(5, 4, rank, random);
      const [pose]: readonly LinearPose[] = frame.poses(cloud);
      const vector = random.normals(4);
      const expected = vectorOutput.restore(pose, new Matrix(1, 4, vector)).data;
      expect(largestDifference(output.restore(pose, vector), expected)).below(1e-13);
    }
  });

  it("knows that a pseudovector survives along an axis under SO(3), and dies under O(3)", () => {
    // About a line O(2) contains reflections through it, which turn a pseudovector along it.
    const line = Matrix.fromRows([[0, 0, 2]]);
    const value = (group: MatrixLieGroup): number => {
      const output = representationOutput(pseudovectorRepresentation(group));
      const averaged = average(() => Float64Array.of(1, 5, 7), minimalFrame(group), output);
      return averaged(line)[2];
    };
    expect(value(specialOrthogonalGroup(3))).closeTo(1, 1e-14);
    expect(value(orthogonalGroup(3))).closeTo(0, 1e-14);
  });

  it("leaves invariants alone and refuses other sizes and numbers", () => {
    const group = orthogonalGroup(3);
    const [pose] = minimalFrame(group).poses(Matrix.fromRows([[1, 2, 3]]));
    const scalar = representationOutput(trivialRepresentation(group, 2));
    expect(Array.from(scalar.restore(pose, Float64Array.of(4, 5)))).deep.equal([4, 5]);
    expect(() => scalar.restore(pose, Float64Array.of(4))).to.throw(/1 numbers; expected 2/);
    expect(() => scalar.restore(pose, Float64Array.of(4, Number.NaN))).to.throw(/NaN/);
    const other = representationOutput(vectorRepresentation(orthogonalGroup(5)));
    expect(() => other.restore(pose, new Float64Array(5))).to.throw(/3 × 3 element/);
    const finite = matrixGroup("C2", [Matrix.diagonal([1, 1, -1])]);
    const without = representation(finite, 3, (g) => g);
    expect(() => representationOutput(without).restore(pose, new Float64Array(3))).to.throw(
      /no differential/,
    );
  });
});

describe("vectorOutput", () => {
  it("refuses rows of another length and numbers that are not finite", () => {
    const [pose] = minimalFrame(orthogonalGroup(3)).poses(Matrix.fromRows([[1, 2, 3]]));
    expect(() => vectorOutput.restore(pose, Matrix.zeros(2, 2))).to.throw(/2 × 2.*rows of 3/);
    const bad = new Matrix(1, 3, Float64Array.of(1, Number.NaN, 0));
    expect(() => vectorOutput.restore(pose, bad)).to.throw(/\(0, 1\) is NaN/);
  });
});
