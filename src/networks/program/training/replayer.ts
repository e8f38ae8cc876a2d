/** Replays a program for lists of samples that are longer than it was laid out for. */
import type { RandomStream } from "../../../numerics/index.js";
import type { ProgramKernel } from "../machine/kernel.js";
import { type BatchMaker, inputsOf, type SampleArrays } from "./batch-maker.js";
import { measuresOf } from "./settings.js";

export class Replayer {
  readonly #arrays: Record<string, Float32Array | Int32Array>;

  constructor(readonly kernel: ProgramKernel) {
    this.#arrays = Object.fromEntries(
      inputsOf(kernel.program).map(({ name = "", rows, columns, indices }) => [
        name,
        indices ? new Int32Array(rows * columns) : new Float32Array(rows * columns),
      ]),
    );
  }

  /**
   * Adds the gradient of the mean loss over the samples, and returns that loss.
   * @param run which of the random masks the first part takes
   */
  gradient(
    maker: BatchMaker,
    data: SampleArrays,
    {
      samples,
      copies,
      random,
      run,
    }: {
      samples: Int32Array;
      copies: Int32Array;
      random: RandomStream;
      run: number;
    },
  ): number {
    const { kernel } = this;
    let loss = 0;
    let part = run;
    for (const [first, active] of parts(samples.length, kernel.program.samples)) {
      const last = first + active;
      const request = {
        samples: samples.subarray(first, last),
        copies: copies.subarray(first, last),
        random,
      };
      maker.fill(data, request, this.#arrays);
      kernel.setInputs(this.#arrays);
      const weight = active / samples.length;
      kernel.train(part++, active, weight);
      loss += weight * kernel.loss;
    }
    return loss;
  }

  /** All outputs over all samples: numbers of each sample in turn, or the mean of what is a single number. */
  outputs(maker: BatchMaker, data: SampleArrays): Record<string, Float32Array> {
    const { nodes, outputs, samples } = this.kernel.program;
    const count = maker.count(data);
    const measures = new Set(measuresOf(this.kernel.program));
    const sizes = Object.entries(outputs).map(([name, index]) => {
      const { rows, columns } = nodes[index];
      return [name, measures.has(name) ? 0 : (rows * columns) / samples] as const;
    });
    const results = Object.fromEntries(
      sizes.map(([name, size]) => [name, new Float32Array(size === 0 ? 1 : count * size)]),
    );
    const sums = this.#each(maker, data, count, (first, active) => {
      for (const [name, size] of sizes) {
        if (size > 0)
          results[name].set(this.kernel.output(name).subarray(0, active * size), first * size);
      }
    });
    for (const name of measures) results[name][0] = sums[name];
    return results;
  }

  /** The mean over all samples of each output that is a single number. */
  measure(maker: BatchMaker, data: SampleArrays): Record<string, number> {
    return this.#each(maker, data, maker.count(data), () => undefined);
  }

  #each(
    maker: BatchMaker,
    data: SampleArrays,
    count: number,
    use: (first: number, active: number) => void,
  ): Record<string, number> {
    const { kernel } = this;
    const measures = measuresOf(kernel.program);
    const start = count === 0 ? Number.NaN : 0;
    const sums = Object.fromEntries(measures.map((name) => [name, start]));
    for (const [first, active] of parts(count, kernel.program.samples)) {
      const samples = Int32Array.from({ length: active }, (_, k) => first + k);
      const request = { samples, copies: new Int32Array(active), random: undefined };
      maker.fill(data, request, this.#arrays);
      kernel.setInputs(this.#arrays);
      kernel.evaluate(active);
      for (const name of measures) sums[name] += (active / count) * kernel.output(name)[0];
      use(first, active);
    }
    return sums;
  }
}

/** First sample and number of samples of each replay. */
function* parts(count: number, size: number): Generator<[number, number]> {
  for (let first = 0; first < count; first += size) yield [first, Math.min(size, count - first)];
}
