import { expect } from "chai";
import {
  Matrix,
  minimalOrthogonalFrame,
  RandomStream,
  singularValues,
} from "../../../../src/index.js";
import { cloudOfRank } from "../clouds.js";

/** The lexicographically first set of r independent rows, r the rank, by trying all of them. */
function firstIndependentRows(cloud: Matrix): number[] {
  const rankOf = (rows: readonly number[]): number => {
    if (rows.length === 0) return 0;
    const values = singularValues(Matrix.fromRows(rows.map((i) => cloud.row(i))));
    return values.filter((value) => value > 1e-9).length;
  };
  const all = Array.from({ length: cloud.rows }, (_, i) => i);
  const rank = rankOf(all);
  const search = (chosen: number[], from: number): number[] | undefined => {
    if (chosen.length === rank) return rankOf(chosen) === rank ? chosen : undefined;
    for (let i = from; i < cloud.rows; i++) {
      const found = search([...chosen, i], i + 1);
      if (found) return found;
    }
    return undefined;
  };
  return search([], 0)!;
}

describe("axes of a minimal frame", () => {
  it("come from the lexicographically first basis, as trying all subsets finds it", () => {
    for (let trial = 0; trial < 150; trial++) {
      const random = RandomStream.fromSeed(21).split(`${trial}`);
      const dimension = 1 + random.integer(4);
      const count = random.integer(8);
      const cloud = new Matrix(
        count,
        dimension,
        Float64Array.from({ length: count * dimension }, () => random.integer(3) - 1),
      );
      const [pose] = minimalOrthogonalFrame(dimension).poses(cloud);
      expect(Array.from(pose.basis!.rows), cloud.toString()).deep.equal(
        firstIndependentRows(cloud),
      );
    }
  });

  it("are orthonormal to rounding where the points are nearly dependent (trap 12)", () => {
    // Classical Gram–Schmidt, once, loses all of it at 1e-7: cos of about 1e-16 / 1e-7 per pair, squared in the next.
    const small = 3e-8;
    const cloud = Matrix.fromRows([
      [1, small, 0, 0],
      [1, 0, small, 0],
      [1, 0, 0, small],
      [1, 1, 1, 1],
    ]);
    for (const selection of ["first", "large"] as const) {
      const [{ element, rank }] = minimalOrthogonalFrame(4, { selection }).poses(cloud);
      expect(rank).equal(4);
      const gram = element.transpose().multiply(element);
      expect(gram.maxDifference(Matrix.identity(4))).below(1e-15);
    }
  });

  it("reproduce the rows, triangular with positive diagonal", () => {
    const random = RandomStream.fromSeed(4);
    const cloud = cloudOfRank(7, 5, 3, random);
    const [{ form, basis }] = minimalOrthogonalFrame(5).poses(cloud);
    basis!.rows.forEach((row, j) => {
      expect(form.at(row, j)).above(0);
      for (let k = j + 1; k < 5; k++) expect(form.at(row, k)).equal(0);
    });
  });

  it("say what their choice rested on", () => {
    const cloud = Matrix.fromRows([
      [2, 0, 0],
      [1, 1e-10, 0],
      [0, 1, 0],
      [0, 0.5, 1],
    ]);
    const [{ basis }] = minimalOrthogonalFrame(3).poses(cloud);
    expect(Array.from(basis!.rows)).deep.equal([0, 2, 3]);
    expect(basis!.kept).closeTo(0.5, 1e-15);
    expect(basis!.dropped).closeTo(0.5e-10, 1e-20);
  });

  it("are large under that selection: no part below 1/π of the longest that is left", () => {
    const cloud = Matrix.fromRows([
      [1, 0],
      [1, 1e-3],
      [0.4, 0.9],
      [0, 0.95],
    ]);
    expect(Array.from(minimalOrthogonalFrame(2).poses(cloud)[0].basis!.rows)).deep.equal([0, 1]);
    const [large] = minimalOrthogonalFrame(2, { selection: "large" }).poses(cloud);
    expect(Array.from(large.basis!.rows)).deep.equal([0, 2]);
  });
});
