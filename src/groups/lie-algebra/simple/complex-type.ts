/**
 * The complex type of a simple real algebra. The dimension leaves one type, or a few
 * that the roots tell apart (B and C in general; D₄ from G₂ twice).
 *
 * | type | dimension  |
 * | A_r  | r(r + 2)   |
 * | B_r, C_r | r(2r + 1) |
 * | D_r  | r(2r − 1)  |
 * | G₂, F₄, E₆, E₇, E₈ | 14, 52, 78, 133, 248 |
 */
import type { AbstractAlgebra } from "../abstract-algebra.js";
import { typeFromRoots } from "./roots.js";

export interface ComplexType {
  readonly letter: "A" | "B" | "C" | "D" | "E" | "F" | "G";
  readonly rank: number;
  /** Whether the real algebra is a complex one: its complexification has two copies of the type. */
  readonly twice: boolean;
}

/** undefined when no type has the dimension, or several have and the roots are too close to tell. */
export function complexType(algebra: AbstractAlgebra, tolerance: number): ComplexType | undefined {
  const types = typesOfDimension(algebra.dimension);
  return types.length > 1 ? typeFromRoots(algebra, tolerance) : types[0];
}

/** Every type of a simple real algebra of dimension d. */
function typesOfDimension(d: number): ComplexType[] {
  const single = complexTypesOfDimension(d).map((type) => ({ ...type, twice: false }));
  const double = d % 2 === 0 ? complexTypesOfDimension(d / 2) : [];
  return [...single, ...double.map((type) => ({ ...type, twice: true }))];
}

function complexTypesOfDimension(d: number): Omit<ComplexType, "twice">[] {
  const out: Omit<ComplexType, "twice">[] = [];
  for (let rank = 1; rank * rank <= d; rank++) {
    if (rank * (rank + 2) === d) out.push({ letter: "A", rank });
    if (rank >= 2 && rank * (2 * rank + 1) === d) out.push({ letter: "B", rank });
    if (rank >= 3 && rank * (2 * rank + 1) === d) out.push({ letter: "C", rank });
    if (rank >= 4 && rank * (2 * rank - 1) === d) out.push({ letter: "D", rank });
  }
  const exceptional = { 14: "G2", 52: "F4", 78: "E6", 133: "E7", 248: "E8" }[d];
  if (exceptional !== undefined) {
    out.push({ letter: exceptional[0] as ComplexType["letter"], rank: Number(exceptional[1]) });
  }
  return out;
}
