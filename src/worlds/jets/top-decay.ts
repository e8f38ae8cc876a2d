/**
 * A top quark's decay t → b W, W → q q̄: two-body decays, uniform over directions in the rest
 * frame of what decays, boosted to the laboratory. Masses in GeV; b, q and q̄ have none.
 */
import type { RandomStream } from "../../numerics/index.js";
import { direction, type Momentum } from "./parton-shower.js";

export const TOP_MASS = 172.8;
export const W_MASS = 80.4;

/** The momenta of b, q and q̄ of a top with the given momentum: they add up to it. */
export function topDecay(top: Momentum, random: RandomStream): [Momentum, Momentum, Momentum] {
  const size = (TOP_MASS ** 2 - W_MASS ** 2) / (2 * TOP_MASS);
  const n = direction(random);
  const energyW = Math.hypot(W_MASS, size);
  const velocityW = scaled(n, -size / energyW);
  const m = direction(random);
  const quark = boosted(W_MASS / 2, scaled(m, W_MASS / 2), velocityW);
  const antiquark = boosted(W_MASS / 2, scaled(m, -W_MASS / 2), velocityW);
  const velocity = scaled(top, 1 / Math.hypot(TOP_MASS, ...top));
  return [
    boosted(size, scaled(n, size), velocity),
    boosted(Math.hypot(...quark), quark, velocity),
    boosted(Math.hypot(...antiquark), antiquark, velocity),
  ];
}

function scaled(p: Momentum, factor: number): Momentum {
  return [p[0] * factor, p[1] * factor, p[2] * factor];
}

/** p' = p + ((γ − 1) (β · p) / β² + γ E) β. */
function boosted(energy: number, p: Momentum, velocity: Momentum): Momentum {
  const square = velocity[0] ** 2 + velocity[1] ** 2 + velocity[2] ** 2;
  if (square === 0) return p;
  const gamma = 1 / Math.sqrt(1 - square);
  const along = velocity[0] * p[0] + velocity[1] * p[1] + velocity[2] * p[2];
  const factor = ((gamma - 1) * along) / square + gamma * energy;
  return [p[0] + factor * velocity[0], p[1] + factor * velocity[1], p[2] + factor * velocity[2]];
}
