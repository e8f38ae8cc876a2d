/**
 * The whole curve I(λ) = min { I_κ(A;T) : D(κp‖κq) ≥ λ }, convex from (0, 0) to (D(p‖q), H(R)).
 * Each solution at β gives a point of it and a line below it, λ ↦ min L_β + β λ; chords are above
 * it. Where chord and lines are furthest apart, the next β is the slope of the chord.
 *
 * | symbol | name here  | meaning                                         |
 * | I(λ)   | rate       | between lower(λ) and upper(λ), nats             |
 * | β      | beta       | slope of the curve at a point                   |
 * | D − λ  | loss       | tells points apart that λ, rounded, does not: β rises to 10¹⁵ |
 */
import { AbortedError, DomainError } from "../../../errors.js";
import { interruptSignal } from "../../../interrupt.js";
import type { IntertwiningSolution } from "../intertwining-types.js";
import { criticalBetaOf } from "./critical-beta.js";
import { fullInformation } from "./full-information.js";
import { type LevelLaws, lettersOf } from "./letters.js";
import { solveLetters } from "./solve.js";

export interface CurvePiece {
  readonly fromRelevance: number;
  readonly toRelevance: number;
  /** Its slope. */
  readonly beta: number;
}

export interface TradeoffCurve {
  /** From the one symbol to the level sets, relevance ascending. */
  readonly points: readonly IntertwiningSolution[];
  /** upper − lower is nowhere larger. */
  readonly error: number;
  /**
   * Pieces that no β divides: jumps of the relevance. The optimal law of symbols is unique at each
   * β and depends on it continuously, so that there are none; the list shows it of this curve.
   */
  readonly straightPieces: readonly CurvePiece[];
  /**
   * A bound of I(λ) from below, by lines. Where the curve is steep λ itself is a rounded number: its
   * last digit moves the bounds by β ulp(λ). @throws DomainError for λ outside [0, D(p‖q)]
   */
  lower(relevance: number): number;
  /** A bound of I(λ) from above, by chords. @throws DomainError for λ outside [0, D(p‖q)] */
  upper(relevance: number): number;
}

export interface CurveOptions {
  /** Largest difference of the bounds in nats; 1e-4 by default. */
  readonly tolerance?: number;
  /** Most solutions; 2000 by default. Where they do not suffice, `error` says so. */
  readonly most?: number;
  readonly signal?: AbortSignal;
  onProgress?(progress: { done: number; error: number }): void;
}

interface Segment {
  readonly left: IntertwiningSolution;
  readonly right: IntertwiningSolution;
  readonly error: number;
}

/** @throws DomainError for a tolerance that is not positive, and as `iibSolve`; AbortedError */
export function tradeoffCurve(levels: LevelLaws, options: CurveOptions = {}): TradeoffCurve {
  const { tolerance = 1e-4, most = 2000, signal = interruptSignal(), onProgress } = options;
  if (!(tolerance > 0)) {
    throw new DomainError(
      `tradeoffCurve: the tolerance is ${tolerance}; expected a positive number of nats.`,
    );
  }
  if (!(most >= 1)) {
    throw new DomainError(
      `tradeoffCurve: most is ${most}; expected a number of solutions, 1 or more.`,
    );
  }
  const letters = lettersOf(levels, "tradeoffCurve");
  const last = fullInformation(levels);
  const critical = criticalBetaOf(letters).exact;
  const first =
    critical < Number.POSITIVE_INFINITY
      ? solveLetters(letters, critical * (1 - 1e-9), { signal })
      : last;
  const settled: Segment[] = [];
  const straightPieces: CurvePiece[] = [];
  const open = last.relevance > first.relevance ? [segmentOf(first, last)] : [];
  let done = 0;
  while (open.length > 0 && done < most) {
    const widest = open.reduce((a, b, i) => (b.error > open[a].error ? i : a), 0);
    const [segment] = open.splice(widest, 1);
    if (segment.error <= tolerance) {
      settled.push(segment);
      continue;
    }
    if (signal?.aborted) {
      throw new AbortedError(
        `tradeoffCurve: stopped by the caller with ${done} solutions, bounds ${segment.error} apart.`,
      );
    }
    const { left, right } = segment;
    const beta = (right.rate - left.rate) / (left.loss - right.loss);
    const middle = solveLetters(letters, beta, { signal, from: left });
    done++;
    onProgress?.({ done, error: segment.error });
    if (middle.loss < left.loss && middle.loss > right.loss) {
      open.push(segmentOf(left, middle), segmentOf(middle, right));
      continue;
    }
    straightPieces.push({ fromRelevance: left.relevance, toRelevance: right.relevance, beta });
    const error = Math.min(segment.error, Math.max(left.rate - lineAt(middle, left.loss), 0));
    settled.push({ left, right, error });
  }
  const segments = [...settled, ...open].sort((a, b) => b.left.loss - a.left.loss);
  const points = [first, ...segments.map(({ right }) => right)];
  return {
    points,
    error: segments.reduce((error, segment) => Math.max(error, segment.error), 0),
    straightPieces,
    lower: (relevance) => lowerBound(points, lossAt(relevance, last.relevance)),
    upper: (relevance) => upperBound(points, lossAt(relevance, last.relevance)),
  };
}

/** The two lines meet under the chord; their distance there is the largest. */
function segmentOf(left: IntertwiningSolution, right: IntertwiningSolution): Segment {
  let meeting = right.loss;
  if (right.beta < Number.POSITIVE_INFINITY) {
    const apart = lineAt(right, right.loss) - lineAt(left, right.loss);
    meeting = right.loss + apart / (right.beta - left.beta);
    meeting = Math.min(Math.max(meeting, right.loss), left.loss);
  }
  const above = chordAt(left, right, meeting);
  const below = lowerBound([left, right], meeting);
  return { left, right, error: Math.max(above - below, 0) };
}

/** No code with this loss has a smaller rate. */
function lineAt({ rate, beta, gap, loss }: IntertwiningSolution, at: number): number {
  return rate - gap + beta * (loss - at);
}

function chordAt(left: IntertwiningSolution, right: IntertwiningSolution, loss: number): number {
  const share = (left.loss - loss) / (left.loss - right.loss);
  return (1 - share) * left.rate + share * right.rate;
}

function lowerBound(points: readonly IntertwiningSolution[], loss: number): number {
  let best = 0;
  for (const point of points) {
    if (point.beta < Number.POSITIVE_INFINITY) best = Math.max(best, lineAt(point, loss));
  }
  return best;
}

function upperBound(points: readonly IntertwiningSolution[], loss: number): number {
  const right = points.findIndex((point) => point.loss <= loss);
  if (right <= 0) return points[Math.max(right, 0)].rate;
  return chordAt(points[right - 1], points[right], loss);
}

/** D − λ. */
function lossAt(relevance: number, full: number): number {
  if (!(relevance >= 0 && relevance <= full)) {
    throw new DomainError(
      `tradeoffCurve: the relevance is ${relevance}; expected a number from 0 to D(p‖q) = ${full} nats.`,
    );
  }
  return full - relevance;
}
