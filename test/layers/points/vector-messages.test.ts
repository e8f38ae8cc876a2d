import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import {
  disposeVariables,
  type NamedVariables,
  neighbourhood,
  vectorMessages,
} from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { useDevice } from "../../../src/tensors/index.js";
import { pairwiseMessages } from "./pairs.js";

const SIZES = { scalars: 3, vectors: 2, radial: 5, moves: true };
const RADIAL = { count: 5, reach: 3 };

/** Without the part of the gated block, so that what comes out is the message with its residual. */
function silenceBlock(weights: NamedVariables): void {
  for (const name of ["outputs.matrix", "outputs.bias", "gates.matrix", "gates.bias"]) {
    const variable = weights[`block.${name}`];
    variable.assign(tf.zerosLike(variable));
  }
}

function given(points: number) {
  const random = RandomStream.fromSeed(7);
  const table = (rows: number, columns: number): number[][] =>
    Array.from({ length: rows }, () => Array.from(random.normals(columns)));
  return {
    positions: table(points, 3),
    scalars: table(points, SIZES.scalars),
    vectors: Array.from({ length: points }, () => table(3, SIZES.vectors)),
  };
}

const closeTo = (x: tf.Tensor, expected: readonly number[]): void => {
  Array.from(x.dataSync()).forEach((value, k) => {
    expect(value).to.be.closeTo(expected[k], 2e-5);
  });
};

describe("layers/points/vector-messages", () => {
  before(() => useDevice("webassembly"));

  // With fewer points than radial functions sums go over pairs, with more over functions.
  for (const points of [5, 7])
    it(`is the mean over all pairs of ${points} points, as the paper writes it`, () => {
      const layer = vectorMessages(RandomStream.fromSeed(3), SIZES);
      silenceBlock(layer.weights);
      const cloud = given(points);
      const expected = pairwiseMessages(layer.weights, cloud, RADIAL);
      const positions = tf.tensor3d([cloud.positions]);
      const out = layer.apply(
        { scalars: tf.tensor3d([cloud.scalars]), vectors: tf.tensor4d([cloud.vectors]), positions },
        neighbourhood(positions, RADIAL),
      );
      closeTo(out.scalars, expected.sent.flat());
      closeTo(out.vectors!, expected.summed.flat(2));
      closeTo(out.positions!, expected.moved.flat());
      disposeVariables(layer);
    });

  it("takes no vectors for vectors of length 0", () => {
    const layer = vectorMessages(RandomStream.fromSeed(4), { ...SIZES, moves: false });
    const cloud = given(4);
    const positions = tf.tensor3d([cloud.positions]);
    const scalars = tf.tensor3d([cloud.scalars]);
    const near = neighbourhood(positions, RADIAL);
    const bare = layer.apply({ scalars }, near);
    const full = layer.apply({ scalars, vectors: tf.zeros([1, 4, 3, SIZES.vectors]) }, near);
    closeTo(bare.scalars, Array.from(full.scalars.dataSync()));
    closeTo(bare.vectors!, Array.from(full.vectors!.dataSync()));
  });
});
