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
import type { Vector } from "../../numerics/index.js";

export interface LevelSets {
  /** \|X\|. */
  readonly inputs: number;
  /** \|Y\|. */
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
}
