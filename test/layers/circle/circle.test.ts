import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  type Band,
  circlePerceptron,
  frequencyLinear,
  type Layer,
  ringWaves,
  samplesOf,
  spectrumOf,
  turnImages,
  widthOf,
} from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { plan, useDevice } from "../../../src/tensors/index.js";

const random = (seed: number, shape: number[]): tf.Tensor => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(Float32Array.from(RandomStream.fromSeed(seed).normals(size)), shape);
};
const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());
const furthest = (a: tf.Tensor, b: tf.Tensor): number => numbers(tf.max(tf.abs(tf.sub(a, b))))[0];
const stream = (): RandomStream => RandomStream.fromSeed(1);

/** Random, with 0 for the number that says nothing. */
function randomSpectrum(seed: number, band: Band, channels: number): tf.Tensor {
  const spectrum = random(seed, [widthOf(band), 2, 3, channels]);
  const says = Float32Array.from({ length: 2 * widthOf(band) }, (_, k) =>
    band.lowest === 0 && k === 1 ? 0 : 1,
  );
  return tf.mul(spectrum, tf.tensor4d(says, [widthOf(band), 2, 1, 1]));
}

/** Vectors of frequency m turned by mα. */
function turned(spectrum: tf.Tensor, { lowest }: Band, angle: number): tf.Tensor {
  const [count, , batch, channels] = spectrum.shape as [number, number, number, number];
  const matrices = Array.from({ length: count }, (_, k) => {
    const [c, s] = [Math.cos((lowest + k) * angle), Math.sin((lowest + k) * angle)];
    return [
      [c, -s],
      [s, c],
    ];
  });
  const rows = tf.reshape(spectrum, [count, 2, batch * channels]);
  return tf.reshape(tf.matMul(tf.tensor3d(matrices), rows), spectrum.shape);
}

