import type * as tf from "@tensorflow/tfjs-core";
import type {
  BufferDescription,
  NumberType,
  Operation,
  Place,
  PlanGraph,
} from "../../plan/index.js";
import type { Outside } from "./step-recorder.js";

/** Gives buffers of the backend their numbers in the graph. */
export class Numbering {
  readonly #buffers: BufferDescription[] = [];
  readonly #operations: Operation[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #old = new Map<tf.Variable, Place>();

  constructor(inputs: readonly tf.Tensor[], buffers: readonly number[]) {
    inputs.forEach(({ shape, dtype, size }, k) => {
      const name = `input ${k} [${shape}]`;
      this.#add(buffers[k], { length: size, type: dtype as NumberType, role: "input", name });
    });
  }

  get graph(): PlanGraph {
    return { buffers: this.#buffers, operations: this.#operations };
  }

  variable(variable: tf.Variable, buffer: number): void {
    const { size, shape, name } = variable;
    const type = variable.dtype as NumberType;
    const number = this.#add(buffer, { length: size, type, role: "variable", name });
    this.#old.set(variable, { buffer: number, shape, type });
  }

  placeOfOld(variable: tf.Variable): Place {
    return this.#old.get(variable)!;
  }

  constant(buffer: number, { values, type }: Outside): number {
    return this.#add(buffer, { length: values.length, type, role: "constant", values });
  }

  operation(operation: Operation): void {
    const numbered = ({ buffer, shape, type }: Place): Place => ({
      ...{ shape, type },
      buffer: this.#numbers.get(buffer) ?? this.#temporary(buffer, shape, type),
    });
    const inputs = operation.inputs.map(numbered);
    const outputs = operation.outputs.map(numbered);
    this.#operations.push({ ...operation, inputs, outputs } as Operation);
  }

  place(buffer: number, { shape, dtype }: tf.Tensor): Place {
    return { buffer: this.#numbers.get(buffer)!, shape, type: dtype as NumberType };
  }

  /** A buffer that is read after the run: a copy where the numbers stand in an input, a variable or a constant. */
  result(place: Place): Place {
    const description = this.#buffers[place.buffer];
    if (description.role === "temporary") {
      this.#buffers[place.buffer] = { ...description, role: "result" };
    }
    return this.#buffers[place.buffer].role === "result" ? place : this.#copy(place, "result");
  }

  /** Writes new values of variables in their places. @returns buffers of those that have any */
  assign(pairs: readonly (readonly [old: Place, now: Place])[]): Set<number> {
    const changed = pairs.filter(([old, now]) => old.buffer !== now.buffer);
    const sources = changed.map(([, now]) =>
      this.#buffers[now.buffer].role === "variable" ? this.#copy(now, "temporary") : now,
    );
    changed.forEach(([old], k) => {
      this.#emitCopy(sources[k], old);
    });
    return new Set(changed.map(([{ buffer }]) => buffer));
  }

  #copy(place: Place, role: "result" | "temporary"): Place {
    const { length, type } = this.#buffers[place.buffer];
    this.#buffers.push({ length, type, role });
    const copy = { ...place, buffer: this.#buffers.length - 1 };
    this.#emitCopy(place, copy);
    return copy;
  }

  #emitCopy(from: Place, to: Place): void {
    const steps = [{ code: "copy", from: [0] }] as const;
    const input = { ...from, shape: to.shape, type: to.type };
    this.#operations.push({
      ...{ kind: "map", kernel: "Assign", steps, results: [1] },
      ...{ inputs: [input], outputs: [to] },
    });
  }

  #temporary(buffer: number, shape: readonly number[], type: NumberType): number {
    const length = shape.reduce((product, count) => product * count, 1);
    return this.#add(buffer, { length, type, role: "temporary" });
  }

  #add(buffer: number, description: BufferDescription): number {
    this.#buffers.push(description);
    this.#numbers.set(buffer, this.#buffers.length - 1);
    return this.#buffers.length - 1;
  }
}
