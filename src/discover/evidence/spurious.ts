/**
 * Directions that L cannot tell from a symmetry although nothing speaks for them, each with its
 * reason. They are listed apart and do not count.
 */
import { Matrix, nullSpace, orthonormalBasis, RandomStream } from "../../numerics/index.js";
import { combinedGenerator } from "./combination.js";
import type { LieEvidence } from "./lie-evidence.js";

export interface SpuriousSymmetry {
  readonly kind:
    | "fixes every sample"
    | "turns no output"
    | "constant model"
    | "not tested"
    | "leaves the samples' set";
  /** A sentence. */
  readonly reason: string;
  /** Dimension × q, orthonormal coefficient rows. */
  readonly coefficients: Matrix;
}

const REASONS: Record<SpuriousSymmetry["kind"], string> = {
  "fixes every sample":
    "The field is zero at every sample and its output action keeps every output: the data do not see it.",
  "turns no output":
    "It moves no input anywhere, and its matrix vanishes on the span of the outputs.",
  "constant model":
    "It moves the samples, but the model does not change in any direction there, so that it would keep any constant.",
  "not tested": "The evidence holds no equation at all: nothing was measured against it.",
  "leaves the samples' set":
    "It moves samples off the set on which they all lie, where the model was not seen.",
};

/** The parts of ker D (`trivial`) by reason, what leaves the samples' set, and what no row tests; columns each. */
export function spuriousSymmetries(
  evidence: LieEvidence,
  parts: { readonly trivial: Matrix; readonly leaving: Matrix; readonly untested: Matrix },
): SpuriousSymmetry[] {
  const { trivial, leaving, untested } = parts;
  const { still, moving } = splitByMotionSize(evidence.motion, trivial);
  const { still: nowhere, moving: elsewhere } = splitByField(evidence, still);
  const reasons: [SpuriousSymmetry["kind"], Matrix][] = [
    ["fixes every sample", elsewhere],
    ["turns no output", nowhere],
    ["constant model", moving],
    ["not tested", untested],
    ["leaves the samples' set", leaving],
  ];
  return reasons
    .filter(([, basis]) => basis.columns > 0)
    .map(([kind, basis]) => ({ kind, reason: REASONS[kind], coefficients: basis.transpose() }));
}

function splitByField(evidence: LieEvidence, basis: Matrix): { still: Matrix; moving: Matrix } {
  const { action } = evidence;
  const random = RandomStream.fromSeed(0).split("where a field is zero");
  const places = Array.from({ length: action.inputs + 2 }, () => random.normals(action.inputs));
  const rows = new Matrix(places.length * action.inputs, basis.columns);
  for (let k = 0; k < basis.columns; k++) {
    const { input } = combinedGenerator(action, basis.column(k));
    places.forEach((x, s) => {
      input.at(x).forEach((value, a) => {
        rows.data[(s * action.inputs + a) * basis.columns + k] = value;
      });
    });
  }
  return split(rows, basis, 1e-9);
}

function splitByMotionSize(motion: Matrix, basis: Matrix): { still: Matrix; moving: Matrix } {
  return split(motion.multiply(basis), basis, 1e-9 * Math.max(motion.maxAbs(), Number.MIN_VALUE));
}

/** Combinations of the columns of `basis` for which `rows` is at most `threshold`, and the others. */
function split(rows: Matrix, basis: Matrix, threshold: number): { still: Matrix; moving: Matrix } {
  const none = new Matrix(basis.rows, 0);
  if (basis.columns === 0) return { still: none, moving: none };
  if (rows.frobeniusNorm() <= threshold) return { still: basis, moving: none };
  const { basis: kernel } = nullSpace(rows, {
    tolerance: Math.min(0.5, threshold / rows.frobeniusNorm()),
  });
  const still = basis.multiply(kernel);
  if (still.columns === basis.columns) return { still, moving: none };
  const rest = basis.subtract(still.multiply(still.transpose().multiply(basis)));
  return { still, moving: orthonormalBasis(rest, { tolerance: 1e-6 }).basis };
}