describe("layers/circle", () => {
  before(() => useDevice("webassembly"));

  it("samples are the function's values, and give its frequencies back", () => {
    const band = { lowest: 0, highest: 2 };
    // 3 + √2 (2 cos θ − sin 2θ) at θ = 0, π/2, …, of which four samples are one too few.
    const spectrum = tf.tensor4d([3, 0, 2, 0, 0, -1], [3, 2, 1, 1]);
    const expected = [0, 1, 2, 3, 4, 5, 6, 7].map(
      (k) => 3 + Math.SQRT2 * (2 * Math.cos((k * Math.PI) / 4) - Math.sin((k * Math.PI) / 2)),
    );
    expect(furthest(samplesOf(spectrum, band, 8), tf.tensor3d(expected, [8, 1, 1]))).to.be.below(
      1e-6,
    );
    for (const own of [band, { lowest: 1, highest: 1 }, { lowest: 2, highest: 5 }]) {
      const given = randomSpectrum(2, own, 4);
      const count = 2 * own.highest + 1;
      expect(furthest(spectrumOf(samplesOf(given, own, count), own), given)).to.be.below(1e-5);
    }
  });

  it("a turn by 2π / N moves every sample to the next place", () => {
    const band = { lowest: 0, highest: 3 };
    const given = randomSpectrum(3, band, 2);
    const before = samplesOf(given, band, 12);
    const after = samplesOf(turned(given, band, (2 * Math.PI) / 12), band, 12);
    const [most, last] = tf.split(before, [11, 1], 0);
    expect(furthest(after, tf.concat([last, most], 0))).to.be.below(1e-5);
  });

  it("linear maps follow every turn, and are complex numbers", () => {
    const band = { lowest: 1, highest: 3 };
    const layer = frequencyLinear(stream(), { frequencies: 3, inputs: 4, outputs: 5 });
    const given = randomSpectrum(4, band, 4);
    const after = turned(layer.apply(given, "training"), band, 0.7);
    expect(furthest(layer.apply(turned(given, band, 0.7), "training"), after)).to.be.below(1e-5);
    const one = frequencyLinear(stream(), { frequencies: 1, inputs: 1, outputs: 1 });
    one.weights.maps.assign(tf.tensor3d([3, -2], [1, 1, 2]));
    // (3 − 2 i)(1 + 5 i) = 13 + 13 i.
    const product = one.apply(tf.tensor4d([1, 5], [1, 2, 1, 1]), "training");
    expect(numbers(product)).to.deep.equal([13, 13]);
  });

  it("perceptrons follow turns by 2π / samples, and others nearly", () => {
    const [from, to] = [
      { lowest: 1, highest: 1 },
      { lowest: 0, highest: 5 },
    ];
    const layer = circlePerceptron(stream(), {
      widths: [3, 16, 8, 2],
      from,
      to,
      highest: 4,
      samples: 24,
    });
    const given = randomSpectrum(5, from, 3);
    const before = layer.apply(given, "training");
    expect(before.shape).to.deep.equal([6, 2, 3, 2]);
    const active = circlePerceptron(stream(), {
      widths: [3, 4],
      from,
      to: from,
      highest: 1,
      samples: 8,
      isLastActive: true,
    });
    const quarters = turned(active.apply(given, "training"), from, Math.PI / 2);
    const moved = active.apply(turned(given, from, Math.PI / 2), "training");
    expect(moved.shape).to.deep.equal([1, 2, 3, 4]);
    expect(furthest(moved, quarters)).to.be.below(1e-5);
    const error = (angle: number): number => {
      const after = layer.apply(turned(given, from, angle), "training");
      const says = tf.tensor4d([0, 1, 1, 1, 1, 1], [6, 1, 1, 1]);
      return furthest(tf.mul(after, says), tf.mul(turned(before, to, angle), says));
    };
    const size = numbers(tf.max(tf.abs(before)))[0];
    for (const turn of [1, 5, 6]) expect(error((turn * Math.PI) / 12)).to.be.below(1e-5 * size);
    expect(error(0.1)).to.be.within(1e-5 * size, 0.1 * size);
  });

  it("waves around rings turn with the picture, and draw it again turned", () => {
    for (const pixels of [
      [8, 8],
      [9, 9],
    ] as const) {
      const highest = 5;
      const { rings, spectrum, picture } = ringWaves({ pixels, highest });
      const x = random(6, [3, ...pixels, 2]);
      const sums = spectrum(x);
      expect(sums.shape).to.deep.equal([highest + 1, 2, 3, 2 * rings]);
      // Counter-clockwise by a quarter: the last column becomes the first row.
      const quarter = tf.reverse(tf.transpose(x, [0, 2, 1, 3]), 1);
      const band = { lowest: 0, highest };
      const turnedSums = turned(sums, band, Math.PI / 2);
      expect(furthest(spectrum(quarter), turnedSums)).to.be.below(1e-5);
      const drawn = tf.reverse(tf.transpose(picture(sums), [0, 2, 1, 3]), 1);
      expect(furthest(picture(turnedSums), drawn)).to.be.below(1e-5);
      // ⟨W x, c⟩ = ⟨x, Wᵀ c⟩.
      const c = random(7, sums.shape);
      const [left, right] = [tf.sum(tf.mul(sums, c)), tf.sum(tf.mul(x, picture(c)))];
      expect(numbers(left)[0]).to.be.closeTo(numbers(right)[0], 1e-3);
    }
  });

  it("a single line of pixels has no waves with nodes on all of it, and follows half turns", () => {
    for (const pixels of [
      [1, 5],
      [5, 1],
      [1, 1],
    ] as const) {
      const { spectrum } = ringWaves({ pixels, highest: 4 });
      const x = random(12, [2, ...pixels, 1]);
      const sums = spectrum(x);
      const after = turned(sums, { lowest: 0, highest: 4 }, Math.PI);
      expect(furthest(spectrum(tf.reverse(x, [1, 2])), after)).to.be.below(1e-6);
      // Along x all sines are 0; along y the cosines of odd frequencies, and the sines of even ones.
      const bare =
        pixels[0] === 1
          ? [0, 1, 2, 3, 4].map((m) => [m, 1])
          : [
              [1, 0],
              [2, 1],
              [3, 0],
            ];
      for (const [m, part] of bare) {
        const wave = tf.slice(sums, [m, part, 0, 0], [1, 1, -1, -1]);
        expect(numbers(tf.max(tf.abs(wave)))[0]).to.equal(0);
      }
    }
  });

  it("a smooth picture turned by any angle is drawn from turned sums", () => {
    const { rings, picture } = ringWaves({ pixels: [28, 28], highest: 3 });
    const within = Float32Array.from({ length: rings }, (_, ring) => Number(ring < 10));
    const given = tf.mul(randomSpectrum(8, { lowest: 0, highest: 3 }, rings), within);
    const angle = 0.6;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const matrices = tf.tile(
      tf.tensor3d([
        [
          [c, -s],
          [s, c],
        ],
      ]),
      [3, 1, 1],
    );
    const expected = turnImages(matrices, picture(given));
    const drawn = picture(turned(given, { lowest: 0, highest: 3 }, angle));
    const mean = (x: tf.Tensor): number => Math.sqrt(numbers(tf.mean(tf.square(x)))[0]);
    // Rings are as narrow as pixels, which interpolation blurs.
    expect(mean(tf.sub(drawn, expected))).to.be.below(0.5 * mean(drawn));
    const wrong = picture(turned(given, { lowest: 0, highest: 3 }, -angle));
    expect(mean(tf.sub(wrong, expected))).to.be.above(0.9 * mean(drawn));
  });

  it("have the slopes of finite differences, and the same bits in a plan", () => {
    const band = { lowest: 1, highest: 1 };
    const make = (): Layer =>
      circlePerceptron(stream(), {
        widths: [3, 8, 2],
        from: band,
        to: band,
        highest: 2,
        samples: 8,
      });
    const layer = make();
    const x = randomSpectrum(9, band, 3);
    const weights = random(10, [1, 2, 3, 2]);
    const value = (moved: tf.Tensor): tf.Tensor =>
      tf.sum(tf.mul(layer.apply(moved, "training"), weights));
    const direction = random(11, x.shape);
    const slope = numbers(tf.sum(tf.mul(tf.grad(value)(x), direction)))[0];
    const at = (step: number): number => numbers(value(tf.add(x, tf.mul(direction, step))))[0];
    expect((at(1 / 512) - at(-1 / 512)) * 256).to.be.closeTo(slope, 2e-2 * Math.abs(slope));
    const run = (isPlanned: boolean): number[] => {
      const own = make();
      const step = (given: tf.Tensor): tf.Tensor => own.apply(given, "training");
      const planned = isPlanned ? plan(step) : step;
      return [0, 1].flatMap(() => numbers(planned(x)));
    };
    expect(run(true)).to.deep.equal(run(false));
  });

  it("name what does not fit", () => {
    const band = { lowest: 1, highest: 4 };
    const options = { from: band, to: band, highest: 4, samples: 8 };
    expect(() => circlePerceptron(stream(), { ...options, widths: [2, 2, 2] })).to.throw(
      DomainError,
      "samples is 8; expected a whole number above 8",
    );
    expect(() => circlePerceptron(stream(), { ...options, samples: 9, widths: [2, 2] })).to.throw(
      DomainError,
      "got the widths [2,2]",
    );
    const layer = frequencyLinear(stream(), { frequencies: 2, inputs: 3, outputs: 1 });
    expect(() => layer.apply(tf.zeros([2, 2, 5, 4]), "training")).to.throw(
      ShapeError,
      "expected [2, 2, batch, 3]",
    );
    expect(() =>
      circlePerceptron(stream(), {
        ...options,
        highest: Number.NaN,
        samples: 9,
        widths: [2, 2, 2],
      }),
    ).to.throw(DomainError, "frequencies from 0 to NaN");
    expect(() => samplesOf(tf.zeros([2, 2, 3, 4]), band, 9)).to.throw(
      ShapeError,
      "expected [4, 2, batch, channels]",
    );
    expect(() => spectrumOf(tf.zeros([2, 3]), band)).to.throw(ShapeError, "got samples of shape");
    // Of m = 4 eight samples see the cosine alone.
    expect(() => spectrumOf(tf.zeros([8, 3, 2]), band)).to.throw(
      DomainError,
      "got 8 samples; expected more than 8, for frequencies up to 4",
    );
    expect(() => samplesOf(tf.zeros([4, 2, 3, 4]), band, 0.5)).to.throw(
      DomainError,
      "count is 0.5",
    );
    const sides = { pixels: [4, 5] as const, highest: 2 };
    expect(() => ringWaves({ ...sides, pixels: [4, 0] })).to.throw(DomainError, "4 × 0 pixels");
    // 181 rings of 2 · 13 waves on 65 536 pixels.
    expect(() => ringWaves({ pixels: [256, 256], highest: 12 })).to.throw(
      DomainError,
      "a table of 308 million numbers; expected 100 million or fewer",
    );
    expect(() => ringWaves({ ...sides, highest: 1.5 })).to.throw(DomainError, "from 0 to 1.5");
    expect(() => ringWaves(sides).spectrum(tf.zeros([2, 5, 4, 1]))).to.throw(
      ShapeError,
      "expected [batch, 4, 5, channels]",
    );
    const { rings, picture } = ringWaves(sides);
    expect(() => picture(tf.zeros([3, 2, 2, rings + 1]))).to.throw(
      ShapeError,
      `expected [3, 2, batch, channels · ${rings}]`,
    );
  });
});
