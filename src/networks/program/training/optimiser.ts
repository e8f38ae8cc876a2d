/**
 * How the parameters move, as PyTorch's optimisers of the same names do.
 *
 * Adam (Kingma and Ba 2015), step t = 1, 2, …: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
 * θ ← θ − r_t (m / (1 − β₁ᵗ)) / (√v / √(1 − β₂ᵗ) + ε).
 * Descent with momentum: b ← μ b + g, θ ← θ − r_t b.
 *
 * | symbol | name         | default                                               |
 * | r      | learningRate | 1e-3; descent 1e-2                                    |
 * | r_t    | schedule     | "constant"; "cosine": r (1 + cos(π (t − 1)/steps)) / 2; or steps from which on r is times a factor |
 * | β₁, β₂ | decays       | .9, .999                                              |
 * | μ      | momentum     | 0                                                     |
 * | λ      | weightDecay  | 0; "gradient": g += λ θ, "decoupled": θ ← (1 − r_t λ) θ first; on all parameters |
 */
import { DomainError } from "../../../errors.js";
import { wholePower } from "../../whole-power.js";
import type { ProgramKernel } from "../machine/kernel.js";

/** From step `from` on (0 is the first) the rate is `factor` times the learning rate. */
export interface RateChange {
  readonly from: number;
  readonly factor: number;
}

export type Schedule = "constant" | "cosine" | readonly RateChange[];

interface CommonOptions {
  readonly learningRate?: number;
  readonly schedule?: Schedule;
  readonly weightDecay?: number;
}

export interface AdamProgramOptions extends CommonOptions {
  readonly kind?: "adam";
  readonly decays?: readonly [number, number];
  readonly epsilon?: number;
  readonly decayKind?: "gradient" | "decoupled";
}

export interface DescentOptions extends CommonOptions {
  readonly kind: "descent";
  readonly momentum?: number;
}

export type OptimiserOptions = AdamProgramOptions | DescentOptions;
export type OptimiserSettings = Required<AdamProgramOptions> | Required<DescentOptions>;

/** The options with their defaults. @throws DomainError naming the one that cannot be */
export function optimiserSettings(options: OptimiserOptions = {}): OptimiserSettings {
  const { schedule = "constant", weightDecay = 0 } = options;
  const descent = options.kind === "descent";
  const learningRate = options.learningRate ?? (descent ? 1e-2 : 1e-3);
  require(Number.isFinite(learningRate) && learningRate > 0, "learningRate", learningRate, "> 0");
  require(Number.isFinite(weightDecay) && weightDecay >= 0, "weightDecay", weightDecay, "≥ 0");
  const changes = typeof schedule === "string" ? [] : schedule;
  const known = typeof schedule !== "string" || ["constant", "cosine"].includes(schedule);
  const rising = changes.every(
    ({ from, factor }, k) => from > (changes[k - 1]?.from ?? -1) && factor >= 0,
  );
  require(known && rising, "schedule", JSON.stringify(
    schedule,
  ), '"constant", "cosine" or [{from, factor}, …] by rising steps');
  if (options.kind === "descent") {
    const { momentum = 0 } = options;
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "from 0 to below 1");
    return { kind: "descent", learningRate, schedule, weightDecay, momentum };
  }
  const { decays = [0.9, 0.999], epsilon = 1e-8, decayKind = "gradient" } = options;
  decays.forEach((decay, k) => {
    require(decay >= 0 && decay < 1, `decays[${k}]`, decay, "from 0 to below 1");
  });
  require(Number.isFinite(epsilon) && epsilon > 0, "epsilon", epsilon, "> 0");
  require(["gradient", "decoupled"].includes(
    decayKind,
  ), "decayKind", decayKind, '"gradient" or "decoupled"');
  return { kind: "adam", learningRate, schedule, weightDecay, decays, epsilon, decayKind };
}

/** Takes step `step` (from 0) of `steps` along the gradient that the kernel holds. */
export function optimise(
  kernel: ProgramKernel,
  settings: OptimiserSettings,
  step: number,
  steps: number,
): void {
  const { learningRate, schedule, weightDecay } = settings;
  const rate = learningRate * rateFactor(kernel, schedule, step, steps);
  if (settings.kind === "descent") {
    kernel.descend(rate, settings.momentum, weightDecay);
    return;
  }
  const { decays, epsilon, decayKind } = settings;
  const corrections = [
    1 - wholePower(decays[0], step + 1),
    1 - wholePower(decays[1], step + 1),
  ] as const;
  const decoupled = decayKind === "decoupled";
  const pull = decoupled ? 0 : weightDecay;
  kernel.adam(rate, decays, epsilon, corrections, pull, decoupled ? rate * weightDecay : 0);
}

function rateFactor(
  kernel: ProgramKernel,
  schedule: Schedule,
  step: number,
  steps: number,
): number {
  if (schedule === "constant") return 1;
  if (schedule === "cosine") return (1 + kernel.cosine((Math.PI * step) / steps)) / 2;
  return schedule.reduce((factor, change) => (step >= change.from ? change.factor : factor), 1);
}

function require(holds: boolean, name: string, value: unknown, expected: string): void {
  if (!holds)
    throw new DomainError(`optimiserSettings: ${name} is ${value}; expected ${expected}.`);
}
