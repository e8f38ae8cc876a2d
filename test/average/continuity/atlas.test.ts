import { expect } from "chai";
import {
  type Averageable,
  average,
  CONTINUOUS_RATIO,
  type ContinuityFinding,
  continuityCertificate,
  type Degeneracy,
  degeneratePath,
  directionFrame,
  type Frame,
  Matrix,
  minimalOrthogonalFrame,
  nearMeeting,
  orderedFrame,
  principalFrame,
  RandomStream,
  rowOutput,
  separatorFrame,
  sortedRowsFrame,
  specialOrthogonalGroup,
  squareRootFrame,
  stableRows,
  stableVectors,
  vectorOutput,
  weightedLorentzFrame,
  weightedRotationFrame,
} from "../../../src/index.js";
import { backbone, matrixBackbone } from "../weighted/backbone.js";

function findingOf(
  model: (x: Matrix) => Averageable,
  kind: Degeneracy,
  d: number,
  { n = 4, rank = 1 } = {},
): ContinuityFinding {
  const path = degeneratePath(kind, n, d, RandomStream.fromSeed(5).split(kind), rank);
  return continuityCertificate(model, nearMeeting(path), { steps: 40 }).worst;
}

function expectContinuous(finding: ContinuityFinding): void {
  expect(finding.verdict, JSON.stringify(finding)).to.equal("continuous");
  expect(finding.ratio).to.be.at.least(CONTINUOUS_RATIO);
}

function expectJump(finding: ContinuityFinding): void {
  expect(finding.verdict, JSON.stringify(finding)).to.equal("jump");
  expect(finding.ratio).to.be.below(1.6);
}

const everywhere = [
  "collision",
  "tie",
  "rank drop",
  "equal eigenvalues",
  "point through zero",
  "collinear leaders",
] as const;

/** Rows of the table of measured steps: where each symmetriser is continuous, and where it jumps. */
const atlas: readonly {
  name: string;
  d: number;
  frame: Frame<Matrix>;
  continuous: readonly Degeneracy[];
  jumps: readonly Degeneracy[];
}[] = [
  {
    name: "SO(2) weighted",
    d: 2,
    frame: weightedRotationFrame(2),
    continuous: everywhere,
    jumps: [],
  },
  {
    name: "O(2) weighted",
    d: 2,
    frame: weightedRotationFrame(2, { special: false }),
    continuous: everywhere,
    jumps: [],
  },
  {
    name: "SO(2), first point",
    d: 2,
    frame: minimalOrthogonalFrame(2, { special: true }),
    continuous: ["equal eigenvalues"],
    jumps: ["point through zero"],
  },
  {
    name: "SO(2), principal axes",
    d: 2,
    frame: principalFrame(2, { special: true }),
    continuous: ["point through zero"],
    jumps: ["equal eigenvalues"],
  },
  {
    name: "SO(3) hierarchical",
    d: 3,
    frame: weightedRotationFrame(3),
    continuous: everywhere,
    jumps: [],
  },
  {
    name: "SO(3) hierarchical, truncated",
    d: 3,
    frame: weightedRotationFrame(3, { cutoff: 0.3 }),
    continuous: everywhere,
    jumps: [],
  },
  {
    name: "O(3), signs of the last axis",
    d: 3,
    frame: weightedRotationFrame(3, { special: false }),
    continuous: everywhere,
    jumps: [],
  },
  {
    name: "SO(3) product weights",
    d: 3,
    frame: weightedRotationFrame(3, { weights: "product" }),
    continuous: ["collinear leaders", "equal eigenvalues", "point through zero"],
    jumps: ["rank drop"],
  },
  {
    name: "SO(3), first two points",
    d: 3,
    frame: minimalOrthogonalFrame(3, { special: true }),
    continuous: ["equal eigenvalues"],
    jumps: ["collinear leaders", "point through zero"],
  },
  {
    name: "SO(3), principal axes",
    d: 3,
    frame: principalFrame(3, { special: true }),
    continuous: ["collinear leaders", "point through zero"],
    jumps: ["equal eigenvalues"],
  },
  {
    name: "S_n, lexicographic",
    d: 2,
    frame: sortedRowsFrame(),
    continuous: [],
    jumps: ["tie"],
  },
  {
    name: "S_n, separators",
    d: 2,
    frame: separatorFrame({ random: RandomStream.fromSeed(1), coinciding: "merge" }),
    continuous: ["tie"],
    jumps: ["collision"],
  },
  { name: "S_n, all directions", d: 2, frame: directionFrame(), continuous: everywhere, jumps: [] },
];

