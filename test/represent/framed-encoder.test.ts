import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { Matrix, RandomStream } from "../../src/numerics/index.js";
import {
  actOnImages,
  circlePoses,
  convolutionEncoder,
  framedEncoder,
  GroupAutoencoder,
  imageDecoder,
  movePoints,
  rotationPoses,
  steerableEncoder,
} from "../../src/represent/index.js";
import { plan, useDevice } from "../../src/tensors/index.js";
import { adamStep } from "./adam-step.js";
import { cloudEncoder, coordinateEncoder } from "./small-parts.js";

const stream = (label: string) => RandomStream.fromSeed(11).split(label);
const difference = (a: tf.Tensor, b: tf.Tensor): number =>
  tf.max(tf.abs(tf.sub(a, b))).dataSync()[0];

describe("represent/framed-encoder", () => {
  before(() => useDevice("webassembly"));

  it("makes a network of coordinates invariant under rotations of space, and keeps the pose", () => {
    const poser = cloudEncoder(stream("poser"), 5, 3);
    const inner = coordinateEncoder(stream("inner"), 5, 3);
    const space = rotationPoses();
    const encoder = framedEncoder({ poser, encoder: inner, space, action: movePoints });
    const x = tf.tensor3d(Array.from(stream("x").normals(4 * 15)), [4, 5, 3]);
    const g = space.group.sample(stream("g"));
    const moved = movePoints(space.tensorsOf([g, g, g, g]), x);
    const [own, other] = [x, moved].map((cloud) => encoder.encode(cloud, "evaluation"));
    expect(difference(own.code, other.code)).to.be.below(1e-5);
    expect(
      difference(inner.encode(x, "evaluation"), inner.encode(moved, "evaluation")),
    ).to.be.above(1e-2);
    expect(difference(own.pose, poser.encode(x, "evaluation").pose)).to.equal(0);
    expect(encoder.codeSize).to.equal(inner.codeSize);
  });

  it("reads pictures: quarter turns leave the code, and a planned step is the eager one", () => {
    const action = actOnImages;
    const model = () => {
      const space = circlePoses();
      const encoder = framedEncoder({
        ...{ space, action },
        poser: steerableEncoder(stream("poser"), { codeSize: 1, network: "pose" }),
        encoder: convolutionEncoder(stream("inner"), { codeSize: 4 }),
      });
      return new GroupAutoencoder({
        ...{ encoder, space, action },
        decoder: imageDecoder(stream("decoder"), { codeSize: 4 }),
      });
    };
    const x = tf.tensor4d(
      Float32Array.from({ length: 4 * 784 }, () => 0).map((_, k) =>
        Math.exp(-(((k % 28) - 9 - (k % 5)) ** 2 + (Math.floor((k % 784) / 28) - 16) ** 2) / 30),
      ),
      [4, 28, 28, 1],
    );
    const still = model();
    const quarter = Matrix.fromRows([
      [0, -1],
      [1, 0],
    ]);
    expect(difference(still.code(x), still.code(still.act([quarter], x)))).to.be.below(1e-4);
    const losses = [true, false].map((isPlanned) => {
      const once = adamStep(model(), 1e-3);
      const step = isPlanned ? plan(once) : once;
      return [1, 2, 3, 4].map(() => step(x).dataSync()[0]);
    });
    expect(losses[0]).to.deep.equal(losses[1]);
    expect(losses[0][3]).to.be.below(losses[0][0]);
  });
});
