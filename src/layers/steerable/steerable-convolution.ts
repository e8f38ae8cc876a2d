/** Convolutions whose filters are learned sums of kernels that turn with the picture. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import { normalInitialiser } from "../../tensors/index.js";
import { applyFilter } from "../images/apply-filter.js";
import { requireWindows } from "../images/require-windows.js";
import type { Layer } from "../layer.js";
import { kernelBasis } from "./kernel-basis.js";
import {
  channelsOf,
  numbersOf,
  type PlanarField,
  type PlanarFields,
  requireFields,
} from "./planar-fields.js";

export interface SteerableConvolutionOptions {
  readonly from: PlanarFields;
  readonly to: PlanarFields;
  /** k: pixels along a side of the filters. */
  readonly size: number;
  /** Pixels of zeros around the picture; default ⌊k/2⌋, which keeps its size for odd k. */
  readonly padding?: number;
  /** Default 1. Quarter turns stay exact where both sides' first and last windows lie alike. */
  readonly stride?: number;
}

/** The kernels of one field to another, and the weights of their sums. */
interface Block {
  readonly from: PlanarField;
  readonly to: PlanarField;
  /** [kernels, size² · numbers in · numbers out]. */
  readonly basis: Float32Array;
  readonly kernels: number;
  /** [kernels, features in · features out]; none where no kernel joins the two. */
  readonly weights: tf.Variable | undefined;
}

/**
 * [batch, height, width, channels of `from`] to those of `to`: filter = weights · basis, no shift.
 *
 * Law: of pictures turned by a quarter the result is turned by a quarter, and its vectors with it; of
 * other angles as far as pixels allow.
 *
 * @throws DomainError for numbers that are not whole, a frequency that is there twice, and fields that no
 *   kernel of this size gives: they would be 0 for every picture
 */
export function steerableConvolution(
  stream: RandomStream,
  options: SteerableConvolutionOptions,
): Layer {
  const { from, to, size, stride = 1 } = options;
  const { padding = Math.floor(size / 2) } = options;
  requireFields("steerableConvolution", "from", from);
  requireFields("steerableConvolution", "to", to);
  requireWhole({ padding, stride });
  const rows = from.filter(({ count }) => count > 0);
  const columns = to.filter(({ count }) => count > 0);
  requireOncePerFrequency("from", rows);
  requireOncePerFrequency("to", columns);
  const blocks = columns.map((out) => blocksTo(stream, rows, out, size));
  const named = blocks
    .flat()
    .flatMap(({ from: a, to: b, weights }) =>
      weights === undefined ? [] : [[`from${a.frequency}to${b.frequency}`, weights] as const],
    );
  const channels = channelsOf(from);
  return {
    weights: Object.fromEntries(named),
    statistics: {},
    apply: (x) => {
      requireWindows("steerableConvolution", x, { channels, size, padding });
      return tf.tidy(() => {
        const filter = joined(
          blocks.map((column) =>
            joined(
              column.map((block) => filterOf(block, size)),
              2,
            ),
          ),
          3,
        );
        return applyFilter(x, filter, { stride, padding });
      });
    },
  };
}

/** One output feature sums over all kernels of all inputs: their variances add up to one. */
function blocksTo(
  stream: RandomStream,
  rows: PlanarFields,
  to: PlanarField,
  size: number,
): Block[] {
  const bases = rows.map((from) => kernelBasis(size, from.frequency, to.frequency));
  const terms = rows.reduce((sum, { count }, k) => sum + count * bases[k].count, 0);
  if (terms === 0) {
    throw new DomainError(
      `steerableConvolution: no kernel of ${size} × ${size} pixels gives fields of frequency ${to.frequency} from those of ${rows.map(({ frequency }) => frequency).join(", ")}; choose wider windows, or frequencies nearer to each other.`,
    );
  }
  const deviation = Math.sqrt(numbersOf(to.frequency) / terms);
  return rows.map((from, k) => {
    const { count: kernels, values } = bases[k];
    const own = stream.split(`from ${from.frequency} to ${to.frequency}`);
    const shape = [kernels, from.count * to.count];
    const weights =
      kernels === 0
        ? undefined
        : tf.tidy(() => tf.variable(normalInitialiser(0, deviation)(own, shape)));
    return { from, to, basis: Float32Array.from(values), kernels, weights };
  });
}

/** [size, size, channels in, channels out]. */
function filterOf({ from, to, basis, kernels, weights }: Block, size: number): tf.Tensor {
  const [inputs, outputs] = [numbersOf(from.frequency), numbersOf(to.frequency)];
  const shape = [size, size, from.count * inputs, to.count * outputs];
  if (weights === undefined) return tf.zeros(shape);
  const matrix = tf.tensor2d(basis, [kernels, size * size * inputs * outputs]);
  const sums = tf.matMul(weights as unknown as tf.Tensor2D, matrix, true);
  const parts = tf.reshape(sums, [from.count, to.count, size * size, inputs, outputs]);
  return tf.reshape(tf.transpose(parts, [2, 0, 3, 1, 4]), shape);
}

const joined = (parts: tf.Tensor[], axis: number): tf.Tensor =>
  parts.length === 1 ? parts[0] : tf.concat(parts, axis);

/** Kernels and their weights are found by frequency: two fields of one would be given one variable. */
function requireOncePerFrequency(name: string, fields: PlanarFields): void {
  const frequencies = fields.map(({ frequency }) => frequency);
  const twice = frequencies.find((frequency, k) => frequencies.indexOf(frequency) < k);
  if (twice === undefined) return;
  throw new DomainError(
    `steerableConvolution: ${name} has fields of frequency ${twice} twice; add up their counts in one.`,
  );
}

function requireWhole(numbers: { readonly padding: number; readonly stride: number }): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (Number.isInteger(value) && value >= (name === "stride" ? 1 : 0)) continue;
    throw new DomainError(`steerableConvolution: ${name} is ${value}; expected a whole number.`);
  }
}
