import { expect } from "chai";
import { minimalFrame, posedBodies } from "../../../src/average/index.js";
import { euclideanGroup, orthogonalGroup } from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(3);

describe("posedBodies", () => {
  const [n, d, count] = [5, 3, 4];
  const data = {
    ...{ bodies: n, dimension: d, charges: new Float64Array(count * n).fill(1) },
    positions: random.split("x").normals(count * n * d),
    velocities: random.split("v").normals(count * n * d),
    targets: random.split("y").normals(count * n * d),
  };
  const rows = (values: Float64Array, s: number) =>
    new Matrix(n, d, values.slice(s * n * d, (s + 1) * n * d));

  for (const [poses, number] of [
    ["identity", 1],
    ["minimal", 1],
    ["principal", 8],
    ["one sign", 1],
  ] as const) {
    it(`${poses}: frames carry positions and velocities back`, () => {
      const posed = posedBodies(data, poses);
      for (let s = 0; s < count; s++) {
        const b = posed.centres.slice(s * d, (s + 1) * d);
        for (let p = 0; p < number; p++) {
          const k = s * number + p;
          const Q = new Matrix(d, d, posed.frames.slice(k * d * d, (k + 1) * d * d));
          expect(Q.transpose().multiply(Q).maxDifference(Matrix.identity(d))).to.be.below(1e-13);
          const back = rows(posed.positions, k).multiply(Q.transpose());
          const centred = Matrix.fromRows(
            rows(data.positions, s)
              .toRows()
              .map((x) => x.map((v, j) => v - b[j])),
          );
          expect(back.maxDifference(centred)).to.be.below(1e-13);
          const turned = rows(posed.velocities, k).multiply(Q.transpose());
          expect(turned.maxDifference(rows(data.velocities, s))).to.be.below(1e-13);
        }
      }
      expect(posed.displacements[7]).to.equal(data.targets[7] - data.positions[7]);
    });
  }

  it("minimal positions are the forms of the minimal frame of E(3)", () => {
    const posed = posedBodies(data, "minimal");
    const [{ form }] = minimalFrame(euclideanGroup(3)).poses(rows(data.positions, 2));
    expect(rows(posed.positions, 2).maxDifference(form)).to.be.below(1e-14);
  });

  it("of turned bodies are the same, but for the identity's", () => {
    const g = orthogonalGroup(3).sample(random.split("g"));
    const turn = (values: Float64Array) =>
      new Matrix(count * n, d, values).multiply(g.transpose()).data;
    const moved = {
      ...data,
      positions: turn(data.positions),
      velocities: turn(data.velocities),
      targets: turn(data.targets),
    };
    for (const poses of ["minimal", "one sign"] as const) {
      const [a, b] = [data, moved].map(
        (one) => new Matrix(count * n, d, posedBodies(one, poses).positions),
      );
      expect(a.maxDifference(b)).to.be.below(1e-12);
    }
  });

  it("refuse arrays that do not fit and poses that are unknown", () => {
    expect(() => posedBodies({ ...data, targets: new Float64Array(3) }, "minimal")).to.throw(
      /60 numbers of positions/,
    );
    expect(() => posedBodies(data, "other" as "minimal")).to.throw(/"other"/);
  });
});
