/**
 * The pairs of a channel, sorted by how the law and its reference compare (arXiv 2310.16555).
 *
 * | symbol | name here  | shape                                                               |
 * | r_a    |            | p(a) / q(a)                                                         |
 * | R      | labels     | \|X\| \|Y\|, row-major: the level of each pair, 0 … L − 1, r ascending; L for impossible pairs |
 * | P_l    | P          | L, Σ p(a) over the level                                            |
 * | Q_l    | Q          | L, Σ q(a) over the level; Σ Q_l = 1 − q(impossible pairs)           |
 * | r_l    | ratios     | L, P_l / Q_l, ascending                                             |
 *
 * Everything that an intertwining bottleneck needs is in (P, Q).
 */
import { DomainError } from "../../errors.js";
import { gapClusters, Matrix, type Vector } from "../../numerics/index.js";
import type { Channel } from "./channel.js";
import { CompensatedSums } from "./compensated-sums.js";
import { pairRatios, type ReferenceLaw, referenceLaw, requireReference } from "./reference.js";
import { rowClasses } from "./row-classes.js";

export interface LevelSets {
  /** \|X\|. */
  readonly inputs: number;
  /** \|Y\|; 1 where inputs alone are encoded. */
  readonly outputs: number;
  readonly labels: Int32Array;
  /** L, the impossible pairs not counted. */
  readonly levels: number;
  readonly P: Vector;
  readonly Q: Vector;
  readonly ratios: Vector;
  /** Whether some pair has p(a) = 0; such pairs have the label L. */
  readonly hasImpossible: boolean;
  /** Consecutive log r closer than this were joined. */
  readonly tolerance: number;
  /** The least gap of log r that was kept and the widest that was joined; Infinity and 0 where there is none. */
  readonly narrowestKept: number;
  readonly widestJoined: number;
  /**
   * "pairs" unless given. With "inputs" a level is a class of equal rows, its ratio is
   * exp D(p(·|class) ‖ p_Y), and different levels may have the same one: such levels have a
   * group and a closed form at full information, but are no problem of scalar ratios.
   */
  readonly encodes?: "pairs" | "inputs";
  /** p(a), \|X\| × \|Y\|: the channel's own, where the levels are those of a channel. */
  readonly joint?: Matrix;
}

export interface LevelSetOptions {
  /** "equivariance" unless given. */
  readonly reference?: ReferenceLaw;
  /** Of log r; 1e-9 unless given, which is for probabilities that are known exactly. At least 1e-14 is taken. */
  readonly tolerance?: number;
}

/** Differences of log r up to which probabilities that are known exactly count as equal. */
export const LEVEL_TOLERANCE = 1e-9;
/** Closer ones are as rounding of P_l / Q_l has it, and would not ascend with l. */
const ROUNDING_TOLERANCE = 1e-14;

/**
 * The classes of pairs with equal p/q. O(|A| log |A|) time and some 40 bytes for each of the
 * |A| = |X| |Y| pairs: 1000 × 1000 take about half a second and 40 MB beside the channel's 16.
 * @throws ShapeError for a reference of another shape; DomainError for a reference that vanishes
 *   where the law does not, or a tolerance below 0
 */
export function levelSets(channel: Channel, options: LevelSetOptions = {}): LevelSets {
  const { reference = "equivariance", tolerance = LEVEL_TOLERANCE } = options;
  if (!(tolerance >= 0 && tolerance < Infinity)) {
    throw new DomainError(`levelSets: tolerance is ${tolerance}; expected a number from 0 on.`);
  }
  if (!(reference instanceof Matrix)) requireReference("levelSets", reference);
  const effective = Math.max(tolerance, ROUNDING_TOLERANCE);
  const levels = levelsOfPairs(channel, reference, effective);
  return reference === "invariance" ? rowClasses(channel, levels) : levels;
}

function levelsOfPairs(channel: Channel, reference: ReferenceLaw, tolerance: number): LevelSets {
  const { joint } = channel;
  const logarithms = pairRatios(channel, reference).filter((r) => r > 0);
  for (let k = 0; k < logarithms.length; k++) logarithms[k] = Math.log(logarithms[k]);
  const { classes, count, separation, spread } = gapClusters(logarithms, tolerance);
  const q = referenceLaw(channel, reference).data;
  const labels = new Int32Array(q.length).fill(count);
  const P = new CompensatedSums(count);
  const Q = new CompensatedSums(count);
  let next = 0;
  for (let a = 0; a < q.length; a++) {
    if (joint.data[a] === 0) continue;
    const label = classes[next++];
    labels[a] = label;
    P.add(label, joint.data[a]);
    Q.add(label, q[a]);
  }
  return {
    inputs: joint.rows,
    outputs: joint.columns,
    labels,
    levels: count,
    P: P.totals,
    Q: Q.totals,
    ratios: P.totals.map((mass, l) => mass / Q.totals[l]),
    hasImpossible: next < q.length,
    tolerance,
    narrowestKept: separation,
    widestJoined: spread,
    joint,
  };
}
