/** Every buffer in an array of its own, operations by the interpreter: slow, and right by definition. */
import { DomainError } from "../../errors.js";
import { interpret } from "../engines/reference/index.js";
import { isFloat, type NumberType, type Operation, type Place } from "../plan/index.js";
import type { EagerDevice } from "./device.js";
import { sizeOf } from "./lowering/lowering.js";
import type { Numbers } from "./recorder.js";

export class ReferenceDevice implements EagerDevice {
  readonly name = "reference";
  readonly #buffers = new Map<number, Numbers>();
  #used = 0;

  get bytes(): { used: number; held: number } {
    return { used: this.#used, held: this.#used };
  }

  allocate(buffer: number, length: number, type: NumberType): void {
    this.#buffers.set(buffer, isFloat(type) ? new Float32Array(length) : new Int32Array(length));
    this.#used += 4 * length;
  }

  release(buffer: number): void {
    this.#used -= this.#numbers(buffer).byteLength;
    this.#buffers.delete(buffer);
  }

  write(buffer: number, values: Numbers): void {
    this.#numbers(buffer).set(values);
  }

  read(buffer: number): Numbers {
    return this.#numbers(buffer).slice();
  }

  run(operation: Operation): void {
    interpret(operation, (place) => this.#view(place));
  }

  dispose(): void {
    this.#buffers.clear();
    this.#used = 0;
  }

  #view({ buffer, shape, type }: Place): Numbers {
    const { buffer: memory } = this.#numbers(buffer);
    const size = sizeOf(shape);
    return isFloat(type) ? new Float32Array(memory, 0, size) : new Int32Array(memory, 0, size);
  }

  #numbers(buffer: number): Numbers {
    const numbers = this.#buffers.get(buffer);
    if (numbers === undefined) {
      throw new DomainError(
        `tensors: got buffer ${buffer}, which is not there; it was disposed of, or belongs to another device.`,
      );
    }
    return numbers;
  }
}
