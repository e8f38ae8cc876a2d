/**
 * The discovering reading: ker(ξ ↦ L_ξF), with what it rests on (arXiv 2311.00212).
 *
 * | symbol | name here              | shape                                            |
 * | σ      | singularValues         | of L, descending, in the basis that was given    |
 * | ρ      | defects                | scale-free, descending; see evidence/defects.ts  |
 * | d      | dimension              | how many directions count as symmetries          |
 * |        | basis                  | d × q, orthonormal coefficient rows              |
 *
 * What is found can be enforced: `symmetry` is an action like the candidates'.
 */
import type { AlgebraIdentity } from "../groups/lie-algebra/index.js";
import type { LieAction } from "../lie-derivative/index.js";
import {
  Matrix,
  orthonormalBasis,
  RandomStream,
  singularValueDecomposition,
  type Vector,
} from "../numerics/index.js";
import { identifySymmetry } from "./algebra.js";
import { type BootstrapConfidence, bootstrap } from "./evidence/bootstrap.js";
import { subaction } from "./evidence/combination.js";
import { type DecisionRule, decideSymmetries, type SymmetryDecision } from "./evidence/decision.js";
import { defectsIn, whiteningOf } from "./evidence/defects.js";
import { decisionFindings, rowFindings } from "./evidence/findings.js";
import type { Finding, LieEvidence } from "./evidence/lie-evidence.js";
import { type SpuriousSymmetry, spuriousSymmetries } from "./evidence/spurious.js";
import { triangularFactor } from "./evidence/triangular-factor.js";
import { splitByMotion } from "./sources/relations.js";

export interface DiscoverOptions {
  /** Default: "exact" for coefficients and exact normals, "floor" for estimates, "gap" for maps. */
  readonly decision?: DecisionRule;
  /** Bootstrap replicates; 100 unless given, 0 for none. Nothing is drawn again from coefficients. */
  readonly replicates?: number;
  /** Of the bootstrap's intervals; 0.95 unless given. */
  readonly level?: number;
  /** Of the bootstrap; seed 0 unless given. */
  readonly random?: RandomStream;
}

export interface Discovery {
  /** What it was read from. */
  readonly evidence: LieEvidence;
  /** The candidates. */
  readonly action: LieAction;
  readonly source: string;
  readonly samples: number;
  readonly singularValues: Vector;
  /** q × q; column k belongs to the k-th singular value. */
  readonly rightVectors: Matrix;
  readonly defects: Vector;
  /** q × r; column k has D(ξ) = 1 and belongs to defects[k]. */
  readonly directions: Matrix;
  /** For each direction, the ρ that errors of the estimates alone would show; for estimated sources. */
  readonly floors?: Vector;
  readonly dimension: number;
  readonly decision: SymmetryDecision;
  readonly basis: Matrix;
  /** The generators that were found, as an action; undefined when there is none. */
  readonly symmetry: LieAction | undefined;
  /** Closure, name and invariants, when the fields are affine. */
  readonly algebra: AlgebraIdentity | undefined;
  readonly spurious: readonly SpuriousSymmetry[];
  readonly findings: readonly Finding[];
  readonly confidence: BootstrapConfidence | undefined;
}

/** The symmetries that `evidence` speaks for. @throws DomainError for options outside their range */
export function discover(evidence: LieEvidence, options: DiscoverOptions = {}): Discovery {
  const { rows, size, action } = evidence;
  const whitening = whiteningOf(size);
  const { defects, directions } = defectsIn(rows, whitening.basis);
  const rule = options.decision ?? defaultRule(evidence);
  const floorsOf = (columns: Matrix) => floorsAlong(evidence.floor, columns);
  const floors = floorsOf(directions);
  const isTested = rows.rows > 0;
  const first = decideSymmetries(isTested ? defects : new Float64Array(0), rule, floors);
  const kernel = lastColumns(directions, first.dimension);
  const { staying, leaving } = splitByMotion(
    orthonormalBasis(kernel).basis,
    evidence.off,
    evidence.motion,
  );
  const { values, V } = singularValueDecomposition(triangularFactor(rows));
  const singularValues = new Float64Array(action.generators.length);
  singularValues.set(values);
  const symmetry = subaction(action, staying, `symmetries of ${evidence.source}`);
  const spurious = spuriousSymmetries(evidence, {
    trivial: whitening.trivial,
    leaving,
    untested: isTested
      ? new Matrix(action.generators.length, 0)
      : orthonormalBasis(directions).basis,
  });
  const isExact = evidence.exact && rule.rule === "exact";
  const algebra =
    symmetry && identifySymmetry(symmetry, isExact ? undefined : directionError(first, floors));
  return {
    evidence,
    action,
    source: evidence.source,
    samples: evidence.samples,
    singularValues,
    rightVectors: V,
    defects,
    directions,
    ...(floors && { floors }),
    dimension: staying.columns,
    decision: first,
    basis: staying.transpose(),
    symmetry,
    algebra: algebra?.identity,
    spurious,
    findings: [
      ...evidence.findings,
      ...rowFindings(evidence, whitening.basis, first.dimension, rule),
      ...decisionFindings(first, floors, rule),
      ...(algebra?.findings ?? []),
    ],
    confidence: confidenceOf(evidence, options, {
      basis: whitening.basis,
      found: kernel,
      decide: (values, columns) => decideSymmetries(values, rule, floorsOf(columns)).dimension,
    }),
  };
}

function defaultRule(evidence: LieEvidence): DecisionRule {
  if (evidence.floor !== undefined) return { rule: "floor" };
  return { rule: evidence.exact ? "exact" : "gap" };
}

/** By what share of its length a direction that was found may lean towards those that were not. */
function directionError({ kept, dropped, dimension }: SymmetryDecision, floors?: Vector): number {
  const found = floors?.subarray(floors.length - dimension) ?? [];
  return Math.max(dropped, ...found) / kept;
}

/** √(ξᵀ S ξ) for each column. */
function floorsAlong(floor: Matrix | undefined, columns: Matrix): Vector | undefined {
  if (floor === undefined) return undefined;
  return Float64Array.from({ length: columns.columns }, (_, k) => {
    const c = columns.column(k);
    const image = floor.apply(c);
    return Math.sqrt(
      Math.max(
        0,
        c.reduce((sum, value, p) => sum + value * image[p], 0),
      ),
    );
  });
}

function confidenceOf(
  evidence: LieEvidence,
  options: DiscoverOptions,
  plan: {
    basis: Matrix;
    found: Matrix;
    decide(defects: Vector, directions: Matrix): number;
  },
): BootstrapConfidence | undefined {
  const { replicates = 100, level = 0.95 } = options;
  const draws = evidence.samples > 0 && evidence.rows.rows > 0;
  if (!draws || replicates === 0 || plan.basis.columns === 0) return undefined;
  const random = options.random ?? RandomStream.fromSeed(0);
  const { rows, samples } = evidence;
  return bootstrap({
    rows,
    samples,
    replicates,
    level,
    random: random.split("bootstrap"),
    ...plan,
  });
}

function lastColumns(A: Matrix, count: number): Matrix {
  const out = new Matrix(A.rows, count);
  for (let i = 0; i < A.rows; i++) {
    out.row(i).set(A.row(i).subarray(A.columns - count));
  }
  return out;
}
