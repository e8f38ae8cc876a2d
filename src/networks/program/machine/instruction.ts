/** One instruction of program.c, and how it is written into memory. */

/** In the order of the kernel's enumeration. */
const OPERATIONS = [
  ...["seed", "clear", "copyColumns", "linear", "linearBack"],
  ...["unary", "binary", "binaryBack", "dropout", "keptBack"],
  ...["layerNorm", "layerNormBack", "batchNorm", "batchNormBack"],
  ...["addRows", "takeRows", "inverseCounts", "scaleRows", "blockSum", "repeat", "turn", "rowSum"],
  ...["softmax", "softmaxBack", "loss", "lossBack"],
] as const;

export type InstructionName = (typeof OPERATIONS)[number];

/** Kinds within an operation, in the kernel's order. */
export const UNARY_KINDS = ["silu", "relu", "tanh", "mish", "sigmoid", "scale", "square"];
export const BINARY_KINDS = ["add", "subtract", "multiply"];
export const LOSS_KINDS = ["mean", "absoluteError", "squaredError", "crossEntropy", "logistic"];
export const BROADCASTS = ["same", "row", "column", "scalar"] as const;

/** Bits of `add`: whether dx (or out), and dy, is added to. */
export const ADD_FIRST = 1;
export const ADD_SECOND = 2;

const WORDS = [
  ...["kind", "rows", "columns", "inner", "mode"],
  ...["x", "y", "z", "out", "dx", "dy", "dz", "dout", "kept", "work", "from", "to"],
  ...["add", "key0", "key1"],
] as const;
const NUMBERS = ["p", "q"] as const;
/** Those that are addresses: absent is -1, not 0. */
const ADDRESSES = new Set<string>(WORDS.slice(5, 17));

/** Numbers of four bytes in an instruction. */
export const INSTRUCTION_LENGTH = 24;

export type Instruction = { readonly operation: InstructionName } & {
  readonly [name in (typeof WORDS)[number] | (typeof NUMBERS)[number]]?: number;
};

/** The instructions as the kernel reads them, one behind the other. */
export function encode(instructions: readonly Instruction[]): Int32Array {
  const words = new Int32Array(INSTRUCTION_LENGTH * instructions.length);
  const numbers = new Float32Array(words.buffer);
  instructions.forEach((instruction, k) => {
    const at = INSTRUCTION_LENGTH * k;
    words[at] = OPERATIONS.indexOf(instruction.operation);
    WORDS.forEach((name, w) => {
      words[at + 1 + w] = instruction[name] ?? (ADDRESSES.has(name) ? -1 : 0);
    });
    NUMBERS.forEach((name, w) => {
      numbers[at + 1 + WORDS.length + w] = instruction[name] ?? 0;
    });
  });
  return words;
}
