/** What a scheme costs, in evaluations of the network Φ at one input. */
import type { EnsembleSettings } from "./options.js";
import { usesOrbit } from "./scheme.js";

export interface ModelCalls {
  /** For one sample in one step: 1, or one for each element of the group. */
  perSample: number;
  /** For one prediction: feature averaging goes through the group here too. */
  perPrediction: number;
  /** For the whole training: steps · batch · perSample. */
  training: number;
}

/** Counts the calls of Φ in a run; for a group that is not finite, by the nodes of its quadrature. */
export function modelCalls(
  settings: Pick<EnsembleSettings, "scheme" | "symmetry" | "steps" | "batch">,
): ModelCalls {
  const { scheme, symmetry, steps, batch } = settings;
  const order = symmetry.weights.length;
  const perSample = usesOrbit(scheme) ? order : 1;
  return {
    perSample,
    perPrediction: scheme === "feature-averaging" ? order : 1,
    training: steps * batch * perSample,
  };
}
