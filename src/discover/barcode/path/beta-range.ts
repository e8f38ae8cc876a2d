/**
 * From where to where a path of codes is worth following: from one symbol for all pairs to where the
 * parts are the levels, or the group has long been the channel's own.
 */
import { DomainError } from "../../../errors.js";
import type { PathSampler } from "./path-sampler.js";

/** The factor from one trial to the next. */
const STRIDE = 4;
/** So many strides with the exact group end the search: levels that no symmetry tells apart may be arbitrarily close. */
const SETTLED = 3;
/** Beyond these the path is not followed. */
export const LEAST_BETA = 1e-9;
export const LARGEST_BETA = 1e13;

export type BetaRange = readonly [from: number, to: number];

/** @throws DomainError unless 0 < from < to < Infinity */
export function requireBetaRange(caller: string, [from, to]: BetaRange): void {
  if (from > 0 && from < to && to < Number.POSITIVE_INFINITY) return;
  throw new DomainError(
    `${caller}: betaRange is [${from}, ${to}]; expected 0 < from < to, both finite.`,
  );
}

/**
 * @param exact the number of the channel's own group
 * @param last where to end, when that is known
 * @throws DomainError unless `last` is > 0 and finite
 */
export function betaRange(sampler: PathSampler, exact: number, last?: number): BetaRange {
  if (last === undefined) {
    const from = oneSymbolEnd(sampler, 1);
    return [from, settledEnd(sampler, from, exact)];
  }
  if (!(last > 0 && last < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`symmetryBarcode: largestBeta is ${last}; expected a finite number > 0.`);
  }
  return [oneSymbolEnd(sampler, Math.min(1, last / STRIDE)), last];
}

/** A β with one symbol, less than a stride below where there are two; or `begin` when it has one. */
function oneSymbolEnd(sampler: PathSampler, begin: number): number {
  let beta = begin;
  while (beta > LEAST_BETA && sampler.at(beta).point.symbols > 1) beta /= STRIDE;
  return beta;
}

function settledEnd(sampler: PathSampler, from: number, exact: number): number {
  let settled = 0;
  let beta = from * STRIDE;
  for (; beta < LARGEST_BETA; beta *= STRIDE) {
    const { point, group } = sampler.at(beta);
    if (point.parts === sampler.levels.levels) return beta * STRIDE;
    settled = group === exact && point.parts > 1 ? settled + 1 : 0;
    if (settled > SETTLED) break;
  }
  return beta;
}
