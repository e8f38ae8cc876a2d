import { expect } from "chai";
import {
  type ContinuityPath,
  continuityCertificate,
  DEGENERACIES,
  DomainError,
  degeneratePath,
  degeneratePaths,
  Matrix,
  MEETING,
  nearMeeting,
  pathPieces,
  RandomStream,
  rank,
  ShapeError,
  singularValues,
} from "../../../src/index.js";

const line = (name: string): ContinuityPath<number> => ({ name, at: (s) => s });

describe("continuityCertificate", () => {
  it("tells a slope from a jump, and finds where and how large", () => {
    const smooth = continuityCertificate((s: number) => Math.sin(3 * s), line("slope"));
    expect(smooth.verdict).to.equal("continuous");
    expect(smooth.ratio).to.be.closeTo(10, 0.1);
    const at = 1 / Math.E;
    const broken = (s: number) => Math.sin(3 * s) + (s < at ? 0 : 0.5);
    const { verdict, worst, ratio } = continuityCertificate(broken, line("step"));
    expect(verdict).to.equal("jump");
    expect(ratio).to.be.closeTo(1, 0.01);
    expect(worst.where).to.be.closeTo(at, 2 ** -24);
    // What the slope, at most 3, adds over the interval that is left.
    expect(worst.jump).to.be.closeTo(0.5, 3 * 2 ** -24);
  });

  it("is undecided at a root: √s is continuous, but no multiple of its steps", () => {
    // The largest steps √h and √(h/10) have the ratio √10.
    const { verdict, ratio } = continuityCertificate(Math.sqrt, line("root"));
    expect(verdict).to.equal("undecided");
    expect(ratio).to.be.closeTo(Math.sqrt(10), 1e-9);
  });

  it("takes vectors, matrices and constants, and the worst of several paths", () => {
    const paths = [line("a"), { name: "b", at: (s: number) => 1 - s }];
    const jumps = (s: number) => Float64Array.of(s, s > 0.7001 ? 1 : 0);
    expect(
      continuityCertificate(jumps, paths, { steps: 50 }).findings.map((f) => f.verdict),
    ).to.deep.equal(["jump", "jump"]);
    const constant = continuityCertificate(() => Matrix.identity(2), paths, { steps: 10 });
    expect(constant.verdict).to.equal("continuous");
    expect(constant.ratio).to.equal(Number.POSITIVE_INFINITY);
  });

  it("refuses no paths, values that are not finite, and values that change their shape", () => {
    expect(() => continuityCertificate((s: number) => s, [])).to.throw(DomainError, "no paths");
    expect(() => continuityCertificate((s: number) => s, line("a"), { steps: 5 })).to.throw(
      DomainError,
      "5 steps",
    );
    expect(() => continuityCertificate((s: number) => 1 / (s - s), line("a"))).to.throw(
      DomainError,
      '"a" at s = 0',
    );
    const growing = (s: number) => new Float64Array(s < 0.5 ? 1 : 2);
    expect(() => continuityCertificate(growing, line("a"))).to.throw(
      ShapeError,
      "1 numbers, then 2",
    );
  });
});

describe("pathPieces", () => {
  const step = (s: number) => (s < 0.5 ? s : s + 2);

  it("end on both sides of the degeneracy, and compare with the value before it", () => {
    const path = { name: "step", meets: 0.5, at: (s: number) => s };
    const [before, after] = pathPieces(step, path, { points: 3, fromMeeting: true });
    before.at.forEach((t, k) => {
      expect(t).to.be.closeTo([-0.5, -0.25, 0][k], 1e-4);
      expect(before.values[k]).to.be.closeTo([-0.5, -0.25, 0][k], 1e-4);
      expect(after.values[k]).to.be.closeTo([2, 2.25, 2.5][k], 1e-4);
    });
    expect(pathPieces(step, path)[1].values[24]).to.equal(3);
  });

  it("are one where no degeneracy is known", () => {
    const [only, ...others] = pathPieces(step, line("step"), { points: 2 });
    expect(others).to.have.length(0);
    expect([...only.values]).to.deep.equal([0, 3]);
    expect(() => pathPieces(step, line("step"), { fromMeeting: true })).to.throw(DomainError);
    expect(() => pathPieces(step, line("step"), { points: 1 })).to.throw(DomainError, "1 points");
  });
});

