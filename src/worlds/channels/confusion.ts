/** How often a classifier says what about which class. */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import { requireSize } from "./channel-arguments.js";
import type { NamedCounts } from "./letter-pairs.js";

/**
 * counts(label, prediction).
 * @param classes how many there are, or their names
 * @throws ShapeError for other numbers of labels and predictions; DomainError for a class that is none
 */
export function confusionCounts(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number | readonly string[],
): NamedCounts {
  const names =
    typeof classes === "number"
      ? Array.from({ length: classes }, (_, k) => String(k))
      : [...classes];
  requireSize("confusionCounts", "the number of classes", names.length);
  if (labels.length !== predictions.length) {
    throw new ShapeError(
      `confusionCounts: got ${labels.length} labels and ${predictions.length} predictions; expected one prediction for each label.`,
    );
  }
  const counts = new Matrix(names.length, names.length);
  for (let i = 0; i < labels.length; i++) {
    requireClass("labels", i, labels[i], names.length);
    requireClass("predictions", i, predictions[i], names.length);
    counts.data[labels[i] * names.length + predictions[i]] += 1;
  }
  return { counts, inputNames: names, outputNames: names };
}

function requireClass(argument: string, i: number, value: number, classes: number): void {
  if (Number.isInteger(value) && value >= 0 && value < classes) return;
  throw new DomainError(
    `confusionCounts: ${argument}[${i}] is ${value}; expected a class, 0 … ${classes - 1}.`,
  );
}
