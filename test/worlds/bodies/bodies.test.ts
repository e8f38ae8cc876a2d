import { expect } from "chai";
import fc from "fast-check";
import { AbortedError, DomainError, ShapeError } from "../../../src/errors.js";
import { orthogonalGroup } from "../../../src/groups/index.js";
import { Matrix, mean, RandomStream, standardDeviation } from "../../../src/numerics/index.js";
import {
  type BodySequences,
  bodySequence,
  bodySequencesOf,
  bodyTrajectory,
  ChargedBodies,
  chargedBodySequences,
  singlePrecisionBodies,
  startOfSequence,
} from "../../../src/worlds/bodies/index.js";

/** Mean square error, a sequence each, of the forecast x + factor · v. */
function forecastErrors(data: BodySequences, factor: number): Float64Array {
  const size = data.bodies * data.dimension;
  return Float64Array.from({ length: data.sequences }, (_, s) => {
    let sum = 0;
    for (let k = s * size; k < (s + 1) * size; k++) {
      sum += (data.positions[k] + factor * data.velocities[k] - data.targets[k]) ** 2;
    }
    return sum / size;
  });
}

const apart = (dimension: number) =>
  // Places on a grid of unit width: no encounter, so nothing is clipped.
  new ChargedBodies(
    Float64Array.of(1, -1, 1, 1),
    Float64Array.from({ length: 4 * dimension }, (_, k) =>
      Math.floor(k / dimension) % dimension === k % dimension
        ? 1 + Math.floor(k / dimension)
        : -0.3,
    ),
    RandomStream.fromSeed(4).normals(4 * dimension),
  );

