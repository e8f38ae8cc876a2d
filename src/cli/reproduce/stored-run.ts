/**
 * Runs that came to their end, in `runs/<paper>/<inputs>/`: what a run starts
 * from is its notebook's code, its parameters and the compiled library; with
 * the same inputs it is not run again.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../files.js";
import {
  injectedTag,
  type Notebook,
  type ParameterValues,
  readNotebook,
  writeNotebook,
} from "../../workbench/notebook/index.js";

/** Folder of the run of `paper` from these inputs. */
export function runFolder(
  runs: string,
  paper: string,
  notebook: Notebook,
  parameters: ParameterValues,
  library: string,
): string {
  const injects = Object.keys(parameters).length > 0;
  const cells = notebook.cells.filter(({ id }) => !(injects && id === injectedTag));
  const code = cells.map(({ cell_type, source }) => [cell_type, source]);
  const inputs = sha256(JSON.stringify([code, parameters, library]));
  return join(runs, paper, inputs.slice(0, 12));
}

/** The notebook of a finished run; undefined when there is none. */
export function finishedRun(folder: string): Notebook | undefined {
  const file = join(folder, "notebook.ipynb");
  return existsSync(file) ? readNotebook(file) : undefined;
}

/** Keeps a finished run, or the notebook of a failed one for inspection; answers the file. */
export function keepRun(folder: string, notebook: Notebook, failed: boolean): string {
  const file = join(folder, failed ? "failed.ipynb" : "notebook.ipynb");
  writeNotebook(file, notebook);
  return file;
}

/** One hash of every compiled file of the library in `folder`. */
export function libraryHash(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(js|wasm)$/.test(file))
    .sort();
  return sha256(
    files.map((file) => `${file} ${sha256(readFileSync(join(folder, file)))}`).join("\n"),
  );
}
