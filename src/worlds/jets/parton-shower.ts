/**
 * A parton that radiates: splittings ordered by angle, as in a toy of quantum chromodynamics.
 *
 *   next angle     θ' = θ u^(1/a), a = 0.17 C ln e        (Sudakov: no splitting between θ and θ')
 *   share          z log-uniform in [z₀, 1 − z₀], z₀ = min(0.45, 1.5 / e)
 *   kick           k = z (1 − z) e θ', across the parton's direction
 *   daughters      z p + k n, (1 − z) p − k n, both massless
 *
 * | symbol | name here | unit                                                          |
 * | p      | momentum  | GeV                                                           |
 * | e      | energy    | |p|, GeV; below 3 nothing splits                              |
 * | θ      | angle     | radians in the laboratory; below 0.012 nothing splits         |
 * | C      | colour    | 1 for quarks, 2.25 = C_A / C_F for gluons                     |
 *
 * Law: the momenta of the constituents add up to the parton's. Their energies do not: the jet has
 * the mass of its spread.
 */
import type { RandomStream } from "../../numerics/index.js";

export type Momentum = readonly [x: number, y: number, z: number];

/** GeV. */
const LEAST_ENERGY = 3;
/** Radians. */
const LEAST_ANGLE = 0.012;
const COUPLING = 0.17;

export interface Parton {
  readonly momentum: Momentum;
  /** Largest angle of its first splitting. */
  readonly angle: number;
  readonly colour: number;
}

/** Momenta of the massless constituents that a parton ends as, one or more. */
export function partonShower(parton: Parton, random: RandomStream): Momentum[] {
  const constituents: Momentum[] = [];
  const waiting: Parton[] = [parton];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const pair = split(next, random);
    if (pair === undefined) constituents.push(next.momentum);
    else waiting.push(...pair);
  }
  return constituents;
}

function split(parton: Parton, random: RandomStream): [Parton, Parton] | undefined {
  const { momentum: p, angle, colour } = parton;
  const energy = Math.hypot(...p);
  if (energy < LEAST_ENERGY || angle < LEAST_ANGLE) return undefined;
  const next = angle * random.uniform() ** (1 / (COUPLING * colour * Math.log(energy)));
  if (next < LEAST_ANGLE) return undefined;
  const least = Math.min(0.45, 1.5 / energy);
  const share = least * ((1 - least) / least) ** random.uniform();
  const kick = share * (1 - share) * energy * next;
  const across = directionAcross(p, energy, random);
  const daughter = (part: number, sign: number): Parton => ({
    momentum: [
      part * p[0] + sign * kick * across[0],
      part * p[1] + sign * kick * across[1],
      part * p[2] + sign * kick * across[2],
    ],
    angle: next,
    colour,
  });
  return [daughter(share, 1), daughter(1 - share, -1)];
}

/** A uniform direction of space. */
export function direction(random: RandomStream): Momentum {
  const height = 2 * random.uniform() - 1;
  const turn = 2 * Math.PI * random.uniform();
  const radius = Math.sqrt(1 - height * height);
  return [radius * Math.cos(turn), radius * Math.sin(turn), height];
}

/** A uniform direction at right angles to p. */
function directionAcross(p: Momentum, length: number, random: RandomStream): Momentum {
  for (;;) {
    const any = direction(random);
    const along = (any[0] * p[0] + any[1] * p[1] + any[2] * p[2]) / (length * length);
    const across = [any[0] - along * p[0], any[1] - along * p[1], any[2] - along * p[2]] as const;
    const size = Math.hypot(...across);
    if (size > 1e-6) return [across[0] / size, across[1] / size, across[2] / size];
  }
}