describe("degenerate paths", () => {
  it("meet what they are named after, and nothing of it a step before", () => {
    const random = RandomStream.fromSeed(1);
    const [n, d] = [4, 3];
    const meets: Record<string, (x: Matrix) => number> = {
      collision: (x) => Math.hypot(...x.row(0).map((v, c) => v - x.at(1, c))),
      tie: (x) => Math.abs(x.at(0, 0) - x.at(1, 0)),
      "rank drop": (x) => singularValues(x)[1],
      "equal eigenvalues": (x) => singularValues(x)[0] - singularValues(x)[2],
      "point through zero": (x) => Math.hypot(...x.row(0)),
      "collinear leaders": (x) => singularValues(Matrix.fromRows([x.row(0), x.row(1)]))[1],
    };
    for (const kind of DEGENERACIES) {
      for (const centred of [false, true]) {
        const path = degeneratePath(kind, n, d, random, 1, centred);
        expect(meets[kind](path.at(MEETING)), kind).to.be.below(1e-14);
        for (const s of [MEETING - 1e-3, MEETING + 1e-3]) {
          expect(meets[kind](path.at(s)), kind).to.be.within(1e-5, 0.02);
          if (!centred) continue;
          const sums = [0, 1, 2].map((j) =>
            path
              .at(s)
              .column(j)
              .reduce((sum, x) => sum + x, 0),
          );
          expect(Math.max(...sums.map(Math.abs)), kind).to.be.below(1e-14);
        }
      }
    }
    expect(rank(degeneratePath("rank drop", 4, 3, random, 2).at(MEETING))).to.equal(2);
    expect(degeneratePath("rank drop", 4, 3, random, 0).at(MEETING).maxAbs()).to.equal(0);
  });

  it("are seen around their degeneracy, with the same points, and refused where it is not known", () => {
    const path = degeneratePath("collision", 4, 2, RandomStream.fromSeed(3));
    const near = nearMeeting(path, 0.1);
    expect(near.at(near.meets ?? 0).maxDifference(path.at(MEETING))).to.be.below(1e-15);
    expect(near.at(1).maxDifference(path.at(MEETING + 0.1 * (1 - MEETING)))).to.be.below(1e-15);
    const early = nearMeeting({ name: "early", meets: 0.01, at: (s: number) => s }, 0.5);
    expect([early.at(0), early.at(1), early.meets]).to.deep.equal([0, 0.5, 0.02]);
    expect(() => nearMeeting(line("nowhere"))).to.throw(DomainError, "`meets`");
    expect(() => nearMeeting(path, 0)).to.throw(DomainError, "share is 0");
  });

  it("are continuous, the same for the same seed, and refused where there are none", () => {
    const identity = (x: Matrix) => x;
    const paths = degeneratePaths(4, 2, RandomStream.fromSeed(3), { each: 2 });
    expect(paths.length).to.equal(2 * DEGENERACIES.length);
    expect(continuityCertificate(identity, paths, { steps: 20 }).verdict).to.equal("continuous");
    const again = degeneratePaths(4, 2, RandomStream.fromSeed(3), { each: 2 });
    paths.forEach((path, k) => {
      expect(again[k].at(0.25).maxDifference(path.at(0.25))).to.equal(0);
    });
    const random = RandomStream.fromSeed(1);
    expect(() => degeneratePath("collision", 1, 2, random)).to.throw(
      DomainError,
      "at least 2 points",
    );
    expect(() => degeneratePath("rank drop", 4, 2, random, 2)).to.throw(DomainError, "no drop");
    expect(() => degeneratePath("collision", 2, 2, random, 1, true)).to.throw(
      DomainError,
      "3 points",
    );
    expect(() => degeneratePath("rank drop", 3, 3, random, 2, true)).to.throw(
      DomainError,
      "no drop",
    );
    expect(() => degeneratePath("equal eigenvalues", 2, 3, random)).to.throw(
      DomainError,
      "3 points",
    );
  });
});
