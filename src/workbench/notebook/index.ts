export { checkBudget, NOTEBOOK_BUDGET } from "./budget.js";
export type { NotebookDiagnostic } from "./check.js";
export { checkNotebook } from "./check.js";
export type { Cell, CodeCell, Notebook, TextCell } from "./format.js";
export { formatNotebook, parseNotebook, readNotebook, writeNotebook } from "./format.js";
export { suggestion } from "./nearest.js";
export type { Parameter, ParameterValues } from "./parameters.js";
export {
  injectedTag,
  injectParameters,
  notebookParameters,
  withoutInjected,
} from "./parameters.js";
export type { CellEvent, NotebookRun, RunOptions } from "./run.js";
export { runNotebook } from "./run.js";
