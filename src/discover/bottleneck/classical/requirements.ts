/** What the classical bottlenecks ask of their arguments. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { Vector } from "../../../numerics/index.js";
import type { Channel } from "../../channel/channel.js";
import { normalisedLaw } from "../../channel/laws.js";

/** @throws DomainError for β ≤ 0, NaN or Infinity */
export function requireBeta(caller: string, beta: number): void {
  if (!(beta > 0 && beta < Infinity)) {
    throw new DomainError(`${caller}: β is ${beta}; expected a finite number above 0.`);
  }
}

/** A copy that sums to one. @throws ShapeError for an empty law, DomainError for one that is no law */
export function requireLaw(caller: string, name: string, law: ArrayLike<number>): Vector {
  if (law.length === 0) {
    throw new ShapeError(`${caller}: ${name} is empty; expected at least one letter.`);
  }
  return normalisedLaw(caller, name, law, law.length);
}

/** Channels made by hand are checked like those that `channel` makes. @throws ShapeError, DomainError */
export function requireChannel(caller: string, { kernel, inputLaw }: Channel): void {
  requireLaw(caller, "inputLaw", inputLaw);
  if (kernel.rows !== inputLaw.length) {
    throw new ShapeError(
      `${caller}: the kernel has ${kernel.rows} rows for ${inputLaw.length} inputs; expected one row for each.`,
    );
  }
  for (let x = 0; x < kernel.rows; x++) requireLaw(caller, `row ${x} of the kernel`, kernel.row(x));
}
