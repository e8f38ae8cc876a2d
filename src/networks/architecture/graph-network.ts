/**
 * A graph isomorphism network (Xu et al. 2019) as in the separation experiments of Puny et al. 2022:
 * h ← φ(W((1 + ε) h + Σ over neighbours) + b) with a trainable ε in each layer, then the sum or mean
 * over the vertices and linear layers.
 *
 * | input    | shape, for S graphs of at most V vertices and A arcs each                   |
 * | features | S V × F, rows of 0 where a graph has fewer vertices                         |
 * | sources, targets | S A rows of `features`, -1 where a graph has fewer arcs             |
 * | members  | S V: the graph that a row belongs to, -1 where there is no vertex           |
 * | y        | S × outputs, or S classes                                                   |
 *
 * `graphBatches` makes these from lists of graphs.
 */
import { type Program, program } from "../program/index.js";
import { against, type LayerActivation, linearLayers, type Objective } from "./layers.js";

export interface GraphNetworkOptions {
  /** Graphs that are computed at once. */
  readonly samples: number;
  /** V, A and F. */
  readonly vertices: number;
  readonly arcs: number;
  readonly features: number;
  /** Of the message layers; default [64, 64, 64]. */
  readonly widths?: readonly number[];
  /** Widths after pooling; default [10, 1]. */
  readonly head?: readonly number[];
  /** Default "relu". */
  readonly activation?: LayerActivation;
  /** Default "mean". */
  readonly pool?: "mean" | "sum";
  /** Default "logistic". */
  readonly objective?: Objective;
}

/** The program. @throws DomainError for sizes that are none */
export function graphNetwork(options: GraphNetworkOptions): Program {
  const { samples, vertices, arcs, features, widths = [64, 64, 64], head = [10, 1] } = options;
  const { activation = "relu", pool = "mean", objective = "logistic" } = options;
  const p = program(samples);
  const sources = p.indices("sources", samples * arcs);
  const targets = p.indices("targets", samples * arcs);
  const members = p.indices("members", samples * vertices);
  let h = p.input("features", [samples * vertices, features]);
  for (const width of widths) {
    const own = p.add(h, p.multiply(h, p.parameter([1, 1])));
    h = p[activation](p.linear(p.add(own, p.neighbourSum(h, sources, targets)), width));
  }
  const pooled =
    pool === "mean" ? p.segmentMean(h, members, samples) : p.segmentSum(h, members, samples);
  against(p, linearLayers(p, pooled, head, activation), objective);
  return p;
}
