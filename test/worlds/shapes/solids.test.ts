import { expect } from "chai";
import {
  DomainError,
  RandomStream,
  SOLID_CLASSES,
  solidClouds,
  solidVoxels,
} from "../../../src/index.js";
import { fitted, placed, together } from "../../../src/worlds/shapes/solids/composite.js";
import {
  box,
  frustum,
  type Place,
  type Solid,
  sphere,
  torusRing,
  tube,
} from "../../../src/worlds/shapes/solids/primitive.js";
import { drawSolid } from "../../../src/worlds/shapes/solids/solid-classes.js";

const DRAWS = 4000;

/** The mean of a number between `low` and `high` over uniform points, to be within five standard deviations at most. */
function expectMean(solid: Solid, f: (p: Place) => number, expected: number, spread: number): void {
  const random = RandomStream.fromSeed(7);
  let sum = 0;
  for (let k = 0; k < DRAWS; k++) sum += f(solid.draw(random)) / DRAWS;
  expect(sum).closeTo(expected, (5 * spread) / Math.sqrt(DRAWS));
}

const isAt = (height: number) => (p: Place) => (Math.abs(p[2] - height) < 1e-12 ? 1 : 0);
const fromAxis = (p: Place) => Math.hypot(p[0], p[1]);

/** The place has something inside and something outside next to it. */
function isOnSurface(solid: Solid, [x, y, z]: Place): boolean {
  const steps = [-1e-6, 0, 1e-6];
  const around = steps.flatMap((dx) =>
    steps.flatMap((dy) => steps.map((dz) => solid.contains(x + dx, y + dy, z + dz))),
  );
  return around.includes(true) && around.includes(false);
}

/** The share of places in the cube where the solid and the turned one differ. */
function difference(solid: Solid, turn: (p: Place) => Place): number {
  const random = RandomStream.fromSeed(3);
  let differing = 0;
  for (let k = 0; k < 6000; k++) {
    const p: Place = [2 * random.uniform() - 1, 2 * random.uniform() - 1, 2 * random.uniform() - 1];
    if (solid.contains(...p) !== solid.contains(...turn(p))) differing++;
  }
  return differing;
}

const HALF_TURNS: Readonly<Record<"x" | "y" | "z", (p: Place) => Place>> = {
  x: ([x, y, z]) => [x, -y, -z],
  y: ([x, y, z]) => [-x, y, -z],
  z: ([x, y, z]) => [-x, -y, z],
};
const aboutZ =
  (angle: number) =>
  ([x, y, z]: Place): Place => [
    Math.cos(angle) * x - Math.sin(angle) * y,
    Math.sin(angle) * x + Math.cos(angle) * y,
    z,
  ];

