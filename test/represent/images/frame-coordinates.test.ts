import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import type { PlanarFields } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  coordinateCountOf,
  coordinatesInFrame,
} from "../../../src/represent/images/frame-coordinates.js";
import { useDevice } from "../../../src/tensors/index.js";

const FIELDS: PlanarFields = [
  { frequency: 0, count: 2 },
  { frequency: 2, count: 1 },
  { frequency: 1, count: 2 },
  { frequency: 4, count: 1 },
];
/** Channels of FIELDS as complex numbers: two scalars, then vectors of these frequencies. */
const FREQUENCIES = [2, 1, 1, 4];

type Complex = readonly [number, number];
const product = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const turn = (angle: number): Complex => [Math.cos(angle), Math.sin(angle)];

describe("represent/images/frame-coordinates", () => {
  before(() => useDevice("webassembly"));

  const draw = (name: string): Complex[] => {
    const values = RandomStream.fromSeed(4).split(name).normals(8);
    return [0, 2, 4, 6].map((k) => [values[k], values[k + 1]]);
  };
  const read = (vectors: Complex[], y: Complex, m: number): number[] => {
    const features = tf.tensor2d([[7, 8, ...vectors.flat()]]);
    const found = coordinatesInFrame(features, FIELDS, tf.tensor2d([[...y]]), m);
    return Array.from(tf.concat(found, 1).dataSync());
  };
  /** All turned by θ: frequency k by kθ. */
  const turned = (vectors: Complex[], angle: number): Complex[] =>
    vectors.map((v, k) => product(v, turn(FREQUENCIES[k] * angle)));

  it("are vectors times powers of the conjugate of the frame", () => {
    const vectors = draw("vectors");
    const angle = 0.9;
    const y = product([2.5, 0], turn(angle));
    const back = turned(vectors, -angle);
    // By frequency, first coordinates before second ones.
    const [two, first, second, four] = back;
    const expected = [first[0], second[0], first[1], second[1], ...two, ...four];
    expect(coordinateCountOf(FIELDS, 1)).to.equal(expected.length);
    read(vectors, y, 1).forEach((value, k) => {
      expect(value).to.be.closeTo(expected[k], 1e-5);
    });
  });

  it("stay where all is turned, also with a frame that fades out", () => {
    const vectors = draw("others");
    for (const length of [1, 3e-5, 0]) {
      const before = read(vectors, [length, 0], 1);
      const after = read(turned(vectors, 0.7), product([length, 0], turn(0.7)), 1);
      before.forEach((value, k) => {
        expect(after[k]).to.be.closeTo(value, 1e-5);
      });
      if (length === 0) expect(before.every((value) => Math.abs(value) === 0)).to.equal(true);
    }
  });

  it("of a frame of frequency 2 are those of even frequencies, whichever way round", () => {
    const vectors = draw("even");
    const y: Complex = product([1.5, 0], turn(2 * 0.4));
    const [two, , , four] = turned(vectors, -0.4);
    expect(coordinateCountOf(FIELDS, 2)).to.equal(4);
    read(vectors, y, 2).forEach((value, k) => {
      expect(value).to.be.closeTo([...two, ...four][k], 1e-5);
    });
  });
});
