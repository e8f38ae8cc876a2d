/** The instructions that compute the values of the nodes. */
import type { Tensor } from "../record/node.js";
import {
  ADD_FIRST,
  BINARY_KINDS,
  BROADCASTS,
  type Instruction,
  LOSS_KINDS,
  UNARY_KINDS,
} from "./instruction.js";
import type { Places } from "./layout.js";

/** How y serves all of x. */
export function broadcastOf(x: Tensor, y: Tensor): number {
  if (y.rows === x.rows && y.columns === x.columns) return BROADCASTS.indexOf("same");
  if (y.rows === 1 && y.columns === 1) return BROADCASTS.indexOf("scalar");
  return BROADCASTS.indexOf(y.rows === 1 ? "row" : "column");
}

/** Numbers of a row that a copy of columns goes between: from x, `inner` long, to out, `mode` long. */
export function copyColumns(
  rows: number,
  columns: number,
  [x, inner]: readonly [number, number],
  [out, mode]: readonly [number, number],
  add = 0,
): Instruction {
  return { operation: "copyColumns", rows, columns, x, inner, out, mode, add };
}

export function forwardInstructions(
  places: Places,
  wanted: (node: number) => boolean,
): Instruction[] {
  return places.program.nodes
    .filter(({ index }) => wanted(index))
    .flatMap((node) => valueInstructions(node, places));
}

function valueInstructions(node: Tensor, places: Places): Instruction[] {
  const { nodes } = places.program;
  const { rows, columns, index, operation, value = 0 } = node;
  const [first, second, third] = node.from.map((from) => nodes[from]);
  const [x, y, z] = node.from.map((from) => places.values[from]);
  const out = places.values[index];
  const [weight, bias] = node.parameters.map((parameter) => places.parameter(parameter));
  const kept = places.kept.get(index) ?? -1;
  const sizes = { rows, columns, x, out };
  const clear: Instruction = { operation: "clear", rows, columns, out };
  switch (operation) {
    case "input":
    case "constant":
    case "parameter":
      return [];
    case "linear":
      return [{ operation, ...sizes, inner: first.columns, y: weight, z: bias, work: places.work }];
    case "add":
    case "subtract":
    case "multiply": {
      const kind = BINARY_KINDS.indexOf(operation);
      return [{ operation: "binary", ...sizes, kind, y, mode: broadcastOf(first, second) }];
    }
    case "dropout": {
      const [key0, key1] = places.key(index);
      return [{ operation, ...sizes, kept, p: 1 - value, key0, key1 }];
    }
    case "layerNorm":
      return [{ operation, ...sizes, y: weight, z: bias, kept, p: value }];
    case "batchNorm": {
      const to = places.running.get(index);
      return [{ operation, ...sizes, y: weight, z: bias, kept, p: value, q: 0.1, to }];
    }
    case "concatenate": {
      let before = 0;
      return node.from.map((from) => {
        const part = nodes[from];
        const source = [places.values[from], part.columns] as const;
        const copy = copyColumns(rows, part.columns, source, [out + before, columns]);
        before += part.columns;
        return copy;
      });
    }
    case "columns":
      return [copyColumns(rows, columns, [x + value, first.columns], [out, columns])];
    case "reshape": {
      const count = rows * columns;
      return [copyColumns(1, count, [x, count], [out, count])];
    }
    case "gather":
      return [{ operation: "takeRows", ...sizes, from: y }];
    case "difference":
      return [{ operation: "takeRows", ...sizes, from: y, to: z }];
    case "segmentSum":
      return [clear, { operation: "addRows", ...sizes, rows: first.rows, to: y, p: 1 }];
    case "segmentMean":
      return [
        clear,
        { operation: "addRows", ...sizes, rows: first.rows, to: y, p: 1 },
        { operation: "inverseCounts", rows, inner: second.rows, to: y, out: kept },
        { operation: "scaleRows", ...sizes, x: out, y: kept },
      ];
    case "neighbourSum":
      return [clear, { operation: "addRows", ...sizes, rows: third.rows, from: y, to: z, p: 1 }];
    case "blockSum":
      return [{ operation, ...sizes, inner: first.rows / rows, p: value }];
    case "repeat":
      return [{ operation, ...sizes, rows: first.rows, inner: rows / first.rows, p: 1 }];
    case "rotate":
      return [turn(node, places, x, out, Boolean(node.transposed), 0)];
    case "rowSum":
      return [{ operation, ...sizes, columns: first.columns }];
    case "softmax":
      return [{ operation, ...sizes }];
    case "mean":
    case "absoluteError":
    case "squaredError":
    case "crossEntropy":
    case "logistic": {
      const kind = LOSS_KINDS.indexOf(operation);
      const of = { rows: first.rows, columns: first.columns };
      return [{ operation: "loss", kind, ...of, x, y, out, kept }];
    }
    default:
      return [
        { operation: "unary", ...sizes, kind: UNARY_KINDS.indexOf(operation), p: value, kept },
      ];
  }
}

/** Matrix by row: `kind` is how many rows share one. */
export function turn(
  { rows, columns, value, from }: Tensor,
  { program, values }: Places,
  x: number,
  out: number,
  transposed: boolean,
  add: number,
): Instruction {
  const matrices = program.nodes[from[1]];
  return {
    ...{ operation: "turn", rows, columns, inner: value, kind: rows / matrices.rows },
    ...{ mode: Number(transposed), x, y: values[matrices.index], out, add: add & ADD_FIRST },
  };
}
