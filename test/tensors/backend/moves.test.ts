/** Expected values: TensorFlow.js' cpu backend. */
import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { agree, BACKENDS, type Given, outcomes, type Work } from "./agreement.js";

const three: Given = { shape: [3, 4, 5] };

const CASES: Record<string, [Given[], Work][]> = {
  transpose: [
    [[three], (x) => tf.transpose(x)],
    [[three], (x) => tf.transpose(x, [1, 0, 2])],
    [[three], (x) => tf.transpose(x, [2, 0, 1])],
    [[{ shape: [2, 1, 3] }], (x) => tf.transpose(x, [1, 0, 2])],
    [[{ shape: [2, 3, 4, 5, 2] }], (x) => tf.transpose(x, [4, 2, 0, 3, 1])],
    [[{ shape: [0, 3] }], (x) => tf.transpose(x)],
    [[{ shape: [33, 70] }], (x) => tf.transpose(x)],
  ],
  reshape: [
    [[three], (x) => tf.reshape(x, [-1, 10])],
    [[three], (x) => tf.expandDims(x, -1)],
    [[{ shape: [2, 1, 3] }], (x) => tf.squeeze(x)],
    [[{ shape: [0] }], (x) => tf.reshape(x, [0, 7])],
  ],
  slice: [
    [[three], (x) => tf.slice(x, [1, 0, 2], [2, 3, 2])],
    [[three], (x) => tf.slice(x, [1], [1])],
    [[three], (x) => tf.slice(x, [0, 2, 0], [-1, -1, -1])],
    [[three], (x) => tf.slice(x, [1, 1, 1], [0, 2, 2])],
    [[three], (x) => tf.stridedSlice(x, [2, 0, 4], [0, 4, 0], [-1, 2, -3])],
    [[three], (x) => tf.stridedSlice(x, [0, 0, 1], [0, 0, 4], [1, 1, 2], 3, 3)],
    [[three], (x) => tf.stridedSlice(x, [0, 0, 0], [3, 4, 5], [1, 1, 1], 0, 0, 0, 0, 0)],
  ],
  "concat, stack, split": [
    [[{ shape: [2, 3] }, { shape: [4, 3] }], (a, b) => tf.concat([a, b], 0)],
    [[{ shape: [3, 2] }, { shape: [3, 0] }, { shape: [3, 5] }], (...t) => tf.concat(t, 1)],
    [[{ shape: [2, 2, 3] }, { shape: [2, 4, 3] }], (a, b) => tf.concat([a, b], -2)],
    [[three, three, three], (...t) => tf.stack(t, 0)],
    [[three, three], (...t) => tf.stack(t, -1)],
    [[three, three], (...t) => tf.stack(t, 2)],
    [[three], (x) => tf.unstack(x, 1)],
    [[{ shape: [1, 4] }], (x) => tf.unstack(x, 0)],
    [[three], (x) => tf.split(x, 2, 1)],
    [[three], (x) => tf.split(x, [1, -1, 2], 2)],
    [
      [
        { shape: [2], type: "int32" },
        { shape: [1], type: "int32" },
      ],
      (...t) => tf.concat(t),
    ],
  ],
  pad: [
    [
      [{ shape: [3, 2] }],
      (x) =>
        tf.pad(x, [
          [1, 2],
          [0, 3],
        ]),
    ],
    [
      [{ shape: [3, 2] }],
      (x) =>
        tf.pad(
          x,
          [
            [1, 0],
            [2, 1],
          ],
          -7.5,
        ),
    ],
    [
      [{ shape: [3, 2] }],
      (x) =>
        tf.pad(
          x,
          [
            [0, 0],
            [0, 0],
          ],
          3,
        ),
    ],
    [
      [{ shape: [0, 2] }],
      (x) =>
        tf.pad(x, [
          [1, 1],
          [0, 0],
        ]),
    ],
    [
      [{ shape: [4, 5] }],
      (x) =>
        tf.mirrorPad(
          x,
          [
            [2, 3],
            [1, 0],
          ],
          "reflect",
        ),
    ],
    [
      [{ shape: [4, 3] }],
      (x) =>
        tf.mirrorPad(
          x,
          [
            [0, 4],
            [3, 2],
          ],
          "symmetric",
        ),
    ],
    [[{ shape: [3], type: "int32" }], (x) => tf.pad(x, [[1, 1]], 4)],
  ],
  "tile, reverse, diag": [
    [[{ shape: [2, 3] }], (x) => tf.tile(x, [3, 2])],
    [[{ shape: [2, 1, 3] }], (x) => tf.tile(x, [1, 5, 1])],
    [[{ shape: [1, 3] }], (x) => tf.broadcastTo(x, [4, 3])],
    [[{ shape: [] }], (x) => tf.broadcastTo(x, [2, 2])],
    [[{ shape: [2, 3] }], (x) => tf.tile(x, [0, 2])],
    [[three], (x) => tf.reverse(x, [0, 2])],
    [[three], (x) => tf.reverse(x)],
    [[{ shape: [2, 3, 4, 2] }], (x) => tf.image.flipLeftRight(x as tf.Tensor4D)],
    [[{ shape: [4] }], (x) => tf.diag(x)],
    [[{ shape: [2, 3], type: "int32" }], (x) => tf.diag(x)],
  ],
  blocks: [
    [[{ shape: [2, 3, 4, 8] }], (x) => tf.depthToSpace(x as tf.Tensor4D, 2, "NHWC")],
    [
      [{ shape: [2, 4, 6, 3] }],
      (x) =>
        tf.spaceToBatchND(
          x,
          [2, 3],
          [
            [0, 0],
            [0, 0],
          ],
        ),
    ],
    [
      [{ shape: [2, 3, 4, 1] }],
      (x) =>
        tf.spaceToBatchND(
          x,
          [2, 2],
          [
            [1, 0],
            [2, 0],
          ],
        ),
    ],
    [
      [{ shape: [8, 2, 3, 2] }],
      (x) =>
        tf.batchToSpaceND(
          x,
          [2, 2],
          [
            [0, 1],
            [1, 2],
          ],
        ),
    ],
  ],
  "made from attributes": [
    [[], () => tf.fill([2, 3], 4.25)],
    [[], () => tf.fill([3], -2, "int32")],
    [[], () => tf.range(0, 7, 1, "int32")],
    [[], () => tf.range(3, -4, -2)],
    [[], () => tf.range(5, 1)],
    [[], () => tf.range(0, 1, 0.125)],
    [[], () => tf.range(2, 2)],
    [[], () => tf.range(1, 3, -1)],
    [[], () => tf.linspace(-1, 2, 7)],
    [[], () => tf.linspace(4, 5, 1)],
    [[], () => tf.eye(3, 4)],
  ],
};

