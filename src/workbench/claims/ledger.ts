/**
 * The ledger that a notebook keeps:
 *
 *     const ledger = claims("mean-field-symmetries", { profile, seed });
 *     ledger.check({ id: "C3", where: "Theorem 4.3", statement: "…",
 *       paper: 0, measured: largest, tolerance: { atMost: 1e-20 }, exact: true });
 *     ledger.show();
 *
 * A claim that fails is a result: it is shown as failing, and the notebook
 * goes on.
 */
import { DomainError } from "../../errors.js";
import { device as thisDevice } from "../device.js";
import { display } from "../display/index.js";
import {
  type Claim,
  type ClaimSet,
  claimsMimeType,
  type Measured,
  type Profile,
  profiles,
  type Tolerance,
} from "./claim.js";
import { checkTolerance, within } from "./judge.js";
import { claimsMarkdown, claimsText } from "./table.js";

export interface LedgerOptions {
  profile: Profile;
  /** The seed of the run, or the seeds over which it measured. */
  seed: number | readonly number[];
  /** What it ran on; this machine's processor when left out. */
  device?: string;
}

export interface ClaimCheck {
  id: string;
  where: string;
  statement: string;
  paper: number | string;
  /** The value is judged; the interval says how sure it is. */
  measured: number | Measured;
  /** Fixed before the run. */
  tolerance: Tolerance;
  /** An exact law, judged at every size; otherwise `smoke` does not judge it. */
  exact?: boolean;
  /** The known reason for which the value may lie outside the tolerance. */
  differsBecause?: string;
  /** Seconds that it took; those since the last claim when left out. */
  seconds?: number;
}

/** A claim that cannot be measured here. */
export interface UnobtainableClaim {
  id: string;
  where: string;
  statement: string;
  paper: number | string;
  why: string;
}

/** An empty ledger for `paper`, the name of its notebook. */
export function claims(paper: string, options: LedgerOptions): ClaimLedger {
  return new ClaimLedger(paper, options);
}

export class ClaimLedger {
  readonly paper: string;
  private readonly rows = new Map<string, Claim>();
  private readonly common: Pick<Claim, "profile" | "seeds" | "device">;
  private last = performance.now();

  constructor(paper: string, { profile, seed, device }: LedgerOptions) {
    if (!/^[\w-]+$/.test(paper)) {
      throw new DomainError(`claims: got the paper "${paper}"; expected letters, digits and -.`);
    }
    if (!profiles.includes(profile)) {
      throw new DomainError(
        `claims: got the profile "${profile}"; expected ${profiles.map((p) => `"${p}"`).join(", ")}.`,
      );
    }
    const seeds = typeof seed === "number" ? [seed] : [...seed];
    if (seeds.length === 0 || !seeds.every(Number.isFinite)) {
      throw new DomainError(`claims: got the seed ${seed}; expected a number or numbers.`);
    }
    this.paper = paper;
    this.common = { profile, seeds, device: device ?? processor() };
  }

  /** Judges one claim and writes its row; a row of the same id is replaced. */
  check(input: ClaimCheck): Claim {
    const { id, tolerance, exact = false, differsBecause } = input;
    checkTolerance(id, tolerance);
    const { value, interval, unit }: Measured =
      typeof input.measured === "number" ? { value: input.measured } : input.measured;
    const finite = Number.isFinite(value);
    return this.write({
      ...this.described(input),
      measured: {
        value: finite ? value : null,
        ...(interval && { interval: [interval[0], interval[1]] }),
        ...(unit && { unit }),
      },
      tolerance,
      exact,
      ...(!finite
        ? { verdict: "fails", reason: `the measured value is ${value}` }
        : this.common.profile === "smoke" && !exact
          ? { verdict: "not judged" }
          : within(value, tolerance)
            ? { verdict: "holds" }
            : differsBecause
              ? { verdict: "differs", reason: differsBecause }
              : { verdict: "fails" }),
      seconds: input.seconds ?? this.lap(),
    });
  }

  /** Writes the row of a claim that cannot be measured here, with the reason. */
  notObtainable(input: UnobtainableClaim): Claim {
    return this.write({
      ...this.described(input),
      measured: null,
      tolerance: null,
      exact: false,
      verdict: "not obtainable",
      reason: input.why,
      seconds: 0,
    });
  }

  /** Shows the table, and the rows for `intertwine reproduce` with it. */
  show(): void {
    display(this);
  }

  toJSON(): ClaimSet {
    return { paper: this.paper, claims: [...this.rows.values()] };
  }

  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    const set = this.toJSON();
    return {
      [claimsMimeType]: set,
      "text/markdown": claimsMarkdown(set.claims),
      "text/plain": claimsText(set.claims),
    };
  }

  private described({ id, where, statement, paper }: Omit<UnobtainableClaim, "why">) {
    for (const [name, text] of Object.entries({ id, where, statement })) {
      if (typeof text !== "string" || text.trim() === "") {
        throw new DomainError(`ledger.check: claim "${id}" has no ${name}; expected a text.`);
      }
    }
    return { id, where, statement, paper, ...this.common };
  }

  private write(claim: Claim): Claim {
    this.rows.set(claim.id, claim);
    return claim;
  }

  private lap(): number {
    const now = performance.now();
    const seconds = (now - this.last) / 1000;
    this.last = now;
    return Number(seconds.toPrecision(2));
  }
}

/** The processor's name and the number of its cores. */
function processor(): string {
  const { processor, cores } = thisDevice();
  return `${processor} × ${cores}`;
}
