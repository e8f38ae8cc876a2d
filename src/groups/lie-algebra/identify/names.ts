/** How an algebra, or a factor of one, is called. */
import type { Bianchi } from "./bianchi.js";

export interface AlgebraName {
  readonly name: string;
  /** Other names of isomorphic algebras. */
  readonly aliases: readonly string[];
  /** Whether the name (with its parameters) fixes the algebra up to isomorphism. */
  readonly determined: boolean;
  /** What the name leaves open, or what helps to see it. */
  readonly note?: string;
  readonly bianchi?: Bianchi;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** ℝ, ℝ², ℝ¹⁰. */
export function realSpace(dimension: number): string {
  if (dimension === 1) return "ℝ";
  return `ℝ${[...String(dimension)].map((digit) => SUPERSCRIPTS[Number(digit)]).join("")}`;
}

/** "so(2) ⊕ so(2) ⊕ ℝ" for two compact and one other dimension. */
export function torusName(compact: number, others: number): string[] {
  return [
    ...Array.from({ length: compact }, () => "so(2)"),
    ...(others > 0 ? [realSpace(others)] : []),
  ];
}

/** The terms with ⊕ between them, in brackets where something follows. */
export function sumName(terms: readonly string[], bracketed = false): string {
  const sum = terms.join(" ⊕ ");
  return bracketed && terms.length > 1 ? `(${sum})` : sum;
}
