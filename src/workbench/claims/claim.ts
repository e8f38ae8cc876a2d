/**
 * A claim of a paper, beside what was measured here. The tolerance is fixed
 * before the run; the verdict follows from it and from nothing else.
 */

/** How large a run is: a smoke test, what a laptop does in minutes, the paper's own size. */
export type Profile = "smoke" | "cpu" | "paper";

export const profiles: readonly Profile[] = ["smoke", "cpu", "paper"];

/** What was measured; the interval is over seeds. */
export interface Measured {
  value: number;
  interval?: readonly [low: number, high: number];
  unit?: string;
}

/** When a measured value counts as the paper's. */
export type Tolerance =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly between: readonly [low: number, high: number] }
  | { readonly equals: number; readonly within: number };

export type Verdict = "holds" | "fails" | "differs" | "not obtainable" | "not judged";

/** A row of the ledger. */
export interface Claim {
  id: string;
  /** Where in the paper: theorem, equation, figure or table. */
  where: string;
  statement: string;
  /** The paper's value, as it gives it. */
  paper: number | string;
  /** null where nothing could be measured, or the value was no finite number. */
  measured: { value: number | null; interval?: readonly [number, number]; unit?: string } | null;
  tolerance: Tolerance | null;
  verdict: Verdict;
  /** Why it differs, is not obtainable or was not judged. */
  reason?: string;
  /** An exact law, which holds at every size and is judged in `smoke` too. */
  exact: boolean;
  profile: Profile;
  seeds: readonly number[];
  device: string;
  seconds: number;
}

/** The claims of one paper. */
export interface ClaimSet {
  paper: string;
  claims: Claim[];
  /** Values that the run was given instead of the notebook's own, beside profile and seed. */
  parameters?: Readonly<Record<string, unknown>>;
}

/** The media type under which a notebook shows a ClaimSet. */
export const claimsMimeType = "application/vnd.intertwine.claims+json";

/** `holds`, `differs because …`, `not obtainable: …` */
export function verdictText({ verdict, reason }: Pick<Claim, "verdict" | "reason">): string {
  switch (verdict) {
    case "differs":
      return `differs because ${reason}`;
    case "not judged":
      return "not judged at this size";
    default:
      return reason === undefined ? verdict : `${verdict}: ${reason}`;
  }
}
