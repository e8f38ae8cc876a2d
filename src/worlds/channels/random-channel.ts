/** Channels, laws and samples that are drawn. */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix, multinomialCounts, type RandomStream, type Vector } from "../../numerics/index.js";
import { requireLaw, requireSize } from "./channel-arguments.js";

/** What can be sampled from: every channel of the library is one. */
export interface SampledChannel {
  /** p(y|x), |X| × |Y|. */
  readonly kernel: Matrix;
  /** p(x); uniform when left out. */
  readonly inputLaw?: ArrayLike<number>;
}

/**
 * A law from the Dirichlet density with all parameters `concentration`, a whole number: 1 is uniform
 * over all laws, 5 stays away from zero.
 * @throws DomainError for sizes below 1
 */
export function randomLaw(size: number, random: RandomStream, concentration = 1): Vector {
  requireSize("randomLaw", "size", size);
  requireSize("randomLaw", "concentration", concentration);
  const out = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < concentration; k++) out[i] -= Math.log1p(-random.uniform());
  }
  const total = out.reduce((sum, value) => sum + value, 0);
  return out.map((value) => value / total);
}

/** A kernel whose rows are drawn as `randomLaw` draws them. @throws DomainError for empty alphabets */
export function randomChannel(
  inputs: number,
  outputs: number,
  random: RandomStream,
  concentration = 1,
): Matrix {
  requireSize("randomChannel", "inputs", inputs);
  requireSize("randomChannel", "outputs", outputs);
  const out = new Matrix(inputs, outputs);
  for (let x = 0; x < inputs; x++) {
    out.data.set(randomLaw(outputs, random, concentration), x * outputs);
  }
  return out;
}

/**
 * |X| × |Y| counts of `samples` independent pairs (x, y); inputs are drawn too. The work is in the
 * cells, not in the samples.
 * @throws ShapeError for an input law of another length; DomainError for one that is none, rows of
 *   the kernel that are none, or samples that are no whole number
 */
export function sampleCounts(
  channel: SampledChannel,
  samples: number,
  random: RandomStream,
): Matrix {
  const { kernel } = channel;
  const { rows, columns } = kernel;
  requireSize("sampleCounts", "samples", samples, 0);
  if (rows === 0 || columns === 0) {
    throw new DomainError(`sampleCounts: the kernel is ${rows} × ${columns}; expected letters.`);
  }
  const inputLaw = channel.inputLaw ?? new Float64Array(rows).fill(1 / rows);
  if (inputLaw.length !== rows) {
    throw new ShapeError(
      `sampleCounts: inputLaw has ${inputLaw.length} entries; expected ${rows}, one for each row.`,
    );
  }
  requireLaw("sampleCounts", "inputLaw", inputLaw);
  for (let x = 0; x < rows; x++) requireLaw("sampleCounts", `row ${x}`, kernel.row(x));
  const out = new Matrix(rows, columns);
  multinomialCounts(samples, inputLaw, random).forEach((count, x) => {
    out.data.set(multinomialCounts(count, kernel.row(x), random), x * columns);
  });
  return out;
}
