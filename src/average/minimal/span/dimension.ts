import { DomainError } from "../../../errors.js";

/** As in the catalogue of groups. */
const LARGEST_DIMENSION = 64;

/** @throws DomainError unless the dimension is a whole number from 1 to 64 */
export function requireFrameDimension(caller: string, dimension: number, name = "dimension"): void {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > LARGEST_DIMENSION) {
    throw new DomainError(
      `${caller}: got ${name} ${dimension}; expected a whole number from 1 to ${LARGEST_DIMENSION}.`,
    );
  }
}
