import { expect } from "chai";
import {
  Matrix,
  minimalOrthogonalFrame,
  orthogonalGroup,
  RandomStream,
  singularValueDecomposition,
} from "../../../../src/index.js";
import { moved, normalCloud, relative } from "../clouds.js";

describe("the inspector of a minimal orthogonal frame", () => {
  const random = RandomStream.fromSeed(50);

  it("finds a generic cloud trivial, well conditioned, with a bound that holds", () => {
    const group = orthogonalGroup(4);
    const frame = minimalOrthogonalFrame(4);
    for (let trial = 0; trial < 40; trial++) {
      const cloud = normalCloud(9, 4, random);
      const report = frame.inspect(cloud);
      expect(report.calls).equal(1);
      expect(report.rank).equal(4);
      expect(report.stabiliser.order).equal(1n);
      const rotated = moved(group, group.sample(random), cloud);
      const error = relative(frame.poses(cloud)[0].form, frame.poses(rotated)[0].form);
      expect(error).below(16 * report.errorBound);
    }
  });

  it("knows how far the nearest jump is: smaller changes are smooth, that one jumps", () => {
    const cloud = Matrix.fromRows([
      [2, 0],
      [1.5, 0.2],
      [0.3, 1],
    ]);
    const frame = minimalOrthogonalFrame(2);
    const { distance } = frame.inspect(cloud);
    // The least change of two rows that makes them dependent is their least singular value.
    const least = Math.sqrt(
      (() => {
        const [a, b, d] = [4, 3, 1.5 ** 2 + 0.04];
        return (a + d - Math.sqrt((a - d) ** 2 + 4 * b * b)) / 2;
      })(),
    );
    expect(distance).closeTo(least, 1e-12);
    let smooth = 0;
    for (let trial = 0; trial < 200; trial++) {
      const direction = normalCloud(3, 2, random);
      const change = direction.scale((0.9 * distance) / direction.frobeniusNorm());
      const steps = 100;
      for (let k = 0; k < steps; k++) {
        const here = frame.poses(cloud.add(change, k / steps))[0].form;
        const next = frame.poses(cloud.add(change, (k + 1) / steps))[0].form;
        smooth = Math.max(smooth, here.maxDifference(next));
      }
    }
    expect(smooth).below(0.2);
    // Along the singular vectors of the two rows that decide, the jump comes at that distance.
    const { U, values, V } = singularValueDecomposition(
      Matrix.fromRows([cloud.row(0), cloud.row(1)]),
    );
    const step = Matrix.zeros(3, 2);
    for (const i of [0, 1]) {
      for (const k of [0, 1]) step.data[2 * i + k] = -values[1] * U.at(i, 1) * V.at(k, 1);
    }
    expect(step.frobeniusNorm()).closeTo(distance, 1e-12);
    const before = frame.poses(cloud.add(step, 0.9999))[0].form;
    const after = frame.poses(cloud.add(step, 1.0001))[0].form;
    expect(before.maxDifference(after)).above(0.5);
  });

  it("counts the centroid's motion in", () => {
    const cloud = Matrix.fromRows([
      [4, 0],
      [0, 1],
      [-2, 0.3],
    ]);
    const { distance } = minimalOrthogonalFrame(2, { centred: true }).inspect(cloud);
    // Three points in the plane become collinear: √(3/2 …) by brute force over directions:
    // the least sum of squared distances to a line through their centroid.
    const centred = cloud.clone();
    for (const k of [0, 1]) {
      const mean = cloud.column(k).reduce((sum, x) => sum + x / 3, 0);
      for (const i of [0, 1, 2]) centred.data[2 * i + k] -= mean;
    }
    let least = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 20000; turn++) {
      const angle = (Math.PI * turn) / 20000;
      const off = centred.apply([Math.cos(angle), Math.sin(angle)]);
      least = Math.min(least, Math.hypot(...off));
    }
    expect(distance).closeTo(least, 1e-6);
  });

  it("is at 0 where a point was passed over, and says so", () => {
    const cloud = Matrix.fromRows([
      [1, 0, 0],
      [2, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const report = minimalOrthogonalFrame(3).inspect(cloud);
    expect(report.distance).below(1e-7);
    expect(report.findings.join()).to.match(/passed over/);
  });

  it("knows that the last axis of SO(d) does not jump", () => {
    // At a flat cloud the last axis is the product of the others on either side.
    const cloud = Matrix.fromRows([
      [1, 0, 0],
      [0, 1, 0],
      [1, 1, 1e-3],
      [2, 1, -1],
    ]);
    expect(minimalOrthogonalFrame(3).inspect(cloud).distance).below(1e-3);
    expect(minimalOrthogonalFrame(3, { special: true }).inspect(cloud).distance).closeTo(1, 1e-12);
  });

  it("warns of nearly dependent points", () => {
    const cloud = Matrix.fromRows([
      [1, 0],
      [1, 1e-7],
      [0, 1],
    ]);
    const report = minimalOrthogonalFrame(2).inspect(cloud);
    expect(report.conditioning).within(1e7, 3e7);
    expect(report.findings.join()).to.match(/"large"/);
    expect(minimalOrthogonalFrame(2, { selection: "large" }).inspect(cloud).conditioning).below(3);
  });

  it("describes what is left alone", () => {
    const line = Matrix.fromRows([[1, 2, 2]]);
    const frame = minimalOrthogonalFrame(3);
    expect(frame.inspect(line).stabiliser.description).equal("O(2) on the complement");
    expect(frame.inspect(line).stabiliser.order).equal(undefined);
    expect(
      frame.inspect(
        Matrix.fromRows([
          [1, 0, 0],
          [0, 1, 0],
        ]),
      ).stabiliser.order,
    ).equal(2n);
    expect(frame.inspect(Matrix.zeros(0, 3)).findings.join()).to.match(/no points/);
    expect(frame.inspect(Matrix.zeros(2, 3)).findings.join()).to.match(/zero/);
  });
});
