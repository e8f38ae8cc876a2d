/** `intertwine reproduce`: notebooks run headless, without Python. */
import { join, relative } from "node:path";
import { IntertwineError } from "../../errors.js";
import { writeWhole } from "../../files.js";
import { claimsDocument, readAllClaims } from "../../workbench/claims/index.js";
import { type Notebook, runNotebook } from "../../workbench/notebook/index.js";
import { parameterSets, parseCount, type ReproduceFlags } from "./options.js";
import { choosePapers } from "./papers.js";
import { type PlannedRun, planRuns } from "./plan.js";
import { cellLine, failureText } from "./progress.js";
import { type SettledPaper, settle } from "./settle.js";
import { shareCores } from "./share-cores.js";
import { finishedRun, keepRun } from "./stored-run.js";

/** Runs what was asked for; answers the exit status. */
export async function reproduce(
  root: string,
  asked: readonly string[],
  flags: ReproduceFlags,
  signal: AbortSignal,
): Promise<number> {
  const folder = join(root, "notebooks");
  const papers = choosePapers(folder, asked);
  const jobs = parseCount("--jobs", flags.jobs ?? "1");
  shareCores(jobs);
  const cellTimeout =
    flags.cellTimeout === undefined
      ? undefined
      : 1000 * parseCount("--cell-timeout", flags.cellTimeout);
  const record = flags.record === true;
  const runs = await planRuns(root, papers, parameterSets(flags), record);
  const done = new Map<PlannedRun, Notebook>();

  const waiting = [...runs];
  const work = async () => {
    for (let run = waiting.shift(); run !== undefined && !signal.aborted; run = waiting.shift()) {
      try {
        const notebook = await runOne(run);
        if (notebook !== undefined) {
          done.set(run, notebook);
        }
      } catch (error) {
        console.error(`${run.title}: ${messageOf(error)}`);
      }
    }
  };
  const runOne = async (run: PlannedRun): Promise<Notebook | undefined> => {
    const before = flags.force ? undefined : finishedRun(run.store);
    if (before !== undefined) {
      console.log(`${run.title}: finished before with the same inputs (--force runs it again)`);
      return before;
    }
    const { notebook, failure, seconds } = await runNotebook(run.path, {
      source: run.source,
      cellTimeout,
      signal,
      onCell: (event) => event.phase === "end" && console.log(cellLine(run.title, event)),
    });
    const kept = relative(root, keepRun(run.store, notebook, failure !== undefined));
    if (failure !== undefined) {
      console.error(failureText(run.title, failure, kept));
      return undefined;
    }
    console.log(`${run.title}: done in ${seconds.toFixed(1)} s → ${kept}`);
    return notebook;
  };
  await Promise.all(Array.from({ length: jobs }, work));

  if (signal.aborted) {
    console.error("Interrupted; the same command goes on with what is not finished.");
    return 130;
  }
  const settled = papers.map((paper): SettledPaper => {
    try {
      const ofPaper = runs.filter((run) => run.paper === paper);
      return settle(folder, paper, ofPaper, done, record);
    } catch (error) {
      console.error(`${paper}: ${messageOf(error)}`);
      return { sound: false, recorded: false };
    }
  });
  if (settled.some(({ recorded }) => recorded)) {
    writeWhole(join(root, "CLAIMS.md"), claimsDocument(readAllClaims(join(folder, "claims"))));
  }
  return settled.every(({ sound }) => sound) ? 0 : 1;
}

/** A mistake of ours keeps its trace. */
function messageOf(error: unknown): string {
  return error instanceof IntertwineError || !(error instanceof Error)
    ? String(error)
    : (error.stack ?? error.message);
}
