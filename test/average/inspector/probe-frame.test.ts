/** Distances and jumps of clouds whose singular values are known by hand. */
import { expect } from "chai";
import {
  DomainError,
  euclideanGroup,
  type Frame,
  formDistance,
  inspectFrame,
  Matrix,
  minimalOrthogonalFrame,
  orthogonalGroup,
  principalFrame,
  probeFrame,
  RandomStream,
  ShapeError,
  scanLengths,
  sortedRowsFrame,
} from "../../../src/index.js";

const random = () => RandomStream.fromSeed(11);

describe("formDistance", () => {
  const pose = (x: number, weight = 1) => ({ form: Matrix.fromRows([[x, 0]]), weight });

  it("is the Frobenius norm of the change of one pose", () => {
    expect(formDistance([pose(1)], [pose(-3)])).to.equal(4);
  });

  it("is zero for the same poses in another order, and for one pose split in two", () => {
    expect(formDistance([pose(1, 0.5), pose(2, 0.5)], [pose(2, 0.5), pose(1, 0.5)])).to.equal(0);
    expect(formDistance([pose(1)], [pose(1, 0.25), pose(1, 0.75)])).to.equal(0);
  });

  it("weighs what moves by its share", () => {
    // By hand: ½ 2 + ½ 0 + … = E|X − Y| − ½ E|X − X'| − ½ E|Y − Y'| = 1 − 0 − ½.
    expect(formDistance([pose(0)], [pose(0, 0.5), pose(2, 0.5)])).to.equal(0.5);
  });
});

describe("probeFrame", () => {
  it("finds where chosen rows become dependent, at their least singular value", () => {
    // Rows (1, 0) and (0, ½): singular values 1 and ½; all rows (0, 1) more: ‖X‖ = 3/2.
    const cloud = Matrix.fromRows([
      [1, 0],
      [0, 0.5],
      [0, 1],
    ]);
    const probe = probeFrame(minimalOrthogonalFrame(2), cloud, {
      random: random(),
      group: orthogonalGroup(2),
    });
    expect(probe.size).to.equal(1.5);
    expect(probe.nearest?.name).to.equal("rows 0, 1 become dependent");
    expect(probe.nearest?.at).to.be.closeTo(0.5 / 1.5, 1e-15);
    expect(probe.report?.distance).to.be.closeTo(0.5, 1e-15);
    // Beyond, row 1 points the other way and takes the sign of the second axis along:
    // (0, 1) becomes (0, −1).
    expect(probe.nearest?.jump).to.be.closeTo(2 / 1.5, 1e-3);
    const errors = probe.equivariance!.errors;
    expect(probe.equivariance!.group).to.equal("O(2)");
    expect(errors[errors.length - 1]).to.be.at.most(1e-14);
    // Smooth elsewhere: the change is at most a few times the disturbance.
    expect(probe.slope).to.be.within(0.3, 6);
  });

  it("sees the conditioning of nearly dependent rows, and the jump behind it", () => {
    const cloud = Matrix.fromRows([
      [1, 0, 0],
      [1, 1e-5, 0],
      [0, 0, 1],
      [1, 2, 3],
    ]);
    const { slope, nearest, report, equivariance } = probeFrame(
      minimalOrthogonalFrame(3, { centred: false }),
      cloud,
      { random: random(), group: orthogonalGroup(3) },
    );
    expect(slope).to.be.within(1e4, 1e6);
    expect(nearest!.at).to.be.within(1e-6, 1e-5);
    expect(nearest!.jump).to.be.at.least(0.1);
    expect(equivariance!.errors[31]).to.be.within(1e-13, 64 * report!.errorBound);
  });

  it("counts the motion of the centroid on the way", () => {
    const cloud = new Matrix(6, 3, random().normals(18));
    const frame = minimalOrthogonalFrame(3, { centred: true, special: true });
    const probe = probeFrame(frame, cloud, { random: random(), group: euclideanGroup(3) });
    expect(probe.nearest?.name).to.equal("rows 0, 1 become dependent");
    expect(probe.nearest?.jump).to.be.at.least(0.01);
    expect(probe.report!.distance / probe.size).to.be.at.most(probe.nearest!.at * (1 + 1e-12));
  });

  it("finds where principal spreads meet, at their difference over √2", () => {
    const cloud = Matrix.fromRows([
      [2, 0],
      [0, 1],
    ]);
    const probe = probeFrame(principalFrame(2), cloud, { random: random() });
    expect(probe.poses).to.have.length(4);
    expect(probe.nearest?.name).to.equal("spreads 0 and 1 become equal");
    expect(probe.nearest?.at).to.be.closeTo(1 / Math.SQRT2 / Math.sqrt(5), 1e-14);
    expect(probe.equivariance).to.equal(undefined);
  });

  it("finds ties of sorted rows, and that their order does not matter", () => {
    const cloud = Matrix.fromRows([
      [0.5, 7],
      [0, 1],
      [2, 3],
    ]);
    const probe = probeFrame(sortedRowsFrame(), cloud, { random: random(), permuted: true });
    expect(probe.equivariance).to.deep.equal({ group: "S_n", errors: new Float64Array(32) });
    expect(probe.nearest?.name).to.equal("points 1 and 0 tie");
    expect(probe.nearest?.at).to.be.closeTo(0.5 / Math.SQRT2 / cloud.frobeniusNorm(), 1e-15);
  });

  it("measures a frame that breaks its law", () => {
    const identity: Frame<Matrix> = {
      name: "none",
      poses: (form) => [{ form, weight: 1 }],
    };
    const cloud = Matrix.identity(3);
    const probe = probeFrame(identity, cloud, { random: random(), group: orthogonalGroup(3) });
    expect(probe.equivariance!.errors[31]).to.be.at.least(0.5);
    expect(probe.report).to.equal(undefined);
    expect(probe.nearest).to.equal(undefined);
    expect(() => inspectFrame(identity, cloud)).to.throw(DomainError, '"none" gives no report');
    expect(inspectFrame(minimalOrthogonalFrame(3), cloud).rank).to.equal(3);
  });

  it("refuses what it cannot disturb or move", () => {
    const frame = minimalOrthogonalFrame(3);
    const cloud = Matrix.identity(3);
    const probe = (input: Matrix, more: object) => () =>
      probeFrame(frame, input, { random: random(), ...more });
    expect(probe(new Matrix(0, 3), {})).to.throw(DomainError, "no points");
    expect(probe(cloud.scale(Number.NaN), {})).to.throw(DomainError, "NaN");
    expect(probe(cloud, { group: orthogonalGroup(2) })).to.throw(ShapeError, '"O(2)"');
    expect(probe(cloud, { draws: 0 })).to.throw(DomainError, "draws 0");
  });
});

describe("scanLengths", () => {
  it("tells what each row adds, relative to the longest point", () => {
    const cloud = Matrix.fromRows([
      [0, 2],
      [0, -4],
      [3, 1],
      [9, 9],
    ]);
    const [pose] = minimalOrthogonalFrame(2).poses(cloud);
    const { lengths, chosen } = scanLengths(pose);
    const longest = Math.hypot(9, 9);
    expect([...chosen]).to.deep.equal([0, 2]);
    expect([...lengths.subarray(0, 2)]).to.deep.equal([2 / longest, 0]);
    expect(lengths[2]).to.be.closeTo(3 / longest, 1e-15);
    expect(lengths[3]).to.be.NaN;
  });
});
