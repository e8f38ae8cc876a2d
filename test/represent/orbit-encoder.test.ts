import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { dihedralGroup, dihedralRepresentation, type FiniteGroup } from "../../src/groups/index.js";
import { perceptron } from "../../src/layers/index.js";
import { RandomStream } from "../../src/numerics/index.js";
import {
  actOnImages,
  actThrough,
  circlePoses,
  finitePoses,
  GroupAutoencoder,
  orbitEncoder,
} from "../../src/represent/index.js";
import { plan, useDevice } from "../../src/tensors/index.js";
import { adamStep } from "./adam-step.js";

const SIDE = 4;
const stream = (label: string) => RandomStream.fromSeed(3).split(label);
const D4 = dihedralGroup(4);

function autoencoderOf<Element>(
  group: FiniteGroup<Element>,
  action: Parameters<typeof orbitEncoder>[1]["action"],
): GroupAutoencoder<Element> {
  const space = finitePoses(group);
  const inner = perceptron(stream("network"), [SIDE * SIDE, 32, 24], {
    normalisation: "none",
  });
  const network = {
    ...inner,
    apply: (x: tf.Tensor, phase: "training" | "evaluation") =>
      tf.relu(inner.apply(tf.reshape(x, [-1, SIDE * SIDE]), phase)),
  };
  const encoder = orbitEncoder(stream("encoder"), {
    ...{ space, action, network },
    ...{ width: 24, codeSize: 2 },
  });
  const pixels = perceptron(stream("decoder"), [2, 32, SIDE * SIDE], { normalisation: "none" });
  const decoder = {
    ...pixels,
    decode: (code: tf.Tensor, phase: "training" | "evaluation") =>
      tf.reshape(pixels.apply(code, phase), [-1, SIDE, SIDE, 1]),
  };
  return new GroupAutoencoder({ encoder, decoder, space, action });
}

describe("codes and poses of finite groups", () => {
  before(() => useDevice("webassembly"));
  const action = actThrough(dihedralRepresentation(D4), actOnImages);

  /** Two patterns without symmetries, each moved by every element of D₄. */
  const orbits = (autoencoder: ReturnType<typeof make>) => {
    const random = stream("patterns");
    const patterns = [0, 1].map(() =>
      tf.tensor4d(
        Array.from({ length: SIDE * SIDE }, () => random.uniform()),
        [1, SIDE, SIDE, 1],
      ),
    );
    return tf.concat(
      patterns.map((pattern) => autoencoder.act(D4.elements, tf.tile(pattern, [8, 1, 1, 1]))),
    );
  };
  const make = () => autoencoderOf(D4, action);

  it("pictures under turns and reflections: η is invariant, ψ equivariant, before any training", () => {
    const autoencoder = make();
    const x = orbits(autoencoder);
    const codes = autoencoder.code(x).arraySync() as number[][];
    const poses = autoencoder.elements(x);
    for (let k = 0; k < 16; k++) {
      const first = k < 8 ? 0 : 8;
      codes[k].forEach((value, i) => {
        expect(value).to.be.closeTo(codes[first][i], 1e-5);
      });
      const expected = D4.compose(D4.elements[k % 8], poses[first]);
      expect(D4.equals(poses[k], expected)).to.equal(true);
    }
  });

  it("a training finds both patterns, and so all 16 pictures", () => {
    const autoencoder = make();
    const x = orbits(autoencoder);
    const step = plan(adamStep(autoencoder, 0.01));
    // Only one picture of each orbit is shown.
    const shown = tf.gather(x, tf.tensor1d([0, 8], "int32"));
    step.repeat(1, shown).dispose();
    step.repeat(300, shown).dispose();
    expect(autoencoder.loss(x, "evaluation").dataSync()[0]).to.be.below(1e-3);
    step.dispose();
  });

  it("refuses groups that list no elements, and networks of another width", () => {
    const options = { action, network: perceptron(stream("n"), [16, 3]), width: 3, codeSize: 1 };
    expect(() => orbitEncoder(stream("e"), { ...options, space: circlePoses() })).to.throw("SO(2)");
    const encoder = orbitEncoder(stream("e"), { ...options, width: 4, space: finitePoses(D4) });
    const network = { ...options.network, apply: (x: tf.Tensor) => tf.reshape(x, [-1, 16]) };
    const wide = orbitEncoder(stream("e"), { ...options, network, space: finitePoses(D4) });
    expect(encoder.codeSize).to.equal(1);
    expect(() => wide.encode(tf.zeros([2, 4, 4, 1]), "evaluation")).to.throw("expected [16, 3]");
  });
});
