import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { ShapeError } from "../../../src/errors.js";
import { convolution, scalars, steerableConvolution } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { useDevice } from "../../../src/tensors/index.js";

describe("layers/images: windows", () => {
  before(() => useDevice("webassembly"));

  it("images that are smaller than a filter are named, and the smallest that are not go through", () => {
    const stream = RandomStream.fromSeed(1);
    const [from, to] = [scalars(2), scalars(3)];
    const window = { size: 7, padding: 1 };
    const layers = {
      convolution: convolution(stream, { inputs: 2, outputs: 3, ...window }),
      steerableConvolution: steerableConvolution(stream, { from, to, ...window }),
    };
    for (const [name, layer] of Object.entries(layers)) {
      const of = (height: number, width: number) =>
        layer.apply(tf.zeros([1, height, width, 2]), "evaluation").shape;
      expect(of(5, 6)).to.deep.equal([1, 1, 2, 3]);
      expect(() => of(9, 4)).to.throw(
        ShapeError,
        `${name}: got images of 9 × 4 pixels; expected 5 or more along each side`,
      );
    }
  });
});
