import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  blurPool,
  channelsOf,
  fieldNormalisation,
  type Layer,
  normRelu,
  type PlanarFields,
  roundWindow,
  steerableConvolution,
} from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { plan, useDevice } from "../../../src/tensors/index.js";

const FIELDS: PlanarFields = [
  { frequency: 1, count: 2 },
  { frequency: 0, count: 3 },
  { frequency: 2, count: 1 },
];
const random = (seed: number, shape: number[]): tf.Tensor => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(Float32Array.from(RandomStream.fromSeed(seed).normals(size)), shape);
};
const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());
const furthest = (a: tf.Tensor, b: tf.Tensor): number => numbers(tf.max(tf.abs(tf.sub(a, b))))[0];

/** What a turn by θ does to the channels of a field: [channels, channels], x ↦ x M. */
function turned(fields: PlanarFields, angle: number): tf.Tensor2D {
  const size = channelsOf(fields);
  const matrix = new Float32Array(size * size);
  let at = 0;
  for (const { frequency: m, count } of fields) {
    for (let k = 0; k < count; k++) {
      const [c, s] = [Math.cos(m * angle), Math.sin(m * angle)];
      matrix[at * size + at] = c;
      if (m > 0) {
        matrix[at * size + at + 1] = s;
        matrix[(at + 1) * size + at] = -s;
        matrix[(at + 1) * size + at + 1] = c;
      }
      at += m > 0 ? 2 : 1;
    }
  }
  return tf.tensor2d(matrix, [size, size]);
}
const turnChannels = (x: tf.Tensor, fields: PlanarFields, angle: number): tf.Tensor =>
  tf.reshape(
    tf.matMul(tf.reshape(x, [-1, channelsOf(fields)]) as tf.Tensor2D, turned(fields, angle)),
    x.shape,
  );
/** Counter-clockwise by a quarter: the last column becomes the first row. */
const quarter = (x: tf.Tensor): tf.Tensor => tf.reverse(tf.transpose(x, [0, 2, 1, 3]), 1);
const quarterOf = (x: tf.Tensor, fields: PlanarFields): tf.Tensor =>
  turnChannels(quarter(x), fields, Math.PI / 2);

const byNumbers = (layer: Layer, x: tf.Tensor): number => {
  const weights = random(9, layer.apply(x, "training").shape);
  const value = (moved: tf.Tensor) => tf.sum(tf.mul(layer.apply(moved, "training"), weights));
  const direction = random(10, x.shape);
  const slope = numbers(tf.sum(tf.mul(tf.grad(value)(x), direction)))[0];
  const at = (step: number) => numbers(value(tf.add(x, tf.mul(direction, step))))[0];
  return Math.abs((at(1 / 256) - at(-1 / 256)) * 128 - slope) / Math.abs(slope);
};

