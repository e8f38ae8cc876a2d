/**
 * The uniform probability on a ball.
 *
 * | symbol | name here | meaning                                                           |
 * | r      | radius    |                                                                   |
 * | E x^e  | moment    | r^|e| ∏ (e_i − 1)!! / ((m + 2)(m + 4) … (m + |e|)), all e_i even  |
 * | x      |           | (t, √(1 − t²) u): t = x_1, and u is uniform on the ball in ℝ^{m−1} |
 *
 * Orthonormal polynomials: with s the degree of P in u,
 * p_j(t) (1 − t²)^{s/2} P(u) / √Z_s, where the p_j belong to the weight (1 − t²)^{(m−1)/2 + s}
 * and Z_s = E (1 − t²)^s.
 */
import { DomainError } from "../../errors.js";
import { expandedMeasure, type OrthonormalCoordinate, type PolynomialMeasure } from "./measure.js";
import { gegenbauerRecurrence, powerCoordinates, timesT } from "./orthonormal-recurrence.js";

/** @param radius default 1 @throws DomainError unless the dimension is whole and the radius positive */
export function ballMeasure(dimension: number, radius = 1): PolynomialMeasure {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new DomainError(`ballMeasure: got dimension ${dimension}; expected a whole number ≥ 1.`);
  }
  if (!(radius > 0 && radius < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`ballMeasure: got radius ${radius}; expected a positive number.`);
  }
  const expand = ballExpansion();
  return expandedMeasure(
    `uniform on the ball of radius ${radius} in ℝ^${dimension}`,
    dimension,
    (exponent) => moment(Array.from(exponent), radius),
    (exponent) => {
      const scale = radius ** total(exponent);
      return expand([...exponent]).map(({ order, value }) => ({ order, value: scale * value }));
    },
  );
}

function moment(exponent: readonly number[], radius: number): number {
  if (exponent.some((power) => power % 2 === 1)) return 0;
  let value = radius ** total(exponent);
  let degree = 0;
  for (const power of exponent) {
    for (let odd = 1; odd < power; odd += 2) {
      degree += 2;
      value *= odd / (exponent.length + degree);
    }
  }
  return value;
}

/** x^e on the unit ball of as many dimensions as e is long. */
function ballExpansion(): (exponent: readonly number[]) => readonly OrthonormalCoordinate[] {
  const known = new Map<string, readonly OrthonormalCoordinate[]>();
  const expand = (exponent: readonly number[]): readonly OrthonormalCoordinate[] => {
    if (exponent.length === 0) return [{ order: [], value: 1 }];
    const key = exponent.join();
    let value = known.get(key);
    if (value === undefined) {
      const [first, ...rest] = exponent;
      const alpha = (exponent.length - 1) / 2;
      value = expand(rest).flatMap((inner) => {
        const degree = total(inner.order);
        const line = lineCoordinates(first, (total(rest) - degree) / 2, alpha + degree);
        const mass = Math.sqrt(meanPower(alpha, degree));
        return [...line]
          .map((c, j) => ({ order: [j, ...inner.order], value: mass * inner.value * c }))
          .filter((coordinate) => coordinate.value !== 0);
      });
      known.set(key, value);
    }
    return value;
  };
  return expand;
}

/** t^power (1 − t²)^fold in the polynomials of the weight (1 − t²)^alpha. */
function lineCoordinates(power: number, fold: number, alpha: number): Float64Array {
  const recurrence = gegenbauerRecurrence(alpha);
  let coordinates = powerCoordinates(power, recurrence);
  for (let count = 0; count < fold; count++) {
    const squared = timesT(timesT(coordinates, recurrence), recurrence);
    coordinates = squared.map((c, k) => (coordinates[k] ?? 0) - c);
  }
  return coordinates;
}

/** E (1 − t²)^s under the weight (1 − t²)^alpha. */
function meanPower(alpha: number, s: number): number {
  let value = 1;
  for (let r = 0; r < s; r++) value *= (alpha + 1 + r) / (alpha + 1.5 + r);
  return value;
}

function total(orders: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < orders.length; i++) sum += orders[i];
  return sum;
}