describe("worlds/bodies", () => {
  // Expected: 2000 sequences of the same law by another program.
  const data = bodySequencesOf({ seed: 5 }, 0, 800);
  for (const [factor, published] of [
    [0, 0.273],
    [1, 0.11],
    [0.73, 0.0856],
  ]) {
    it(`the forecast x + ${factor} v errs by ${published} in the mean square`, () => {
      const errors = forecastErrors(data, factor);
      const scatter = standardDeviation(errors);
      const uncertainty = scatter * Math.sqrt(1 / errors.length + 1 / 2000);
      expect(mean(errors)).closeTo(published, 4 * uncertainty);
      expect(4 * uncertainty).below(0.3 * published);
    });
  }

  it("starts: charges of both signs, speed ½, places of variance (n/5)^⅔", () => {
    const squares: number[] = [];
    let plus = 0;
    for (let s = 0; s < 300; s++) {
      const start = startOfSequence({ seed: 1, bodies: 20, dimension: 2 }, s);
      for (const x of start.positions) squares.push(x * x);
      for (const q of start.charges) plus += q === 1 ? 1 : 0;
      for (let i = 0; i < 20; i++) {
        const [a, b] = start.velocities.subarray(2 * i, 2 * i + 2);
        expect(Math.hypot(a, b)).closeTo(0.5, 1e-14);
      }
    }
    const variance = 4 ** (2 / 3);
    expect(mean(squares)).closeTo(variance, 5 * variance * Math.sqrt(2 / squares.length));
    expect(plus / 6000).closeTo(0.5, 5 * 0.5 * Math.sqrt(1 / 6000));
  });

  it("two opposite charges on a circle come back after a period", () => {
    // Distance 2, each on a circle of radius 1: v² / 1 = 1/4, period 2π / ½.
    const pair = new ChargedBodies(
      Float64Array.of(1, -1),
      Float64Array.of(1, 0, 0, -1, 0, 0),
      Float64Array.of(0, 0.5, 0, 0, -0.5, 0),
      { step: (4 * Math.PI) / 20_000 },
    );
    pair.advance(20_000);
    [1, 0, 0, -1, 0, 0].forEach((x, k) => {
      expect(pair.positions[k]).closeTo(x, 2e-3);
    });
  });

  for (const dimension of [2, 3, 5]) {
    it(`dimension ${dimension}: momentum stays, energy nearly, and time can be turned round`, () => {
      const bodies = apart(dimension);
      const [before, energy] = [bodies.momentum(), bodies.energy()];
      const places = bodies.positions.slice();
      bodies.advance(1000);
      expect(bodies.clippedSteps).equal(0);
      bodies.momentum().forEach((p, k) => {
        expect(p).closeTo(before[k], 1e-12);
      });
      // Of first order in the step, 0.001.
      expect(bodies.energy()).closeTo(energy, 5e-3);
      // Kick, turn round, and the same map retraces the way.
      const force = bodies.forces().slice();
      bodies.velocities.forEach((v, k) => {
        bodies.velocities[k] = -(v + bodies.step * force[k]);
      });
      bodies.advance(1000);
      bodies.positions.forEach((x, k) => {
        expect(x).closeTo(places[k], 1e-10);
      });
    });
  }

  it("without clipping the motion commutes with rotations; a clipped encounter does not", () => {
    const turned = (places: Float64Array, velocities: Float64Array, g: Matrix) => {
      const charges = Float64Array.of(1, -1, 1, 1);
      const n = places.length / 3;
      const turn = (rows: Float64Array) => new Matrix(n, 3, rows).multiply(g.transpose()).data;
      const [still, moved] = [new ChargedBodies(charges.slice(0, n), places, velocities)].concat(
        new ChargedBodies(charges.slice(0, n), turn(places), turn(velocities)),
      );
      still.advance(500);
      moved.advance(500);
      return {
        error: new Matrix(n, 3, turn(still.positions)).maxDifference(
          new Matrix(n, 3, moved.positions),
        ),
        clipped: still.clippedSteps,
      };
    };
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const g = orthogonalGroup(3).sample(RandomStream.fromSeed(seed));
        const { positions, velocities } = apart(3);
        expect(turned(positions, velocities, g).error).below(1e-11);
      }),
      { numRuns: 5 },
    );
    // Apart by 0.05: a force of 400 along the first axis.
    const g = orthogonalGroup(3).sample(RandomStream.fromSeed(1));
    const close = turned(Float64Array.of(0, 0, 0, 0.05, 0, 0), new Float64Array(6), g);
    expect(close.clipped).above(0);
    expect(close.error).above(1e-3);
  });

  it("clips in most encounters: so many of the data have a step that breaks the rotations", () => {
    // Opposite charges fall into each other: 45 % of the sequences, 1 % of the steps.
    const [hit, steps] = [data.clippedSteps.filter((c) => c > 0).length, 4100 * 800];
    expect(hit / 800).closeTo(0.45, 0.08);
    const clipped = data.clippedSteps.reduce((sum, c) => sum + c, 0);
    expect(clipped / steps).within(0.004, 0.02);
  });

  it("gives the same bits in any shares and over threads, with progress", async () => {
    const seen: number[] = [];
    const options = { seed: 5, targetFrame: 31 };
    const threads = await chargedBodySequences(300, options, {
      workers: 2,
      onProgress: ({ done }) => seen.push(done),
    });
    const here = await chargedBodySequences(300, options);
    const late = bodySequencesOf(options, 270, 30);
    expect(threads).deep.equal(here);
    expect(here.targets.slice(270 * 15)).deep.equal(late.targets);
    expect(seen.length).above(1);
    expect(seen[seen.length - 1]).equal(300);
    const other = bodySequencesOf({ ...options, part: "test" }, 0, 1);
    expect(other.positions).not.deep.equal(here.positions.slice(0, 15));
  });

  it("cuts out a sequence, follows it, and rounds to single precision", () => {
    const { positions, targets, charges } = bodySequence(data, 7);
    const frames = bodyTrajectory({ seed: 5 }, 7, 41);
    expect(frames[30].maxDifference(positions)).equal(0);
    expect(frames[40].maxDifference(targets)).equal(0);
    expect(charges.every((q) => Math.abs(q) === 1)).equal(true);
    expect(singlePrecisionBodies(data).targets[3]).equal(Math.fround(data.targets[3]));
  });

  it("stops when asked, and names bad input", async () => {
    const signal = AbortSignal.abort();
    for (const workers of [1, 2]) {
      const error = await chargedBodySequences(9, {}, { signal, workers }).catch((e) => e);
      expect(error).instanceOf(AbortedError);
    }
    const error = await chargedBodySequences(3, { inputFrame: 50 }).catch((e) => e);
    expect(error).instanceOf(DomainError);
    expect((await chargedBodySequences(0)).targets.length).equal(0);
    const zeros = (n: number) => new Float64Array(n);
    expect(() => new ChargedBodies(zeros(2), zeros(5), zeros(5))).throw(ShapeError, "n × d");
    expect(() => new ChargedBodies(zeros(2), zeros(4), Float64Array.of(1, Number.NaN, 0, 0))).throw(
      DomainError,
      "velocities[1]",
    );
    const together = new ChargedBodies(Float64Array.of(1, 1), zeros(4), zeros(4));
    expect(() => together.advance(1)).throw(DomainError, "different places");
    expect(() => together.advance(Number.NaN)).throw(DomainError, "got NaN steps");
    expect(() => bodySequence(data, 800)).throw(DomainError, "799");
  });
});
