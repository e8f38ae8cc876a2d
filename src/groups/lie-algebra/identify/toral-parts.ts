/**
 * What kinds of one-parameter groups an abelian algebra of matrices holds, by the
 * Jordan decomposition y = y_s + y_n of each element.
 *
 * | name      | elements                                          | group     |
 * | compact   | y_n = 0, eigenvalues imaginary                    | so(2)     |
 * | split     | y_n = 0, eigenvalues real                         | scalings  |
 * | unipotent | y_s = 0                                           | shears, translations |
 * | mixed     | the dimensions that are left: screws, spirals     |           |
 */
import { Matrix } from "../../../numerics/index.js";
import { type Decisions, fromColumns } from "../decisions.js";
import { type Weight, weights } from "../structure/weights.js";

export interface ToralParts {
  readonly compact: number;
  readonly split: number;
  readonly unipotent: number;
  readonly mixed: number;
  /** Dimension of { y_n = 0 }. */
  readonly semisimple: number;
}

/** Eigenvalues and their projectors carry the noise of the matrices times their condition. */
const AMPLIFICATION = 5;

/** Of independent commuting matrices. */
export function toralParts(family: readonly Matrix[], given: Decisions): ToralParts {
  const decisions = given.wider(AMPLIFICATION);
  const list = weights(family, given.tolerance);
  const t = family.length;
  if (t === 0) return { compact: 0, split: 0, unipotent: 0, mixed: 0, semisimple: 0 };
  const real = fromColumns(
    t,
    list.map((weight) => weight.real),
  ).transpose();
  const imaginary = fromColumns(
    t,
    list.map((weight) => weight.imaginary),
  ).transpose();
  const nilpotent = nilpotentParts(family, list);
  const dimension = (what: string, ...conditions: Matrix[]): number =>
    decisions.kernel(what, stack(conditions)).columns;
  const compact = dimension("compact part", nilpotent, real);
  const split = dimension("split part", nilpotent, imaginary);
  const unipotent = dimension("unipotent part", real, imaginary);
  const semisimple = dimension("semisimple part", nilpotent);
  return { compact, split, unipotent, mixed: t - compact - split - unipotent, semisimple };
}

/** Dimensions of { Re λ = 0 } and { Im λ = 0 } in a family without nilpotent members. */
export function weightParts(
  family: readonly Matrix[],
  decisions: Decisions,
): { compact: number; split: number; weights: readonly Weight[] } {
  const list = weights(family, decisions.tolerance);
  const t = family.length;
  const part = (what: string, of: (weight: Weight) => Float64Array): number =>
    decisions.kernel(what, fromColumns(t, list.map(of)).transpose()).columns;
  return {
    compact: part("compact weights", (weight) => weight.real),
    split: part("real weights", (weight) => weight.imaginary),
    weights: list,
  };
}

/** Columns: the entries of y_n of each member. */
function nilpotentParts(family: readonly Matrix[], list: readonly Weight[]): Matrix {
  const parts = list.map((weight) => ({ weight, turn: complexStructure(family, weight) }));
  return fromColumns(
    family[0].data.length,
    family.map((y, k) => {
      let rest = y;
      for (const { weight, turn } of parts) {
        rest = rest.add(weight.projector, -weight.real[k]);
        if (turn !== undefined) rest = rest.add(turn, -weight.imaginary[k]);
      }
      return rest.data;
    }),
  );
}

/** The semisimple J with J² = −1 on the weight's space that turns by Im λ; none for a real weight. */
function complexStructure(family: readonly Matrix[], weight: Weight): Matrix | undefined {
  const largest = weight.imaginary.reduce(
    (best, value, k) => (Math.abs(value) > Math.abs(weight.imaginary[best]) ? k : best),
    0,
  );
  const size = weight.imaginary[largest];
  if (size === 0) return undefined;
  const P = weight.projector;
  let J = P.multiply(family[largest])
    .multiply(P)
    .add(P, -weight.real[largest])
    .scale(1 / size);
  // Newton for J² = −1: the nilpotent part of J² + 1 is squared in each step.
  for (let step = 0; step < 6; step++) J = J.scale(1.5).add(J.multiply(J).multiply(J), 0.5);
  return J;
}

function stack(blocks: readonly Matrix[]): Matrix {
  const out = new Matrix(
    blocks.reduce((sum, block) => sum + block.rows, 0),
    blocks[0].columns,
  );
  let row = 0;
  for (const block of blocks) {
    out.data.set(block.data, row * out.columns);
    row += block.rows;
  }
  return out;
}
