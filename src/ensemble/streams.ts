/** What a run draws from, each purpose from a stream of its own. */
import { RandomStream } from "../numerics/index.js";

export type EnsembleStreams = Record<
  "start" | "data" | "augmentation" | "noise" | "evaluation",
  RandomStream
>;

/** The streams of a seed: the same for every scheme, and independent of N. */
export function ensembleStreams(seed: number): EnsembleStreams {
  const root = RandomStream.fromSeed(seed).split("ensemble");
  return {
    start: root.split("start"),
    data: root.split("data"),
    augmentation: root.split("augmentation"),
    noise: root.split("noise"),
    evaluation: root.split("evaluation"),
  };
}
