/** Small plans of one operation, of every kind and code, with numbers to put in; for any engine. */
import type {
  MapStep,
  NumberType,
  Operation,
  Place,
  PlanGraph,
  Window,
} from "../../../src/tensors/plan/index.js";
import { BINARY_CODES, UNARY_CODES } from "../../../src/tensors/plan/index.js";

export interface Numbers {
  readonly shape: readonly number[];
  readonly type: NumberType;
  readonly values: Float32Array | Int32Array;
}

export interface OperationCase {
  readonly name: string;
  readonly graph: PlanGraph;
  /** Buffers to compare. */
  readonly results: readonly number[];
  /** Largest difference that rounding explains, relative to the expected number plus `scale`. */
  readonly tolerance: number;
  readonly scale: number;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Multiples of 2⁻⁸ in [−4, 4), the same at every run. */
export function floats(shape: readonly number[], seed = 1): Numbers {
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, k) => {
    const bits = Math.imul(k + 1 + 977 * seed, 0x9e3779b1) >>> 0;
    return ((bits >>> 7) % 2048) / 256 - 4;
  });
  return { shape, type: "float32", values };
}

/** Whole numbers from `low` to before `high`. */
export function wholes(shape: readonly number[], low: number, high: number, seed = 1): Numbers {
  const values = Int32Array.from({ length: sizeOf(shape) }, (_, k) => {
    const bits = Math.imul(k + 1 + 613 * seed, 0x85ebca6b) >>> 0;
    return low + ((bits >>> 9) % (high - low));
  });
  return { shape, type: "int32", values };
}

export const given = (
  type: NumberType,
  values: readonly number[],
  shape: readonly number[] = [values.length],
): Numbers => ({
  shape,
  type,
  values: type === "float32" ? Float32Array.from(values) : Int32Array.from(values),
});

type Body<O> = O extends Operation ? Omit<O, "inputs" | "outputs" | "kernel"> : never;

/** One operation on constants. @param before what is in the outputs at first */
export function caseOf(
  name: string,
  inputs: readonly Numbers[],
  outputs: readonly { shape: readonly number[]; type?: NumberType; before?: Numbers }[],
  body: Body<Operation>,
  tolerance = 0,
  scale = 1,
): OperationCase {
  const place = (buffer: number, shape: readonly number[], type: NumberType): Place => ({
    ...{ buffer, shape, type },
  });
  const ins = inputs.map(({ shape, type }, k) => place(k, shape, type));
  const outs = outputs.map(({ shape, type = "float32" }, k) =>
    place(inputs.length + k, shape, type),
  );
  const operation = { ...body, inputs: ins, outputs: outs, kernel: name } as Operation;
  const buffers = [
    ...inputs.map(({ values, type }) => ({
      ...{ length: values.length, type, role: "constant" as const, values },
    })),
    ...outputs.map(({ shape, type = "float32" as const, before }) => ({
      ...{ length: sizeOf(shape), type, role: "variable" as const, values: before?.values },
    })),
  ];
  const results = outs.map(({ buffer }) => buffer);
  return { name, graph: { buffers, operations: [operation] }, results, tolerance, scale };
}

const SPECIAL = [0, -0, 1, -1, 0.5, -0.5, 2.5, -2.5, 3.5, 1e-8, -1e-8, 1e-40, 0.9999999, 88.5, 89];
const EDGES = [
  -87.5,
  -104,
  104,
  1e10,
  -1e10,
  3e9,
  -3e9,
  3.4e38,
  Infinity,
  -Infinity,
  NaN,
  5.9,
  6.1,
];
const HALVES = [-20, -10, -9, -3, -0.7, -0.1, 0.1, 0.3, 0.7, 1.1, 3, 9, 10, 20, 30];
/** Numbers where functions bend, end, or leave the range; not a whole vector of them. */
export const TELLING = given("float32", [...SPECIAL, ...EDGES, ...HALVES]);

const step = (code: string, ...from: number[]): MapStep => ({ code, from }) as MapStep;
/** Functions of great arguments, where one rounding of the argument is many of the result. */
const TURNING: ReadonlySet<string> = new Set(["sine", "cosine", "tangent"]);
const FROM_FLOAT: ReadonlySet<string> = new Set(["isNaN", "isInfinite", "isFinite", "not"]);
const COMPARISONS: ReadonlySet<string> = new Set(BINARY_CODES.slice(BINARY_CODES.indexOf("equal")));

