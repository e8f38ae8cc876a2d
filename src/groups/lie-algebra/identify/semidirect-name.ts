/**
 * Names of algebras that are neither simple nor abelian nor a direct sum: 𝔤 is the
 * Levi complement 𝔰 and a torus 𝔱 acting on the nilradical 𝔫, dim 𝔤 = dim 𝔰 + dim 𝔱 + dim 𝔫.
 *
 * | 𝔤/𝔫 on 𝔫               | name                                        |
 * | so(n) on ℝⁿ             | se(n)                                       |
 * | so(p,q) on ℝ^(p+q)      | iso(p,q), and e(1,1) for the plane          |
 * | so(p,q) ⊕ ℝ             | sim(p,q)                                    |
 * | gl(n), sl(n) on ℝⁿ      | aff(n), saff(n)                             |
 * | so(n) on 2n + 1 with [𝔫,𝔫] = ℝⁿ | gal(n): boosts and translations, and time |
 */
import { Matrix } from "../../../numerics/index.js";
import type { AbstractAlgebra } from "../abstract-algebra.js";
import { complement, type Decisions } from "../decisions.js";
import { simpleIdeals } from "../structure/ideals.js";
import type { AlgebraStructure } from "../structure/structure.js";
import { bianchiOfAction, bianchiText } from "./bianchi.js";
import { type LinearAction, linearAction, restricted } from "./linear-action.js";
import { type AlgebraName, realSpace, sumName, torusName } from "./names.js";
import { nilpotentName } from "./nilpotent-name.js";
import { simpleName } from "./simple-name.js";
import { weightParts } from "./toral-parts.js";

export function semidirectName(structure: AlgebraStructure, decisions: Decisions): AlgebraName {
  const { algebra, nilradical, levi } = structure;
  const d = algebra.dimension;
  if (nilradical.columns === d) return nilpotentName(structure);
  const others = complement(nilradical);
  const lifts = Array.from({ length: others.columns }, (_, k) => algebra.ad(others.column(k)));
  const derived = nilradical.multiply(derivedOf(algebra.compressed(nilradical), decisions));
  if (derived.columns === 0) {
    const operators = restricted(lifts, nilradical);
    const action = linearAction(operators, decisions);
    const named = abelianNilradical(action, operators, decisions);
    if (named !== undefined) return named;
  } else {
    const galilei = galileiName(structure, lifts, derived, decisions);
    if (galilei !== undefined) return galilei;
  }
  const nil = nilradicalName(structure, derived.columns, decisions);
  const torus = torusOf(structure, decisions);
  const simple = simpleIdeals(algebra.compressed(levi), decisions).map(
    (own) => simpleName(algebra.compressed(levi.multiply(own)), 0, decisions).name,
  );
  const acting = [...simple, ...torusName(torus.compact, torus.dimension - torus.compact)];
  const special = heisenbergExtension(structure, nil, decisions);
  return {
    name:
      special ?? (nilradical.columns === 0 ? sumName(acting) : `${sumName(acting, true)} ⋉ ${nil}`),
    aliases: [],
    determined: special !== undefined,
    note: torus.note === "" ? undefined : torus.note,
  };
}

/** [𝔫, 𝔫] in coordinates of the ideal 𝔫: parts of brackets outside it are noise. */
function derivedOf(nil: AbstractAlgebra, decisions: Decisions): Matrix {
  // A nilpotent algebra of dimension two is abelian.
  if (nil.dimension < 3) return new Matrix(nil.dimension, 0);
  const identity = Matrix.identity(nil.dimension);
  return decisions.span("[n, n]", nil.products(identity, identity));
}

function abelianNilradical(
  action: LinearAction,
  operators: readonly Matrix[],
  decisions: Decisions,
): AlgebraName | undefined {
  const k = action.space;
  const space = realSpace(k);
  const sure = (name: string, ...aliases: string[]): AlgebraName => ({
    name,
    aliases,
    determined: true,
  });
  if (k === 2 && operators.length === 1) {
    const bianchi = bianchiOfAction(operators[0], decisions.tolerance);
    if (bianchi.type === "VII" && bianchi.parameter === 0) {
      return { ...sure("se(2)", "so(2) ⋉ ℝ²"), bianchi };
    }
    if (bianchi.type === "VI" && bianchi.parameter === 0) {
      return { ...sure("e(1,1)", "so(1,1) ⋉ ℝ²", "iso(1,1)"), bianchi };
    }
    return { ...sure(`ℝ ⋉ ℝ² (Bianchi ${bianchiText(bianchi)})`), bianchi };
  }
  if (action.kind === "gl") return sure(`aff(${k})`, `gl(${k},ℝ) ⋉ ${space}`);
  if (action.kind === "sl") return sure(`saff(${k})`, `sl(${k},ℝ) ⋉ ${space}`);
  if (action.kind === "sp") {
    const name = `sp(${k},ℝ)`;
    return sure(action.dilation ? `(${name} ⊕ ℝ) ⋉ ${space}` : `${name} ⋉ ${space}`);
  }
  if (action.kind !== "so" || action.signature === undefined) return undefined;
  const [p, q] = action.signature;
  const size = q === 0 ? `${p}` : `${p},${q}`;
  if (action.dilation) {
    const also = k === 2 && q === 0 ? ["aff(1,ℂ)"] : [];
    return sure(`sim(${size})`, `(so(${size}) ⊕ ℝ) ⋉ ${space}`, ...also);
  }
  if (q === 0) return sure(`se(${p})`, `so(${p}) ⋉ ${space}`);
  const also = p === 3 && q === 1 ? ["Poincaré algebra"] : [];
  return sure(`iso(${size})`, `so(${size}) ⋉ ${space}`, ...also);
}