describe("the continuity atlas", () => {
  for (const { name, d, frame, continuous, jumps } of atlas) {
    const model = average(backbone(4, d, 1), frame);
    it(`${name}: continuous through ${continuous.length} degeneracies, jumps at ${jumps.length}`, () => {
      for (const kind of continuous) expectContinuous(findingOf(model, kind, d));
      for (const kind of jumps) expectJump(findingOf(model, kind, d));
    });
  }

  it("separators jump nowhere but where points meet, and lose nothing by a cut-off elsewhere", () => {
    const frame = separatorFrame({ random: RandomStream.fromSeed(1), cutoff: 0.3 });
    expectContinuous(findingOf(average(backbone(4, 2, 1), frame), "tie", 2));
  });

  it("S_n × SO(d) within weighted frames is as continuous as its factors", () => {
    const frame = orderedFrame(weightedRotationFrame(2), directionFrame());
    for (const kind of ["collision", "tie", "rank drop", "point through zero"] as const) {
      expectContinuous(findingOf(average(backbone(4, 2, 1), frame), kind, 2));
    }
  });

  it("the Lorentz frame is continuous where the spatial rank drops at rest", () => {
    const model = average(backbone(4, 4, 1), weightedLorentzFrame(3));
    const path = degeneratePath("rank drop", 4, 3, RandomStream.fromSeed(5));
    const particles = {
      name: "rank drop at rest",
      meets: path.meets,
      at(s: number) {
        const momenta = path.at(s);
        return Matrix.fromRows(momenta.toRows().map((p) => [Math.hypot(0.1, ...p), ...p]));
      },
    };
    expectContinuous(continuityCertificate(model, nearMeeting(particles), { steps: 40 }).worst);
  });

  it("(XXᵀ)^{1/2} is a continuous canonical form of O(d) for n ≤ d", () => {
    for (const [n, d, drops] of [
      [2, 3, [0, 1]],
      [3, 3, [0, 1, 2]],
    ] as const) {
      const model = average(backbone(n, d, 1), squareRootFrame());
      for (const rank of drops) expectContinuous(findingOf(model, "rank drop", d, { n, rank }));
      const random = RandomStream.fromSeed(3);
      const x = new Matrix(n, d, random.normals(n * d));
      const g = specialOrthogonalGroup(d).sample(random);
      expect(model(x.multiply(g.transpose()))[0]).to.be.closeTo(model(x)[0], 1e-12);
      const [{ form }] = squareRootFrame().poses(x);
      // In the orbit: the same Gram matrix.
      expect(form.multiply(form.transpose()).maxDifference(x.multiply(x.transpose()))).to.be.below(
        1e-13,
      );
    }
    expect(() => squareRootFrame().poses(new Matrix(4, 3))).to.throw("at most 3 points");
  });

  it("vectors of free models jump through rank 1, those of stable ones do not", () => {
    const frame = weightedRotationFrame(3);
    const free = average(matrixBackbone(4, 3, [2, 3]), frame, vectorOutput);
    expectJump(findingOf(free, "rank drop", 3));
    const stable = average(stableVectors(matrixBackbone(4, 3, [2, 4])), frame, vectorOutput);
    expectContinuous(findingOf(stable, "rank drop", 3));
    const crossed = stableVectors(matrixBackbone(4, 3, [2, 4]), matrixBackbone(4, 3, [2, 6], 2));
    expectContinuous(findingOf(average(crossed, frame, vectorOutput), "rank drop", 3));
  });

  it("rows of free models jump where points meet, those of stable ones do not", () => {
    const free = average(matrixBackbone(4, 2, [4, 1]), directionFrame(), rowOutput);
    expectJump(findingOf(free, "collision", 2));
    const network = backbone(1, 3, 1);
    const summary = backbone(4, 2, 1, 7);
    const rule = ([x, y]: Float64Array, [h]: Float64Array) =>
      network(new Matrix(1, 3, Float64Array.of(x, y, h)));
    const stable = average(stableRows(rule, summary), directionFrame(), rowOutput);
    expectContinuous(findingOf(stable, "collision", 2));
  });
});
