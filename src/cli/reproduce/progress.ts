import type { CellEvent, NotebookRun, ParameterValues } from "../../workbench/notebook/index.js";

/** `mean-field-symmetries (profile smoke, seed 3)` */
export function runTitle(paper: string, parameters: ParameterValues): string {
  const values = Object.entries(parameters).map(
    ([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return values.length === 0 ? paper : `${paper} (${values.join(", ")})`;
}

/** `…: cell 3 of 12  1.2 s  const cloud = sample(…` */
export function cellLine(title: string, { cell, number, total, seconds = 0 }: CellEvent): string {
  const first = cell.source.split("\n").find((line) => line.trim() !== "") ?? "";
  const shown = first.length > 48 ? `${first.slice(0, 47)}…` : first;
  const width = String(total).length;
  const count = `cell ${String(number).padStart(width)} of ${total}`;
  return `${title}: ${count}  ${seconds.toFixed(1).padStart(5)} s  ${shown}`;
}

/** Where a run stopped, why, and where what it has done can be read. */
export function failureText(
  title: string,
  { number, error }: NonNullable<NotebookRun["failure"]>,
  kept: string,
): string {
  const trace = error.traceback.map((line) => `  ${line}`).join("\n");
  return `${title}: cell ${number} failed: ${error.ename}: ${error.evalue}\n${trace}\n  See ${kept}`;
}
