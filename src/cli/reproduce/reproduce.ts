/** `intertwine reproduce`: notebooks run headless, without Python. */
import { join, relative } from "node:path";
import { DomainError } from "../../errors.js";
import { writeWhole } from "../../files.js";
import {
  brokenClaims,
  type ClaimSet,
  claimsDocument,
  claimsOfNotebook,
  claimsText,
  mergeSeeds,
  readAllClaims,
  readClaims,
  writeClaims,
} from "../../workbench/claims/index.js";
import {
  checkBudget,
  type Notebook,
  type ParameterValues,
  readNotebook,
  runNotebook,
  writeNotebook,
} from "../../workbench/notebook/index.js";
import { tslabKernelSpec } from "../tslab/kernelspec.js";
import { packageRoot } from "../tslab/project-root.js";
import { parameterSets, parseCount, type ReproduceFlags } from "./options.js";
import { choosePapers } from "./papers.js";
import { cellLine, failureText, runTitle } from "./progress.js";
import { finishedRun, keepRun, libraryHash, runFolder } from "./stored-run.js";

/** One run of one notebook. */
interface Run {
  paper: string;
  parameters: ParameterValues;
  notebook?: Notebook;
}

/** Runs what was asked for; answers the exit status. */
export async function reproduce(
  root: string,
  asked: readonly string[],
  flags: ReproduceFlags,
  signal: AbortSignal,
): Promise<number> {
  const folder = join(root, "notebooks");
  const papers = choosePapers(folder, asked);
  const sets = parameterSets(flags);
  const runs = papers.flatMap((paper) => sets.map((parameters): Run => ({ paper, parameters })));
  const library = libraryHash(join(packageRoot(), "dist", "src"));
  const jobs = parseCount("--jobs", flags.jobs ?? "1");
  const cellTimeout =
    flags.cellTimeout === undefined
      ? undefined
      : 1000 * parseCount("--cell-timeout", flags.cellTimeout);
  let failed = 0;

  const waiting = [...runs];
  const work = async () => {
    for (let run = waiting.shift(); run !== undefined && !signal.aborted; run = waiting.shift()) {
      failed += (await runOne(run)) ? 0 : 1;
    }
  };
  const runOne = async (run: Run): Promise<boolean> => {
    const path = join(folder, `${run.paper}.ipynb`);
    const title = runTitle(run.paper, run.parameters);
    const store = runFolder(
      join(root, "runs"),
      run.paper,
      readNotebook(path),
      run.parameters,
      library,
    );
    run.notebook = flags.force ? undefined : finishedRun(store);
    if (run.notebook !== undefined) {
      console.log(`${title}: finished before with the same inputs (--force runs it again)`);
      return true;
    }
    const { notebook, failure, seconds } = await runNotebook(path, {
      kernel: tslabKernelSpec(),
      parameters: run.parameters,
      cellTimeout,
      signal,
      onCell: (event) => event.phase === "end" && console.log(cellLine(title, event)),
    });
    const kept = relative(root, keepRun(store, notebook, failure !== undefined));
    if (failure !== undefined) {
      console.error(failureText(title, failure, kept));
      return false;
    }
    console.log(`${title}: done in ${seconds.toFixed(1)} s → ${kept}`);
    run.notebook = notebook;
    return true;
  };
  await Promise.all(Array.from({ length: jobs }, work));

  if (signal.aborted) {
    console.error("Interrupted; the same command goes on with what is not finished.");
    return 130;
  }
  const broken = papers.map((paper) => {
    const done = runs.filter((run) => run.paper === paper).map(({ notebook }) => notebook);
    return done.every((notebook) => notebook !== undefined)
      ? settle(folder, paper, done, flags.record === true)
      : 0;
  });
  if (flags.record && failed === 0) {
    writeWhole(join(root, "CLAIMS.md"), claimsDocument(readAllClaims(join(folder, "claims"))));
  }
  return failed > 0 || broken.some((count) => count > 0) ? 1 : 0;
}

/** Prints the claims of one paper and records them; answers how many broke. */
function settle(
  folder: string,
  paper: string,
  notebooks: readonly Notebook[],
  record: boolean,
): number {
  const shown = notebooks.map(claimsOfNotebook).filter((set): set is ClaimSet => set !== undefined);
  const ledger = shown.length === 0 ? undefined : mergeSeeds(shown);
  const claims = join(folder, "claims");
  const broken = ledger === undefined ? [] : brokenClaims(readClaims(claims, paper), ledger);
  console.log(
    `\n${paper}\n${ledger === undefined ? "shows no claims" : claimsText(ledger.claims)}\n`,
  );
  for (const { id, statement } of broken) {
    console.error(`${paper}: the claim ${id} held and fails now: ${statement}`);
  }
  if (record) {
    if (ledger?.claims.some(({ profile }) => profile === "smoke")) {
      throw new DomainError(
        `reproduce: ${paper} ran at the profile smoke, which judges only exact laws; record "cpu" or "paper".`,
      );
    }
    checkBudget(paper, notebooks[0]);
    writeNotebook(join(folder, `${paper}.ipynb`), notebooks[0]);
    if (ledger !== undefined) {
      writeClaims(claims, { ...ledger, paper });
    }
  }
  return broken.length;
}
