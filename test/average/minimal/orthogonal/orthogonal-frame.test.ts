import { expect } from "chai";
import {
  average,
  haarQuadrature,
  Matrix,
  minimalOrthogonalFrame,
  orthogonalGroup,
  RandomStream,
  specialOrthogonalGroup,
  vectorOutput,
} from "../../../../src/index.js";
import { cloudOfRank, normalCloud, plainModel, relative } from "../clouds.js";

describe("minimalOrthogonalFrame", () => {
  it("takes the cofactor vector for the axis that is missing at rank d − 1 (trap 2)", () => {
    for (const dimension of [2, 3, 5]) {
      const random = RandomStream.fromSeed(11).split(`${dimension}`);
      const cloud = cloudOfRank(dimension + 1, dimension, dimension - 1, random);
      const [{ element, stabiliser, carry }] = minimalOrthogonalFrame(dimension, {
        special: true,
      }).poses(cloud);
      expect(stabiliser.order).equal(1n);
      expect(carry.maxDifference(element)).equal(0);
      for (let i = 0; i < dimension; i++) {
        const minor = new Matrix(dimension - 1, dimension - 1);
        for (let row = 0, to = 0; row < dimension; row++) {
          if (row !== i) minor.row(to++).set(element.row(row).subarray(0, dimension - 1));
        }
        const cofactor = ((i + dimension - 1) % 2 === 0 ? 1 : -1) * leibniz(minor);
        expect(element.at(i, dimension - 1)).closeTo(cofactor, 1e-13);
      }
    }
  });

  it("tells mirror images apart under SO and not under O", () => {
    const random = RandomStream.fromSeed(14);
    const cloud = normalCloud(4, 3, random);
    const mirrored = cloud.multiply(Matrix.diagonal([1, 1, -1]));
    const form = (special: boolean, points: Matrix): Matrix =>
      minimalOrthogonalFrame(3, { special }).poses(points)[0].form;
    expect(relative(form(false, cloud), form(false, mirrored))).below(1e-14);
    expect(relative(form(true, cloud), form(true, mirrored))).above(0.01);
  });

  // The oracle: the mean over the stabiliser itself, by a rule that is exact for vectors.
  for (const special of [false, true]) {
    it(`equals the mean over the stabiliser ${special ? "SO" : "O"}(2) of a line in space`, () => {
      const random = RandomStream.fromSeed(15);
      const line = cloudOfRank(4, 3, 1, random);
      const model = plainModel(3, random);
      const frame = minimalOrthogonalFrame(3, { special });
      const [{ form, element, rank, stabiliser }] = frame.poses(line);
      expect(rank).equal(1);
      expect(stabiliser.name).equal(special ? "SO(2)" : "O(2)");
      const group = special ? specialOrthogonalGroup(2) : orthogonalGroup(2);
      const { elements, weights } = haarQuadrature(group, 4);
      let mean = Matrix.zeros(4, 3);
      elements.forEach((s, k) => {
        const g = element.multiply(Matrix.identity(1).directSum(s));
        mean = mean.add(model(line.multiply(g)).multiply(g.transpose()), weights[k]);
      });
      // Every element of the coset shows the model the same form.
      const turned = element.multiply(Matrix.identity(1).directSum(elements[1]));
      expect(relative(line.multiply(turned), form)).below(1e-14);
      expect(relative(average(model, frame, vectorOutput)(line), mean)).below(1e-14);
    });
  }

  it("gives samples of the stabiliser that leave the form alone", () => {
    const random = RandomStream.fromSeed(16);
    for (const special of [false, true]) {
      for (let rank = 0; rank <= 4; rank++) {
        const cloud = cloudOfRank(6, 4, rank, random);
        const [{ form, stabiliser, inverse, carry }] = minimalOrthogonalFrame(4, {
          special,
        }).poses(cloud);
        const group = stabiliser.group();
        const s = group.sample(random);
        expect(relative(form.multiply(s.transpose()), form)).below(1e-14);
        const projector = inverse.multiply(carry);
        expect(s.multiply(projector).maxDifference(projector)).below(1e-14);
        const free = 4 - rank;
        expect(group.algebra.length).equal((free * (free - 1)) / 2);
        expect(group.components.length).equal(special || free === 0 ? 0 : 1);
      }
    }
  });

  it("breaks the permutation symmetry of a set model, as it must (trap 7)", () => {
    const random = RandomStream.fromSeed(18);
    const cloud = normalCloud(5, 3, random);
    const swapped = cloud.clone();
    swapped.row(0).set(cloud.row(3));
    swapped.row(3).set(cloud.row(0));
    const set = (points: Matrix): number =>
      points.data.reduce((sum, x, k) => sum + Math.tanh((1 + (k % 3)) * x + (k % 3)), 0);
    expect(set(cloud)).closeTo(set(swapped), 1e-12);
    const averaged = average(set, minimalOrthogonalFrame(3));
    expect(Math.abs(averaged(cloud) - averaged(swapped))).above(0.01);
  });

  it("is one axis with a determined sign in one dimension", () => {
    const points = Matrix.fromRows([[0], [-3], [2]]);
    expect(minimalOrthogonalFrame(1).poses(points)[0].form.toRows()).deep.equal([[0], [3], [-2]]);
    const [special] = minimalOrthogonalFrame(1, { special: true }).poses(points);
    expect(special.form.toRows()).deep.equal([[0], [-3], [2]]);
  });

  it("takes the centroid and nothing else from a single point", () => {
    const frame = minimalOrthogonalFrame(3, { centred: true });
    const [{ form, shift, rank }] = frame.poses(Matrix.fromRows([[1, 2, 3]]));
    expect(Array.from(shift)).deep.equal([1, 2, 3]);
    expect(form.maxAbs()).equal(0);
    expect(rank).equal(0);
  });
});

function leibniz(matrix: Matrix): number {
  if (matrix.rows === 0) return 1;
  let sum = 0;
  for (let j = 0; j < matrix.rows; j++) {
    const minor = new Matrix(matrix.rows - 1, matrix.rows - 1);
    for (let i = 1; i < matrix.rows; i++) {
      minor.row(i - 1).set(matrix.row(i).filter((_, k) => k !== j));
    }
    sum += (j % 2 === 0 ? 1 : -1) * matrix.at(0, j) * leibniz(minor);
  }
  return sum;
}
