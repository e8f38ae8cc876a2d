/** Expected values: TensorFlow.js' cpu backend; finite differences where it is wrong. */
import * as tf from "@tensorflow/tfjs";
import { agree, BACKENDS, expectClose, numbers } from "./agreement.js";

type Four = tf.Tensor4D;
const close = { tolerance: 1e-5 };

interface Case {
  readonly image: number[];
  readonly filter: number[];
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly dilations?: number | [number, number];
}
const CASES: Case[] = [
  { image: [2, 7, 6, 3], filter: [3, 3, 3, 5], strides: 1, pad: "same" },
  { image: [2, 7, 6, 3], filter: [3, 2, 3, 4], strides: [2, 1], pad: "valid" },
  { image: [1, 9, 9, 1], filter: [3, 3, 1, 8], strides: 2, pad: "same" },
  { image: [2, 8, 8, 4], filter: [3, 3, 4, 2], strides: 1, pad: "same", dilations: 2 },
  { image: [2, 5, 5, 3], filter: [1, 1, 3, 7], strides: 1, pad: "valid" },
  { image: [2, 6, 5, 3], filter: [1, 1, 3, 7], strides: 2, pad: "same" },
  { image: [1, 6, 6, 2], filter: [4, 4, 2, 3], strides: 1, pad: 2 },
];

