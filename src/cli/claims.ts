import { join } from "node:path";
import { claimsText, readAllClaims } from "../workbench/claims/index.js";
import { notebookName, notebooksIn, requireKnown } from "./reproduce/papers.js";

/** `intertwine claims`: prints the recorded ledgers. */
export function printClaims(root: string, asked: readonly string[], json: boolean): void {
  const folder = join(root, "notebooks");
  const all = readAllClaims(join(folder, "claims"));
  const recorded = all.map(({ paper }) => paper);
  const papers = asked.map(notebookName);
  for (const paper of papers) {
    requireKnown("paper", paper, [...new Set([...recorded, ...notebooksIn(folder)])]);
  }
  const chosen = papers.length === 0 ? all : all.filter(({ paper }) => papers.includes(paper));
  if (json) {
    console.log(JSON.stringify(chosen, null, 2));
  } else if (chosen.length === 0) {
    console.log("Nothing is recorded yet; `npx intertwine reproduce --record` does it.");
  } else {
    console.log(chosen.map(({ paper, claims }) => `${paper}\n${claimsText(claims)}\n`).join("\n"));
  }
}
