/** What the classical bottlenecks ask of their arguments. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { Vector } from "../../../numerics/index.js";
import type { Channel } from "../../channel/channel.js";

/** How far from one a law may sum. */
const SUM_TOLERANCE = 1e-9;

/** @throws DomainError for β ≤ 0, NaN or Infinity */
export function requireBeta(caller: string, beta: number): void {
  if (!(beta > 0 && beta < Infinity)) {
    throw new DomainError(`${caller}: β is ${beta}; expected a finite number above 0.`);
  }
}

/** The law as a vector. @throws ShapeError for an empty one, DomainError for one that is no law */
export function requireLaw(caller: string, name: string, law: ArrayLike<number>): Vector {
  if (law.length === 0) {
    throw new ShapeError(`${caller}: \`${name}\` is empty; expected at least one letter.`);
  }
  let sum = 0;
  for (let a = 0; a < law.length; a++) {
    if (!(law[a] >= 0 && law[a] < Infinity)) {
      throw new DomainError(`${caller}: ${name}[${a}] is ${law[a]}; expected a probability.`);
    }
    sum += law[a];
  }
  if (Math.abs(sum - 1) > SUM_TOLERANCE) {
    throw new DomainError(
      `${caller}: \`${name}\` sums to ${sum}, ${sum - 1} off; divide it by its sum.`,
    );
  }
  return Float64Array.from(law);
}

/** Channels made by hand are checked like those that `channel` makes. @throws ShapeError, DomainError */
export function requireChannel(caller: string, { kernel, inputLaw }: Channel): void {
  requireLaw(caller, "inputLaw", inputLaw);
  if (kernel.rows !== inputLaw.length) {
    throw new ShapeError(
      `${caller}: the kernel has ${kernel.rows} rows for ${inputLaw.length} inputs; expected one row for each.`,
    );
  }
  for (let x = 0; x < kernel.rows; x++) requireLaw(caller, `kernel row ${x}`, kernel.row(x));
}
