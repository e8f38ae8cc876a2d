/** Names of the direct factors of an algebra of matrices, and of their sum. */
import type { Matrix } from "../../../numerics/index.js";
import type { AbstractAlgebra } from "../abstract-algebra.js";
import type { Decisions } from "../decisions.js";
import { combination } from "../matrix-basis.js";
import { algebraStructure, type IdealDecomposition } from "../structure/structure.js";
import type { AlgebraFactor } from "./algebra-identity.js";
import type { Bianchi } from "./bianchi.js";
import { movingAndStill } from "./linear-action.js";
import { type AlgebraName, realSpace, sumName, torusName } from "./names.js";
import { semidirectName } from "./semidirect-name.js";
import { simpleName } from "./simple-name.js";
import { toralParts } from "./toral-parts.js";

/** Sums of two three-dimensional algebras that are called after the space of dimension four. */
const DOUBLE_NAMES: Readonly<Record<string, readonly string[]>> = {
  "so(4)": ["so(3) ⊕ so(3)", "su(2) ⊕ su(2)"],
  "so(2,2)": ["sl(2,ℝ) ⊕ sl(2,ℝ)"],
  "so*(4)": ["so(3) ⊕ sl(2,ℝ)"],
};

interface Factor extends AlgebraFactor {
  /** Dimension of the space that its matrices move. */
  readonly space: number;
  readonly bianchi?: Bianchi;
}

export interface NamedFactors extends AlgebraName {
  readonly factors: readonly AlgebraFactor[];
}

export function nameFactors(
  algebra: AbstractAlgebra,
  elements: readonly Matrix[],
  parts: IdealDecomposition,
  decisions: Decisions,
): NamedFactors {
  const matricesOf = (space: Matrix): Matrix[] =>
    Array.from({ length: space.columns }, (_, k) => combination(elements, space.column(k)));
  const spaceOf = (matrices: readonly Matrix[]): number =>
    movingAndStill(matrices, decisions).moving.columns;
  const factor = (space: Matrix, kind: Factor["kind"]): Factor => {
    const basis = matricesOf(space);
    const own = algebra.compressed(space);
    const moved = spaceOf(basis);
    const name =
      kind === "simple"
        ? simpleName(own, moved, decisions)
        : semidirectName(algebraStructure(own, decisions), decisions);
    return { ...name, kind, dimension: space.columns, basis, space: moved };
  };
  const nonabelian = [
    ...parts.simple.map((space) => factor(space, "simple")),
    ...parts.others.map((space) => factor(space, "other")),
  ].sort((a, b) => a.dimension - b.dimension || (a.name < b.name ? -1 : 1));
  const abelian = matricesOf(parts.abelian);
  const toral = abelian.length === 0 ? undefined : toralParts(abelian, decisions);
  const compact = toral?.compact ?? 0;
  const flat: Factor[] =
    toral === undefined
      ? []
      : [
          {
            name: sumName(torusName(compact, abelian.length - compact)),
            aliases: compact > 0 ? [realSpace(abelian.length)] : [],
            kind: "abelian",
            dimension: abelian.length,
            basis: abelian,
            determined: true,
            note: toralNote(toral),
            space: spaceOf(abelian),
          },
        ];
  const factors = [...nonabelian, ...flat];
  const [circles, lines] = [torusName(compact, 0), torusName(0, abelian.length - compact)];
  const joined = joinedPairs(nonabelian, (some) => spaceOf(some.flatMap((f) => f.basis)));
  const terms = [...circles, ...joined, ...lines];
  const sum = sumName(
    terms.map((term) => (terms.length > 1 && term.includes(" ⋉ ") ? `(${term})` : term)),
  );
  const joint = jointName(
    factors,
    (some) => spaceOf(some.flatMap((f) => f.basis)),
    toral?.split ?? 0,
  );
  const single = factors.length === 1 ? factors[0] : undefined;
  return {
    name: joint ?? sum,
    aliases: joint === undefined ? (DOUBLE_NAMES[sum] ?? single?.aliases ?? []) : [sum],
    determined: factors.every((f) => f.determined),
    note: factors.flatMap((f) => (f.note === undefined ? [] : [f.note])).join("; ") || undefined,
    bianchi: single?.bianchi,
    factors: factors.map(({ space: _, bianchi: __, ...rest }) => rest),
  };
}

function toralNote(parts: ReturnType<typeof toralParts>): string | undefined {
  const words = [
    parts.compact > 0 ? `${parts.compact} of rotations` : "",
    parts.split > 0 ? `${parts.split} of scalings` : "",
    parts.unipotent > 0 ? `${parts.unipotent} of translations or shears` : "",
    parts.mixed > 0 ? `${parts.mixed} of screws, spirals or sums` : "",
  ].filter((word) => word !== "");
  return `Abelian dimensions: ${words.join(", ")}`;
}

/** The names, with so(4), so(2,2) and so*(4) for two three-dimensional ideals that move one ℝ⁴. */
function joinedPairs(
  factors: readonly Factor[],
  jointSpace: (factors: readonly Factor[]) => number,
): string[] {
  const open = new Set(factors);
  const small = (f: Factor): boolean => f.kind === "simple" && f.dimension === 3 && f.space === 4;
  return factors.flatMap((a) => {
    if (!open.delete(a)) return [];
    const b = small(a) ? [...open].find((f) => small(f) && jointSpace([a, f]) === 4) : undefined;
    if (b === undefined) return [a.name];
    open.delete(b);
    const compact = (f: Factor): boolean => [f.name, ...f.aliases].includes("so(3)");
    if (compact(a) && compact(b)) return ["so(4)"];
    return !compact(a) && !compact(b) ? ["so(2,2)"] : ["so*(4)"];
  });
}

/** gl(n,ℝ) and u(n): sums that go by one name when they act on one space. */
function jointName(
  factors: readonly Factor[],
  jointSpace: (factors: readonly Factor[]) => number,
  split: number,
): string | undefined {
  if (factors.length !== 2) return undefined;
  const [a, b] = factors;
  if (a.kind !== "simple" || a.space !== jointSpace(factors) || b.space !== a.space) {
    return undefined;
  }
  if (b.kind !== "abelian" || b.dimension !== 1) return undefined;
  const names = [a.name, ...a.aliases];
  const find = (pattern: RegExp): string | undefined => {
    for (const name of names) {
      const size = pattern.exec(name)?.[1];
      if (size !== undefined) return size;
    }
    return undefined;
  };
  const special = find(/^sl\((\d+),ℝ\)$/);
  if (split === 1 && special !== undefined && a.space === Number(special))
    return `gl(${special},ℝ)`;
  const unitary = find(/^su\((\d+(?:,\d+)?)\)$/);
  const size = unitary?.split(",").reduce((sum, part) => sum + Number(part), 0);
  return split === 0 && b.name === "so(2)" && size !== undefined && a.space === 2 * size
    ? `u(${unitary})`
    : undefined;
}
