import { DataError } from "../../errors.js";
import type { Claim, ClaimSet, Verdict } from "./claim.js";

/** From the best verdict to the worst: of several seeds the worst counts. */
const order: readonly Verdict[] = ["holds", "not judged", "not obtainable", "differs", "fails"];

/**
 * One ledger from runs that differ in their seed: the mean with the smallest
 * and the largest value, the worst verdict with the seeds that have it.
 */
export function mergeSeeds(sets: readonly ClaimSet[]): ClaimSet {
  const [first, ...rest] = sets;
  const ids = first.claims.map(({ id }) => id).join(", ");
  for (const set of rest) {
    const other = set.claims.map(({ id }) => id).join(", ");
    if (set.paper !== first.paper || other !== ids) {
      throw new DataError(
        `mergeSeeds: the runs of ${first.paper} do not check the same claims: [${ids}] and ` +
          `[${other}]. A notebook must check each of its claims under every seed.`,
      );
    }
  }
  return {
    paper: first.paper,
    claims: first.claims.map((_, index) => mergeClaim(sets.map(({ claims }) => claims[index]))),
  };
}

function mergeClaim(claims: readonly Claim[]): Claim {
  const [first] = claims;
  if (claims.length === 1) {
    return first;
  }
  const worst = order[Math.max(...claims.map(({ verdict }) => order.indexOf(verdict)))];
  const having = claims.filter(({ verdict }) => verdict === worst);
  const { reason: _, ...kept } = first;
  const reason =
    worst === "fails"
      ? `under the seeds ${having.flatMap(({ seeds }) => seeds).join(", ")}`
      : having[0].reason;
  return {
    ...kept,
    measured: mergeMeasured(claims),
    verdict: worst,
    ...(reason !== undefined && { reason }),
    seeds: claims.flatMap(({ seeds }) => seeds),
    seconds: Number(claims.reduce((sum, { seconds }) => sum + seconds, 0).toPrecision(2)),
  };
}

function mergeMeasured(claims: readonly Claim[]): Claim["measured"] {
  const [{ measured }] = claims;
  const values = claims.map((claim) => claim.measured?.value ?? Number.NaN);
  if (measured === null || !values.every(Number.isFinite)) {
    return measured === null ? null : { ...measured, value: null };
  }
  return {
    ...measured,
    value: values.reduce((sum, value) => sum + value, 0) / values.length,
    interval: [Math.min(...values), Math.max(...values)],
  };
}
