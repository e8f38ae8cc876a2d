/** Equations of Einstein's summation: letters for each tensor, and for the result. */
import { DomainError, ShapeError } from "../errors.js";

export interface EinsumEquation {
  /** The letters of each tensor, one for each axis. */
  readonly operands: readonly string[];
  readonly output: string;
}

/**
 * @param equation such as "bij,bjk->bik"; letters a–z and A–Z, each once in a tensor
 * @throws DomainError for an equation of another form; ShapeError for tensors of other shapes
 */
export function einsumEquation(
  equation: string,
  shapes: readonly (readonly number[])[],
): EinsumEquation {
  const match = /^([A-Za-z]*(?:,[A-Za-z]*)*)->([A-Za-z]*)$/.exec(equation.replace(/\s/g, ""));
  const operands = match?.[1].split(",") ?? [];
  if (match === null || operands.length !== shapes.length) {
    throw new DomainError(
      `einsum: got "${equation}" and ${shapes.length} tensors; expected letters for each tensor and for the result, such as "ij,jk->ik" for two.`,
    );
  }
  const lengths = new Map<string, number>();
  operands.forEach((letters, k) => {
    const shape = shapes[k];
    if (letters.length !== shape.length || new Set(letters).size !== letters.length) {
      throw new ShapeError(
        `einsum: tensor ${k} has shape [${shape}] and the letters "${letters}"; expected one letter for each axis, none twice.`,
      );
    }
    [...letters].forEach((letter, axis) => {
      const length = lengths.get(letter) ?? shape[axis];
      if (length !== shape[axis]) {
        throw new ShapeError(
          `einsum: "${letter}" is ${length} long and, in tensor ${k} of shape [${shape}], ${shape[axis]}; expected one length for each letter.`,
        );
      }
      lengths.set(letter, length);
    });
  });
  const output = match[2];
  const unknown = [...output].find((letter) => !lengths.has(letter));
  if (unknown !== undefined || new Set(output).size !== output.length) {
    throw new DomainError(
      `einsum: the result "${output}" of "${equation}" has ${unknown === undefined ? "a letter twice" : `"${unknown}", which no tensor has`}; expected letters of the tensors, each once.`,
    );
  }
  return { operands, output };
}
