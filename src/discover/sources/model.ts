/**
 * Evidence from a member of a linear space of models, exact: L = R · L(w), with the coefficients
 * L(w) of the Lie derivative and a root R of the Gram matrix of the functions that they belong to.
 * No sampling enters L; only its scale D is a mean over points of the box [−1, 1]ᵐ.
 */
import type { LieDerivative } from "../../lie-derivative/index.js";
import { Matrix, type PolynomialMeasure, RandomStream } from "../../numerics/index.js";
import { type Finding, type LieEvidence, velocities } from "../evidence/lie-evidence.js";
import { triangularFactor } from "../evidence/triangular-factor.js";
import { sizeRows, turns } from "./map.js";

/** Points for D, which only sets the unit of the defects; one more for each generator. */
const SCALE_POINTS = 256;

export interface ModelEvidenceOptions {
  /** Of the mean square of L_ξF; the space's own unless given. */
  readonly measure?: PolynomialMeasure;
}

/** @throws ShapeError unless w has as many entries as the space has parameters; DomainError for NaN or Infinity */
export function modelEvidence(
  derivative: LieDerivative,
  w: ArrayLike<number>,
  options: ModelEvidenceOptions = {},
): LieEvidence {
  const { action, space } = derivative;
  const rows = derivative.root(options.measure).multiply(derivative.atModel(w));
  const leaving: Finding[] =
    derivative.leaving.length > 0
      ? [
          {
            kind: "leaves the space",
            message: `L_ξF needs ${derivative.leaving.slice(0, 6).join(", ")}${derivative.leaving.length > 6 ? " …" : ""}, which "${space.name}" lacks. They were counted; what is discovered is exact.`,
          },
        ]
      : [];
  const common = {
    action,
    source: `${space.name}, exact`,
    exact: true,
    samples: 0,
    rows,
    off: new Matrix(0, action.generators.length),
  };
  const constant: Finding = {
    kind: "constant model",
    message:
      "The model is constant: every motion of the inputs keeps it. Such directions are listed apart.",
  };
  if (space.inputs !== action.inputs || space.outputs !== action.outputs) {
    const size = blockSizes(derivative, w, options.measure);
    return { ...common, size, motion: size, findings: leaving };
  }
  const points = scalePoints(action.inputs, action.generators.length);
  const map = space.model(w);
  const values = map.values(points);
  const jacobians = new Matrix(points.rows * map.outputs, map.inputs, map.jacobians(points));
  const motion = velocities(action, points, 1 / Math.sqrt(points.rows));
  const size = sizeRows(motion, turns(action, points, values, false), jacobians, points.rows);
  return {
    ...common,
    size: triangularFactor(size),
    motion: triangularFactor(motion),
    findings: jacobians.maxAbs() === 0 ? [...leaving, constant] : leaving,
  };
}

/** Where a model is no map of the action's inputs: D_pp = ‖R C_p‖² |w|², which bounds L's columns. */
function blockSizes(
  derivative: LieDerivative,
  w: ArrayLike<number>,
  measure: PolynomialMeasure | undefined,
): Matrix {
  const root = derivative.root(measure);
  const length = Math.hypot(...Float64Array.from(w));
  return Matrix.diagonal(
    derivative.blocks.map((block) => root.multiply(block.toDense()).frobeniusNorm() * length),
  );
}

/** Fixed points of [−1, 1]ᵐ. */
export function scalePoints(m: number, more = 0): Matrix {
  const random = RandomStream.fromSeed(0).split("scale of the defects");
  const count = SCALE_POINTS + more;
  const draw = () => 2 * random.uniform() - 1;
  return new Matrix(count, m, Float64Array.from({ length: count * m }, draw));
}
