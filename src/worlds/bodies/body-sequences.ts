/**
 * Sequences of charged bodies as data: where are they after so long, given where they are and how
 * they move? Each sequence depends on the seed, the part and its own number alone, so that any
 * share of a data set, made by any number of threads, has the same bits.
 *
 * Start (EGNN's): charges ±1 with probability ½, positions N(0, 1) · (n/5)^⅓, velocities of a
 * uniform direction and norm ½. Frame f is the state after 100 (f + 1) steps of 0.001, as in the
 * reference data; input and target are one unit of time apart by default (frames 30 and 40).
 */
import { DomainError } from "../../errors.js";
import { Matrix, RandomStream } from "../../numerics/index.js";
import { ChargedBodies, type ChargedBodiesOptions } from "./charged-bodies.js";

/** Steps from frame to frame. */
export const STEPS_PER_FRAME = 100;

export interface BodySequenceOptions extends ChargedBodiesOptions {
  /** A whole number; 0 unless given. */
  readonly seed?: number;
  /** Name of the part of the data, whose sequences are its own; "train" unless given. */
  readonly part?: string;
  /** n; 5 unless given. */
  readonly bodies?: number;
  /** d; 3 unless given. */
  readonly dimension?: number;
  /** 30 unless given. */
  readonly inputFrame?: number;
  /** 40 unless given. */
  readonly targetFrame?: number;
  /** Norm of the velocities at the start; ½ unless given. */
  readonly speed?: number;
}

export interface BodySequences {
  /** S, the number of sequences. */
  readonly sequences: number;
  /** n */
  readonly bodies: number;
  /** d */
  readonly dimension: number;
  /** S × n, each ±1. */
  readonly charges: Float64Array;
  /** S × n × d, at the input frame. */
  readonly positions: Float64Array;
  /** S × n × d, at the input frame. */
  readonly velocities: Float64Array;
  /** S × n × d: positions at the target frame. */
  readonly targets: Float64Array;
  /** S: steps up to the target frame in which a force was clipped, which breaks the rotations. */
  readonly clippedSteps: Int32Array;
}

/** The same in Float32, for networks on accelerators. */
export interface SingleBodySequences {
  readonly charges: Float32Array;
  readonly positions: Float32Array;
  readonly velocities: Float32Array;
  readonly targets: Float32Array;
}

export function singlePrecisionBodies(data: BodySequences): SingleBodySequences {
  return {
    charges: Float32Array.from(data.charges),
    positions: Float32Array.from(data.positions),
    velocities: Float32Array.from(data.velocities),
    targets: Float32Array.from(data.targets),
  };
}

/** One sequence as matrices of n × d, views on the data. @throws DomainError for an index outside */
export function bodySequence(
  data: BodySequences,
  index: number,
): { charges: Float64Array; positions: Matrix; velocities: Matrix; targets: Matrix } {
  const { sequences, bodies: n, dimension: d } = data;
  if (!Number.isInteger(index) || index < 0 || index >= sequences) {
    throw new DomainError(`bodySequence: got the index ${index}; expected 0 … ${sequences - 1}.`);
  }
  const cut = (values: Float64Array) =>
    new Matrix(n, d, values.subarray(index * n * d, (index + 1) * n * d));
  return {
    charges: data.charges.subarray(index * n, (index + 1) * n),
    positions: cut(data.positions),
    velocities: cut(data.velocities),
    targets: cut(data.targets),
  };
}

/** @throws DomainError */
export function requireBodyOptions(caller: string, options: BodySequenceOptions): void {
  const { bodies = 5, dimension = 3, inputFrame = 30, targetFrame = 40, speed = 0.5 } = options;
  const whole = [bodies, dimension, inputFrame, targetFrame].every(Number.isInteger);
  if (!whole || bodies < 1 || dimension < 1 || inputFrame < 0 || targetFrame < inputFrame) {
    throw new DomainError(
      `${caller}: got ${bodies} bodies in dimension ${dimension}, frames ${inputFrame} and ${targetFrame}; expected whole numbers with bodies, dimension ≥ 1 and 0 ≤ inputFrame ≤ targetFrame.`,
    );
  }
  if (!(speed >= 0 && speed < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`${caller}: speed is ${speed}; expected a finite number from 0 on.`);
  }
}

/** Sequence `index` at its start. @throws DomainError */
export function startOfSequence(options: BodySequenceOptions, index: number): ChargedBodies {
  requireBodyOptions("startOfSequence", options);
  const { seed = 0, part = "train", bodies: n = 5, dimension: d = 3, speed = 0.5 } = options;
  const stream = RandomStream.fromSeed(seed).split("charged bodies").split(part).split(index);
  const signs = stream.split("charges");
  const charges = Float64Array.from({ length: n }, () => (signs.uniform() < 0.5 ? -1 : 1));
  const scale = Math.cbrt(n / 5);
  const positions = stream.split("positions").normals(n * d);
  for (let k = 0; k < positions.length; k++) positions[k] *= scale;
  const velocities = stream.split("velocities").normals(n * d);
  for (let i = 0; i < n; i++) {
    const velocity = velocities.subarray(i * d, (i + 1) * d);
    let square = 0;
    for (const v of velocity) square += v * v;
    const factor = speed / Math.sqrt(square);
    for (let k = 0; k < d; k++) velocity[k] *= factor;
  }
  return new ChargedBodies(charges, positions, velocities, options);
}

/** Sequences first … first + count − 1 of a part. @throws DomainError */
export function bodySequencesOf(
  options: BodySequenceOptions,
  first: number,
  count: number,
): BodySequences {
  return sequencesFrom(options, count, (s) => startOfSequence(options, first + s));
}

/** `count` sequences of bodies that begin as told. @throws DomainError */
export function sequencesFrom(
  options: BodySequenceOptions,
  count: number,
  start: (index: number) => ChargedBodies,
): BodySequences {
  const { bodies: n = 5, dimension: d = 3, inputFrame = 30, targetFrame = 40 } = options;
  const data: BodySequences = {
    ...{ sequences: count, bodies: n, dimension: d },
    charges: new Float64Array(count * n),
    positions: new Float64Array(count * n * d),
    velocities: new Float64Array(count * n * d),
    targets: new Float64Array(count * n * d),
    clippedSteps: new Int32Array(count),
  };
  for (let s = 0; s < count; s++) {
    const bodies = start(s);
    data.charges.set(bodies.charges, s * n);
    bodies.advance(STEPS_PER_FRAME * (inputFrame + 1));
    data.positions.set(bodies.positions, s * n * d);
    data.velocities.set(bodies.velocities, s * n * d);
    bodies.advance(STEPS_PER_FRAME * (targetFrame - inputFrame));
    data.targets.set(bodies.positions, s * n * d);
    data.clippedSteps[s] = bodies.clippedSteps;
  }
  return data;
}

/**
 * The places of the bodies at frames 0 … frames − 1, a matrix of n × d for each.
 * @param frames 49 unless given, as many as the reference data have
 */
export function bodyTrajectory(options: BodySequenceOptions, index: number, frames = 49): Matrix[] {
  const bodies = startOfSequence(options, index);
  return Array.from({ length: frames }, () => {
    bodies.advance(STEPS_PER_FRAME);
    return new Matrix(bodies.bodies, bodies.dimension, bodies.positions.slice());
  });
}
