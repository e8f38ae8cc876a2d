/** Each operation as an instruction of tensors.c. */
import { DomainError, ShapeError } from "../../../errors.js";
import type {
  ContractOperation,
  MapOperation,
  NoiseOperation,
  Operation,
  Place,
  RearrangeOperation,
  ReduceOperation,
} from "../../plan/index.js";
import { isFloat } from "../../plan/index.js";
import { floatBits } from "./chain.js";
import { type ChainPlan, encodeChain, type Located } from "./encode-chain.js";
import { encodeConvolution, encodePool } from "./encode-window.js";
import { aligned, mergedAxes, sizeOf } from "./strides.js";
import { inPanels, LONGEST_ROW, NO_SPACE, type WorkSpace } from "./work-space.js";

/** Kinds of instructions, in the order of tensors.c. */
const KINDS = [
  ...["map", "reduce", "contract", "rearrange", "fill", "index", "gather", "scatter"],
  ...["cumulate", "softmax", "convolve", "pool", "noise"],
] as const;
type Kind = (typeof KINDS)[number];
const REDUCTIONS = [
  ...["sum", "mean", "product", "maximum", "minimum", "all", "any", "argMaximum", "argMinimum"],
] as const;
const MOST_AXES = 8;

/** Where things lie, in numbers from the beginning of memory. */
export interface Placement {
  addressOf(buffer: number): number;
  /** Room for what an operation works on. */
  readonly work: number;
  /** Where the table of normal numbers lies; asked for only by noise. */
  normalTable(): number;
}

const bit = (truth: boolean): number => (truth ? 1 : 0);
/** Of single-product.h: rows that a sum of columns takes at once. */
const ROWS_AT_ONCE = 128;

/**
 * Appends an operation to `words`.
 * @returns what it works on, from `placement.work` on
 * @throws ShapeError, DomainError for what is not carried, naming the kernel and the line
 */
export function encode(words: number[], operation: Operation, placement: Placement): WorkSpace {
  if (operation.outputs.every(({ shape }) => sizeOf(shape) === 0)) return NO_SPACE;
  const start = words.length;
  words.push(KINDS.indexOf(kindOf(operation)), 0);
  try {
    const work = new Encoder(words, start, placement).encode(operation);
    words[start + 1] = words.length - start;
    return work;
  } catch (error) {
    words.length = start;
    if (error instanceof ShapeError || error instanceof DomainError) {
      const { kernel, line } = operation;
      const where = line === undefined ? kernel : `${kernel} (${line})`;
      error.message = `tensors, kernel ${where}: ${error.message}`;
    }
    throw error;
  }
}

function kindOf({ kind }: Operation): Kind {
  if (kind === "convolveInput" || kind === "convolveFilter") return "convolve";
  return kind === "poolBack" ? "pool" : kind;
}

class Encoder {
  constructor(
    readonly words: number[],
    readonly start: number,
    readonly placement: Placement,
  ) {}

