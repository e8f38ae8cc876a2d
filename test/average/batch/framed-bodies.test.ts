import { expect } from "chai";
import {
  canonicalPrincipalFrame,
  euclideanGroup,
  framedBodies,
  Matrix,
  minimalFrame,
  orthogonalGroup,
  posedBodies,
  principalFrame,
  product,
  productFrame,
  RandomStream,
  ShapeError,
  specialOrthogonalGroup,
  weightedBodies,
  weightedRotationFrame,
} from "../../../src/index.js";

const [n, d, count] = [5, 3, 3];
const draw = (label: string) =>
  RandomStream.fromSeed(8)
    .split(label)
    .normals(count * n * d);
const data = {
  ...{ bodies: n, dimension: d, charges: new Float64Array(count * n).fill(1) },
  ...{ positions: draw("x"), velocities: draw("v"), targets: draw("y") },
};
const rotation = specialOrthogonalGroup(3).sample(RandomStream.fromSeed(9));
const turn = (of: Float64Array) => product(new Matrix(count * n, d, of), rotation.transpose()).data;
const moved = {
  ...data,
  positions: turn(data.positions).map((x, k) => x + [3, -1, 2][k % 3]),
  velocities: turn(data.velocities),
};
/** The same bodies in the order 4, 0, 3, 1, 2. */
const order = [4, 0, 3, 1, 2];
const shuffled = (of: Float64Array) =>
  of.map((_, k) => of[(Math.floor(k / (n * d)) * n + order[Math.floor(k / d) % n]) * d + (k % d)]);

function closeTo(a: ArrayLike<number>, b: ArrayLike<number>, within = 1e-12): void {
  expect(a.length).to.equal(b.length);
  for (let k = 0; k < a.length; k++) expect(a[k], `number ${k}`).to.be.closeTo(b[k], within);
}

describe("moving bodies in the poses of a frame", () => {
  it("are those of the frames that have arrays of their own", () => {
    const E = euclideanGroup(3);
    const minimal = framedBodies(data, minimalFrame(E));
    const known = posedBodies(data, "minimal");
    expect([minimal.poses, minimal.calls]).to.deep.equal([1, 1]);
    for (const name of ["positions", "velocities", "frames", "displacements", "centres"] as const) {
      closeTo(minimal.arrays[name], known[name]);
    }
    const weighted = framedBodies(data, weightedRotationFrame(3, { centred: true }));
    const own = weightedBodies(data);
    for (const name of ["positions", "velocities", "frames", "weights"] as const) {
      closeTo(weighted.arrays[name], own.arrays[name]);
    }
    expect(framedBodies(data, principalFrame(3, { centred: true })).poses).to.equal(8);
  });

  it("show a network the same when the bodies are moved, also all in one plane", () => {
    const flat = (of: Float64Array) => of.map((x, k) => (k % d === 2 ? 0 : x));
    const plane = { ...data, positions: flat(data.positions) };
    const planeMoved = {
      ...plane,
      positions: turn(plane.positions),
      velocities: turn(plane.velocities),
    };
    for (const frame of [
      minimalFrame(euclideanGroup(3)),
      canonicalPrincipalFrame(3, { centred: true }),
      weightedRotationFrame(3, { centred: true }),
    ]) {
      for (const [one, other] of [
        [data, moved],
        [plane, planeMoved],
      ]) {
        const [a, b] = [one, other].map((of) => framedBodies(of, frame).arrays);
        for (const name of ["positions", "velocities", "weights"] as const)
          closeTo(a[name], b[name]);
      }
    }
  });

  it("seen with their velocities keep what a plane would lose, and their order goes back", () => {
    const flat = data.positions.map((x, k) => (k % d === 2 ? 0 : x));
    const frame = productFrame(orthogonalGroup(3));
    const one = framedBodies({ ...data, positions: flat }, frame, { velocities: true }).arrays;
    const squares = (of: Float64Array) => of.reduce((sum, x) => sum + x * x, 0);
    expect(squares(one.velocities)).to.be.closeTo(squares(data.velocities), 1e-10);
    const mixed = { ...data, positions: shuffled(flat), velocities: shuffled(data.velocities) };
    const other = framedBodies(mixed, frame, { velocities: true }).arrays;
    closeTo(shuffled(one.positions), other.positions);
    closeTo(shuffled(one.velocities), other.velocities);
    closeTo(one.frames, other.frames);
  });

  it("refuse arrays that do not fit", () => {
    const short = { ...data, targets: new Float64Array(3) };
    expect(() => framedBodies(short, minimalFrame(euclideanGroup(3)))).to.throw(
      ShapeError,
      "3 of targets",
    );
  });
});
