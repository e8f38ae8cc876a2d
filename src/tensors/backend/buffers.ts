/** Buffers of a device, each with how many data ids hold it. */
import type { NumberType } from "../plan/index.js";
import type { EagerDevice } from "./device.js";

/** Over all devices, so that no number is used twice. */
let next = 1;

export class Buffers {
  readonly #device: EagerDevice;
  readonly #holders = new Map<number, number>();
  readonly #onRelease: (buffer: number) => void;

  constructor(device: EagerDevice, onRelease: (buffer: number) => void) {
    this.#device = device;
    this.#onRelease = onRelease;
  }

  /** A buffer that nobody holds yet. */
  allocate(length: number, type: NumberType): number {
    const buffer = next++;
    this.#device.allocate(buffer, length, type);
    return buffer;
  }

  hold(buffer: number): void {
    this.#holders.set(buffer, (this.#holders.get(buffer) ?? 0) + 1);
  }

  isHeld(buffer: number): boolean {
    return this.#holders.has(buffer);
  }

  /** How many data ids hold it. */
  holders(buffer: number): number {
    return this.#holders.get(buffer) ?? 0;
  }

  /** Released when the last holder lets it go. */
  letGo(buffer: number): void {
    const holders = this.#holders.get(buffer)! - 1;
    if (holders > 0) {
      this.#holders.set(buffer, holders);
      return;
    }
    this.#holders.delete(buffer);
    this.release(buffer);
  }

  release(buffer: number): void {
    this.#device.release(buffer);
    this.#onRelease(buffer);
  }
}
