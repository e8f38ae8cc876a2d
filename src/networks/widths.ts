/** The widths w_0 … w_L of a perceptron: inputs, hidden widths, outputs. */
import { DomainError } from "../errors.js";

/** The kernel's limit. */
const MOST_LAYERS = 32;

/** @throws DomainError unless there are two widths or more, all of them whole and positive */
export function requireWidths(caller: string, widths: readonly number[]): void {
  const wrong = widths.findIndex((width) => !Number.isSafeInteger(width) || width < 1);
  if (wrong >= 0) {
    throw new DomainError(
      `${caller}: widths[${wrong}] is ${widths[wrong]}; expected whole numbers from 1 on.`,
    );
  }
  if (widths.length < 2 || widths.length > MOST_LAYERS + 1) {
    throw new DomainError(
      `${caller}: got ${widths.length} widths; expected inputs, hidden widths and outputs, 2 to ${MOST_LAYERS + 1} numbers.`,
    );
  }
}

/** Number of parameters of a perceptron: Σ (w_(l−1) + 1) w_l. */
export function parameterCount(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, width, l) => sum + (widths[l] + 1) * width, 0);
}
