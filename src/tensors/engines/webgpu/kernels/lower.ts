/** Each operation as dispatches. */
import { DomainError, ShapeError } from "../../../../errors.js";
import type { Operation } from "../../../plan/index.js";
import { sizeOf } from "../../webassembly/strides.js";
import type { Memory } from "../memory/memory.js";
import type { Dispatch } from "../shader/shader.js";
import { contract } from "./contract.js";
import { convolve } from "./convolve.js";
import { map } from "./map.js";
import { fill, gather, index, rearrange } from "./moves.js";
import { noise } from "./noise.js";
import { pool } from "./pool.js";
import { reduce } from "./reduce.js";
import { cumulate, softmax } from "./rows.js";
import { scatter } from "./scatter.js";

/** @throws ShapeError, DomainError for what is not carried, naming the kernel and the line */
export function lower(memory: Memory, operation: Operation): Dispatch[] {
  if (operation.outputs.every(({ shape }) => sizeOf(shape) === 0)) return [];
  try {
    return lowerKind(memory, operation);
  } catch (error) {
    if (error instanceof ShapeError || error instanceof DomainError) {
      const { kernel, line } = operation;
      const where = line === undefined ? kernel : `${kernel} (${line})`;
      error.message = `tensors, kernel ${where}, on webgpu: ${error.message}`;
    }
    throw error;
  }
}

function lowerKind(memory: Memory, operation: Operation): Dispatch[] {
  switch (operation.kind) {
    case "map":
      return map(memory, operation);
    case "reduce":
      return reduce(memory, operation);
    case "contract":
      return contract(memory, operation);
    case "rearrange":
      return rearrange(memory, operation);
    case "fill":
      return fill(memory, operation);
    case "index":
      return index(memory, operation);
    case "gather":
      return gather(memory, operation);
    case "scatter":
      return scatter(memory, operation);
    case "cumulate":
      return cumulate(memory, operation);
    case "softmax":
      return softmax(memory, operation);
    case "convolve":
    case "convolveInput":
    case "convolveFilter":
      return convolve(memory, operation);
    case "pool":
    case "poolBack":
      return pool(memory, operation);
    case "noise":
      return noise(memory, operation);
  }
}
