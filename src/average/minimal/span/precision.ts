/**
 * When a point counts as lying in the span of others.
 *
 * | data                   | tolerance | why                                                     |
 * | Float64                | 1e-8      | √ε: what is lost by dropping and by keeping are equal   |
 * | rounded to float32     | 1e-4      | the least at which no rounded cloud changes its basis   |
 *
 * A row is kept when the part of it outside the span is longer than the tolerance times
 * the longest point. Keeping a part δ costs ε / δ in accuracy, dropping it costs δ.
 */
import { DomainError } from "../../../errors.js";

/** What the coordinates were rounded to before they came here. */
export type Precision = "double" | "single";

export const SPAN_TOLERANCE: Readonly<Record<Precision, number>> = { double: 1e-8, single: 1e-4 };

/** The unit rounding of the data. */
export const UNIT_ROUNDING: Readonly<Record<Precision, number>> = {
  double: 2 ** -53,
  single: 2 ** -24,
};

export interface SpanOptions {
  /** Default "double". */
  readonly precision?: Precision;
  /** Relative to the longest point, in (0, 1); default SPAN_TOLERANCE of the precision. */
  readonly tolerance?: number;
}

/** @throws DomainError for another precision, and for a tolerance outside (0, 1) */
export function spanTolerance(caller: string, options: SpanOptions): number {
  const { precision = "double" } = options;
  if (!(precision in SPAN_TOLERANCE)) {
    throw new DomainError(
      `${caller}: got precision "${precision}"; expected "double", or "single" for data that were rounded to float32.`,
    );
  }
  const { tolerance = SPAN_TOLERANCE[precision] } = options;
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new DomainError(
      `${caller}: got tolerance ${tolerance}; expected a number between 0 and 1, relative to the longest point.`,
    );
  }
  return tolerance;
}