describe("worlds/shapes/solids", () => {
  it("points are uniform: shares of faces, moments and distances are those of the formulae", () => {
    // Faces of the box (1, 2, 3) across z: 8 ab of 8 (ab + bc + ca).
    expectMean(box(1, 2, 3), (p) => Math.abs(p[2]), (2 * 3 + (6 + 3) * 1.5) / 11, 1);
    expectMean(sphere(2), (p) => p[2] ** 2, 4 / 3, 1.2);
    expectMean(sphere(2), (p) => p[0] ** 2, 4 / 3, 1.2);
    // The cylinder r = 1, h = 2: a disc is π of 2π + 8π; the cone's mantle is √(1 + 16) π, its base π.
    expectMean(frustum(1, 1, 2), isAt(2), 1 / 10, 0.3);
    expectMean(frustum(1, 0, 2), isAt(-2), 1 / (1 + Math.sqrt(17)), 0.4);
    // On the mantle of a cone the distance from the axis has density 2r: its mean is 2/3, as in the disc.
    expectMean(frustum(1, 0, 2), fromAxis, 2 / 3, 0.24);
    // Tube q = 1, r = 2, h = 1: both rings together 6π of 4π · 3 + 6π.
    expectMean(tube(1, 2, 1), (p) => isAt(1)(p) + isAt(-1)(p), 1 / 3, 0.5);
    // Pappus: the mean distance from the axis is R + r² / 2R.
    expectMean(torusRing(2, 1), fromAxis, 2 + 1 / 4, 0.7);
  });

  it("every kind: points lie on the surface and within the unit ball; the box around has corners at 1", () => {
    for (const { name } of SOLID_CLASSES) {
      for (const seed of [1, 2]) {
        const random = RandomStream.fromSeed(seed).split(name);
        const solid = drawSolid(name, random);
        expect(Math.hypot(...solid.high)).closeTo(1, 1e-12);
        solid.low.forEach((x, a) => {
          expect(x).closeTo(-solid.high[a], 1e-12);
        });
        const reach = [0, 1, 2].map(() => [1, -1]);
        for (let k = 0; k < 400; k++) {
          const p = solid.draw(random);
          expect(isOnSurface(solid, p), `${name} ${p}`).equal(true);
          p.forEach((x, a) => {
            reach[a] = [Math.min(reach[a][0], x), Math.max(reach[a][1], x)];
          });
        }
        // The box around is no larger than it has to be.
        solid.high.forEach((x, a) => {
          expect(reach[a][1], name).within(0.7 * x, x + 1e-9);
          expect(reach[a][0], name).within(-x - 1e-9, -0.7 * x);
        });
      }
    }
  });

  it("the kinds have the symmetries that they say, and no half turn more", () => {
    for (const { name, symmetry } of SOLID_CLASSES) {
      const solid = drawSolid(name, RandomStream.fromSeed(5).split(name));
      const kept = (["x", "y", "z"] as const).filter((a) => difference(solid, HALF_TURNS[a]) === 0);
      if (typeof symmetry === "number") {
        expect(kept.join(""), name).equal({ 1: "", 2: "z", 4: "xyz" }[symmetry]);
        expect(difference(solid, aboutZ(Math.PI / 2)), name).above(0);
      } else {
        expect(difference(solid, aboutZ(1)), name).equal(0);
        expect(difference(solid, ([x, y, z]) => [y, z, x]) === 0, name).equal(symmetry === "all");
      }
    }
  });

  it("parts: what one hides of another is not drawn; places are turned in turn", () => {
    const two = together(box(1, 1, 1), placed(sphere(1), [0, 0, 1]));
    // Half of the sphere is left, 2π, and the box without a disc, 24 − π.
    expectMean(two, (p) => (p[2] > 1 ? 1 : 0), (2 * Math.PI) / (24 + Math.PI), 0.5);
    const lying = placed(frustum(1, 0, 2), [3, 0, 0], "x");
    expect([lying.low, lying.high]).deep.equal([
      [1, -1, -1],
      [5, 1, 1],
    ]);
    expect([lying.contains(1.1, 0.9, 0), lying.contains(4.9, 0.9, 0)]).deep.equal([true, false]);
    const upright = placed(box(1, 2, 3), [0, 0, 0], "y");
    expect(upright.high).deep.equal([2, 3, 1]);
    expect(upright.contains(1.9, 2.9, 0.9)).equal(true);
    expect(fitted(sphere(4)).contains(0.5, 0, 0)).equal(true);
    expect(fitted(sphere(4)).contains(0.6, 0, 0)).equal(false);
  });

  it("clouds are turned solids; the shape is the same with and without turns", () => {
    const plain = solidClouds(14, { points: 20, turned: false });
    const turned = solidClouds(14, { points: 20 });
    expect([turned.classes, turned.labels[13], turned.values.length]).deep.equal([12, 1, 840]);
    for (const k of [0, 5, 13]) {
      const R = turned.turns.subarray(9 * k, 9 * k + 9);
      for (let i = 0; i < 20; i++) {
        const at = 3 * (20 * k + i);
        const p = plain.values.subarray(at, at + 3);
        for (let a = 0; a < 3; a++) {
          const there = R[3 * a] * p[0] + R[3 * a + 1] * p[1] + R[3 * a + 2] * p[2];
          expect(turned.values[at + a]).closeTo(there, 1e-6);
        }
      }
    }
    expect(solidClouds(2, { part: "test" }).values).not.deep.equal(solidClouds(2).values);
    expect([...solidClouds(3, { kinds: ["mug", "lamp"] }).labels]).deep.equal([0, 1, 0]);
  });

  it("voxels hold the volume, and the same solids as the clouds", () => {
    const voxels = solidVoxels(3, { kinds: ["sphere", "box", "mug"], turned: false });
    // The ball in its cube's circumscribed sphere has radius 1 / √3: π / 6 (2 / √3)³ of the cube's 8.
    const sum = voxels.values.subarray(0, 4096).reduce((total, value) => total + value, 0);
    expect(sum / 4096).closeTo((Math.PI / 6) * (1 / Math.sqrt(3)) ** 3, 0.003);
    // Points on the surface lie in or beside a voxel that is neither empty nor full.
    const { values } = solidClouds(3, { kinds: ["sphere", "box", "mug"], turned: false });
    for (let at = 3 * 128; at < 6 * 128; at += 3) {
      const [i, j, l] = [0, 1, 2].map((a) => Math.floor(8 * (values[at + a] + 1)));
      const around = [-1, 0, 1].flatMap((a) =>
        [-1, 0, 1].flatMap((b) =>
          [-1, 0, 1].map((c) => voxels.values[4096 + ((i + a) * 16 + j + b) * 16 + l + c]),
        ),
      );
      expect(Math.max(...around)).above(0);
      expect(Math.min(...around)).below(1);
    }
    // Faces along the axes are known to half a fine place, 1/32 of half lengths from 0.25 on.
    const turned = solidVoxels(1, { kinds: ["box"] });
    const volume = (set: Float32Array) => set.reduce((total, value) => total + value, 0);
    const upright = solidVoxels(1, { kinds: ["box"], turned: false });
    expect(volume(turned.values) / volume(upright.values)).within(0.88, 1.12);
    expect(turned.values).not.deep.equal(upright.values);
  });

  it("names what is wrong", () => {
    expect(() => solidClouds(0)).throw(DomainError, "count is 0");
    expect(() => solidClouds(1, { points: 1 })).throw(DomainError, "points is 1");
    expect(() => solidClouds(1, { kinds: ["sofa"] })).throw(
      DomainError,
      '"sofa"; expected some of',
    );
    expect(() => solidVoxels(1, { kinds: [] })).throw(DomainError, "solidVoxels: kinds is empty");
    expect(() => solidVoxels(1, { size: 0 })).throw(DomainError, "size is 0");
  });
});
