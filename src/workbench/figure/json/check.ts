/** What a figure must satisfy before it is shown: known traces, equal lengths, finite numbers. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { FigureJson } from "./layout.js";
import { pictureSize } from "./picture-size.js";
import { type Datum, type ErrorBars, type Trace, traceTypes } from "./traces.js";

/**
 * @throws DomainError for a trace type that is not drawn and for NaN or
 * Infinity; ShapeError for coordinates of different length
 */
export function checkFigure(figure: FigureJson): void {
  if (!Array.isArray(figure?.data) || typeof figure.layout !== "object") {
    throw new DomainError("Figure: expected { data: [traces], layout: {…} }.");
  }
  figure.data.forEach((trace, index) => {
    checkTrace(trace, `data[${index}]`);
  });
}

function checkTrace(trace: Trace, where: string): void {
  if (!traceTypes.includes(trace.type)) {
    throw new DomainError(
      `Figure: ${where} has type ${JSON.stringify(trace.type)}; supported are ${traceTypes.join(", ")}.`,
    );
  }
  if (trace.type === "image") {
    pictureSize(trace.source, `Figure: ${where}.source`);
    return;
  }
  if (trace.type === "heatmap") {
    checkHeatmap(trace.z, trace.x?.length, trace.y?.length, where);
    trace.text?.forEach((row, i) => {
      requireSameLength(where, `text[${i}]`, row.length, trace.z[i]?.length ?? 0);
    });
    return;
  }
  requireSameLength(where, "y", trace.y.length, trace.x.length);
  checkData(trace.x, `${where}.x`);
  checkData(trace.y, `${where}.y`);
  if (trace.type === "scatter3d" || trace.type === "mesh3d") {
    requireSameLength(where, "z", trace.z.length, trace.x.length);
    checkData(trace.z, `${where}.z`);
    return;
  }
  for (const bars of [trace.error_x, trace.error_y]) {
    if (bars) checkErrorBars(bars, where, trace.x.length);
  }
}

function checkHeatmap(
  z: (number | null)[][],
  columns: number | undefined,
  rows: number | undefined,
  where: string,
): void {
  if (rows !== undefined) requireSameLength(where, "y", rows, z.length);
  const width = columns ?? z[0]?.length ?? 0;
  z.forEach((row, i) => {
    requireSameLength(where, `z[${i}]`, row.length, width);
    checkData(row, `${where}.z[${i}]`);
  });
}

function checkErrorBars(bars: ErrorBars, where: string, length: number): void {
  for (const key of ["array", "arrayminus"] as const) {
    const values = bars[key];
    if (values === undefined) continue;
    requireSameLength(where, `error bars' ${key}`, values.length, length);
    checkData(values, `${where} error bars' ${key}`);
  }
}

function checkData(values: readonly Datum[], where: string): void {
  const bad = values.findIndex((value) => typeof value === "number" && !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `Figure: ${where}[${bad}] is ${values[bad]}; expected a finite number, a name, or null for a gap.`,
    );
  }
}

function requireSameLength(where: string, what: string, got: number, expected: number): void {
  if (got !== expected) {
    throw new ShapeError(`Figure: ${where}: ${what} has length ${got}; expected ${expected}.`);
  }
}
