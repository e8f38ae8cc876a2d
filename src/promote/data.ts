/** Points and values, as they come in, and the equations Θ w = Y that they make. */
import { DomainError, ShapeError } from "../errors.js";
import type { ModelSpace } from "../lie-derivative/index.js";
import { Matrix, type Vector } from "../numerics/index.js";

export interface PromotionData {
  /** N × m, a point a row. */
  readonly points: Matrix;
  /** N × n, or N numbers where n = 1. */
  readonly values: Matrix | ArrayLike<number>;
}

export interface Equations {
  /** (N · n) × P, row i · n + a. */
  readonly design: Matrix;
  readonly values: Vector;
}

/** @throws ShapeError for another number of coordinates, points or outputs; DomainError for NaN or Infinity */
export function preparedData(
  caller: string,
  space: ModelSpace,
  { points, values }: PromotionData,
): Equations {
  const shape =
    values instanceof Matrix ? `${values.rows} × ${values.columns}` : `${values.length}`;
  const fits =
    values instanceof Matrix
      ? values.rows === points.rows && values.columns === space.outputs
      : values.length === points.rows * space.outputs && space.outputs === 1;
  if (points.columns !== space.inputs || !fits) {
    throw new ShapeError(
      `${caller}: got points of ${points.rows} × ${points.columns} and ${shape} values; expected ${space.inputs} coordinates and ${space.outputs} values for each point, as "${space.name}" has inputs and outputs.`,
    );
  }
  requireFiniteEntries(caller, "points", points.data, points.columns);
  const flat = values instanceof Matrix ? values.data.slice() : Float64Array.from(values);
  requireFiniteEntries(caller, "values", flat, space.outputs);
  return { design: space.design(points), values: flat };
}

/** Some of the rows. */
export function selected(
  { points, values }: PromotionData,
  rows: readonly number[],
): { points: Matrix; values: Matrix } {
  const all =
    values instanceof Matrix ? values : new Matrix(values.length, 1, Float64Array.from(values));
  return { points: rowsOf(points, rows), values: rowsOf(all, rows) };
}

function rowsOf(matrix: Matrix, rows: readonly number[]): Matrix {
  const out = new Matrix(rows.length, matrix.columns);
  rows.forEach((from, to) => {
    out.row(to).set(matrix.row(from));
  });
  return out;
}

function requireFiniteEntries(
  caller: string,
  name: string,
  entries: Float64Array,
  columns: number,
): void {
  const bad = entries.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `${caller}: ${name}[${Math.floor(bad / columns)}] holds ${entries[bad]}; expected finite numbers.`,
    );
  }
}
