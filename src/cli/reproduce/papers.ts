import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { DomainError } from "../../errors.js";
import { suggestion } from "../../workbench/notebook/index.js";

/** The notebooks of papers in `folder`, by name; a tour is numbered and is none. */
function papersIn(folder: string): string[] {
  return notebooksIn(folder).filter((name) => !/^\d/.test(name));
}

/** All notebooks in `folder`, by name, without the ending. */
export function notebooksIn(folder: string): string[] {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .filter((file) => file.endsWith(".ipynb"))
    .map((file) => file.slice(0, -".ipynb".length))
    .sort();
}

/** The name of the notebook that was asked for, which a shell may have completed to its path. */
export function notebookName(asked: string): string {
  return asked.endsWith(".ipynb") ? basename(asked, ".ipynb") : asked;
}

/** The papers that were asked for, all of them when none was; refuses unknown names. */
export function choosePapers(folder: string, asked: readonly string[]): string[] {
  const known = notebooksIn(folder);
  const names = asked.map(notebookName);
  for (const name of names) {
    requireKnown("paper", name, known);
  }
  const chosen = names.length > 0 ? [...new Set(names)] : papersIn(folder);
  if (chosen.length === 0) {
    throw new DomainError(`reproduce: there are no notebooks of papers in ${join(folder)}.`);
  }
  return chosen;
}

/** Throws DomainError with the nearest known name unless `name` is known. */
export function requireKnown(kind: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) {
    throw new DomainError(
      `There is no ${kind} "${name}".${suggestion(name, known)} ` +
        `There is: ${known.join(", ") || "none yet"}.`,
    );
  }
}
