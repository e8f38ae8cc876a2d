import { ShapeError } from "../../errors.js";

export function requireShape(caller: string, shape: readonly number[]): void {
  const axis = shape.findIndex((length) => !(Number.isSafeInteger(length) && length >= 0));
  if (axis < 0) return;
  throw new ShapeError(
    `${caller}: the length of axis ${axis} is ${shape[axis]}; expected whole numbers that are not negative.`,
  );
}

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);
