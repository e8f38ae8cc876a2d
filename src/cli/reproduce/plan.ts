/** What will run: every notebook and every value is checked before the first kernel starts. */
import { join } from "node:path";
import { DomainError } from "../../errors.js";
import {
  injectParameters,
  type Notebook,
  notebookParameters,
  type ParameterValues,
  readNotebook,
} from "../../workbench/notebook/index.js";
import { packageRoot } from "../tslab/project-root.js";
import { runTitle } from "./progress.js";
import { libraryHash, runFolder } from "./stored-run.js";

/** One run of one notebook. */
export interface PlannedRun {
  paper: string;
  title: string;
  /** File of the notebook. */
  path: string;
  parameters: ParameterValues;
  /** What runs: the notebook with its parameters. */
  source: Notebook;
  /** Folder of what it leaves. */
  store: string;
}

/**
 * Every paper with every set of parameters.
 * @throws DomainError for parameters that a notebook does not have or of another type, and
 *   for what would be recorded at the profile smoke; DataError for a damaged notebook
 */
export async function planRuns(
  root: string,
  papers: readonly string[],
  sets: readonly ParameterValues[],
  record: boolean,
): Promise<PlannedRun[]> {
  const library = libraryHash(join(packageRoot(), "dist", "src"));
  const runs: PlannedRun[] = [];
  for (const paper of papers) {
    const path = join(root, "notebooks", `${paper}.ipynb`);
    const notebook = readNotebook(path);
    if (record) {
      const profile = sets[0].profile ?? (await declaredProfile(path, notebook));
      if (profile === "smoke") {
        throw smokeRefused(paper);
      }
    }
    for (const parameters of sets) {
      const source = await injectParameters(path, notebook, parameters);
      const store = runFolder(join(root, "runs"), paper, notebook, parameters, library);
      runs.push({ paper, title: runTitle(paper, parameters), path, parameters, source, store });
    }
  }
  return runs;
}

/** Claims are recorded at sizes at which they are judged. */
export function smokeRefused(paper: string): DomainError {
  return new DomainError(
    `reproduce: ${paper} at the profile smoke judges only exact laws and is not recorded; record "cpu" or "paper".`,
  );
}

async function declaredProfile(path: string, notebook: Notebook): Promise<string | undefined> {
  const parameters = await notebookParameters(path, notebook);
  return /^["'`](\w+)["'`]$/.exec(
    parameters.find(({ name }) => name === "profile")?.value ?? "",
  )?.[1];
}