describe("Kernels of windows", () => {
  for (const [k, { image, filter, strides, pad, dilations = 1 }] of CASES.entries()) {
    it(`conv2d and its slopes, case ${k}`, async () => {
      const convolve = (x: tf.Tensor, f: tf.Tensor): tf.Tensor =>
        tf.conv2d(x as Four, f as Four, strides, pad, "NHWC", dilations);
      await agree([{ shape: image }, { shape: filter }], convolve, close);
      if (dilations !== 1) return;
      await agree(
        [{ shape: image }, { shape: filter }],
        (x, f) =>
          tf.grads((u: tf.Tensor, v: tf.Tensor) => tf.sum(tf.square(convolve(u, v))))([x, f]),
        { tolerance: 2e-5 },
      );
    });
  }

  it("conv2d with channels first", async () => {
    await agree(
      [{ shape: [2, 3, 6, 5] }, { shape: [3, 3, 3, 4] }],
      (x, f) => tf.conv2d(x as Four, f as Four, 1, "same", "NCHW"),
      close,
    );
  });

  it("conv2d fused with a bias and an activation", async () => {
    for (const filter of [
      [3, 3, 3, 5],
      [1, 1, 3, 5],
    ]) {
      for (const activation of ["linear", "relu", "elu", "sigmoid"] as const) {
        await agree(
          [{ shape: [2, 6, 5, 3] }, { shape: filter }, { shape: [5] }],
          (x, f, bias) =>
            tf.fused.conv2d({
              x: x as Four,
              filter: f as Four,
              strides: 1,
              pad: "same",
              bias,
              activation,
            }),
          close,
        );
      }
    }
    await agree(
      [{ shape: [2, 6, 5, 3] }, { shape: [3, 3, 3, 2] }, { shape: [6] }],
      (x, f, bias) =>
        tf.fused.depthwiseConv2d({
          x: x as Four,
          filter: f as Four,
          strides: 1,
          pad: "same",
          bias,
          activation: "relu6",
        }),
      close,
    );
  });

  it("conv2dTranspose", async () => {
    await agree(
      [{ shape: [2, 4, 4, 5] }, { shape: [3, 3, 2, 5] }],
      (x, f) => tf.conv2dTranspose(x as Four, f as Four, [2, 8, 8, 2], 2, "same"),
      close,
    );
  });

  it("conv1d, by one row", async () => {
    await agree(
      [{ shape: [2, 9, 3] }, { shape: [4, 3, 5] }],
      (x, f) => tf.conv1d(x as tf.Tensor3D, f as tf.Tensor3D, 2, "same"),
      close,
    );
  });

  it("depthwiseConv2d and its slopes", async () => {
    for (const [multiplier, strides] of [
      [1, 1],
      [2, 2],
      [3, 1],
    ]) {
      const convolve = (x: tf.Tensor, f: tf.Tensor): tf.Tensor =>
        tf.depthwiseConv2d(x as Four, f as Four, strides, "same");
      const given = [{ shape: [2, 6, 7, 5] }, { shape: [3, 3, 5, multiplier] }];
      await agree(given, convolve, close);
      await agree(
        given,
        (x, f) =>
          tf.grads((u: tf.Tensor, v: tf.Tensor) => tf.sum(tf.square(convolve(u, v))))([x, f]),
        { tolerance: 2e-5 },
      );
    }
    await agree(
      [{ shape: [1, 7, 7, 3] }, { shape: [3, 3, 3, 1] }],
      (x, f) => tf.depthwiseConv2d(x as Four, f as Four, 1, "valid", "NHWC", 2),
      close,
    );
  });

  it("pools, and the slopes of maxima", async () => {
    for (const [size, strides, pad] of [
      [2, 2, "valid"],
      [3, 1, "same"],
      [3, 2, "same"],
      [2, 1, "valid"],
      [1, 1, "same"],
    ] as const) {
      await agree(
        [{ shape: [2, 7, 6, 5] }],
        (x) => tf.maxPool(x as Four, size, strides, pad),
        close,
      );
      await agree(
        [{ shape: [2, 7, 6, 5] }],
        (x) => tf.avgPool(x as Four, size, strides, pad),
        close,
      );
      await agree(
        [{ shape: [2, 7, 6, 5] }],
        (x) =>
          tf.grad((u: tf.Tensor) => tf.sum(tf.square(tf.maxPool(u as Four, size, strides, pad))))(
            x,
          ),
        close,
      );
    }
    await agree(
      [{ shape: [1, 8, 8, 2] }],
      (x) => tf.grad((u: tf.Tensor) => tf.sum(tf.square(tf.avgPool(u as Four, 2, 2, "valid"))))(x),
      close,
    );
    await agree(
      [{ shape: [1, 8, 8, 2] }],
      (x) => tf.pool(x as Four, 2, "max", "valid", 2, 1),
      close,
    );
  });

  it("slopes of means at edges, where fewer pixels are counted: finite differences", async () => {
    const values = numbers(25, 9);
    const weights = numbers(25, 4);
    const loss = (at: readonly number[]): number => {
      // Mean over the pixels of a 3 × 3 window that lie inside, times a weight.
      let total = 0;
      for (let y = 0; y < 5; y++)
        for (let x = 0; x < 5; x++) {
          let [sum, count] = [0, 0];
          for (let v = Math.max(0, y - 1); v <= Math.min(4, y + 1); v++)
            for (let u = Math.max(0, x - 1); u <= Math.min(4, x + 1); u++) {
              sum += at[5 * v + u];
              count++;
            }
          total += (weights[5 * y + x] * sum) / count;
        }
      return total;
    };
    const expected = values.map((_, k) => {
      const moved = (by: number) => values.map((value, j) => (j === k ? value + by : value));
      return loss(moved(0.5)) - loss(moved(-0.5));
    });
    for (const backend of BACKENDS) {
      await tf.setBackend(backend);
      const slope = tf.tidy(() => {
        const w = tf.tensor4d(weights, [1, 5, 5, 1]);
        const f = (x: tf.Tensor): tf.Scalar =>
          tf.sum(tf.mul(w, tf.avgPool(x as Four, 3, 1, "same")));
        return tf.grad(f)(tf.tensor4d(values, [1, 5, 5, 1]));
      });
      expectClose([...slope.dataSync()], expected, 1e-5, backend);
      slope.dispose();
    }
    await tf.setBackend("cpu");
  });

  it("maxima and where they lie", async () => {
    for (const [size, strides, pad] of [
      [2, 2, "valid"],
      [3, 2, "same"],
      [3, 1, "same"],
    ] as const) {
      for (const inBatch of [false, true]) {
        await agree([{ shape: [2, 7, 6, 3] }], (x) => {
          const { result, indexes } = tf.maxPoolWithArgmax(x as Four, size, strides, pad, inBatch);
          return [result, indexes];
        });
      }
    }
  });

  it("images of another size", async () => {
    for (const size of [
      [8, 10],
      [3, 2],
      [5, 1],
      [4, 5],
    ] as [number, number][]) {
      for (const [corners, half] of [
        [false, false],
        [true, false],
        [false, true],
      ]) {
        await agree(
          [{ shape: [2, 4, 5, 3] }],
          (x) => tf.image.resizeBilinear(x as Four, size, corners, half),
          close,
        );
        await agree([{ shape: [2, 4, 5, 3] }], (x) =>
          tf.image.resizeNearestNeighbor(x as Four, size, corners, half),
        );
      }
    }
  });

  it("slopes of images of another size transpose the resizing: ⟨R x, y⟩ = ⟨x, Rᵀ y⟩", async () => {
    const resizings = [tf.image.resizeBilinear, tf.image.resizeNearestNeighbor];
    for (const backend of BACKENDS) {
      await tf.setBackend(backend);
      for (const resize of resizings) {
        for (const [corners, half] of [
          [false, false],
          [true, false],
          [false, true],
        ]) {
          tf.tidy(() => {
            const draw = (shape: [number, number, number, number], seed: number): Four =>
              tf.tensor4d(numbers(shape[0] * shape[1] * shape[2] * shape[3], seed), shape);
            const [x, y] = [draw([2, 4, 5, 2], 1), draw([2, 7, 3, 2], 2)];
            const f = (t: tf.Tensor): tf.Tensor => resize(t as Four, [7, 3], corners, half);
            const left = tf.sum(tf.mul(f(x), y));
            const back = tf.grad(f)(x, y);
            const right = tf.sum(tf.mul(x, back));
            expectClose([...right.dataSync()], [...left.dataSync()], 1e-5, backend);
          });
        }
      }
    }
    await tf.setBackend("cpu");
  });
});