function unaryCases(): OperationCase[] {
  return UNARY_CODES.flatMap((code) => {
    const judged = FROM_FLOAT.has(code) || code === "toBoolean";
    const type = judged ? "bool" : code === "toInteger" ? "int32" : "float32";
    const values = TURNING.has(code)
      ? given("float32", [...HALVES, ...SPECIAL, 1000, 12345.678, -99999, Infinity, NaN])
      : TELLING;
    const float = caseOf(
      `${code} of floats`,
      [values],
      [{ shape: values.shape, type }],
      { kind: "map", steps: [step(code, 0)], results: [1] },
      type === "float32" ? 6e-7 : 0,
      code === "logarithm" || code === "softplus" ? 0.1 : 1e-30,
    );
    const whole = WHOLE_RESULTS[code] ?? "float32";
    const integers = wholes([3, 7], -5, 6);
    return [
      float,
      caseOf(
        `${code} of integers`,
        [integers],
        [{ shape: integers.shape, type: whole }],
        { kind: "map", steps: [step(code, 0)], results: [1] },
        whole === "float32" ? 6e-7 : 0,
        code === "logarithm" || code === "softplus" ? 0.1 : 1e-30,
      ),
    ];
  });
}

const WHOLE_RESULTS: Readonly<Record<string, NumberType>> = {
  ...{ negative: "int32", absolute: "int32", sign: "int32", square: "int32", relu: "int32" },
  ...{ relu6: "int32", floor: "int32", ceiling: "int32", round: "int32", step: "int32" },
  ...{ isNaN: "bool", isInfinite: "bool", isFinite: "bool", not: "bool" },
  ...{ toInteger: "int32", toBoolean: "bool", copy: "int32" },
};

function binaryCases(): OperationCase[] {
  const some = [...SPECIAL, 7, -7, 3, Infinity, -Infinity, NaN];
  const left = given(
    "float32",
    some.flatMap((a) => some.map(() => a)),
  );
  const right = given(
    "float32",
    some.flatMap(() => some),
  );
  return BINARY_CODES.flatMap((code) => {
    const type = COMPARISONS.has(code) ? "bool" : "float32";
    const whole =
      type === "bool"
        ? "bool"
        : ["divide", "arcTangent2", "leakyRelu"].includes(code)
          ? "float32"
          : "int32";
    const run: Body<Operation> = { kind: "map", steps: [step(code, 0, 1)], results: [2] };
    const integers = [wholes([5, 11], -6, 7), wholes([5, 11], -6, 7, 2)] as const;
    return [
      caseOf(
        `${code} of floats`,
        [left, right],
        [{ shape: left.shape, type }],
        run,
        type === "bool" ? 0 : 6e-7,
        1e-30,
      ),
      caseOf(
        `${code} of integers`,
        integers,
        [{ shape: [5, 11], type: whole }],
        run,
        whole === "float32" ? 6e-7 : 0,
        1e-30,
      ),
    ];
  });
}

function mapCases(): OperationCase[] {
  const x = floats([5, 4, 3]);
  const shapes = [[], [3], [4, 1], [5, 1, 1], [1, 4, 3], [5, 1, 3], [5, 4, 1], [1]];
  const sum = (a: number, b: number): MapStep => step("add", a, b);
  const broadcast = shapes.map((shape) =>
    caseOf(`x · b + b with b [${shape}]`, [x, floats(shape, 3)], [{ shape: [5, 4, 3] }], {
      kind: "map",
      steps: [step("multiply", 0, 1), sum(2, 1)],
      results: [3],
    }),
  );
  const long = floats([3000, 3], 5);
  return [
    ...broadcast,
    caseOf("both broadcast", [floats([7, 1]), floats([1, 9], 2)], [{ shape: [7, 9] }], {
      ...{ kind: "map", steps: [step("subtract", 0, 1)], results: [2] },
    }),
    caseOf(
      "several blocks, several outputs, a select",
      [long, floats([3], 2), wholes([3000, 1], 0, 2)],
      [{ shape: [3000, 3] }, { shape: [3000, 3], type: "bool" }, { shape: [3000, 3] }],
      {
        kind: "map",
        steps: [
          step("multiply", 0, 1),
          step("select", 2, 3, 0),
          step("less", 4, 0),
          { code: "constant", value: 0.25 },
          step("subtract", 6, 4),
        ],
        results: [4, 5, 7],
      },
    ),
    caseOf(
      "a constant integer, mixed types",
      [wholes([70], -9, 9), floats([70])],
      [{ shape: [70], type: "int32" }, { shape: [70] }],
      {
        kind: "map",
        steps: [
          { code: "constant", value: 3, type: "int32" },
          step("multiply", 0, 2),
          step("add", 1, 0),
          step("subtract", 4, 0),
        ],
        results: [3, 5],
      },
    ),
    caseOf("zero numbers", [floats([0, 3]), floats([3])], [{ shape: [0, 3] }], {
      ...{ kind: "map", steps: [sum(0, 1)], results: [2] },
    }),
    caseOf("an input as an output, twice", [floats([37])], [{ shape: [37] }, { shape: [37] }], {
      ...{ kind: "map", steps: [], results: [0, 0] },
    }),
  ];
}

