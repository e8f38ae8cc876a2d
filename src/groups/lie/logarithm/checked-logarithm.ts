/**
 * Logarithms in a Lie group, with proof: what the formula gave is put into the
 * algebra, and exp must lead back to the element.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import type { Matrix } from "../../../numerics/index.js";
import { valueText } from "../../element-text.js";
import type { AlgebraSpan } from "../algebra-coordinates.js";

/** ‖exp(log g) − g‖ / ‖g‖ (largest entries) beyond which g counts as no element of the group. */
const LOGARITHM_RESIDUAL = 1e-8;

/** @throws ShapeError for a matrix of another size; DomainError saying why there is no logarithm */
export function checkedLogarithm(
  name: string,
  span: AlgebraSpan,
  element: Matrix,
  log: (element: Matrix) => Matrix,
  exp: (xi: Matrix) => Matrix,
): Matrix {
  const { size } = span;
  if (element.rows !== size || element.columns !== size) {
    throw new ShapeError(
      `log of "${name}": got a ${element.rows} × ${element.columns} matrix; expected ${size} × ${size}.`,
    );
  }
  const refuse = (reason: string, cause?: unknown): DomainError =>
    new DomainError(
      `log of "${name}": the element ${valueText(element)} has no principal logarithm: ${reason}. Expected an element that exp reaches.`,
      { cause },
    );
  const bad = element.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw refuse(`its entry (${Math.floor(bad / size)}, ${bad % size}) is ${element.data[bad]}`);
  }
  let result: Matrix;
  try {
    result = span.nearest("log", log(element));
  } catch (error) {
    if (error instanceof DomainError) {
      const reason = error.message.replace(/^matrixLogarithm: |(?:; expected [^;]*)?\.$/g, "");
      throw refuse(reason, error);
    }
    throw error;
  }
  const residual = exp(result).maxDifference(element);
  if (!(residual <= LOGARITHM_RESIDUAL * Math.max(1, element.maxAbs()))) {
    throw refuse(
      `the nearest element of the algebra leads to one that differs by ${residual.toPrecision(3)}, so that it is not in the group or too near to where logarithms end`,
    );
  }
  return result;
}