  encode(operation: Operation): WorkSpace {
    const { words } = this;
    const input = (k: number): number => this.#at(operation.inputs[k]);
    const [out] = operation.outputs;
    switch (operation.kind) {
      case "map": {
        const cost = words.push(sizeOf(out.shape), 0) - 1;
        const chain = this.#chain(operation, operation.inputs, out);
        const encoded = encodeChain(words, chain, this.placement.work);
        words[cost] = encoded.cost;
        return { all: encoded.room, own: encoded.room };
      }
      case "reduce":
        return this.#reduce(operation);
      case "contract":
        return this.#contract(operation);
      case "rearrange":
        return this.#rearrange(operation);
      case "fill": {
        const bits = isFloat(out.type) ? floatBits(operation.value) : operation.value | 0;
        words.push(sizeOf(out.shape), this.#at(out), bits);
        return NO_SPACE;
      }
      case "index":
        words.push(...operation.extent, this.#at(out), bit(isFloat(out.type)));
        return NO_SPACE;
      case "gather": {
        const { batch, outer, rows, count, inner } = operation;
        words.push(batch, outer, rows, count, inner, input(0), input(1), this.#at(out));
        return NO_SPACE;
      }
      case "scatter": {
        const { rows, count, inner } = operation;
        words.push(rows, count, inner, input(0), input(1), this.#at(out), bit(isFloat(out.type)));
        return NO_SPACE;
      }
      case "cumulate": {
        const { extent, reduction, exclusive, reverse } = operation;
        words.push(...extent, input(0), this.#at(out), bit(reduction === "product"));
        words.push(bit(exclusive), bit(reverse), bit(isFloat(out.type)));
        return NO_SPACE;
      }
      case "softmax":
        this.#floats(operation.inputs);
        words.push(operation.outer, operation.columns, bit(operation.logarithm));
        words.push(input(0), this.#at(out));
        return NO_SPACE;
      case "convolve":
      case "convolveInput":
      case "convolveFilter":
        this.#floats(operation.inputs);
        return encodeConvolution(words, operation, (place) => this.#at(place), this.placement.work);
      case "pool":
      case "poolBack":
        this.#floats(operation.inputs);
        encodePool(words, operation, (place) => this.#at(place));
        return NO_SPACE;
      case "noise":
        return this.#noise(operation);
    }
  }

  #at({ buffer }: Place): number {
    return this.placement.addressOf(buffer);
  }

  #located(place: Place): Located {
    return { address: this.#at(place), shape: place.shape, type: place.type };
  }

  #floats(places: readonly Place[]): void {
    for (const { type } of places) {
      if (!isFloat(type)) {
        throw new ShapeError(`got ${type}; expected float32: cast it first.`);
      }
    }
  }

  #chain(
    { steps, results, outputs }: Pick<MapOperation, "steps" | "results" | "outputs">,
    inputs: readonly Place[],
    { shape }: Place,
  ): ChainPlan {
    return {
      shape,
      inputs: inputs.map((place) => this.#located(place)),
      outputs: outputs.map((place) => this.#located(place)),
      steps,
      results,
    };
  }

  #reduce({ reduction, extent, inputs, outputs }: ReduceOperation): WorkSpace {
    if (reduction === "mean") this.#floats(inputs);
    const judges = reduction === "all" || reduction === "any";
    if (judges && isFloat(inputs[0].type)) {
      throw new ShapeError(`got float32 for "${reduction}"; expected booleans: cast it first.`);
    }
    this.words.push(REDUCTIONS.indexOf(reduction), bit(isFloat(inputs[0].type)));
    this.words.push(...extent, this.#at(inputs[0]), this.#at(outputs[0]));
    const [outer, reduced, inner] = extent;
    const isSum = (reduction === "sum" || reduction === "mean") && isFloat(inputs[0].type);
    const isByParts = isSum && inner > 1 && reduced >= 4 * ROWS_AT_ONCE;
    this.words.push(isByParts ? this.placement.work : -1);
    if (!isByParts) return NO_SPACE;
    return { all: aligned(outer * Math.ceil(reduced / ROWS_AT_ONCE) * inner), own: 0 };
  }

  #contract(operation: ContractOperation): WorkSpace {
    const { batch, rows, inner, columns, transposeA, transposeB, sharedA, sharedB } = operation;
    const { inputs, outputs, epilogue } = operation;
    this.#floats(inputs.slice(0, 2));
    const { words, placement } = this;
    words.push(batch, rows, inner, columns);
    words.push(transposeA ? 1 : inner, transposeA ? rows : 1, sharedA ? 0 : rows * inner);
    words.push(bit(transposeB), sharedB ? 0 : inner * columns);
    words.push(this.#at(inputs[0]), this.#at(inputs[1]), this.#at(outputs[0]), placement.work, 0);
    let work = 0;
    if (columns === 1 && transposeA) work = rows > LONGEST_ROW ? inPanels(inner, rows) : 0;
    else if (transposeB || columns > LONGEST_ROW) work = inPanels(inner, columns);
    // One right factor is packed for all.
    const isOne = (sharedB || batch === 1) && columns > 1;
    const packed = isOne ? 0 : work;
    if (epilogue === undefined) return { all: work, own: packed };
    words[words.length - 1] = words.length - this.start;
    const [out] = outputs;
    const chain = { ...epilogue, results: [epilogue.result], outputs };
    const { room } = encodeChain(
      words,
      this.#chain(chain, [out, ...inputs.slice(2)], out),
      placement.work + work,
    );
    return { all: work + room, own: packed + room };
  }

  #rearrange(operation: RearrangeOperation): WorkSpace {
    const { shape, inputStrides, outputStrides, inputs, outputs, keepsRest } = operation;
    const size = sizeOf(outputs[0].shape);
    const covered = sizeOf(shape);
    const out = this.#at(outputs[0]);
    const axes = mergedAxes(shape, [inputStrides, outputStrides]);
    // Rows of the output last, and before it, where there are any, rows of the input.
    axes.sort((a, b) => Math.abs(b.strides[1]) - Math.abs(a.strides[1]));
    const row = axes.findIndex(({ strides }) => strides[0] === 1);
    if (row >= 0 && row < axes.length - 2) axes.splice(axes.length - 2, 0, ...axes.splice(row, 1));
    while (axes.length < 2) axes.unshift({ length: 1, strides: [0, 0] });
    if (axes.length > MOST_AXES) {
      throw new DomainError(
        `moves along ${axes.length} axes; ${MOST_AXES} are carried: reshape it.`,
      );
    }
    const cleared = keepsRest || covered >= size ? 0 : size;
    this.words.push(axes.length, this.#at(inputs[0]) + operation.inputOffset);
    this.words.push(out + operation.outputOffset, cleared, out);
    for (const { length, strides } of axes) this.words.push(covered === 0 ? 0 : length, ...strides);
    return NO_SPACE;
  }

  #noise({ law, key, inputs, outputs }: NoiseOperation): WorkSpace {
    const normal = law === "normal";
    this.words.push(bit(normal), sizeOf(outputs[0].shape), key[0] | 0, key[1] | 0);
    this.words.push(inputs.length > 0 ? this.#at(inputs[0]) : -1, this.#at(outputs[0]));
    this.words.push(normal ? this.placement.normalTable() : 0);
    return NO_SPACE;
  }
}
