/** Expected values: TensorFlow.js' cpu backend. */
import * as tf from "@tensorflow/tfjs";
import { agree, type Given } from "./agreement.js";

const SPECIAL = [0, -0, 1, -1, 0.5, -0.5, 2.5, -2.5, 1e-8, 30, -30, NaN, Infinity, -Infinity];
const special: Given = { shape: [14], values: SPECIAL };
/** The cpu backend has 0 for the sign of NaN; here, as in NumPy, it is NaN. */
const known: Given = { shape: [13], values: SPECIAL.filter((x) => !Number.isNaN(x)) };

type Unary = (x: tf.Tensor) => tf.Tensor;
const UNARY: Record<string, Unary> = {
  ...{ abs: tf.abs, acos: tf.acos, acosh: tf.acosh, asin: tf.asin, asinh: tf.asinh, atan: tf.atan },
  ...{ atanh: tf.atanh, ceil: tf.ceil, cos: tf.cos, cosh: tf.cosh, elu: tf.elu, erf: tf.erf },
  ...{ exp: tf.exp, expm1: tf.expm1, floor: tf.floor, isFinite: tf.isFinite, isInf: tf.isInf },
  ...{ isNaN: tf.isNaN, log: tf.log, log1p: tf.log1p, neg: tf.neg, reciprocal: tf.reciprocal },
  ...{ relu: tf.relu, relu6: tf.relu6, round: tf.round, rsqrt: tf.rsqrt, selu: tf.selu },
  ...{ sigmoid: tf.sigmoid, sign: tf.sign, sin: tf.sin, sinh: tf.sinh, softplus: tf.softplus },
  ...{ sqrt: tf.sqrt, square: tf.square, tan: tf.tan, tanh: tf.tanh, logSigmoid: tf.logSigmoid },
  onesLike: tf.onesLike,
  zerosLike: tf.zerosLike,
  step: (x) => tf.step(x),
  stepWithAlpha: (x) => tf.step(x, 0.25),
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  clip: (x) => tf.clipByValue(x, -0.75, 1.5),
  toInt: (x) => tf.cast(tf.clipByValue(x, -100, 100), "int32"),
  toBool: (x) => tf.cast(x, "bool"),
};
/** Where the cpu backend loses accuracy: its erf is good to 1.5e-7, others are differences of large numbers. */
const LOOSE: Record<string, number> = {
  erf: 1e-6,
  acosh: 1e-5,
  asinh: 1e-5,
  atanh: 1e-5,
  cosh: 1e-5,
};