describe("layers/steerable: networks of planar fields", () => {
  before(() => useDevice("webassembly"));

  it("turn their results by quarters with the picture", () => {
    const stream = RandomStream.fromSeed(1);
    const to: PlanarFields = [
      { frequency: 0, count: 2 },
      { frequency: 1, count: 3 },
      { frequency: 3, count: 1 },
    ];
    const layers: [Layer, PlanarFields][] = [
      [steerableConvolution(stream, { from: FIELDS, to, size: 5 }), to],
      [steerableConvolution(stream, { from: FIELDS, to, size: 3, padding: 0 }), to],
      [fieldNormalisation(FIELDS), FIELDS],
      [normRelu(FIELDS), FIELDS],
      [blurPool(), FIELDS],
      [blurPool({ taps: 6 }), FIELDS],
      [roundWindow(), FIELDS],
    ];
    const strided = steerableConvolution(stream, { from: FIELDS, to, size: 4, stride: 2 });
    for (const side of [8, 9]) {
      if (side === 8) layers.push([strided, to]);
      else layers.pop();
      const x = random(2, [2, side, side, channelsOf(FIELDS)]);
      for (const [layer, fields] of layers) {
        const after = quarterOf(layer.apply(x, "training"), fields);
        const before = layer.apply(quarterOf(x, FIELDS), "training");
        expect(furthest(before, after)).to.be.below(1e-5);
      }
    }
  });

  it("activate and normalise scalars and lengths, whatever the angle", () => {
    const x = random(3, [2, 4, 4, channelsOf(FIELDS)]);
    for (const layer of [normRelu(FIELDS)]) {
      const after = turnChannels(layer.apply(x, "training"), FIELDS, 0.7);
      expect(furthest(layer.apply(turnChannels(x, FIELDS, 0.7), "training"), after)).to.be.below(
        1e-5,
      );
    }
    // (3, 4) has length 5: less 1 it is 4/5 of itself; (0.3, 0.4) is shorter than 1; scalars ReLU.
    const fields = [
      { frequency: 1, count: 2 },
      { frequency: 0, count: 2 },
    ];
    const small = tf.tensor4d([3, 4, 0.3, 0.4, -2, 5], [1, 1, 1, 6]);
    const activated = numbers(normRelu(fields, { threshold: 1 }).apply(small, "training"));
    const expected = [2.4, 3.2, 0, 0, 0, 5];
    expect(furthest(tf.tensor1d(activated), tf.tensor1d(expected))).to.be.below(1e-6);
    expect(numbers(normRelu(fields).apply(tf.zeros([1, 1, 1, 6]), "training"))).to.deep.equal(
      Array(6).fill(0),
    );
  });

  it("normalise scalars to mean 0 and variance 1, vectors to a mean square of 1", () => {
    const fields = [
      { frequency: 0, count: 1 },
      { frequency: 1, count: 1 },
    ];
    const layer = fieldNormalisation(fields, { momentum: 1 });
    const x = tf.add(tf.mul(random(4, [8, 5, 5, 3]), 3), 2);
    const y = layer.apply(x, "training");
    const rows = tf.reshape(y, [-1, 3]);
    expect(numbers(tf.mean(rows, 0))[0]).to.be.closeTo(0, 1e-5);
    const squares = numbers(tf.mean(tf.square(rows), 0));
    expect(squares[0]).to.be.closeTo(1, 1e-4);
    expect(squares[1] + squares[2]).to.be.closeTo(1, 1e-4);
    // What it gathered of this batch alone gives the same result.
    expect(furthest(layer.apply(x, "evaluation"), y)).to.be.below(1e-5);
  });

  it("pool a constant picture to itself, away from the border", () => {
    const pooled = tf.slice(
      blurPool().apply(tf.ones([1, 8, 8, 1]), "training"),
      [0, 1, 1, 0],
      [1, 2, 2, 1],
    );
    expect(numbers(pooled)).to.deep.equal([1, 1, 1, 1]);
  });

  it("pool by rows of Pascal's triangle", () => {
    // Six taps with two zeros before: window k begins at 2k − 2, so column 6 is its tap 8 − 2k.
    for (const [side, taps, expected] of [
      [12, 6, [0, 0, 5, 10, 1, 0].map((tap) => tap / 32)],
      [13, 6, [0, 0, 4, 4, 0, 0, 0].map((tap) => tap / 16)],
      [12, 2, [0, 0, 0, 1, 0, 0].map((tap) => tap / 2)],
    ] as const) {
      const column = tf.oneHot(tf.fill([side], side === 13 ? 5 : 6, "int32"), side);
      const x = tf.reshape(tf.cast(column, "float32"), [1, side, side, 1]);
      const pooled = blurPool({ taps }).apply(x, "training");
      const half = Math.ceil(side / 2);
      expect(pooled.shape).to.deep.equal([1, half, half, 1]);
      expect(numbers(tf.slice(pooled, [0, 3, 0, 0], [1, 1, half, 1]))).to.deep.equal(expected);
    }
    expect(() => blurPool({ taps: 5 })).to.throw(DomainError, /taps is 5; expected 2, 4, 6 or 8/);
  });

  it("keep the middle of a round window, half of its rim, nothing of its corners", () => {
    const kept = numbers(roundWindow().apply(tf.ones([1, 29, 29, 1]), "training"));
    expect(kept[14 * 29 + 14]).to.be.closeTo(1, 1e-6);
    expect(kept[14 * 29]).to.be.closeTo(0.5, 1e-6);
    expect(kept[0]).to.be.below(1e-4);
    // 3-4-5: the same distance from the middle along an axis and across.
    expect(kept[(14 - 6) * 29 + 14 + 8]).to.be.closeTo(kept[14 * 29 + 24], 1e-6);
    expect(numbers(roundWindow().apply(tf.ones([1, 1, 1, 2]), "training"))).to.deep.equal([1, 1]);
  });

  it("have the slopes of finite differences", () => {
    const x = random(5, [2, 6, 6, channelsOf(FIELDS)]);
    const stream = RandomStream.fromSeed(6);
    const layers = [
      steerableConvolution(stream, { from: FIELDS, to: FIELDS, size: 3 }),
      fieldNormalisation(FIELDS),
      blurPool(),
    ];
    for (const layer of layers) expect(byNumbers(layer, x)).to.be.below(1e-2);
    // Away from thresholds, where there is no slope.
    const fields = [{ frequency: 1, count: 40 }];
    const vectors = random(7, [1, 1, 1, 80]);
    expect(byNumbers(normRelu(fields, { threshold: 1e-3 }), vectors)).to.be.below(1e-2);
    const scale = fieldNormalisation(FIELDS);
    const { grads } = tf.variableGrads(
      () => tf.sum(tf.mul(scale.apply(x, "training"), random(8, x.shape))) as tf.Scalar,
      Object.values(scale.weights),
    );
    // By γ the result is linear: Σ γ ∂γ is the value without β.
    const value = numbers(tf.sum(tf.mul(scale.apply(x, "training"), random(8, x.shape))))[0];
    expect(numbers(tf.sum(grads[scale.weights.scale.name]))[0]).to.be.closeTo(value, 1e-3);
  });

  it("give the same bits in a plan, and gather the same statistics", () => {
    const run = (isPlanned: boolean): number[] => {
      const stream = RandomStream.fromSeed(11);
      const first = steerableConvolution(stream, { from: FIELDS, to: FIELDS, size: 3 });
      const second = fieldNormalisation(FIELDS);
      const third = normRelu(FIELDS);
      const weights = [first, second, third].flatMap(({ weights: own }) => Object.values(own));
      const optimiser = tf.train.sgd(0.1);
      const step = (x: tf.Tensor): tf.Tensor =>
        optimiser.minimize(
          () =>
            tf.mean(
              tf.square(
                tf.sub(
                  [first, second, third, blurPool()].reduce(
                    (y, layer) => layer.apply(y, "training"),
                    x,
                  ),
                  1,
                ),
              ),
            ) as tf.Scalar,
          true,
          weights,
        )!;
      const planned = isPlanned ? plan(step) : step;
      const x = random(12, [2, 6, 6, channelsOf(FIELDS)]);
      const losses = [0, 1, 2, 3].flatMap(() => numbers(planned(x)));
      return [...losses, ...numbers(second.statistics.variance)];
    };
    expect(run(true)).to.deep.equal(run(false));
  });

  it("name what does not fit", () => {
    const stream = RandomStream.fromSeed(1);
    const layer = steerableConvolution(stream, { from: FIELDS, to: FIELDS, size: 3 });
    expect(() => layer.apply(tf.zeros([1, 4, 4, 2]), "training")).to.throw(
      ShapeError,
      "expected [batch, height, width, 9]",
    );
    expect(() => fieldNormalisation([{ frequency: -1, count: 1 }])).to.throw(
      DomainError,
      "fields[0] has the frequency -1",
    );
    expect(() => fieldNormalisation([])).to.throw(DomainError, "no channels");
    expect(() => normRelu(FIELDS, { threshold: Number.NaN })).to.throw(
      DomainError,
      "threshold is NaN",
    );
    expect(() =>
      steerableConvolution(stream, { from: FIELDS, to: FIELDS, size: 3, stride: 0 }),
    ).to.throw(DomainError, "stride is 0");
    const [one, five] = [1, 5].map((frequency) => [{ frequency, count: 2 }]);
    expect(() =>
      steerableConvolution(stream, { from: [...one, ...one], to: one, size: 3 }),
    ).to.throw(DomainError, "from has fields of frequency 1 twice");
    // Rings of radius 0 and 1 see angular frequencies up to 2; 5 − 1 and 5 + 1 are higher.
    expect(() => steerableConvolution(stream, { from: one, to: five, size: 3 })).to.throw(
      DomainError,
      "no kernel of 3 × 3 pixels gives fields of frequency 5 from those of 1",
    );
  });
});
