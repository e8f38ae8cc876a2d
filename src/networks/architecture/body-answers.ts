/** What a trained `bodyNetwork` says of bodies in any number of poses, averaged by their weights. */
import { type ProgramParameters, type SampleArrays, TrainedProgram } from "../program/index.js";
import { bodyBatches } from "./body-batches.js";
import { type BodyNetworkOptions, bodyNetwork } from "./body-network.js";

/** Arrays of P poses for each sample, with "weights" unless P = 1. */
export interface PosedArrays {
  readonly arrays: SampleArrays;
  /** P. */
  readonly poses: number;
}

/** Displacements, n × d for each sample. */
export type BodyAnswers = (posed: PosedArrays) => Float64Array;

/** Poses that are computed at once. */
const AT_ONCE = 64;

/**
 * The parameters do not know the number of poses: a network that was trained in one may be asked
 * in sixty-four.
 * @param options the sizes that the network was trained with; not its samples and poses
 * @throws the answers throw DomainError for parameters of a network of other sizes, ShapeError
 *   for arrays that are not those of P poses
 */
export function bodyAnswers(
  parameters: ProgramParameters,
  options: Omit<BodyNetworkOptions, "samples" | "poses" | "weighted"> = {},
): BodyAnswers {
  const { bodies = 5, dimension = 3 } = options;
  const known = new Map<string, TrainedProgram>();
  const program = (samples: number, poses: number): TrainedProgram => {
    const key = `${samples} ${poses}`;
    let found = known.get(key);
    if (found === undefined) {
      const laidOut = bodyNetwork({ ...options, samples, poses, weighted: poses > 1 });
      found = new TrainedProgram(laidOut, parameters);
      known.set(key, found);
    }
    return found;
  };
  return ({ arrays, poses }) => {
    const count = (arrays.charges?.length ?? 0) / bodies;
    const samples = Math.max(1, Math.floor(Math.min(count, AT_ONCE / poses)));
    const batches = bodyBatches({ bodies, dimension, poses, turned: false });
    return Float64Array.from(program(samples, poses).evaluate(arrays, batches).displacements);
  };
}
