import { expect } from "chai";
import {
  discoverInCloud,
  discoverInMap,
  discoverInTable,
  snapSymmetry,
} from "../../src/discover/index.js";
import { enforce } from "../../src/enforce/index.js";
import { DomainError } from "../../src/errors.js";
import {
  affineGroup,
  specialEuclideanGroup,
  specialOrthogonalGroup,
} from "../../src/groups/index.js";
import { affineAction, lieDerivative, polynomialMaps } from "../../src/lie-derivative/index.js";
import { type DifferentiableMap, Matrix, RandomStream } from "../../src/numerics/index.js";

const se3 = affineAction(specialEuclideanGroup(3));

function noisyTable(
  seed: number,
  noise: number,
  F: (x: Float64Array) => number,
  count = 600,
): { inputs: Matrix; outputs: Matrix } {
  const random = RandomStream.fromSeed(seed);
  const draw = () => 2 * random.uniform() - 1;
  const inputs = new Matrix(count, 3, Float64Array.from({ length: 3 * count }, draw));
  const outputs = new Matrix(
    count,
    1,
    Float64Array.from({ length: count }, (_, i) => F(inputs.row(i)) + noise * random.normal()),
  );
  return { inputs, outputs };
}

const radial = (x: Float64Array) => x[0] ** 2 + x[1] ** 2 + x[2] ** 2;
const kinds = (found: { readonly findings: readonly { kind: string }[] }) =>
  found.findings.map(({ kind }) => kind);

describe("discover, name, enforce, refit", () => {
  it("noisy |x|²: so(3), in whole numbers, enforced exactly, and a refit nearer to the truth", () => {
    const { inputs, outputs } = noisyTable(11, 0.05, radial);
    const found = discoverInTable(inputs, outputs, se3, { replicates: 0 });
    expect(found.algebra?.name).to.equal("so(3)");
    const neat = snapSymmetry(found)!;
    for (const { input } of neat.symmetry.generators) {
      const entries = [...input.affine!.linear.data, ...input.affine!.offset];
      expect(entries.every((entry) => Number.isInteger(entry))).to.equal(true);
    }
    const space = polynomialMaps(3, 4);
    const symmetric = enforce(lieDerivative(space, neat.symmetry), { method: "exact" });
    expect(symmetric.dimension).to.equal(3);
    const errorOf = (model: DifferentiableMap) => {
      const test = noisyTable(77, 0, radial);
      return model.values(test.inputs).subtract(test.outputs).frobeniusNorm();
    };
    const free = enforce(lieDerivative(space, se3), { generators: [] });
    expect(free.dimension).to.equal(space.parameters);
    const [own, all] = [symmetric, free].map(({ fit }) => errorOf(fit(inputs, outputs).model));
    expect(own).to.be.below(all / 2);
  });

  it("noisy generators enforced as they are: said in a note, whose tolerance mends it", () => {
    const { inputs, outputs } = noisyTable(11, 0.05, radial);
    const found = discoverInTable(inputs, outputs, se3, { replicates: 0 });
    const derivative = lieDerivative(polynomialMaps(3, 4), found.symmetry!);
    const raw = enforce(derivative);
    expect(raw.dimension).to.equal(1);
    const note = raw.notes.find((text) => text.includes("snapSymmetry"));
    const tolerance = Number(/tolerance near ([0-9.e-]+)\./.exec(note ?? "")?.[1]);
    expect(enforce(derivative, { tolerance }).dimension).to.equal(3);
  });

  it("a single noisy generator is named by what it is within its error", () => {
    const cases: [string, (x: Float64Array) => number][] = [
      ["ℝ (translation)", (x) => Math.sin(2 * x[0] + x[1]) + Math.sin(2 * x[1])],
      ["so(2)", (x) => Math.sin(2 * Math.hypot(x[0] - 0.2, x[1] + 0.1)) + Math.sin(2 * x[2])],
      [
        "ℝ (screw)",
        (x) => Math.sin(3 * Math.atan2(x[1], x[0]) + 2 * x[2]) * (x[0] ** 2 + x[1] ** 2),
      ],
    ];
    for (const [name, F] of cases) {
      for (const seed of [1, 2]) {
        const { inputs, outputs } = noisyTable(seed, 0.05, F);
        const found = discoverInTable(inputs, outputs, se3, { replicates: 0 });
        expect(found.algebra?.name, `seed ${seed}`).to.equal(name);
        expect(snapSymmetry(found)!.snap.identity.name).to.equal(name);
      }
    }
  });
});

describe("discover: no claims without evidence", () => {
  it("constant outputs are a constant model, whatever the method", () => {
    const { inputs, outputs } = noisyTable(1, 0, () => 3, 60);
    for (const method of ["regression", "graph"] as const) {
      const found = discoverInTable(inputs, outputs, se3, { method });
      expect(found.dimension).to.equal(0);
      expect(kinds(found)).to.deep.equal(["constant model"]);
      expect(found.spurious.map(({ kind }) => kind)).to.deep.equal(["constant model"]);
    }
  });

  it("outputs that are noise alone show nothing, and it is said", () => {
    const { inputs, outputs } = noisyTable(2, 1, () => 0);
    const found = discoverInTable(inputs, outputs, se3, { replicates: 0 });
    expect(found.dimension).to.equal(0);
    expect(kinds(found)).to.include("noise floor");
  });

  it("says within which defect a symmetry of noisy data holds", () => {
    // 0.1 x₁ breaks so(3) to so(2), by less than this noise lets one see.
    const { inputs, outputs } = noisyTable(3, 0.3, (x) => radial(x) + 0.1 * x[0]);
    const found = discoverInTable(inputs, outputs, affineAction(specialOrthogonalGroup(3)), {
      replicates: 0,
    });
    expect(found.dimension).to.be.above(0);
    expect(kinds(found)).to.include("holds within");
  });

  it("columns of unlike scales are named, with their spreads", () => {
    const { inputs, outputs } = noisyTable(4, 0.02, radial, 300);
    for (let i = 0; i < inputs.rows; i++) {
      inputs.row(i)[0] *= 1e6;
      inputs.row(i)[2] *= 1e-3;
    }
    expect(() => discoverInTable(inputs, outputs, se3)).to.throw(DomainError, "factor of 1.0e+9");
    const cloud = discoverInCloud(inputs, affineAction(affineGroup(3)), {
      tangents: { dimension: 2 },
      replicates: 0,
    });
    expect(kinds(cloud)).to.include("unequal scales");
  });

  it("discrete elements turn a vector field as they turn its space", () => {
    // J x is kept by turns and scalings; a reflection reverses it: |K_gF − F|² = 4|F|² over 2|F|².
    const field: DifferentiableMap = {
      inputs: 2,
      outputs: 2,
      values: (points) =>
        points.multiply(
          Matrix.fromRows([
            [0, 1],
            [-1, 0],
          ]),
        ),
      jacobians: (points) =>
        Float64Array.from({ length: 4 * points.rows }, (_, k) => [0, -1, 1, 0][k % 4]),
    };
    const points = new Matrix(40, 2, RandomStream.fromSeed(5).normals(80));
    const found = discoverInMap(field, affineAction(affineGroup(2)), points, {
      as: "vector field",
      replicates: 0,
    });
    expect(found.dimension).to.equal(2);
    expect(found.discrete[0].defect).to.be.closeTo(Math.SQRT2, 1e-12);
  });
});
