/**
 * The five charged bodies that papers on equivariant networks share (Satorras, Hoogeboom and Welling,
 * 2021): NumPy's generator with the seed 43 draws 10,000 sequences to train on, then 2000 to
 * validate and 2000 to test, each its charges, places, velocities, and 49 frames of noise of size zero.
 *
 * Law: the starts are the published ones to the last bits of log; the motion is `ChargedBodies`'.
 */
import { setImmediate } from "node:timers/promises";
import { AbortedError, DomainError } from "../../errors.js";
import { interruptSignal } from "../../interrupt.js";
import { MersenneTwister } from "../../numerics/index.js";
import { type BodySequences, sequencesFrom } from "./body-sequences.js";
import { ChargedBodies } from "./charged-bodies.js";
import type { BodyControl } from "./generate-bodies.js";

const SEED = 43;
const PARTS = [
  ["train", 10_000],
  ["validation", 2000],
  ["test", 2000],
] as const;
const [BODIES, DIMENSION, FRAMES, SPEED] = [5, 3, 49, 0.5];
/** Sequences between two looks at the signal, about a tenth of a second. */
const SHARE = 100;

export type PublishedPart = (typeof PARTS)[number][0];

/**
 * The first so many sequences of each part, from frame 30 to frame 40. 3000, 2000 and 2000 take
 * about eight seconds.
 * @throws DomainError for more than were published; AbortedError
 */
export async function publishedBodySequences(
  counts: Readonly<Record<PublishedPart, number>>,
  { signal = interruptSignal(), onProgress }: Omit<BodyControl, "workers"> = {},
): Promise<Record<PublishedPart, BodySequences>> {
  for (const [part, published] of PARTS) requireCount(part, counts[part], published);
  const random = new MersenneTwister(SEED);
  const total = PARTS.reduce((sum, [part]) => sum + counts[part], 0);
  const found: Partial<Record<PublishedPart, BodySequences>> = {};
  let done = 0;
  for (const [part, published] of PARTS) {
    const starts = Array.from({ length: counts[part] }, () => nextStart(random));
    const isLast = done + starts.length === total;
    for (let s = starts.length; s < published && !isLast; s++) nextStart(random);
    const shares: BodySequences[] = [];
    for (let first = 0; first < starts.length; first += SHARE) {
      if (signal?.aborted) {
        throw new AbortedError(
          `publishedBodySequences: stopped with ${done} of ${total} sequences; nothing was kept.`,
          { cause: signal.reason },
        );
      }
      const share = starts.slice(first, first + SHARE);
      shares.push(sequencesFrom({}, share.length, (s) => share[s]));
      done += share.length;
      onProgress?.({ done, total });
      await setImmediate();
    }
    found[part] = joined(shares, starts.length);
  }
  return found as Record<PublishedPart, BodySequences>;
}

/** NumPy draws arrays of 3 × 5: all first coordinates, then all second ones. */
function nextStart(random: MersenneTwister): ChargedBodies {
  const charges = Float64Array.from({ length: BODIES }, () => (random.uniform() < 0.5 ? -1 : 1));
  const positions = points(random);
  const velocities = points(random);
  for (let i = 0; i < BODIES; i++) {
    const velocity = velocities.subarray(i * DIMENSION, (i + 1) * DIMENSION);
    const norm = Math.sqrt(velocity.reduce((sum, v) => sum + v * v, 0));
    for (let k = 0; k < DIMENSION; k++) velocity[k] *= SPEED / norm;
  }
  for (let k = 0; k < 2 * FRAMES * BODIES * DIMENSION; k++) random.normal();
  return new ChargedBodies(charges, positions, velocities);
}

function points(random: MersenneTwister): Float64Array {
  const out = new Float64Array(BODIES * DIMENSION);
  for (let k = 0; k < DIMENSION; k++) {
    for (let i = 0; i < BODIES; i++) out[i * DIMENSION + k] = random.normal();
  }
  return out;
}

function joined(shares: readonly BodySequences[], sequences: number): BodySequences {
  const all = (name: "charges" | "positions" | "velocities" | "targets") => {
    const out = new Float64Array(shares.reduce((sum, share) => sum + share[name].length, 0));
    let at = 0;
    for (const share of shares) {
      out.set(share[name], at);
      at += share[name].length;
    }
    return out;
  };
  return {
    ...{ sequences, bodies: BODIES, dimension: DIMENSION },
    charges: all("charges"),
    positions: all("positions"),
    velocities: all("velocities"),
    targets: all("targets"),
    clippedSteps: Int32Array.from(shares.flatMap(({ clippedSteps }) => [...clippedSteps])),
  };
}

function requireCount(part: PublishedPart, count: number, published: number): void {
  if (Number.isInteger(count) && count >= 0 && count <= published) return;
  throw new DomainError(
    `publishedBodySequences: got ${count} sequences of "${part}"; expected a whole number from 0 to ${published}, as many as were published.`,
  );
}
