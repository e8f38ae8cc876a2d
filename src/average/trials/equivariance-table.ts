/** Equivariance errors of several networks, each made equivariant in several ways or not at all. */
import type { RandomStream } from "../../numerics/index.js";
import type { Precision } from "../minimal/index.js";
import { equivarianceTrials, type Rows, type TrialErrors } from "./equivariance-trials.js";
import type { DrawMotion } from "./motion.js";

/** A network with weights drawn from the stream. */
export type DrawNetwork<Data extends Rows> = (random: RandomStream) => (input: Data) => Data;

/** What is done to a network, such as `average` over a frame for data of this precision. */
export type Wrapping<Data extends Rows> = (
  network: (input: Data) => Data,
  precision: Precision,
  random: RandomStream,
) => (input: Data) => Data;

export interface EquivarianceSetting<Data extends Rows> {
  /** Such as "SO(6)". */
  readonly setting: string;
  readonly networks: Readonly<Record<string, DrawNetwork<Data>>>;
  input(random: RandomStream): Data;
  readonly motion: DrawMotion<Data>;
  readonly methods: Readonly<Record<string, Wrapping<Data>>>;
}

export interface EquivarianceCell extends TrialErrors {
  readonly setting: string;
  readonly method: string;
  readonly network: string;
  /** Whether the data were rounded to Float32, as the method was told. */
  readonly rounded: boolean;
}

/**
 * One cell for each method, network and precision. All methods see the same inputs, networks and
 * elements. @throws as `equivarianceTrials`
 */
export function equivarianceTable<Data extends Rows>(
  { setting, networks, input, motion, methods }: EquivarianceSetting<Data>,
  options: { readonly random: RandomStream; readonly trials?: number },
): EquivarianceCell[] {
  const { trials } = options;
  return Object.entries(methods).flatMap(([method, wrap]) =>
    Object.entries(networks).flatMap(([network, draw]) =>
      [false, true].map((rounded) => {
        const precision = rounded ? "single" : "double";
        const model = (random: RandomStream) =>
          wrap(draw(random.split("network")), precision, random.split("method"));
        const random = options.random.split(setting).split(network);
        const found = equivarianceTrials({ input, motion, model }, { random, trials, rounded });
        return { setting, method, network, rounded, ...found };
      }),
    ),
  );
}