/** Rotations with boosts, translations and time: dim 𝔫 = 2n + 1, [𝔫, 𝔫] = the translations. */
function galileiName(
  { algebra, nilradical }: AlgebraStructure,
  lifts: readonly Matrix[],
  derived: Matrix,
  decisions: Decisions,
): AlgebraName | undefined {
  const n = derived.columns;
  if (n < 2 || nilradical.columns !== 2 * n + 1) return undefined;
  const action = linearAction(restricted(lifts, derived), decisions);
  const rotations =
    action.kind === "so" && action.signature?.[1] === 0 && !action.dilation && !action.twisted;
  if (!rotations) return undefined;
  const moved = decisions.span(
    "boosts and translations",
    algebra.products(complement(nilradical), nilradical),
  );
  if (moved.columns !== 2 * n) return undefined;
  const commute =
    decisions.span("brackets of boosts", algebra.products(moved, moved)).columns === 0;
  return commute
    ? { name: `gal(${n})`, aliases: [`so(${n}) ⋉ (${realSpace(2 * n)} ⋊ ℝ)`], determined: true }
    : undefined;
}

function nilradicalName(
  { algebra, nilradical }: AlgebraStructure,
  derivedDimension: number,
  decisions: Decisions,
): string {
  const k = nilradical.columns;
  if (derivedDimension === 0) return realSpace(k);
  return isHeisenberg(algebra.compressed(nilradical), derivedDimension, decisions)
    ? `heis(${k})`
    : `n(${k})`;
}

/** Derived algebra of dimension one, equal to the centre. */
function isHeisenberg(
  nil: AbstractAlgebra,
  derivedDimension: number,
  decisions: Decisions,
): boolean {
  if (derivedDimension !== 1) return false;
  const identity = Matrix.identity(nil.dimension);
  const stacked = nil.products(identity, identity);
  const form = new Matrix(nil.dimension, nil.dimension);
  const direction = decisions.span("[n, n]", stacked).column(0);
  for (let i = 0; i < nil.dimension; i++) {
    for (let j = 0; j < nil.dimension; j++) {
      const column = stacked.column(i * nil.dimension + j);
      form.data[i * nil.dimension + j] = column.reduce((sum, x, k) => sum + x * direction[k], 0);
    }
  }
  return decisions.kernel("radical of the bracket form", form).columns === 1;
}

/** The part of the radical beyond the nilradical, and how it acts on the nilradical. */
function torusOf(
  { algebra, nilradical, radical: rad }: AlgebraStructure,
  decisions: Decisions,
): { dimension: number; compact: number; note: string } {
  const dimension = rad.columns - nilradical.columns;
  if (dimension === 0) return { dimension, compact: 0, note: "" };
  const inside = complement(rad.transpose().multiply(nilradical));
  const lift = rad.multiply(inside);
  const family = restricted(
    Array.from({ length: dimension }, (_, k) => algebra.ad(lift.column(k))),
    nilradical,
  );
  const { compact, weights } = weightParts(family, decisions);
  const note =
    dimension === 1
      ? `Eigenvalues on the nilradical, up to a common factor: ${weightText(weights)}`
      : "";
  return { dimension, compact, note };
}

function weightText(list: ReturnType<typeof weightParts>["weights"]): string {
  const unit = Math.max(...list.map(({ real, imaginary }) => Math.hypot(real[0], imaginary[0])));
  const part = (value: number): string => String(Number((value / unit).toFixed(3)) + 0);
  return list
    .map(({ real, imaginary, multiplicity }) => {
      const turn = Math.abs(imaginary[0] / unit);
      const value =
        turn > 5e-4 ? `${part(real[0])} ± ${part(Math.abs(imaginary[0]))}i` : part(real[0]);
      const times = turn > 5e-4 ? multiplicity / 2 : multiplicity;
      return times > 1 ? `${value} (${times} times)` : value;
    })
    .join(", ");
}

/** Algebras on heis(2m+1) that have names of their own. */
function heisenbergExtension(
  structure: AlgebraStructure,
  nil: string,
  decisions: Decisions,
): string | undefined {
  if (!nil.startsWith("heis")) return undefined;
  const { algebra, nilradical, levi, centre, radical: rad } = structure;
  const m = (nilradical.columns - 1) / 2;
  const outer = algebra.dimension - nilradical.columns;
  if (centre.columns === 1 && outer === 1 && m === 1) {
    const compact = torusOf(structure, decisions).compact === 1;
    return compact
      ? "oscillator algebra so(2) ⋉ heis(3)"
      : "split oscillator algebra so(1,1) ⋉ heis(3)";
  }
  if (rad.columns !== nilradical.columns || centre.columns !== 1) return undefined;
  if (levi.columns === m * (2 * m + 1)) return `sp(${2 * m},ℝ) ⋉ heis(${2 * m + 1})`;
  return undefined;
}
