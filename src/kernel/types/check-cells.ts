/** All cells of a notebook judged without running them, as tests of notebooks do. */
import type { Diagnostic } from "../language/language.js";
import { createTypeService } from "./service.js";

/**
 * Every syntax and type error of a notebook's cells, each judged beside the
 * cells before it.
 * @param options `cwd` is the notebook's folder.
 */
export function checkCells(
  cells: readonly { label: string; code: string }[],
  { cwd }: { cwd: string },
): Diagnostic[] {
  const service = createTypeService({ cwd });
  return cells.flatMap(({ label, code }, index) => {
    const cell = { id: index + 1, label, code };
    const diagnostics = service.check(cell);
    service.commit(cell);
    return diagnostics;
  });
}
