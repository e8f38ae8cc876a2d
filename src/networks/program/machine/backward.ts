/**
 * The instructions that compute the gradients, from the loss back to the parameters. What first
 * writes a tensor's gradient replaces what stood there, and what comes later adds to it.
 */
import type { Tensor } from "../record/node.js";
import { broadcastOf, copyColumns, turn } from "./forward.js";
import {
  ADD_FIRST,
  ADD_SECOND,
  BINARY_KINDS,
  BROADCASTS,
  type Instruction,
  LOSS_KINDS,
} from "./instruction.js";
import type { Places } from "./layout.js";

/** Where a gradient goes: -1 for what needs none. */
interface Goal {
  readonly at: number;
  readonly adds: boolean;
}

export function backwardInstructions(places: Places, needed: ReadonlySet<number>): Instruction[] {
  const { nodes, loss } = places.program;
  const trained = new Set<number>();
  for (const { index, parameters, from } of nodes) {
    if (parameters.length > 0 || from.some((node) => trained.has(node))) trained.add(index);
  }
  const wanted = (node: number) => needed.has(node) && trained.has(node);
  const uses = nodes.map(() => 0);
  for (const { index, from } of nodes) {
    if (wanted(index)) for (const node of from) uses[node]++;
  }
  const writer = new GradientWriter(places, wanted, uses);
  const instructions = wanted(loss) ? [writer.seed(loss)] : [];
  for (const node of [...nodes].reverse()) {
    if (wanted(node.index)) instructions.push(...writer.pullBack(node));
  }
  return instructions;
}

class GradientWriter {
  constructor(
    readonly places: Places,
    readonly wanted: (node: number) => boolean,
    readonly uses: readonly number[],
  ) {}

  seed(loss: number): Instruction {
    return { operation: "seed", out: this.goal(loss).at };
  }

  /** The gradient of this node, for the first or for another contribution. */
  goal(node: number): Goal {
    const { gradients, values, program, memory, parameterGradient } = this.places;
    if (!this.wanted(node) || values[node] < 0) return { at: -1, adds: false };
    const { operation, parameters, rows, columns } = program.nodes[node];
    if (operation === "parameter") return { at: parameterGradient(parameters[0]), adds: true };
    const adds = gradients[node] >= 0;
    if (!adds) gradients[node] = memory.take(rows * columns);
    return { at: gradients[node], adds };
  }

