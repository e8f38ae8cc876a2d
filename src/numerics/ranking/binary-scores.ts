/** What a score says of two classes, in the numbers that classifiers are compared by. */
import { ShapeError } from "../../errors.js";
import { areaUnderCurve, backgroundRejection } from "./receiver-operating-curve.js";

export interface BinaryScores {
  /** Share of samples on their side of 0. */
  readonly accuracy: number;
  readonly areaUnderCurve: number;
  /** 1 / (share of background kept) where 30 % and 50 % of the signal are. */
  readonly rejectionAt30: number;
  readonly rejectionAt50: number;
}

/**
 * @param scores such as logits: signal above 0
 * @param labels 1 for signal, 0 for background
 * @throws ShapeError for other numbers of labels; DomainError for NaN, or one class alone
 */
export function binaryScores(scores: ArrayLike<number>, labels: ArrayLike<number>): BinaryScores {
  if (scores.length !== labels.length) {
    throw new ShapeError(
      `binaryScores: got ${scores.length} scores and ${labels.length} labels; expected as many.`,
    );
  }
  const all = Array.from(scores);
  const [background, signal] = [0, 1].map((label) => all.filter((_, k) => labels[k] === label));
  const right = all.filter((score, k) => Number(score > 0) === labels[k]).length;
  return {
    accuracy: right / all.length,
    areaUnderCurve: areaUnderCurve(signal, background),
    rejectionAt30: backgroundRejection(signal, background, 0.3),
    rejectionAt50: backgroundRejection(signal, background, 0.5),
  };
}
