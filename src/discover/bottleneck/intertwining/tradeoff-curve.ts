/**
 * The whole curve I(λ) = min { I_κ(A;T) : D(κp‖κq) ≥ λ }, convex from (0, 0) to (D(p‖q), H(R)).
 * Each solution at β gives a point of it and a line below it, λ ↦ min L_β + β λ; chords are above
 * it. Where chord and lines are furthest apart, the next β is the slope of the chord.
 *
 * | symbol | name here  | meaning                                         |
 * | I(λ)   | rate       | between lower(λ) and upper(λ), nats             |
 * | β      | beta       | slope of the curve at a point                   |
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
  /** A bound of I(λ) from below, by lines. @throws DomainError for λ outside [0, D(p‖q)] */
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
    const beta = (right.rate - left.rate) / (right.relevance - left.relevance);
    const middle = solveLetters(letters, beta, { signal, from: left });
    done++;
    onProgress?.({ done, error: segment.error });
    if (middle.relevance > left.relevance && middle.relevance < right.relevance) {
      open.push(segmentOf(left, middle), segmentOf(middle, right));
      continue;
    }
    straightPieces.push({ fromRelevance: left.relevance, toRelevance: right.relevance, beta });
    const line = middle.objective - middle.gap;
    const error = Math.min(segment.error, Math.max(left.rate - beta * left.relevance - line, 0));
    settled.push({ left, right, error });
  }
  const segments = [...settled, ...open].sort((a, b) => a.left.relevance - b.left.relevance);
  const points = [first, ...segments.map(({ right }) => right)];
  return {
    points,
    error: segments.reduce((error, segment) => Math.max(error, segment.error), 0),
    straightPieces,
    lower: (relevance) => lowerBound(points, requireRelevance(relevance, last.relevance)),
    upper: (relevance) => upperBound(points, requireRelevance(relevance, last.relevance)),
  };
}

/** The two lines meet under the chord; their distance there is the largest. */
function segmentOf(left: IntertwiningSolution, right: IntertwiningSolution): Segment {
  const chord = (right.rate - left.rate) / (right.relevance - left.relevance);
  const intercept = left.objective - left.gap;
  let meeting = right.relevance;
  if (right.beta < Number.POSITIVE_INFINITY) {
    meeting = (right.objective - right.gap - intercept) / (left.beta - right.beta);
    meeting = Math.min(Math.max(meeting, left.relevance), right.relevance);
  }
  const above = left.rate + chord * (meeting - left.relevance);
  const below = lowerBound([left, right], meeting);
  return { left, right, error: Math.max(above - below, 0) };
}

function lowerBound(points: readonly IntertwiningSolution[], relevance: number): number {
  let best = 0;
  for (const { beta, objective, gap } of points) {
    if (beta < Number.POSITIVE_INFINITY) best = Math.max(best, objective - gap + beta * relevance);
  }
  return best;
}

function upperBound(points: readonly IntertwiningSolution[], relevance: number): number {
  const right = points.findIndex((point) => point.relevance >= relevance);
  if (right <= 0) return points[Math.max(right, 0)].rate;
  const a = points[right - 1];
  const b = points[right];
  const share = (relevance - a.relevance) / (b.relevance - a.relevance);
  return (1 - share) * a.rate + share * b.rate;
}

function requireRelevance(relevance: number, full: number): number {
  if (!(relevance >= 0 && relevance <= full)) {
    throw new DomainError(
      `tradeoffCurve: the relevance is ${relevance}; expected a number from 0 to D(p‖q) = ${full} nats.`,
    );
  }
  return relevance;
}