function reduceCases(): OperationCase[] {
  const extents = [
    [1, 1000, 1],
    [7, 33, 1],
    [3, 150, 5],
    [2, 3, 40],
    [4, 1, 4],
    [1, 0, 6],
    [2, 0, 1],
  ] as const;
  return extents.flatMap((extent) => {
    const size = sizeOf(extent);
    const shape = [extent[0], extent[2]];
    const x = floats([size]);
    const n = wholes([size], -3, 50);
    const bools = given(
      "bool",
      Array.from(wholes([size], 0, 9).values, (v) => (v > 0 ? 1 : 0)),
      [size],
    );
    const run = (reduction: string): Body<Operation> =>
      ({ kind: "reduce", reduction, extent }) as Body<Operation>;
    const close = 1e-6 * Math.max(1, extent[1]);
    const small = { ...x, values: (x.values as Float32Array).map((v) => 1 + v / 64) };
    return [
      caseOf(`sum ${extent}`, [x], [{ shape }], run("sum"), close),
      caseOf(`mean ${extent}`, [x], [{ shape }], run("mean"), 1e-5),
      caseOf(`product ${extent}`, [small], [{ shape }], run("product"), close),
      caseOf(`sum of integers ${extent}`, [n], [{ shape, type: "int32" }], run("sum")),
      caseOf(`product of integers ${extent}`, [n], [{ shape, type: "int32" }], run("product")),
      caseOf(`all ${extent}`, [bools], [{ shape, type: "bool" }], run("all")),
      caseOf(`any ${extent}`, [bools], [{ shape, type: "bool" }], run("any")),
      ...["maximum", "minimum"].map((r) => caseOf(`${r} ${extent}`, [x], [{ shape }], run(r))),
      ...["maximum", "minimum"].map((r) =>
        caseOf(`${r} of integers ${extent}`, [n], [{ shape, type: "int32" }], run(r)),
      ),
      ...["argMaximum", "argMinimum"].map((r) =>
        caseOf(`${r} ${extent}`, [x], [{ shape, type: "int32" }], run(r)),
      ),
      ...["argMaximum", "argMinimum"].map((r) =>
        caseOf(`${r} of integers ${extent}`, [n], [{ shape, type: "int32" }], run(r)),
      ),
    ];
  });
}

function specialReductions(): OperationCase[] {
  const holed = given("float32", [1, NaN, 3, 4, 5, 6, NaN, 8, 9, 2, 2, 2], [3, 4]);
  return ["maximum", "minimum", "sum"].flatMap((reduction) =>
    [
      [3, 4, 1],
      [1, 3, 4],
    ].map((extent) =>
      caseOf(`${reduction} with NaN ${extent}`, [holed], [{ shape: [extent[0], extent[2]] }], {
        kind: "reduce",
        reduction,
        extent,
      } as unknown as Body<Operation>),
    ),
  );
}

