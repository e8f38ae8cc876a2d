/**
 * What kind of Lie algebra was found, and the neat basis that was meant: matrices
 * (A, b; 0, 0) ⊕ B of the generators whose brackets are those of the generators.
 */
import { IntertwineError } from "../errors.js";
import {
  type AlgebraIdentity,
  identifyAlgebra,
  type SnapOptions,
  type SnappedAlgebra,
  snapToCanonical,
} from "../groups/lie-algebra/index.js";
import {
  affineField,
  type GeneratorDraft,
  type LieAction,
  lieAction,
} from "../lie-derivative/index.js";
import { Matrix, singularValueDecomposition } from "../numerics/index.js";
import type { Discovery } from "./discovery.js";
import { generatorMatrix, subaction } from "./evidence/combination.js";
import type { Finding, LieEvidence } from "./evidence/lie-evidence.js";

/** Residual of brackets up to which an exact null space counts as closed. */
const EXACT_CLOSURE = 1e-6;
/** And one that comes from estimates. */
const ESTIMATED_CLOSURE = 0.1;

export interface AlgebraFinding {
  /** Undefined when some field is not affine, since brackets are then no finite matrices, or when naming failed. */
  readonly identity: AlgebraIdentity | undefined;
  readonly findings: readonly Finding[];
}

/** Brackets of several generators show their errors; one generator has none, and is told to be no better than this. */
const [SMALLEST_ERROR, LARGEST_ERROR] = [1e-4, 0.2];

/**
 * What the generators span; a null space that cannot be named is still one, and the reason is kept.
 * @param error of a generator, relative, for one that was estimated: smaller parts of it count as zero
 */
export function identifySymmetry(symmetry: LieAction, error: number | undefined): AlgebraFinding {
  const exact = error === undefined;
  const matrices = generatorMatrices(symmetry);
  if (matrices === undefined) return { identity: undefined, findings: [] };
  try {
    const identity = identifyAlgebra(matrices, {
      closureTolerance: exact ? EXACT_CLOSURE : ESTIMATED_CLOSURE,
      ...(exact && { tolerance: EXACT_CLOSURE }),
      ...(!exact &&
        matrices.length === 1 && {
          tolerance: Math.min(LARGEST_ERROR, Math.max(SMALLEST_ERROR, error)),
        }),
    });
    return { identity, findings: closureFindings(identity) };
  } catch (error) {
    if (!(error instanceof IntertwineError)) throw error;
    const message = `The algebra has no name: ${error.message}`;
    return { identity: undefined, findings: [{ kind: "not identified", message }] };
  }
}

function closureFindings(algebra: AlgebraIdentity): Finding[] {
  if (algebra.closes) return [];
  return [
    {
      kind: "not closed",
      message: `Brackets of what was found leave its span by ${algebra.closureResidual.toPrecision(2)} of their size: no Lie algebra, so at least one direction is accidental or one is missing. Take more samples, or samples that lie on no special set.`,
    },
  ];
}

export interface SnappedSymmetry {
  /** Where the neat basis comes from, and how far it was moved. */
  readonly snap: SnappedAlgebra;
  /** d × q, coefficients of the neat generators. */
  readonly coefficients: Matrix;
  /** ρ of each neat generator on the same evidence: compare with what was found. */
  readonly defects: Float64Array;
  readonly symmetry: LieAction;
}

/**
 * The neat basis near what was found, measured again on the same evidence; undefined when nothing
 * was found, or a field is not affine. Whole numbers stay whole, so that enforcing is exact.
 */
export function snapSymmetry(
  found: Pick<Discovery, "symmetry" | "action" | "evidence" | "algebra">,
  evidence: LieEvidence = found.evidence,
  options: SnapOptions = {},
): SnappedSymmetry | undefined {
  const matrices = found.symmetry && generatorMatrices(found.symmetry);
  const candidates = generatorMatrices(found.action, matrices?.[0].rows);
  if (matrices === undefined || candidates === undefined) return undefined;
  const { algebra } = found;
  const tolerance = algebra?.closes ? { tolerance: algebra.tolerance } : {};
  const snap = snapToCanonical(matrices, { ...tolerance, ...options });
  const basis = coordinates(candidates, snap.basis);
  const defects = Float64Array.from({ length: basis.columns }, (_, k) => {
    const c = basis.column(k);
    return Math.hypot(...evidence.rows.apply(c)) / Math.hypot(...evidence.size.apply(c));
  });
  return {
    snap,
    coefficients: basis.transpose(),
    defects,
    symmetry: neatAction(found.action, snap.basis, basis, `${found.symmetry!.name}, snapped`),
  };
}

/** The generators of the matrices themselves where the candidates span them, else nearest to them. */
function neatAction(
  candidates: LieAction,
  matrices: readonly Matrix[],
  coefficients: Matrix,
  name: string,
): LieAction {
  const near = subaction(candidates, coefficients, name)!;
  const { inputs: m, outputs: n } = candidates;
  const generators = near.generators.map((generator, k): GeneratorDraft => {
    const neat = matrices[k];
    const size = neat.frobeniusNorm();
    const own = generatorMatrix(generator, neat.rows > m + 1);
    if (own === undefined || own.maxDifference(neat) > SPAN_TOLERANCE * size) return generator;
    const linear = block(neat, 0, m);
    const output = neat.rows > m + 1 ? block(neat, m + 1, n) : Matrix.zeros(n);
    return {
      name: generator.name,
      input: affineField(linear, neat.column(m).slice(0, m)),
      output,
    };
  });
  return lieAction(name, generators, { outputs: n });
}

/** Of a matrix's size: what rounding leaves between it and its projection on the candidates. */
const SPAN_TOLERANCE = 1e-9;

function block(matrix: Matrix, start: number, size: number): Matrix {
  const out = new Matrix(size, size);
  for (let i = 0; i < size; i++) {
    out.row(i).set(matrix.row(start + i).subarray(start, start + size));
  }
  return out;
}

/** @param size rows of the matrices, when it is known: with or without the output block */
function generatorMatrices(action: LieAction, size?: number): Matrix[] | undefined {
  const withOutput =
    size === undefined
      ? action.generators.some(({ output }) => output.maxAbs() > 0)
      : size > action.inputs + 1;
  const matrices = action.generators.map((generator) => generatorMatrix(generator, withOutput));
  return matrices.every((matrix) => matrix !== undefined) ? matrices : undefined;
}

/** Coefficients (q × d) of `targets` over `basis`, by least squares of least norm. */
function coordinates(basis: readonly Matrix[], targets: readonly Matrix[]): Matrix {
  const A = columnsOf(basis);
  const { U, values, V } = singularValueDecomposition(A, { thin: true });
  const inverse = values.map((value) => (value > 1e-10 * values[0] ? 1 / value : 0));
  return V.multiply(Matrix.diagonal(inverse)).multiply(U.transpose().multiply(columnsOf(targets)));
}

function columnsOf(matrices: readonly Matrix[]): Matrix {
  return Matrix.fromRows(matrices.map(({ data }) => data)).transpose();
}