const index = (shape: number[], below: number): Given => ({
  shape,
  type: "int32",
  low: 0,
  high: below,
});

const INDEX_CASES: Record<string, [Given[], Work][]> = {
  gather: [
    [[three, index([6], 3)], (x, i) => tf.gather(x, i as tf.Tensor1D)],
    [[three, index([2, 3], 4)], (x, i) => tf.gather(x, i as tf.Tensor2D, 1)],
    [[three, index([7], 5)], (x, i) => tf.gather(x, i as tf.Tensor1D, -1)],
    [[three, index([3, 2], 5)], (x, i) => tf.gather(x, i as tf.Tensor2D, 2, 1)],
    [[{ shape: [4], type: "int32" }, index([], 4)], (x, i) => tf.gather(x, i as tf.Tensor1D)],
    [[three, { shape: [0], type: "int32" }], (x, i) => tf.gather(x, i as tf.Tensor1D)],
  ],
  gatherND: [
    [[three, index([6, 1], 3)], (x, i) => tf.gatherND(x, i)],
    [[three, index([2, 4, 2], 3)], (x, i) => tf.gatherND(x, i)],
    [[three, index([5, 3], 3)], (x, i) => tf.gatherND(x, i)],
  ],
  scatterND: [
    [[index([6, 1], 4), { shape: [6, 5] }], (i, u) => tf.scatterND(i, u, [4, 5])],
    [[index([7, 2], 3), { shape: [7] }], (i, u) => tf.scatterND(i, u, [3, 4])],
    [[index([7, 2], 3), { shape: [7, 3] }], (i, u) => tf.scatterND(i, u, [3, 4, 3])],
    [[index([4, 1], 3), { shape: [4], type: "int32" }], (i, u) => tf.scatterND(i, u, [3])],
  ],
  segments: [
    [[{ shape: [9, 4] }, index([9], 5)], (x, s) => tf.unsortedSegmentSum(x, s as tf.Tensor1D, 5)],
    [[{ shape: [9] }, index([9], 3)], (x, s) => tf.unsortedSegmentSum(x, s as tf.Tensor1D, 6)],
    [
      [{ shape: [5, 2, 3] }, { shape: [5], type: "int32", values: [0, -1, 7, 1, 0] }],
      (x, s) => tf.unsortedSegmentSum(x, s as tf.Tensor1D, 2),
    ],
  ],
  oneHot: [
    [[{ shape: [5], type: "int32", values: [0, 3, -1, 9, 2] }], (i) => tf.oneHot(i, 4)],
    [[index([2, 3], 4)], (i) => tf.oneHot(i, 4, 2.5, -1, "float32")],
    [[index([2, 3], 4)], (i) => tf.oneHot(i, 4, 1, 0, "int32")],
    [[index([4], 3)], (i) => tf.oneHot(i, 3, 1, 0, "bool")],
  ],
};

describe("Kernels that move numbers", () => {
  for (const [name, cases] of Object.entries({ ...CASES, ...INDEX_CASES })) {
    it(name, async () => {
      for (const [given, work] of cases) await agree(given, work, { tolerance: 1e-6 });
    });
  }

  it("a strided slice along an axis that then vanishes, which the cpu backend refuses", async () => {
    // x[0:3:2, 1, ::−2] of x[i, j, k] = 100 i + 10 j + k, shape [3, 4, 5].
    const values = Array.from(
      { length: 60 },
      (_, n) => 100 * Math.floor(n / 20) + 10 * (Math.floor(n / 5) % 4) + (n % 5),
    );
    for (const backend of BACKENDS) {
      const [part] = await outcomes(backend, [{ shape: [3, 4, 5], values }], (x) =>
        tf.stridedSlice(x, [0, 1, 0], [3, 2, 0], [2, 1, -2], 4, 4, 0, 0, 2),
      );
      expect(part.shape).to.deep.equal([2, 3]);
      expect(part.values).to.deep.equal([14, 12, 10, 214, 212, 210]);
    }
    await tf.setBackend("cpu");
  });
});
