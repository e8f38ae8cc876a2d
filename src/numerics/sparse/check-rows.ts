import { DomainError, ShapeError } from "../../errors.js";
import type { CompressedRows } from "./compressed-rows.js";

/** @throws ShapeError unless the arrays describe a matrix; DomainError for NaN or Infinity */
export function requireCompressedRows(caller: string, parts: CompressedRows): void {
  const { rows, columns, rowStarts, columnIndices, values } = parts;
  const count = values.length;
  let fits = rowStarts.length === rows + 1 && rowStarts[0] === 0 && rowStarts[rows] === count;
  fits &&= columnIndices.length === count;
  for (let i = 0; fits && i < rows; i++) {
    fits = rowStarts[i] <= rowStarts[i + 1] && rowStarts[i + 1] <= count;
    let last = -1;
    for (let k = rowStarts[i]; fits && k < rowStarts[i + 1]; k++) {
      fits = columnIndices[k] > last && columnIndices[k] < columns;
      last = columnIndices[k];
      if (!Number.isFinite(values[k])) {
        throw new DomainError(
          `${caller}: entry (${i}, ${last}) is ${values[k]}; expected a finite number.`,
        );
      }
    }
  }
  if (fits) return;
  throw new ShapeError(
    `${caller}: the arrays do not describe ${rows} × ${columns}; expected ${rows + 1} ascending row starts from 0 to the number of values, and ascending column indices in each row.`,
  );
}
