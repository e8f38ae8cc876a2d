/**
 * Representations: groups acting linearly.
 *
 * | symbol | name here        | shape                          |
 * | ρ(g)   | matrix(g)        | dimension × dimension          |
 * | dρ(ξ)  | differential(xi) | dimension × dimension, ξ ∈ 𝔤   |
 *
 * Laws: ρ(g h) = ρ(g) ρ(h), ρ(e) = I, ρ(exp tξ) = exp(t dρ(ξ)). The group acts from
 * the left on columns, x ↦ ρ(g) x.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import { type Group, isLieGroup } from "../group.js";
import { multipleName } from "./names.js";
import type { RepresentationStructure } from "./structure.js";

export interface Representation<Element> {
  readonly group: Group<Element>;
  readonly dimension: number;
  /** Without the group's name, such as "2·regular ⊕ trivial". */
  readonly name: string;
  matrix(g: Element): Matrix;
  /** dρ(ξ) for ξ in the algebra of a Lie group. */
  differential?(xi: Matrix): Matrix;
  /** What it was put together from; absent when that is not known. */
  readonly structure?: RepresentationStructure<Element>;
  /** With the group's name, such as "C2: 2·regular ⊕ trivial". */
  toString(): string;
}

export interface RepresentationOptions<Element = unknown> {
  /** Default "ρ". */
  readonly name?: string;
  /** dρ, for Lie groups. */
  readonly differential?: (xi: Matrix) => Matrix;
  /** What `matrixOf` and `differential` are put together from. */
  readonly structure?: RepresentationStructure<Element>;
}

/**
 * The representation g ↦ matrixOf(g). That it is one is the caller's promise, to
 * be proved with `assertRepresentation`; shapes and finite entries are checked
 * whenever a matrix is asked for.
 * @throws DomainError unless the dimension is a whole number ≥ 1
 */
export function representation<Element>(
  group: Group<Element>,
  dimension: number,
  matrixOf: (g: Element) => Matrix,
  options: RepresentationOptions<Element> = {},
): Representation<Element> {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new DomainError(
      `representation: got dimension ${dimension} for a representation of "${group.name}"; expected a whole number ≥ 1.`,
    );
  }
  const { name = "ρ", differential, structure } = options;
  const title = `${group.name}: ${name}`;
  const checked = (value: Matrix, origin: string): Matrix => {
    requireSquare(value, dimension, title, origin);
    return value;
  };
  return {
    group,
    dimension,
    name,
    matrix: (g) => checked(matrixOf(g), "matrix"),
    ...(differential && {
      differential: (xi: Matrix): Matrix => checked(differential(xi), "differential"),
    }),
    ...(structure && { structure }),
    toString: () => title,
  };
}

/** Every element does nothing: ρ(g) = I, dρ = 0. @throws DomainError unless the dimension is a whole number ≥ 1 */
export function trivialRepresentation<Element>(
  group: Group<Element>,
  dimension = 1,
): Representation<Element> {
  const structure = (): RepresentationStructure<Element> => {
    const line = trivialRepresentation(group);
    return { kind: "sum", parts: Array.from({ length: dimension }, () => line) };
  };
  return representation(group, dimension, () => Matrix.identity(dimension), {
    name: multipleName(dimension, "trivial"),
    differential: isLieGroup(group) ? () => Matrix.zeros(dimension) : undefined,
    structure: dimension > 1 ? structure() : { kind: "product", factors: [] },
  });
}

function requireSquare(value: Matrix, dimension: number, title: string, origin: string): void {
  if (value.rows !== dimension || value.columns !== dimension) {
    throw new ShapeError(
      `Representation.${origin}: "${title}" gave ${value.rows} × ${value.columns}; expected ${dimension} × ${dimension}.`,
    );
  }
  const bad = value.data.findIndex((entry) => !Number.isFinite(entry));
  if (bad >= 0) {
    throw new DomainError(
      `Representation.${origin}: "${title}" gave ${value.data[bad]} at (${Math.floor(bad / dimension)}, ${bad % dimension}); expected finite entries.`,
    );
  }
}
