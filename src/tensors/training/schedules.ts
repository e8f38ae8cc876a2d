/** Learning rates as functions of the step, which is counted from 0. Any function will do; these are the field's. */
import { DomainError } from "../../errors.js";

export type Schedule = (step: number) => number;

/** From `from` to `to` along half a cosine in so many steps; `to` ever after (Loshchilov and Hutter 2017). */
export function cosineDecay(from: number, steps: number, to = 0): Schedule {
  requireRates("cosineDecay", { from, to }, { steps });
  return (step) => {
    const done = Math.min(1, step / steps);
    return to + ((from - to) * (1 + Math.cos(Math.PI * done))) / 2;
  };
}

/** In a straight line from `from` to `to` in so many steps; `to` ever after. */
export function linearDecay(from: number, steps: number, to = 0): Schedule {
  requireRates("linearDecay", { from, to }, { steps });
  return (step) => from + (to - from) * Math.min(1, step / steps);
}

/** from · factor^(step / steps). */
export function exponentialDecay(from: number, steps: number, factor: number): Schedule {
  requireRates("exponentialDecay", { from, factor }, { steps });
  return (step) => from * factor ** (step / steps);
}

/**
 * `rates[k]` from `boundaries[k − 1]` on, up to `boundaries[k]`.
 * @throws DomainError unless the boundaries rise and there is one rate more
 */
export function piecewiseConstant(
  boundaries: readonly number[],
  rates: readonly number[],
): Schedule {
  const rising = boundaries.every((at, k) => k === 0 || at > boundaries[k - 1]);
  if (!rising || rates.length !== boundaries.length + 1) {
    throw new DomainError(
      `piecewiseConstant: got ${rates.length} rates for the boundaries [${boundaries}]; expected rising boundaries and one rate more than they are.`,
    );
  }
  return (step) => rates[boundaries.filter((at) => at <= step).length];
}

/** In a straight line up to what `schedule` begins with, reached after so many steps; then the schedule. */
export function warmup(steps: number, schedule: Schedule): Schedule {
  requireRates("warmup", {}, { steps });
  const top = schedule(0);
  return (step) => (step < steps ? (top * (step + 1)) / steps : schedule(step - steps));
}

function requireRates(
  caller: string,
  rates: Readonly<Record<string, number>>,
  { steps }: { readonly steps: number },
): void {
  for (const [name, value] of Object.entries(rates)) {
    if (Number.isFinite(value) && value >= 0) continue;
    throw new DomainError(
      `${caller}: ${name} is ${value}; expected a number that is not negative.`,
    );
  }
  if (Number.isInteger(steps) && steps >= 1) return;
  throw new DomainError(`${caller}: steps is ${steps}; expected a whole number from 1 on.`);
}
