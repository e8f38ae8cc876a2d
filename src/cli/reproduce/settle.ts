/** What the runs of a paper come to: its claims, judged, compared and recorded. */
import { join } from "node:path";
import {
  brokenClaims,
  type ClaimSet,
  claimsOfNotebook,
  claimsText,
  mergeSeeds,
  readClaims,
  removeClaims,
  writeClaims,
} from "../../workbench/claims/index.js";
import {
  checkBudget,
  type Notebook,
  withoutInjected,
  writeNotebook,
} from "../../workbench/notebook/index.js";
import { type PlannedRun, smokeRefused } from "./plan.js";

export interface SettledPaper {
  /** Every run came to its end and no claim broke. */
  sound: boolean;
  /** Its notebook and its claims were written. */
  recorded: boolean;
}

/**
 * Prints the claims of the runs that came to their end, and those that broke; records them
 * when all did.
 * @throws DataError for runs with different claims, a damaged ledger or too large a notebook;
 *   DomainError for what would be recorded at the profile smoke
 */
export function settle(
  folder: string,
  paper: string,
  runs: readonly PlannedRun[],
  done: ReadonlyMap<PlannedRun, Notebook>,
  record: boolean,
): SettledPaper {
  const ended = runs.filter((run) => done.has(run));
  const complete = ended.length === runs.length;
  const notebooks = ended.map((run) => done.get(run) as Notebook);
  if (notebooks.length === 0) {
    return { sound: false, recorded: false };
  }
  const claims = join(folder, "claims");
  const shown = notebooks.map(claimsOfNotebook).filter((set): set is ClaimSet => set !== undefined);
  const ledger = shown.length === 0 ? undefined : mergeSeeds(shown);
  console.log(
    `\n${paper}\n${ledger === undefined ? "shows no claims" : claimsText(ledger.claims)}\n`,
  );
  const broken = brokenClaims(readClaims(claims, paper), ledger);
  for (const { id, statement, verdict } of broken) {
    const now = verdict === "fails" ? "fails now" : "is no longer in the notebook";
    console.error(`${paper}: the claim ${id} held and ${now}: ${statement}`);
  }
  const sound = complete && broken.length === 0;
  if (!record || !complete) {
    if (record) {
      console.error(`${paper}: not recorded; ${runs.length - ended.length} of its runs failed`);
    }
    return { sound, recorded: false };
  }
  if (ledger?.claims.some(({ profile }) => profile === "smoke")) {
    throw smokeRefused(paper);
  }
  const { parameters } = runs[0];
  const notebook =
    Object.keys(parameters).length === 0 ? notebooks[0] : withoutInjected(notebooks[0]);
  checkBudget(paper, notebook);
  writeNotebook(join(folder, `${paper}.ipynb`), notebook);
  if (ledger === undefined) {
    removeClaims(claims, paper);
  } else {
    const { profile: _profile, seed: _seed, ...others } = parameters;
    const given = Object.keys(others).length > 0 ? { parameters: others } : {};
    writeClaims(claims, { ...ledger, paper, ...given });
  }
  return { sound, recorded: true };
}
