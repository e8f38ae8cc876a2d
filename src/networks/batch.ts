import { DomainError, ShapeError } from "../errors.js";
import type { Matrix } from "../numerics/index.js";

/** @throws ShapeError unless the batch has so many columns (and rows), DomainError naming an entry that is not finite */
export function requireBatch(
  caller: string,
  argument: string,
  batch: Matrix,
  columns: number,
  rows?: number,
): void {
  if (batch.columns !== columns || (rows !== undefined && batch.rows !== rows)) {
    throw new ShapeError(
      `${caller}: ${argument} is ${batch.rows} × ${batch.columns}; expected ${rows ?? "any number of rows"} × ${columns}.`,
    );
  }
  const k = batch.data.findIndex((value) => !Number.isFinite(value));
  if (k < 0) return;
  throw new DomainError(
    `${caller}: ${argument}(${Math.floor(k / columns)}, ${k % columns}) is ${batch.data[k]}; expected finite numbers only.`,
  );
}
