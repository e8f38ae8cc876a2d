/**
 * A program's block of memory on a GPU beside the host's: what was written here goes there
 * before the next replay, what was computed there comes here when it is looked at.
 */
import { EnvironmentError } from "../../../errors.js";
import {
  type GpuBlock,
  type GpuFunctions,
  gpuLibrary,
  openBlock,
} from "../../../native/gpu-library.js";
import type { ProgramEngine } from "./engine.js";
import type { Region } from "./layout.js";

/** Frees a block when its program is gone. */
const closing = new FinalizationRegistry<() => void>((close) => close());

export class GpuEngine implements ProgramEngine {
  readonly device: string;
  readonly #functions: GpuFunctions;
  readonly #block: GpuBlock;
  readonly #host: (region: Region) => Float32Array;
  #ahead: Region[] = [];

  /**
   * @param numbers of the whole block
   * @param host the host's numbers of a region, not a copy
   * @throws EnvironmentError without a GPU, its library, or memory for the block
   */
  constructor(numbers: number, host: (region: Region) => Float32Array) {
    const library = gpuLibrary();
    const { functions } = library;
    this.device = library.device;
    this.#functions = functions;
    const block = openBlock(library, numbers);
    this.#block = block;
    this.#host = host;
    this.#ahead.push({ at: 0, length: numbers });
    closing.register(this, () => functions.gpu_close(block));
  }

  changed(region: Region): void {
    const known = this.#ahead.some(
      ({ at, length }) => at <= region.at && region.at + region.length <= at + length,
    );
    if (!known) this.#ahead.push(region);
  }

  fetch(region: Region): void {
    this.#send();
    const { at, length } = region;
    this.#did(this.#functions.gpu_read(this.#block, at, this.#host(region), length));
  }

  clear({ at, length }: Region): void {
    this.#send();
    this.#did(this.#functions.gpu_clear(this.#block, at, length));
  }

  replay([at, count, ...settings]: readonly number[]): void {
    this.#send();
    this.#did(this.#functions.gpu_replay(this.#block, at, count, ...settings));
  }

  adam([count, ...rest]: readonly number[]): void {
    this.#send();
    this.#did(this.#functions.gpu_adam(this.#block, count, ...rest));
  }

  descend([count, ...rest]: readonly number[]): void {
    this.#send();
    this.#did(this.#functions.gpu_descend(this.#block, count, ...rest));
  }

  #send(): void {
    const regions = this.#ahead;
    this.#ahead = [];
    for (const region of regions) {
      const { at, length } = region;
      this.#did(this.#functions.gpu_write(this.#block, at, this.#host(region), length));
    }
  }

  #did(answer: number): void {
    if (answer !== 0) return;
    throw new EnvironmentError(
      `ProgramKernel: the GPU failed (${this.#functions.gpu_message(this.#block)}); run again from the last saved state, or on the processor.`,
    );
  }
}
