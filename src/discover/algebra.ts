/** What kind of Lie algebra was found: whether it closes, and its name. */
import type { LieAction } from "../lie-derivative/index.js";
import { Matrix, orthonormalBasis } from "../numerics/index.js";
import { generatorMatrix } from "./evidence/combination.js";
import type { Finding } from "./evidence/lie-evidence.js";

export interface AlgebraFinding {
  /** max |part of [ξ_i, ξ_j] outside the span| / |[ξ_i, ξ_j]| scale, with orthonormal ξ. */
  readonly closureResidual: number;
  readonly matrices: readonly Matrix[];
  readonly finding: Finding | undefined;
}

/** Undefined when some field is not affine. */
export function namedAlgebra(symmetry: LieAction, exact: boolean): AlgebraFinding | undefined {
  const withOutput = symmetry.generators.some(({ output }) => output.maxAbs() > 0);
  const matrices = symmetry.generators
    .map((generator) => generatorMatrix(generator, withOutput))
    .filter((matrix) => matrix !== undefined);
  if (matrices.length < symmetry.generators.length) return undefined;
  const residual = closure(matrices);
  const bound = exact ? 1e-8 : 0.2;
  return {
    closureResidual: residual,
    matrices,
    finding:
      residual > bound
        ? {
            kind: "not closed",
            message: `Brackets of what was found leave its span by ${residual.toPrecision(2)}: no Lie algebra, so that at least one direction is accidental or missing. Take more samples, or samples that lie on no special set.`,
          }
        : undefined,
  };
}

function closure(matrices: readonly Matrix[]): number {
  const size = matrices[0].data.length;
  const columns = new Matrix(size, matrices.length);
  matrices.forEach((matrix, k) => {
    matrix.data.forEach((value, e) => {
      columns.data[e * matrices.length + k] = value;
    });
  });
  const Q = orthonormalBasis(columns).basis;
  let worst = 0;
  const unit = Array.from(
    { length: Q.columns },
    (_, k) => new Matrix(matrices[0].rows, matrices[0].rows, Q.column(k)),
  );
  for (let i = 0; i < unit.length; i++) {
    for (let j = 0; j < i; j++) {
      const bracket = unit[i].multiply(unit[j]).subtract(unit[j].multiply(unit[i]));
      const inside = Q.apply(Q.transpose().apply(bracket.data));
      worst = Math.max(worst, Math.hypot(...bracket.data.map((value, e) => value - inside[e])));
    }
  }
  return worst;
}
