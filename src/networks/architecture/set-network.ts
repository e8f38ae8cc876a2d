/**
 * A network on sets (Zaheer et al. 2017): ρ(Σ over the members of φ(x)), for jets of particles.
 *
 * | input   | shape, for S sets of at most V members                                  |
 * | members | S V × F                                                                 |
 * | present | S V × 1: 1 for a member, 0 for an empty place; or any weight of it      |
 * | y       | S × outputs, or S classes                                               |
 */
import { type Program, program } from "../program/index.js";
import { against, type LayerActivation, linearLayers, type Objective } from "./layers.js";

export interface SetNetworkOptions {
  /** Sets that are computed at once. */
  readonly samples: number;
  /** V and F. */
  readonly places: number;
  readonly features: number;
  /** Widths of φ; default [64, 64, 64]. */
  readonly inner?: readonly number[];
  /** Widths of ρ; default [64, 1]. */
  readonly outer?: readonly number[];
  /** Default "silu". */
  readonly activation?: LayerActivation;
  /** Default "logistic". */
  readonly objective?: Objective;
}

/** The program. @throws DomainError for sizes that are none */
export function setNetwork(options: SetNetworkOptions): Program {
  const { samples, places, features, inner = [64, 64, 64], outer = [64, 1] } = options;
  const { activation = "silu", objective = "logistic" } = options;
  const p = program(samples);
  const members = p.input("members", [samples * places, features]);
  const present = p.input("present", [samples * places, 1]);
  const each = p[activation](linearLayers(p, members, inner, activation));
  const pooled = p.blockSum(p.multiply(each, present), places);
  against(p, linearLayers(p, pooled, outer, activation), objective);
  return p;
}