describe("Kernels number by number", () => {
  for (const [name, work] of Object.entries(UNARY)) {
    it(name, async () => {
      const tolerance = LOOSE[name] ?? 2e-6;
      await agree([{ shape: [3, 5] }], work, { tolerance });
      await agree([{ shape: [67], low: 0.1, high: 0.9 }], work, { tolerance });
      await agree([{ shape: [0, 3] }], work);
      await agree([{ shape: [] }], work, { tolerance });
      await agree([name === "sign" ? known : special], work, { tolerance });
    });
  }

  it("integers stay integers", async () => {
    const integers: Given = { shape: [9], type: "int32", low: -9, high: 9 };
    for (const work of [tf.abs, tf.neg, tf.square, tf.sign, tf.relu]) {
      await agree([integers], (x) => work(x));
    }
    await agree([integers], (x) => tf.cast(x, "float32"));
    await agree([integers], (x) => tf.cast(x, "bool"));
    await agree([{ shape: [9], type: "bool" }], (x) => tf.cast(x, "int32"));
    await agree([{ shape: [9], type: "bool" }], (x) => tf.cast(x, "float32"));
    await agree([{ shape: [9], type: "bool" }], (x) => tf.logicalNot(x));
  });

  type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
  const BINARY: Record<string, Binary> = {
    ...{ add: tf.add, sub: tf.sub, mul: tf.mul, div: tf.div, maximum: tf.maximum },
    ...{ minimum: tf.minimum, mod: tf.mod, floorDiv: tf.floorDiv, atan2: tf.atan2 },
    ...{ squaredDifference: tf.squaredDifference, prelu: tf.prelu, divNoNan: tf.divNoNan },
    ...{ equal: tf.equal, notEqual: tf.notEqual, less: tf.less, lessEqual: tf.lessEqual },
    ...{ greater: tf.greater, greaterEqual: tf.greaterEqual },
    pow: (a, b) => tf.pow(tf.abs(a), b),
  };
  const SHAPES: [number[], number[]][] = [
    [
      [4, 5],
      [4, 5],
    ],
    [[4, 5], [5]],
    [
      [4, 5],
      [4, 1],
    ],
    [
      [1, 5],
      [4, 1],
    ],
    [[], [3, 2]],
    [
      [3, 1, 2, 1, 3],
      [2, 1, 4, 1],
    ],
    [[0, 3], [3]],
    [
      [2, 1, 3],
      [2, 4, 3],
    ],
  ];
  for (const [name, work] of Object.entries(BINARY)) {
    it(`${name}, broadcast`, async () => {
      for (const [a, b] of SHAPES) {
        // Values at which no quotient lies at an integer's edge.
        await agree([{ shape: a }, { shape: b, low: 0.3, high: 1.9 }], work);
      }
    });
  }

  it("NaN and infinities meet", async () => {
    const pairs = SPECIAL.flatMap((x) => SPECIAL.map((y) => [x, y]));
    const a = { shape: [pairs.length], values: pairs.map(([x]) => x) };
    const b = { shape: [pairs.length], values: pairs.map(([, y]) => y) };
    for (const work of [
      tf.add,
      tf.sub,
      tf.mul,
      tf.div,
      tf.maximum,
      tf.minimum,
      tf.atan2,
      tf.less,
    ]) {
      await agree([a, b], (x, y) => work(x, y));
    }
    for (const work of [tf.equal, tf.notEqual, tf.greaterEqual, tf.squaredDifference]) {
      await agree([a, b], (x, y) => work(x, y));
    }
  });

  it("integers and booleans meet", async () => {
    const integers: Given = { shape: [3, 7], type: "int32", low: -9, high: 9 };
    const others: Given = { shape: [7], type: "int32", low: 1, high: 6 };
    for (const work of [
      tf.add,
      tf.sub,
      tf.mul,
      tf.maximum,
      tf.minimum,
      tf.pow,
      tf.floorDiv,
      tf.div,
    ]) {
      await agree([integers, others], (x, y) => work(x, y));
    }
    for (const work of [tf.less, tf.equal, tf.greater, tf.squaredDifference]) {
      await agree([integers, others], (x, y) => work(x, y));
    }
    await agree([integers, { shape: [7] }], (x, y) => tf.mul(x, y));
    const booleans: Given = { shape: [3, 7], type: "bool" };
    for (const work of [tf.logicalAnd, tf.logicalOr, tf.logicalXor]) {
      await agree([booleans, { shape: [7], type: "bool" }], (x, y) => work(x, y));
    }
  });

  it("where, addN, slopes of elu, normalised batches", async () => {
    const bool = (shape: number[]): Given => ({ shape, type: "bool" });
    await agree([bool([3, 4]), { shape: [3, 4] }, { shape: [3, 4] }], (c, a, b) =>
      tf.where(c, a, b),
    );
    await agree([bool([3, 1]), { shape: [4] }, { shape: [] }], (c, a, b) => tf.where(c, a, b));
    await agree(
      [bool([5]), { shape: [5], type: "int32" }, { shape: [5], type: "int32" }],
      (c, a, b) => tf.where(c, a, b),
    );
    const three: Given[] = [{ shape: [2, 5] }, { shape: [2, 5] }, { shape: [2, 5] }];
    await agree(three, (...tensors) => tf.addN(tensors));
    await agree([{ shape: [40] }, { shape: [40] }], (x, dy) => tf.grad((t) => tf.elu(t))(x, dy));
    const channels = { shape: [3], low: 0.5, high: 2 };
    const image = { shape: [2, 4, 5, 3] };
    await agree([image, channels, channels, channels, channels], (x, m, v, o, s) =>
      tf.batchNorm(x, m as tf.Tensor1D, v as tf.Tensor1D, o as tf.Tensor1D, s as tf.Tensor1D),
    );
    await agree([image, channels, channels], (x, m, v) =>
      tf.batchNorm(x, m as tf.Tensor1D, v as tf.Tensor1D, undefined, undefined, 0.1),
    );
  });
});