  /** A sum hands its gradient on as it is: nothing is copied where this is the only share. */
  #sharesGradient(to: number, of: number): boolean {
    const { gradients, program } = this.places;
    const only = this.uses[to] === 1 && program.nodes[to].operation !== "parameter";
    if (!only || !this.wanted(to)) return false;
    gradients[to] = gradients[of];
    return true;
  }

  pullBack(node: Tensor): Instruction[] {
    const { places } = this;
    const { nodes } = places.program;
    const { rows, columns, index, operation, value = 0 } = node;
    const [first, second, third] = node.from.map((from) => nodes[from]);
    const [x, y, z] = node.from.map((from) => places.values[from]);
    const dout = places.gradients[index];
    const kept = places.kept.get(index) ?? -1;
    const [weight, bias] = node.parameters;
    const [dy, dz] = [places.parameterGradient(weight), places.parameterGradient(bias)];
    if (operation === "parameter") return [];
    if (operation === "add" || operation === "subtract" || operation === "multiply") {
      return this.#binary(node, first, second, x, y);
    }
    if (operation === "reshape" && this.#sharesGradient(node.from[0], index)) return [];
    if (operation === "concatenate") return this.#concatenate(node);
    const { at: dx, adds } = this.goal(node.from[0]);
    const add = adds ? ADD_FIRST : 0;
    const sizes = { rows, columns, x, dx, dout, add };
    const clear: Instruction[] =
      adds || dx < 0
        ? []
        : [{ operation: "clear", rows: first.rows, columns: first.columns, out: dx }];
    const none = dx < 0;
    switch (operation) {
      case "linear": {
        const inner = first.columns;
        const w = places.parameter(weight);
        return [{ operation: "linearBack", ...sizes, inner, y: w, dy, dz, work: places.work }];
      }
      case "layerNorm":
        return [
          { operation: "layerNormBack", ...sizes, y: places.parameter(weight), dy, dz, kept },
        ];
      case "batchNorm": {
        const { work } = places;
        const gain = places.parameter(weight);
        return [{ operation: "batchNormBack", ...sizes, y: gain, dy, dz, kept, work }];
      }
      case "columns": {
        const source = [dout, columns] as const;
        const goal = [dx + value, first.columns] as const;
        return none ? [] : [...clear, copyColumns(rows, columns, source, goal, ADD_FIRST)];
      }
      case "reshape": {
        const count = rows * columns;
        return none ? [] : [copyColumns(1, count, [dout, count], [dx, count], add)];
      }
      case "gather":
        return none ? [] : [...clear, rowsInto(dx, dout, rows, columns, { to: y })];
      case "difference":
        return none
          ? []
          : [
              ...clear,
              rowsInto(dx, dout, rows, columns, { to: y }),
              rowsInto(dx, dout, rows, columns, { to: z, p: -1 }),
            ];
      case "segmentSum":
        return none ? [] : [...clear, rowsInto(dx, dout, first.rows, columns, { from: y })];
      case "segmentMean":
        return none
          ? []
          : [...clear, rowsInto(dx, dout, first.rows, columns, { from: y, y: kept })];
      case "neighbourSum":
        return none ? [] : [...clear, rowsInto(dx, dout, third.rows, columns, { from: z, to: y })];
      case "blockSum":
        return none
          ? []
          : [
              {
                operation: "repeat",
                ...{ rows, columns, x: dout, out: dx, add, p: value },
                inner: first.rows / rows,
              },
            ];
      case "repeat":
        return none
          ? []
          : [
              {
                ...{ operation: "blockSum", rows: first.rows, columns, inner: rows / first.rows },
                ...{ x: dout, out: dx, add, p: 1 },
              },
            ];
      case "rotate":
        return none ? [] : [turn(node, places, dout, dx, !node.transposed, add)];
      case "rowSum":
        return none ? [] : [...clear, this.#spread(first, dout, dx)];
      case "softmax":
        return none ? [] : [{ operation: "softmaxBack", ...sizes, out: places.values[index] }];
      case "mean":
      case "absoluteError":
      case "squaredError":
      case "crossEntropy":
      case "logistic": {
        const goal = second && !second.indices ? this.goal(second.index) : { at: -1, adds: false };
        return [
          {
            ...{ operation: "lossBack", kind: LOSS_KINDS.indexOf(operation), kept, x, y, dx, dout },
            ...{ rows: first.rows, columns: first.columns, dy: goal.at },
            add: add | (goal.adds ? ADD_SECOND : 0),
          },
        ];
      }
      default:
        return none ? [] : [{ operation: "keptBack", ...sizes, kept }];
    }
  }

  #binary(node: Tensor, first: Tensor, second: Tensor, x: number, y: number): Instruction[] {
    const { index, operation, rows, columns } = node;
    const dout = this.places.gradients[index];
    const mode = broadcastOf(first, second);
    const distinct = first.index !== second.index;
    const whole = mode === BROADCASTS.indexOf("same");
    const handsOn =
      distinct && operation !== "multiply" && this.#sharesGradient(first.index, index);
    const handsBoth =
      distinct && operation === "add" && whole && this.#sharesGradient(second.index, index);
    const none = { at: -1, adds: false };
    const dx = handsOn ? none : this.goal(first.index);
    const dy = handsBoth ? none : this.goal(second.index);
    if (dx.at < 0 && dy.at < 0) return [];
    const kind = BINARY_KINDS.indexOf(operation);
    const add = (dx.adds ? ADD_FIRST : 0) | (dy.adds ? ADD_SECOND : 0);
    const common = { rows, columns, kind, mode, x, y, dout };
    return [{ operation: "binaryBack", ...common, dx: dx.at, dy: dy.at, add }];
  }

  #concatenate({ index, from, rows, columns }: Tensor): Instruction[] {
    const dout = this.places.gradients[index];
    let before = 0;
    return from.flatMap((node) => {
      const width = this.places.program.nodes[node].columns;
      const { at, adds } = this.goal(node);
      const source = [dout + before, columns] as const;
      before += width;
      return at < 0 ? [] : [copyColumns(rows, width, source, [at, width], Number(adds))];
    });
  }

  /** Adds the number of each row to all its entries. */
  #spread({ rows, columns }: Tensor, of: number, to: number): Instruction {
    const mode = BROADCASTS.indexOf("column");
    return { operation: "binary", kind: 0, mode, rows, columns, x: to, y: of, out: to };
  }
}

function rowsInto(
  out: number,
  x: number,
  rows: number,
  columns: number,
  rest: Partial<Instruction>,
): Instruction {
  return { p: 1, ...rest, operation: "addRows", rows, columns, x, out };
}
