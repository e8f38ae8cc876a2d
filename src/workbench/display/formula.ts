/** Numbers of a run in LaTeX, for the formulas of a notebook. */
import type { Matrix } from "../../numerics/index.js";

/** Entries this small beside the largest one are rounding, and written as 0. */
const ROUNDING = 1e-12;

/**
 * The matrix as LaTeX, to stand between dollar signs: `markdown(`$P = ${matrixFormula(P)}$`)`.
 * @param digits significant digits of each entry; default 3
 */
export function matrixFormula(matrix: Matrix, digits: number = 3): string {
  const smallest = ROUNDING * matrix.maxAbs();
  const rows = matrix
    .toRows()
    .map((row) => row.map((value) => entry(value, smallest, digits)).join(" & "));
  return `\\begin{pmatrix} ${rows.join(" \\\\ ")} \\end{pmatrix}`;
}

function entry(value: number, smallest: number, digits: number): string {
  if (Math.abs(value) <= smallest) return "0";
  const text = String(Number(value.toPrecision(digits)));
  return text.replace(/e\+?(-?\d+)$/, " \\cdot 10^{$1}");
}
