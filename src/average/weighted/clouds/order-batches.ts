/**
 * Batches for training programs: clouds in a new order at each step.
 *
 * | data  | shape                          | input of the program              |
 * | cloud | count × (points · dimension)   | "cloud", one pose of each sample   |
 * | label | count                          | "label", indices                  |
 *
 * The poses of a step are drawn from its own stream, split by sample: the same for any layout.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import type { BatchMaker, SampleArrays } from "../../../networks/index.js";
import { Matrix, RandomStream } from "../../../numerics/index.js";
import { type CloudOrder, type CloudOrderName, cloudOrder } from "./cloud-orders.js";

export interface OrderBatchOptions {
  readonly order: CloudOrderName;
  readonly points: number;
  readonly dimension: number;
  /** Separating directions, drawn from `directionSeed`; default 100. */
  readonly directions?: number;
  /** Default 0. */
  readonly directionSeed?: number;
  /** Of the poses in evaluations, where a step has no stream; default 0. */
  readonly evaluationSeed?: number;
}

/** Sorted clouds and tables of gaps, kept as long as the clouds are: they do not depend on the draws. */
const ready = new WeakMap<SampleArrays[string], Map<string, CloudOrder>>();

/** @throws DomainError for another order; the maker throws ShapeError for data that do not fit */
export function orderBatches(options: OrderBatchOptions): BatchMaker {
  const { order, points, dimension, directions = 100 } = options;
  const { directionSeed = 0, evaluationSeed = 0 } = options;
  const length = points * dimension;
  const separators = new Matrix(
    directions,
    dimension,
    RandomStream.fromSeed(directionSeed)
      .split("directions")
      .normals(directions * dimension),
  );
  const evaluation = RandomStream.fromSeed(evaluationSeed).split("evaluation");
  const key = [order, points, dimension, directions, directionSeed].join();
  const orderOf = ({ cloud: values }: SampleArrays): CloudOrder => {
    const known = ready.get(values) ?? new Map<string, CloudOrder>();
    ready.set(values, known);
    const clouds = { count: values.length / length, points, dimension };
    const made =
      known.get(key) ??
      cloudOrder(order, { ...clouds, values: requireNumbers(values) }, { directions: separators });
    known.set(key, made);
    return made;
  };
  return {
    portable: { module: import.meta.url, name: "orderBatches", options },
    count({ cloud, label }) {
      if (cloud?.length % length !== 0 || label?.length !== cloud.length / length) {
        throw new ShapeError(
          `orderBatches: "cloud" holds ${cloud?.length} numbers and "label" ${label?.length}; expected ${length} for each label.`,
        );
      }
      return label.length;
    },
    fill(data, { samples, copies, random = evaluation }, inputs) {
      const { cloud, label } = inputs;
      const poses = orderOf(data);
      samples.forEach((sample, k) => {
        const own = random.split(sample);
        const stream = copies[k] === 0 ? own : own.split(copies[k]);
        poses.write(sample, stream, cloud as Float32Array, k * length);
        label[k] = data.label[sample];
      });
    },
  };
}

function requireNumbers(values: SampleArrays[string]): Float32Array | Float64Array {
  if (!(values instanceof Int32Array)) return values;
  throw new DomainError('orderBatches: "cloud" holds whole numbers; expected a Float32Array.');
}
