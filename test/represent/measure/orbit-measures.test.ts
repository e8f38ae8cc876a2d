import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  circlePoses,
  codesOf,
  GroupAutoencoder,
  movePoints,
  orbitMeasures,
  rotationAngle,
  rotationPoses,
} from "../../../src/represent/index.js";
import { useDevice } from "../../../src/tensors/index.js";
import { cloudDecoder, cloudEncoder } from "../small-parts.js";

const POINTS = 4;
const stream = (label: string) => RandomStream.fromSeed(11).split(label);
const clouds = (batch: number, n: number) =>
  tf.tensor3d(Array.from(stream("clouds").normals(batch * POINTS * n)), [batch, POINTS, n]);
const turn = (angle: number) => {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return new Matrix(2, 2, Float64Array.of(c, -s, s, c));
};

describe("what changes along orbits", () => {
  before(() => useDevice("webassembly"));

  it("nothing, for exact laws, up to float32", () => {
    const autoencoder = new GroupAutoencoder({
      encoder: cloudEncoder(stream("encoder"), POINTS, 3),
      decoder: cloudDecoder(stream("decoder"), POINTS, 3),
      space: rotationPoses(),
      action: movePoints,
    });
    const random = RandomStream.fromSeed(4);
    const elements = [0, 1, 2].map(() => autoencoder.space.group.sample(random));
    const found = orbitMeasures(autoencoder, clouds(5, 3), elements, { distance: rotationAngle });
    for (const values of Object.values(found)) {
      expect(values.length).to.equal(5);
      for (const value of values) expect(value).to.be.within(0, 1e-3);
    }
    expect(orbitMeasures(autoencoder, clouds(5, 3), elements).poseError.length).to.equal(0);
    expect(() => orbitMeasures(autoencoder, clouds(5, 3), [elements[0]])).to.throw("two or more");
  });

  /** The code is the first point; the decoder repeats it; the pose is always the identity. */
  const bare = new GroupAutoencoder({
    encoder: {
      codeSize: 2,
      weights: {},
      statistics: {},
      encode: (x) => ({
        code: tf.reshape(tf.slice(x, [0, 0, 0], [-1, 1, 2]), [-1, 2]),
        pose: tf.tile(tf.tensor2d([1, 0], [1, 2]), [x.shape[0], 1]),
      }),
    },
    decoder: {
      weights: {},
      statistics: {},
      decode: (z) => tf.tile(tf.expandDims(z, 1), [1, 3, 1]),
    },
    space: circlePoses(),
    action: movePoints,
  });

  it("by hand: turned by 0 and a half turn, all changes", () => {
    const x = tf.tensor3d([1, 0, 0, 0, 0, 0], [1, 3, 2]);
    const elements = [turn(0), turn(Math.PI)];
    const found = orbitMeasures(bare, x, elements, { distance: rotationAngle });
    // η goes from (1, 0) to (−1, 0): |change| 2 of 1, in one of two elements.
    expect(found.codeError[0]).to.be.closeTo(1, 1e-6);
    expect(found.poseError[0]).to.be.closeTo(Math.PI / 2, 1e-6);
    const modulo = orbitMeasures(bare, x, elements, {
      distance: rotationAngle,
      stabiliser: () => elements,
    });
    expect(modulo.poseError[0]).to.be.closeTo(0, 1e-6);
    // x̂ repeats (1, 0) and (0, 1): deviations ½ and ½, the mean has no contrast; (1, 0) and
    // (½, √¾): deviations ¼ and √¾ / 2 beside a contrast of ¾ − √¾ / 2.
    const sixth = [turn(0), turn(Math.PI / 3)];
    const high = Math.sqrt(3) / 2;
    expect(orbitMeasures(bare, x, sixth).canonicalSpread[0]).to.be.closeTo(
      (1 / 4 + high / 2) / 2 / (3 / 4 - high / 2),
      1e-5,
    );
  });

  it("codes of many samples are those of all at once", () => {
    const x = tf.tensor3d(Array.from(stream("many").normals(7 * 3 * 2)), [7, 3, 2]);
    const codes = codesOf(bare, x, 3);
    expect([codes.rows, codes.columns]).to.deep.equal([7, 2]);
    expect(Array.from(codes.data)).to.deep.equal(Array.from(bare.code(x).dataSync()));
    expect(() => codesOf(bare, x, 0)).to.throw("batches of 0");
  });
});