function contractCases(): OperationCase[] {
  const sizes = [
    [1, 1, 1],
    [32, 32, 64],
    [5, 7, 3],
    [33, 17, 9],
    [1, 64, 20],
    [20, 64, 1],
    [6, 1, 13],
    [4, 9, 300],
    [3, 0, 4],
    [130, 20, 37],
  ];
  const cases: OperationCase[] = [];
  for (const [rows, inner, columns] of sizes) {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const a = floats(transposeA ? [inner, rows] : [rows, inner]);
        const b = floats(transposeB ? [columns, inner] : [inner, columns], 2);
        const shape = [rows, columns];
        const common = {
          kind: "contract",
          batch: 1,
          rows,
          inner,
          columns,
          transposeA,
          transposeB,
          sharedA: false,
          sharedB: false,
        } as const;
        const name = `${rows} × ${inner} × ${columns}${transposeA ? " Aᵀ" : ""}${transposeB ? " Bᵀ" : ""}`;
        const close = 1e-6 * Math.max(1, inner);
        cases.push(caseOf(name, [a, b], [{ shape }], common, close));
        cases.push(
          caseOf(
            `${name} + bias, relu`,
            [a, b, floats([columns], 3), floats([rows, 1], 4)],
            [{ shape }],
            {
              ...common,
              epilogue: {
                steps: [step("add", 0, 1), step("relu", 3), step("subtract", 4, 2)],
                result: 5,
              },
            },
            close,
          ),
        );
      }
    }
  }
  for (const [sharedA, sharedB] of [
    [false, false],
    [true, false],
    [false, true],
  ]) {
    const a = floats([sharedA ? 1 : 3, 6, 5]);
    const b = floats([sharedB ? 1 : 3, 5, 11], 2);
    const sizes = { rows: 6, inner: 5, columns: 11, transposeA: false, transposeB: false };
    cases.push(
      caseOf(
        `batch, shared ${sharedA} ${sharedB}`,
        [a, b, floats([3, 6, 11], 6)],
        [{ shape: [3, 6, 11] }],
        {
          ...{ kind: "contract", batch: 3, ...sizes, sharedA, sharedB },
          epilogue: { steps: [step("multiply", 0, 1)], result: 2 },
        },
        1e-5,
        4,
      ),
    );
  }
  return cases;
}

function moveCases(): OperationCase[] {
  const x = floats([4, 5, 6]);
  const before = floats([200], 9);
  const run = (
    shape: number[],
    inputStrides: number[],
    outputStrides: number[],
    inputOffset = 0,
    outputOffset = 0,
    keepsRest = false,
  ): Body<Operation> => ({
    ...{
      kind: "rearrange",
      shape,
      inputStrides,
      outputStrides,
      inputOffset,
      outputOffset,
      keepsRest,
    },
  });
  const index = given("int32", [4, 0, -1, 3, 5, 2, 2], [7]);
  return [
    caseOf("transpose 2 0 1", [x], [{ shape: [6, 4, 5] }], run([6, 4, 5], [1, 30, 6], [20, 5, 1])),
    caseOf("transpose 0 2 1", [x], [{ shape: [4, 6, 5] }], run([4, 6, 5], [30, 1, 6], [30, 5, 1])),
    caseOf(
      "transpose of a large matrix",
      [floats([37, 50])],
      [{ shape: [50, 37] }],
      run([50, 37], [1, 50], [37, 1]),
    ),
    caseOf("reverse", [x], [{ shape: [4, 5, 6] }], run([4, 5, 6], [30, -6, -1], [30, 6, 1], 29)),
    caseOf("tile", [floats([3])], [{ shape: [4, 3] }], run([4, 3], [0, 1], [3, 1])),
    caseOf("repeat", [floats([3])], [{ shape: [3, 40] }], run([3, 40], [1, 0], [40, 1])),
    caseOf("slice by 2", [x], [{ shape: [2, 5, 3] }], run([2, 5, 3], [60, 6, 2], [15, 3, 1], 1)),
    caseOf(
      "pad with 0",
      [floats([2, 3])],
      [{ shape: [4, 6], before: floats([24], 8) }],
      run([2, 3], [3, 1], [6, 1], 0, 8),
    ),
    caseOf(
      "into a part",
      [floats([2, 3])],
      [{ shape: [200], before }],
      run([2, 3], [3, 1], [6, 1], 0, 100, true),
    ),
    caseOf(
      "six axes",
      [floats([2, 3, 2, 3, 2, 3])],
      [{ shape: [3, 2, 3, 2, 3, 2] }],
      run([3, 2, 3, 2, 3, 2], [1, 3, 6, 18, 36, 108], [72, 36, 12, 6, 2, 1]),
    ),
    caseOf("one number", [floats([])], [{ shape: [] }], run([], [], [])),
    caseOf(
      "nothing, cleared",
      [floats([0])],
      [{ shape: [5], before: floats([5]) }],
      run([0], [1], [1]),
    ),
    caseOf("fill", [], [{ shape: [3, 33] }], { kind: "fill", value: 0.1 }),
    caseOf("fill integers", [], [{ shape: [3, 33], type: "int32" }], { kind: "fill", value: -7 }),
    caseOf("index", [], [{ shape: [2, 5, 3], type: "int32" }], {
      kind: "index",
      extent: [2, 5, 3],
    }),
    caseOf("index as floats", [], [{ shape: [2, 5, 3] }], { kind: "index", extent: [2, 5, 3] }),
    caseOf("gather rows", [floats([5, 9]), index], [{ shape: [7, 9] }], {
      kind: "gather",
      batch: 1,
      outer: 1,
      rows: 5,
      count: 7,
      inner: 9,
    }),
    caseOf(
      "gather in batches",
      [floats([2, 3, 5, 4]), wholes([2, 6], -1, 6)],
      [{ shape: [2, 3, 6, 4] }],
      { kind: "gather", batch: 2, outer: 3, rows: 5, count: 6, inner: 4 },
    ),
    caseOf("gather numbers", [floats([3, 5]), index], [{ shape: [3, 7] }], {
      kind: "gather",
      batch: 1,
      outer: 3,
      rows: 5,
      count: 7,
      inner: 1,
    }),
    caseOf("scatter", [floats([7, 6]), index], [{ shape: [5, 6], before: floats([5, 6], 4) }], {
      kind: "scatter",
      rows: 5,
      count: 7,
      inner: 6,
    }),
    caseOf(
      "scatter integers",
      [wholes([7, 3], -9, 9), index],
      [{ shape: [5, 3], type: "int32", before: wholes([15], 0, 3) }],
      { kind: "scatter", rows: 5, count: 7, inner: 3 },
    ),
  ];
}

