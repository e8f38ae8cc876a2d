/** A training's history as the selection saw it: at each record, the measurements of the best one up to there. */
import { DomainError } from "../../../errors.js";
import type { ProgramRecord } from "./saved-state.js";

/**
 * One for each record: its step, and the measurements of the record with the least `select` so far.
 * @throws DomainError for a measurement that was not recorded
 */
export function bestSoFar(history: readonly ProgramRecord[], select: string): ProgramRecord[] {
  let best: ProgramRecord | undefined;
  return history.map((record) => {
    const value = record.measures[select];
    if (value === undefined) {
      throw new DomainError(
        `bestSoFar: got "${select}"; recorded are ${Object.keys(record.measures).join(", ") || "no measurements"}.`,
      );
    }
    if (best === undefined || value < best.measures[select]) best = record;
    return { ...best, step: record.step };
  });
}
