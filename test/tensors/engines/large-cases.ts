/** Operations that are large enough for the ways that only large ones go. */
import { caseOf, floats, given, type OperationCase, wholes, windowOf } from "./operation-cases.js";

const product = { transposeA: false, transposeB: false, sharedA: false, sharedB: false } as const;

function products(): OperationCase[] {
  const both = caseOf(
    "two products in parts",
    [floats([2, 40, 700]), floats([2, 33, 700], 2)],
    [{ shape: [2, 40, 33] }],
    {
      ...{ kind: "contract", batch: 2, rows: 40, inner: 700, columns: 33 },
      ...{ ...product, transposeB: true },
    },
    1e-5,
    100,
  );
  const cut = caseOf(
    "a product in parts, with its epilogue",
    [floats([600, 20]), floats([600, 24], 2), floats([24], 3)],
    [{ shape: [20, 24] }],
    {
      ...{ kind: "contract", batch: 1, rows: 20, inner: 600, columns: 24 },
      ...{ ...product, transposeA: true },
      epilogue: {
        steps: [
          { code: "add", from: [0, 1] },
          { code: "relu", from: [2] },
        ],
        result: 3,
      },
    },
    1e-5,
    200,
  );
  const window = windowOf([4, 20, 20, 3], [3, 3], 6, { padding: 1 });
  const slope = caseOf(
    "the slope of a filter in parts",
    [floats([4, 20, 20, 3]), floats([4, 20, 20, 6], 2)],
    [{ shape: [3, 3, 3, 6] }],
    { kind: "convolveFilter", window },
    1e-5,
    200,
  );
  return [both, cut, slope];
}

function sums(): OperationCase[] {
  const long = floats([3, 20000]);
  const small = { ...long, values: (long.values as Float32Array).map((v) => 1 + v / 2 ** 16) };
  const n = wholes([3, 20000], -9, 10);
  const extent = [3, 20000, 1] as const;
  const shape = [3];
  const line = floats([2, 1500]);
  return [
    caseOf(
      "a long sum",
      [long],
      [{ shape }],
      { kind: "reduce", reduction: "sum", extent },
      1e-5,
      100,
    ),
    caseOf("a long mean", [long], [{ shape }], { kind: "reduce", reduction: "mean", extent }, 1e-5),
    caseOf(
      "a long product",
      [small],
      [{ shape }],
      { kind: "reduce", reduction: "product", extent },
      1e-3,
    ),
    caseOf("a long maximum", [long], [{ shape }], { kind: "reduce", reduction: "maximum", extent }),
    caseOf("a long sum of integers", [n], [{ shape, type: "int32" }], {
      ...{ kind: "reduce", reduction: "sum", extent },
    }),
    caseOf("where the first maximum is", [n], [{ shape, type: "int32" }], {
      ...{ kind: "reduce", reduction: "argMaximum", extent },
    }),
    ...[false, true].map((reverse) =>
      caseOf(
        `a long running sum${reverse ? ", backwards" : ""}`,
        [line],
        [{ shape: [2, 1500] }],
        { kind: "cumulate", reduction: "sum", extent: [2, 1500, 1], exclusive: reverse, reverse },
        1e-5,
        100,
      ),
    ),
    caseOf(
      "softmax of 1500",
      [line],
      [{ shape: [2, 1500] }],
      { kind: "softmax", outer: 2, columns: 1500, logarithm: true },
      2e-6,
    ),
  ];
}

/** An index that is no constant is looked through in strips. */
function scatters(): OperationCase[] {
  const { graph, ...rest } = caseOf(
    "scatter by an index that may change",
    [floats([700, 3]), wholes([700], -1, 40)],
    [{ shape: [39, 3], before: floats([39, 3], 4) }],
    { kind: "scatter", rows: 39, count: 700, inner: 3 },
  );
  const buffers = graph.buffers.map((buffer, k) =>
    k === 1 ? { ...buffer, role: "input" as const } : buffer,
  );
  return [{ ...rest, graph: { ...graph, buffers } }];
}

function notNumbers(): OperationCase[] {
  const x = given("float32", [Number.NaN, 2, 3, 1, Number.NaN, 3, 5, 5, Number.NaN], [3, 3]);
  return (["argMaximum", "argMinimum"] as const).map((reduction) =>
    caseOf(`${reduction} with NaN`, [x], [{ shape: [3], type: "int32" }], {
      ...{ kind: "reduce", reduction, extent: [3, 3, 1] },
    }),
  );
}

export const largeCases = (): OperationCase[] => [
  ...products(),
  ...sums(),
  ...scatters(),
  ...notNumbers(),
];