function rowCases(): OperationCase[] {
  const cumulate = [false, true].flatMap((exclusive) =>
    [false, true].flatMap((reverse) =>
      (["sum", "product"] as const).flatMap((reduction) => {
        const run: Body<Operation> = {
          kind: "cumulate",
          reduction,
          extent: [3, 7, 2],
          exclusive,
          reverse,
        };
        const name = `cumulated ${reduction}${exclusive ? " exclusive" : ""}${reverse ? " reverse" : ""}`;
        return [
          caseOf(name, [floats([3, 7, 2])], [{ shape: [3, 7, 2] }], run, 1e-6, 4),
          caseOf(
            `${name} of integers`,
            [wholes([3, 7, 2], -4, 5)],
            [{ shape: [3, 7, 2], type: "int32" }],
            run,
          ),
        ];
      }),
    ),
  );
  const softmax = [false, true].flatMap((logarithm) =>
    [1, 3, 10, 16, 50].map((columns) =>
      caseOf(
        `softmax of ${columns}${logarithm ? ", logarithm" : ""}`,
        [floats([6, columns])],
        [{ shape: [6, columns] }],
        { kind: "softmax", outer: 6, columns, logarithm },
        2e-6,
      ),
    ),
  );
  const key = [123456789, -5] as const;
  const counter = given("int32", [77], []);
  const noise = (["uniform", "normal"] as const).flatMap((law) => [
    caseOf(`${law} noise`, [], [{ shape: [1001] }], { kind: "noise", law, key }),
    caseOf(`${law} noise by a counter`, [counter], [{ shape: [6] }], { kind: "noise", law, key }),
  ]);
  return [...cumulate, ...softmax, ...noise];
}

/** @param padding pixels at the top and the left, and as many or one more at the end */
export function windowOf(
  [batch, inputHeight, inputWidth, inputChannels]: readonly number[],
  [windowHeight, windowWidth]: readonly number[],
  outputChannels: number,
  options: {
    stride?: number;
    dilation?: number;
    padding?: number;
    end?: number;
    depthwise?: boolean;
  } = {},
): Window {
  const { stride = 1, dilation = 1, padding = 0, depthwise = false } = options;
  const end = options.end ?? padding;
  const across = (length: number, size: number): number =>
    Math.floor((length + padding + end - dilation * (size - 1) - 1) / stride) + 1;
  return {
    ...{ batch, inputHeight, inputWidth, inputChannels, outputChannels, windowHeight, windowWidth },
    ...{
      outputHeight: across(inputHeight, windowHeight),
      outputWidth: across(inputWidth, windowWidth),
    },
    ...{
      strideHeight: stride,
      strideWidth: stride,
      dilationHeight: dilation,
      dilationWidth: dilation,
    },
    ...{ padTop: padding, padLeft: padding, depthwise },
  };
}

