/**
 * Measures under which coordinates are independent.
 *
 * | measure                  | E x_i^e, e even      | orthonormal polynomials |
 * | uniform on ∏ [−h_i, h_i] | h_i^e / (e + 1)      | Legendre                |
 * | normal, deviation σ      | σ^e (e − 1)!!        | Hermite                 |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { expandedMeasure, type OrthonormalCoordinate, type PolynomialMeasure } from "./measure.js";
import {
  hermiteRecurrence,
  legendreRecurrence,
  powerCoordinates,
  type Recurrence,
} from "./orthonormal-recurrence.js";

/**
 * The uniform probability on the box with these half widths, centred at 0.
 * @param halfWidth one number, or one for each coordinate; default 1
 * @throws DomainError unless the dimension is whole and half widths are positive, ShapeError for
 *   another number of them
 */
export function boxMeasure(
  dimension: number,
  halfWidth: number | ArrayLike<number> = 1,
): PolynomialMeasure {
  const widths = sizes("boxMeasure", "halfWidth", dimension, halfWidth);
  const equal = widths.every((width) => width === widths[0]);
  const range = equal ? `[−${widths[0]}, ${widths[0]}]^${dimension}` : `±(${widths.join(", ")})`;
  return productMeasure(
    `uniform on the box ${range}`,
    widths,
    (power) => 1 / (power + 1),
    legendreRecurrence,
  );
}

/**
 * Independent normal coordinates with mean 0.
 * @param deviation σ, one number or one for each coordinate; default 1
 * @throws as `boxMeasure`
 */
export function gaussianMeasure(
  dimension: number,
  deviation: number | ArrayLike<number> = 1,
): PolynomialMeasure {
  const deviations = sizes("gaussianMeasure", "deviation", dimension, deviation);
  return productMeasure(
    `normal on ℝ^${dimension} with deviation ${[...new Set(deviations)].join(", ")}`,
    deviations,
    (power) => {
      let value = 1;
      for (let odd = power - 1; odd > 1; odd -= 2) value *= odd;
      return value;
    },
    hermiteRecurrence,
  );
}

function productMeasure(
  name: string,
  scales: Float64Array,
  evenMoment: (power: number) => number,
  recurrence: Recurrence,
): PolynomialMeasure {
  const lines = new Map<number, Float64Array>();
  const line = (power: number): Float64Array => {
    const known = lines.get(power) ?? powerCoordinates(power, recurrence);
    lines.set(power, known);
    return known;
  };
  const expand = (exponent: Uint8Array): OrthonormalCoordinate[] => {
    let out: OrthonormalCoordinate[] = [{ order: [], value: 1 }];
    exponent.forEach((power, i) => {
      const coordinates = line(power);
      const scale = scales[i] ** power;
      out = out.flatMap(({ order, value }) =>
        [...coordinates]
          .map((c, l) => ({ order: [...order, l], value: value * scale * c }))
          .filter((coordinate) => coordinate.value !== 0),
      );
    });
    return out;
  };
  const moment = (exponent: ArrayLike<number>): number =>
    Array.from(exponent).reduce(
      (product, power, i) =>
        power % 2 === 1 ? 0 : product * scales[i] ** power * evenMoment(power),
      1,
    );
  return expandedMeasure(name, scales.length, moment, expand);
}

/** One positive number for each coordinate. */
function sizes(
  caller: string,
  argument: string,
  dimension: number,
  given: number | ArrayLike<number>,
): Float64Array {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new DomainError(`${caller}: got dimension ${dimension}; expected a whole number ≥ 1.`);
  }
  const out =
    typeof given === "number" ? new Float64Array(dimension).fill(given) : Float64Array.from(given);
  if (out.length !== dimension) {
    throw new ShapeError(
      `${caller}: got ${out.length} numbers for ${argument}; expected one, or ${dimension}.`,
    );
  }
  const bad = out.findIndex((size) => !(size > 0 && size < Number.POSITIVE_INFINITY));
  if (bad >= 0) {
    throw new DomainError(`${caller}: ${argument}[${bad}] is ${out[bad]}; expected it positive.`);
  }
  return out;
}
