/**
 * The reference: a program's values in Float64 by the definition of each operation, without the
 * kernel. Derivatives of it are finite differences.
 */
import type { ProgramData, Tensor } from "../../../src/networks/program/index.js";

export interface ReferenceState {
  /** By name. */
  readonly inputs: Readonly<Record<string, ArrayLike<number>>>;
  /** Parameter k, row-major. */
  readonly parameters: readonly ArrayLike<number>[];
  readonly training: boolean;
  /** Samples that count. */
  readonly active?: number;
  /** Factors of the dropout node, 0 or 1/(1 − rate). */
  readonly mask?: (node: number) => ArrayLike<number>;
}

type Rows = number[][];

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const unary: Record<string, (x: number, factor: number) => number> = {
  silu: (x) => x * sigmoid(x),
  relu: (x) => Math.max(x, 0),
  tanh: (x) => Math.tanh(x),
  mish: (x) => x * Math.tanh(Math.log1p(Math.exp(x))),
  sigmoid,
  scale: (x, factor) => x * factor,
  square: (x) => x * x,
};

function matrix(numbers: ArrayLike<number>, rows: number, columns: number): Rows {
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => numbers[r * columns + c]),
  );
}
const build = (rows: number, columns: number, entry: (r: number, c: number) => number): Rows =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => entry(r, c)));
const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** The values of all nodes, each as rows. */
export function referenceValues(program: ProgramData, state: ReferenceState): Rows[] {
  const values: Rows[] = [];
  for (const node of program.nodes) values.push(valueOfNode(program, node, values, state));
  return values;
}

export function referenceLoss(program: ProgramData, state: ReferenceState): number {
  return referenceValues(program, state)[program.loss][0][0];
}

function valueOfNode(
  program: ProgramData,
  node: Tensor,
  values: readonly Rows[],
  state: ReferenceState,
): Rows {
  const { rows, columns, operation, value = 0, transposed } = node;
  const [x, y, z] = node.from.map((from) => values[from]);
  const [first, second] = node.parameters.map((k) => {
    const { rows: r, columns: c } = program.parameters[k];
    return matrix(state.parameters[k], r, c);
  });
  const active = state.active ?? program.samples;
  const at = (m: Rows, r: number, c: number): number =>
    m[m.length === 1 ? 0 : r][m[0].length === 1 ? 0 : c];
  const rowOf = (m: Rows, r: number): number[] => (r < 0 ? m[0].map(() => 0) : m[r]);
  if (unary[operation]) return x.map((row) => row.map((entry) => unary[operation](entry, value)));
  switch (operation) {
    case "input":
      return matrix(state.inputs[node.name ?? ""], rows, columns);
    case "constant":
      return matrix(node.data ?? [], rows, columns);
    case "parameter":
      return first;
    case "add":
      return build(rows, columns, (r, c) => x[r][c] + at(y, r, c));
    case "subtract":
      return build(rows, columns, (r, c) => x[r][c] - at(y, r, c));
    case "multiply":
      return build(rows, columns, (r, c) => x[r][c] * at(y, r, c));
    case "linear":
      return build(rows, columns, (r, c) =>
        x[r].reduce((sum, entry, l) => sum + entry * first[l][c], second?.[0][c] ?? 0),
      );
    case "layerNorm":
      return x.map((row) => normalised(row, value).map((e, c) => e * first[0][c] + second[0][c]));
    case "batchNorm": {
      const columnsOf = build(columns, rows, (c, r) => x[r][c]).map((column) =>
        normalised(column, value),
      );
      return build(rows, columns, (r, c) => columnsOf[c][r] * first[0][c] + second[0][c]);
    }
    case "dropout": {
      const mask = state.training ? state.mask?.(node.index) : undefined;
      return build(rows, columns, (r, c) => x[r][c] * (mask?.[r * columns + c] ?? 1));
    }
    case "concatenate":
      return build(rows, 1, () => 0).map((_, r) => node.from.flatMap((from) => values[from][r]));
    case "columns":
      return x.map((row) => row.slice(value, value + columns));
    case "gather":
      return y.map(([k]) => rowOf(x, k));
    case "difference":
      return build(rows, columns, (r, c) => rowOf(x, y[r][0])[c] - rowOf(x, z[r][0])[c]);
    case "segmentSum":
    case "segmentMean":
      return build(rows, columns, (r, c) => {
        const of = x.filter((_, k) => y[k][0] === r).map((row) => row[c]);
        const sum = of.reduce((total, entry) => total + entry, 0);
        return operation === "segmentSum" ? sum : sum / Math.max(of.length, 1);
      });
    case "neighbourSum":
      return build(rows, columns, (r, c) =>
        z.reduce((sum, [t], k) => sum + (t === r ? rowOf(x, y[k][0])[c] : 0), 0),
      );
    case "blockSum": {
      const size = x.length / rows;
      return build(rows, columns, (r, c) =>
        x.slice(r * size, (r + 1) * size).reduce((sum, row) => sum + value * row[c], 0),
      );
    }
    case "repeat":
      return build(rows, columns, (r, c) => x[Math.floor((r * x.length) / rows)][c]);
    case "rotate":
      return build(rows, columns, (r, c) => {
        const m = matrix(y[Math.floor((r * y.length) / rows)], value, value);
        const start = c - (c % value);
        return m.reduce(
          (sum, _, j) => sum + (transposed ? m[j][c % value] : m[c % value][j]) * x[r][start + j],
          0,
        );
      });
    case "rowSum":
      return x.map((row) => [row.reduce((sum, entry) => sum + entry, 0)]);
    case "softmax":
      return x.map((row) => {
        const exponentials = row.map((entry) => Math.exp(entry));
        const sum = exponentials.reduce((total, e) => total + e, 0);
        return exponentials.map((e) => e / sum);
      });
    default: {
      const here = x.slice(0, (x.length / program.samples) * active);
      if (operation === "crossEntropy") {
        const terms = here.map((row, r) => {
          const sum = row.reduce((total, entry) => total + Math.exp(entry), 0);
          return y[r][0] < 0 ? 0 : Math.log(sum) - row[y[r][0]];
        });
        return [[mean(terms)]];
      }
      const term = (entry: number, target: number): number => {
        if (operation === "mean") return entry;
        if (operation === "absoluteError") return Math.abs(entry - target);
        if (operation === "squaredError") return (entry - target) ** 2;
        return Math.log1p(Math.exp(entry)) - entry * target;
      };
      return [[mean(here.flatMap((row, r) => row.map((entry, c) => term(entry, y?.[r][c] ?? 0))))]];
    }
  }
}

function normalised(numbers: readonly number[], epsilon: number): number[] {
  const centre = mean(numbers);
  const variance = mean(numbers.map((entry) => (entry - centre) ** 2));
  return numbers.map((entry) => (entry - centre) / Math.sqrt(variance + epsilon));
}