function windowCases(): OperationCase[] {
  const windows: [string, Window][] = [
    ["3 × 3 same", windowOf([2, 7, 6, 3], [3, 3], 5, { padding: 1 })],
    ["3 × 3 valid, 16 channels", windowOf([2, 9, 9, 8], [3, 3], 16)],
    [
      "stride 2, uneven padding",
      windowOf([2, 8, 8, 4], [3, 3], 6, { stride: 2, padding: 0, end: 1 }),
    ],
    ["dilation 2", windowOf([1, 9, 10, 2], [3, 2], 3, { dilation: 2, padding: 2 })],
    ["1 × 1", windowOf([2, 5, 4, 6], [1, 1], 9)],
    ["5 × 5 of one channel, many pixels", windowOf([3, 14, 13, 1], [5, 5], 8, { padding: 2 })],
    ["depthwise", windowOf([2, 7, 6, 6], [3, 3], 6, { padding: 1, depthwise: true })],
    [
      "depthwise, multiplier 2, stride 2",
      windowOf([2, 7, 6, 3], [3, 3], 6, { padding: 1, stride: 2, depthwise: true }),
    ],
    ["window wider than the image", windowOf([1, 2, 2, 2], [5, 5], 3, { padding: 2 })],
  ];
  const convolutions = windows.flatMap(([name, w]) => {
    const image = [w.batch, w.inputHeight, w.inputWidth, w.inputChannels];
    const result = [w.batch, w.outputHeight, w.outputWidth, w.outputChannels];
    const last = w.depthwise ? w.outputChannels / w.inputChannels : w.outputChannels;
    const filter = [w.windowHeight, w.windowWidth, w.inputChannels, last];
    const close = [1e-5, 16] as const;
    return [
      caseOf(
        `convolve ${name}`,
        [floats(image), floats(filter, 2)],
        [{ shape: result }],
        { kind: "convolve", window: w },
        ...close,
      ),
      caseOf(
        `convolveInput ${name}`,
        [floats(result), floats(filter, 2)],
        [{ shape: image }],
        { kind: "convolveInput", window: w },
        ...close,
      ),
      caseOf(
        `convolveFilter ${name}`,
        [floats(image), floats(result, 2)],
        [{ shape: filter }],
        { kind: "convolveFilter", window: w },
        1e-5,
        64,
      ),
    ];
  });
  const pools = [
    windowOf([2, 6, 6, 5], [2, 2], 5, { stride: 2 }),
    windowOf([2, 7, 6, 8], [3, 3], 8, { stride: 2, padding: 1 }),
    windowOf([1, 5, 5, 1], [3, 3], 1, { padding: 1 }),
    windowOf([1, 9, 9, 3], [2, 2], 3, { dilation: 3 }),
  ].flatMap((window, k) => {
    const image = [window.batch, window.inputHeight, window.inputWidth, window.inputChannels];
    const result = [window.batch, window.outputHeight, window.outputWidth, window.outputChannels];
    // Few values, so that there are ties.
    const x = { ...floats(image), values: (floats(image).values as Float32Array).map(Math.round) };
    return (["maximum", "mean"] as const).flatMap((pooling) => [
      caseOf(
        `pool ${pooling} ${k}`,
        [x],
        [{ shape: result }],
        { kind: "pool", pooling, window },
        1e-6,
      ),
      caseOf(
        `poolBack ${pooling} ${k}`,
        [floats(result, 3), x, floats(result, 4)],
        [{ shape: image }],
        { kind: "poolBack", pooling, window },
        1e-6,
        4,
      ),
    ]);
  });
  return [...convolutions, ...pools];
}

/** Of every kind. */
export function operationCases(): Readonly<Record<string, readonly OperationCase[]>> {
  return {
    unary: unaryCases(),
    binary: binaryCases(),
    map: mapCases(),
    reduce: [...reduceCases(), ...specialReductions()],
    contract: contractCases(),
    moves: moveCases(),
    rows: rowCases(),
    windows: windowCases(),
  };
}
