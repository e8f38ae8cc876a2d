/** Whether the columns of a table can share one distance, by which neighbours are chosen. */
import { type Matrix, standardDeviation } from "../../numerics/index.js";
import type { Finding } from "../evidence/lie-evidence.js";

/** Beyond this ratio of spreads, neighbours are neighbours in the widest column alone. */
const LARGEST_RATIO = 1e3;
/** Of the largest entry of a column: a spread that is none. */
const ROUNDING = 1e-12;

/** Columns that do not change at all are left aside. */
export function scaleFindings(points: Matrix): Finding[] {
  if (points.rows < 2) return [];
  const spreads = Array.from({ length: points.columns }, (_, a) => {
    const column = points.column(a);
    const largest = column.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const spread = standardDeviation(column);
    return spread > ROUNDING * largest ? spread : 0;
  });
  const moving = spreads.filter((spread) => spread > 0);
  const ratio = Math.max(...moving) / Math.min(...moving);
  if (!(ratio > LARGEST_RATIO)) return [];
  const shown = spreads.map((spread) => spread.toPrecision(2)).join(", ");
  return [
    {
      kind: "unequal scales",
      message: `The spreads of the columns, ${shown}, differ by a factor of ${ratio.toPrecision(2)}, so that neighbours are neighbours in the widest ones only. Bring the columns to one scale first, for instance each divided by its spread.`,
    },
  ];
}
