/**
 * Where everything of a program stands in memory, and the instructions of its three parts: the
 * values, their derivative, and the values of an evaluation.
 */
import type { ProgramData, Tensor } from "../record/node.js";
import { backwardInstructions } from "./backward.js";
import { forwardInstructions } from "./forward.js";
import { encode, INSTRUCTION_LENGTH, type Instruction, UNARY_KINDS } from "./instruction.js";

/** Tensors begin cache lines and are filled up to the widest vectors. */
const PAD = 32;
/** What a packed matrix is rounded up to, for any width of vectors. */
const PANEL = 32;
const ROWS_AT_ONCE = 128;

export interface Part {
  /** Where its instructions begin. */
  readonly at: number;
  readonly count: number;
}

/** A run of numbers. */
export interface Region {
  readonly at: number;
  readonly length: number;
}

export interface Layout {
  readonly numbers: number;
  readonly instructions: Int32Array;
  readonly instructionsAt: number;
  readonly training: Part;
  readonly evaluation: Part;
  /** Of each node. */
  readonly values: readonly number[];
  /** Of each node, -1 where it has none. */
  readonly gradients: readonly number[];
  /** Of each parameter, from the beginning of `parameters`. */
  readonly offsets: readonly number[];
  readonly parameters: Region;
  readonly parameterGradients: Region;
  /** Two of them. */
  readonly moments: readonly Region[];
  /** Running means and variances. */
  readonly running: Region;
  readonly runningStart: Float32Array;
}

/** Places things one behind the other. */
export class Memory {
  numbers = 0;
  take(count: number): number {
    const at = this.numbers;
    this.numbers += Math.ceil(count / PAD) * PAD;
    return at;
  }
}

/** What the writers of instructions ask for. */
export interface Places {
  readonly program: ProgramData;
  readonly values: readonly number[];
  readonly gradients: number[];
  readonly memory: Memory;
  readonly work: number;
  /** What a node keeps for its derivative: a norm's statistics, a mask, counts. */
  readonly kept: ReadonlyMap<number, number>;
  /** Running statistics of batch norms. */
  readonly running: ReadonlyMap<number, number>;
  parameter(index: number | undefined): number;
  parameterGradient(index: number | undefined): number;
  /** Words of a dropout's random stream. */
  key(node: number): readonly [number, number];
}

/** @param key of the random stream of a dropout, by its node */
export function layOut(
  program: ProgramData,
  key: (node: number) => readonly [number, number],
): Layout {
  const memory = new Memory();
  const offsets: number[] = [];
  const parameterMemory = new Memory();
  for (const { rows, columns } of program.parameters) {
    offsets.push(parameterMemory.take(rows * columns));
  }
  const length = Math.max(PAD, parameterMemory.numbers);
  const region = (): Region => ({ at: memory.take(length), length });
  const parameters = region();
  const parameterGradients = region();
  const moments = [region(), region()];
  const runningAt = memory.numbers;
  const running = new Map<number, number>();
  for (const { operation, index, columns } of program.nodes) {
    if (operation === "batchNorm") running.set(index, memory.take(2 * columns));
  }
  const runningStart = new Float32Array(memory.numbers - runningAt);
  for (const [node, at] of running) {
    const { columns } = program.nodes[node];
    runningStart.fill(1, at - runningAt + columns, at - runningAt + 2 * columns);
  }
  const values = program.nodes.map((node) =>
    node.operation === "parameter"
      ? parameters.at + offsets[node.parameters[0]]
      : memory.take(node.rows * node.columns),
  );
  const kept = new Map<number, number>();
  for (const node of program.nodes) {
    const numbers = keptNumbers(program, node);
    if (numbers > 0) kept.set(node.index, memory.take(numbers));
  }
  const work = memory.take(Math.max(1, ...program.nodes.map((node) => workNumbers(program, node))));
  const gradients = program.nodes.map(() => -1);
  const places: Places = {
    ...{ program, values, gradients, memory, work, kept, running, key },
    parameter: (index) => (index === undefined ? -1 : parameters.at + offsets[index]),
    parameterGradient: (index) =>
      index === undefined ? -1 : parameterGradients.at + offsets[index],
  };
  const needed = program.loss < 0 ? new Set<number>() : ancestors(program, [program.loss]);
  const forward = forwardInstructions(places, (node) => needed.has(node));
  const backward = program.loss < 0 ? [] : backwardInstructions(places, needed);
  const evaluated = ancestors(program, [...Object.values(program.outputs), program.loss]);
  const evaluation = forwardInstructions(places, (node) => evaluated.has(node));
  const instructions: Instruction[] = [...forward, ...backward, ...evaluation];
  const instructionsAt = memory.take(INSTRUCTION_LENGTH * instructions.length);
  const trainingCount = forward.length + backward.length;
  return {
    numbers: memory.numbers,
    instructions: encode(instructions),
    instructionsAt,
    training: { at: instructionsAt, count: trainingCount },
    evaluation: {
      at: instructionsAt + INSTRUCTION_LENGTH * trainingCount,
      count: evaluation.length,
    },
    ...{ values, gradients, offsets, parameters, parameterGradients, moments },
    running: { at: runningAt, length: runningStart.length },
    runningStart,
  };
}

/** The nodes that these are computed from, themselves included. */
function ancestors({ nodes }: ProgramData, of: readonly number[]): Set<number> {
  const found = new Set<number>();
  const rest = of.filter((node) => node >= 0);
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    rest.push(...nodes[node].from);
  }
  return found;
}

function keptNumbers({ nodes }: ProgramData, node: Tensor): number {
  switch (node.operation) {
    case "layerNorm":
      return 2 * node.rows;
    case "batchNorm":
      return 2 * node.columns;
    case "dropout":
      return node.rows * node.columns;
    case "segmentMean":
      return node.rows;
    case "crossEntropy": {
      const { rows, columns } = nodes[node.from[0]];
      return rows * columns;
    }
    default:
      return UNARY_KINDS.includes(node.operation) ? node.rows * node.columns : 0;
  }
}

function workNumbers({ nodes }: ProgramData, node: Tensor): number {
  if (node.operation === "batchNorm") return 2 * node.columns;
  if (node.operation !== "linear") return 0;
  const whole = (count: number) => Math.ceil(count / PANEL) * PANEL;
  const inner = nodes[node.from[0]].columns;
  const { columns } = node;
  return Math.max(inner * whole(columns), columns * whole(inner), ROWS_AT_ONCE * whole(columns));
}
