/**
 * Adam (Kingma and Ba 2015) with a schedule and weight decay.
 *
 * g_t = ∇loss, m_t = β₁ m + (1 − β₁) g, v_t = β₂ v + (1 − β₂) g²,
 * θ ← θ − r_t (m_t / (1 − β₁ᵗ)) / (√(v_t / (1 − β₂ᵗ)) + ε), t = 1, 2, …
 *
 * | symbol | name         | default  |
 * | r      | learningRate | 3e-3     |
 * | r_t    | schedule     | "cosine": r (1 + cos(π (t − 1)/steps)) / 2; "constant": r |
 * | β₁, β₂ | decays       | .9, .999 |
 * | ε      | epsilon      | 1e-8     |
 * | λ      | weightDecay  | 0        |
 *
 * Decay touches weights, never biases. "decoupled" (Loshchilov and Hutter 2019): W ← (1 − r_t λ) W
 * before the step. "gradient": g += λ W, the gradient of λ‖W‖²/2.
 */
import { DomainError } from "../../errors.js";
import type { AdamStep, PerceptronKernel } from "../kernel.js";
import { wholePower } from "../whole-power.js";

export interface AdamOptions {
  readonly learningRate?: number;
  readonly schedule?: "constant" | "cosine";
  readonly decays?: readonly [number, number];
  readonly epsilon?: number;
  readonly weightDecay?: number;
  readonly decayKind?: "decoupled" | "gradient";
}

export type AdamSettings = Required<AdamOptions>;

/** The options with their defaults. @throws DomainError naming the one that cannot be */
export function adamSettings(options: AdamOptions = {}): AdamSettings {
  const settings: AdamSettings = {
    learningRate: options.learningRate ?? 3e-3,
    schedule: options.schedule ?? "cosine",
    decays: options.decays ?? [0.9, 0.999],
    epsilon: options.epsilon ?? 1e-8,
    weightDecay: options.weightDecay ?? 0,
    decayKind: options.decayKind ?? "decoupled",
  };
  const { learningRate, decays, epsilon, weightDecay, schedule, decayKind } = settings;
  require(Number.isFinite(learningRate) && learningRate > 0, "learningRate", learningRate, "> 0");
  decays.forEach((decay, k) => {
    require(decay >= 0 && decay < 1, `decays[${k}]`, decay, "from 0 to below 1");
  });
  require(Number.isFinite(epsilon) && epsilon > 0, "epsilon", epsilon, "> 0");
  require(Number.isFinite(weightDecay) && weightDecay >= 0, "weightDecay", weightDecay, "≥ 0");
  require(["constant", "cosine"].includes(
    schedule,
  ), "schedule", schedule, '"constant" or "cosine"');
  require(["decoupled", "gradient"].includes(
    decayKind,
  ), "decayKind", decayKind, '"decoupled" or "gradient"');
  return settings;
}

/** What the kernel wants to know for step `step` (from 0) of `steps`. */
export function adamStep(
  settings: AdamSettings,
  step: number,
  steps: number,
  kernel: Pick<PerceptronKernel, "cosine">,
): AdamStep {
  const { learningRate, schedule, decays, epsilon, weightDecay, decayKind } = settings;
  const share = schedule === "constant" ? 1 : (1 + kernel.cosine((Math.PI * step) / steps)) / 2;
  const rate = learningRate * share;
  return {
    rate,
    firstDecay: decays[0],
    secondDecay: decays[1],
    epsilon,
    corrections: [1 - wholePower(decays[0], step + 1), 1 - wholePower(decays[1], step + 1)],
    decoupledDecay: decayKind === "decoupled" ? rate * weightDecay : 0,
    gradientDecay: decayKind === "gradient" ? weightDecay : 0,
  };
}

function require(holds: boolean, name: string, value: unknown, expected: string): void {
  if (!holds) throw new DomainError(`adamSettings: ${name} is ${value}; expected ${expected}.`);
}
