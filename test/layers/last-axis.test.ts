import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { ShapeError } from "../../src/errors.js";
import {
  batchNormalisation,
  fieldNormalisation,
  type Layer,
  linear,
  normRelu,
} from "../../src/layers/index.js";
import { RandomStream } from "../../src/numerics/index.js";
import { useDevice } from "../../src/tensors/index.js";

const FIELDS = [
  { frequency: 0, count: 1 },
  { frequency: 1, count: 1 },
];

describe("layers/last-axis", () => {
  before(() => useDevice("webassembly"));

  const layers: Readonly<Record<string, () => Layer>> = {
    linear: () => linear(RandomStream.fromSeed(1), 3, 2),
    batchNormalisation: () => batchNormalisation(3),
    fieldNormalisation: () => fieldNormalisation(FIELDS),
    normRelu: () => normRelu(FIELDS),
  };
  for (const [name, make] of Object.entries(layers)) {
    it(`${name}: does to rows what it does to them under any axes before, and names another number`, () => {
      const layer = make();
      const rows = tf.tensor2d(Float32Array.from(RandomStream.fromSeed(2).normals(36)), [12, 3]);
      const [flat, deep] = [rows, tf.reshape(rows, [2, 3, 2, 3])].map((x) =>
        layer.apply(x, "evaluation"),
      );
      expect(deep.shape).to.deep.equal([2, 3, 2, flat.shape[1]]);
      expect(Array.from(deep.dataSync())).to.deep.equal(Array.from(flat.dataSync()));
      // 12 numbers could be read as rows of three.
      expect(() => layer.apply(tf.zeros([2, 6]), "evaluation")).to.throw(
        ShapeError,
        `${name}: got x of shape [2,6]; expected 3 numbers along the last axis`,
      );
    });
  }
});
