/**
 * Evidence from a table of inputs x_i with outputs y_i, F unknown between them. Two readings:
 *
 * - "regression" (the default): DF and F at each sample by local polynomials in x. Right when
 *   inputs are exact and outputs noisy. Needs inputs that fill their space: across a
 *   lower-dimensional set of inputs nothing can be regressed.
 * - "graph": the points (x_i, y_i) as a surface of ℝ^{m+n}, moved by v_ξ(x) ⊕ B_ξ y (section 7.1 of
 *   arXiv 2311.00212). Inputs may lie on a lower-dimensional set and be noisy too. Steep places
 *   count less; outputs are brought to the spread of the inputs first.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { LieAction } from "../../lie-derivative/index.js";
import { KDTree, Matrix, requireFinite } from "../../numerics/index.js";
import { biasInflation } from "../cloud/bias.js";
import {
  type LocalRegression,
  localRegression,
  regressionUnknowns,
} from "../cloud/local-regression.js";
import { distinctPoints, evenlySpread, rowsAt } from "../cloud/neighbourhoods.js";
import { scaleFindings } from "../cloud/scales.js";
import type { TangentOptions } from "../cloud/tangents.js";
import { type Finding, type LieEvidence, velocities } from "../evidence/lie-evidence.js";
import { triangularFactor } from "../evidence/triangular-factor.js";
import { graphEvidence } from "./graph.js";
import { sizeRows, turns } from "./map.js";
import { lieRows, regressionFloor } from "./regression-rows.js";
import { motionOff, vanishingRelations } from "./relations.js";

export interface TableEvidenceOptions {
  readonly method?: "regression" | "graph";
  /** k of the local fits; for "regression" chosen by the error of the slopes unless given. */
  readonly neighbours?: number;
  /** Of the local polynomials; 2 unless given. */
  readonly degree?: 1 | 2;
  /** Samples at which F is fitted, evenly spread; 5000 unless given. All are neighbours. */
  readonly samples?: number;
  /** For "graph"; curvature is taken out unless `surface` says otherwise. */
  readonly tangents?: TangentOptions;
}

const MOST_SAMPLES = 5000;
const MOST_TRIALS = 100;
const GROWTH = [2, 3, 5, 8, 13, 20];

/**
 * @param inputs N × m. @param outputs N × n
 * @throws ShapeError for tables of different lengths or widths than the action's; DomainError for NaN or
 *   Infinity with row and column, and for fewer samples than a local fit has unknowns
 */
export function tableEvidence(
  inputs: Matrix,
  outputs: Matrix,
  action: LieAction,
  options: TableEvidenceOptions = {},
): LieEvidence {
  if (inputs.rows !== outputs.rows) {
    throw new ShapeError(
      `discover: got ${inputs.rows} rows of inputs and ${outputs.rows} of outputs; expected as many of each.`,
    );
  }
  if (inputs.columns !== action.inputs || outputs.columns !== action.outputs) {
    throw new ShapeError(
      `discover: got a table of ${inputs.columns} inputs and ${outputs.columns} outputs; expected ${action.inputs} and ${action.outputs}, as "${action.name}" acts on.`,
    );
  }
  requireFinite("discover", "inputs", inputs);
  requireFinite("discover", "outputs", outputs);
  if (outputs.rows > 0 && isConstant(outputs)) return constantEvidence(inputs, outputs, action);
  return options.method === "graph"
    ? graphEvidence(inputs, outputs, action, options)
    : regressionEvidence(inputs, outputs, action, options);
}

/** Whether no column changes by more than rounding. */
function isConstant(outputs: Matrix): boolean {
  return Array.from({ length: outputs.columns }, (_, c) => outputs.column(c)).every((column) => {
    const first = column[0];
    return column.every(
      (value) => Math.abs(value - first) <= 16 * Number.EPSILON * Math.abs(first),
    );
  });
}

/** DF is 0, and what is left of L_ξF is −B F: exact. */
function constantEvidence(inputs: Matrix, outputs: Matrix, action: LieAction): LieEvidence {
  const motion = velocities(action, inputs, 1 / Math.sqrt(inputs.rows));
  const turn = turns(action, inputs, outputs, false);
  return {
    action,
    source: `table of ${inputs.rows} rows with constant outputs`,
    exact: true,
    samples: inputs.rows,
    rows: turn.scale(-1),
    size: triangularFactor(turn),
    motion: triangularFactor(motion),
    off: new Matrix(0, action.generators.length),
    findings: [
      {
        kind: "constant model",
        message:
          "The outputs are the same in all rows: every motion of the inputs keeps them. Such directions are listed apart.",
      },
    ],
  };
}

function regressionEvidence(
  inputs: Matrix,
  outputs: Matrix,
  action: LieAction,
  options: TableEvidenceOptions,
): LieEvidence {
  const { degree = 2 } = options;
  const [m, n] = [inputs.columns, outputs.columns];
  const unknowns = regressionUnknowns(m, degree);
  distinctPoints("discover", inputs);
  if (inputs.rows <= unknowns) {
    throw new DomainError(
      `discover: got ${inputs.rows} rows for local polynomials of degree ${degree} in ${m} inputs, which have ${unknowns} coefficients; expected more rows. Lower the degree.`,
    );
  }
  const tree = new KDTree(inputs);
  const at = evenlySpread(inputs, options.samples ?? MOST_SAMPLES);
  const count = options.neighbours ?? chosenCount(tree, outputs, degree, unknowns);
  const fits = localFits(tree, outputs, at, count, degree);
  const scales = scaleFindings(inputs);
  const kept = fits.flatMap((fit, i) => (fit === undefined ? [] : [i]));
  if (kept.length === 0) {
    throw new DomainError(
      scales.length > 0
        ? `discover: the neighbours of no sample determine a polynomial of degree ${degree}. ${scales[0].message}`
        : `discover: the neighbours of no sample determine a polynomial of degree ${degree}: the inputs lie on a lower-dimensional set. Use method "graph", or coordinates within that set.`,
    );
  }
  const points = rowsAt(at, kept);
  const found = kept.map((i) => fits[i]!);
  const values = new Matrix(kept.length, n);
  const jacobians = new Matrix(kept.length * n, m);
  found.forEach(({ intercepts, slopes }, i) => {
    values.row(i).set(intercepts);
    jacobians.data.set(slopes.data, i * n * m);
  });
  const motion = velocities(action, points, 1 / Math.sqrt(points.rows));
  const turn = turns(action, points, values, false);
  const relations = vanishingRelations(points);
  return {
    action,
    source: `table of ${inputs.rows} rows, ${count} neighbours`,
    exact: false,
    samples: points.rows,
    rows: lieRows(motion, turn, jacobians, points.rows),
    size: triangularFactor(sizeRows(motion, turn, jacobians, points.rows)),
    motion: triangularFactor(motion),
    off: triangularFactor(motionOff(relations, action)),
    floor: regressionFloor(action, motion, found).scale(
      regressionInflation(tree, outputs, count, degree),
    ),
    findings: [
      ...scales,
      ...(relations.finding ? [relations.finding] : []),
      ...undetermined(at.rows - kept.length),
    ],
  };
}

function undetermined(count: number): Finding[] {
  return count === 0
    ? []
    : [
        {
          kind: "isolated points",
          message: `At ${count} samples the neighbours do not determine a local polynomial; they were left out.`,
        },
      ];
}

function localFits(
  tree: KDTree,
  outputs: Matrix,
  at: Matrix,
  count: number,
  degree: 1 | 2,
): (LocalRegression | undefined)[] {
  const { indices } = tree.nearest(at, count);
  return Array.from({ length: at.rows }, (_, i) => {
    const own = indices.subarray(i * count, (i + 1) * count);
    const offsets = rowsAt(tree.points, own);
    const x = at.row(i);
    for (let k = 0; k < offsets.data.length; k++) offsets.data[k] -= x[k % x.length];
    return localRegression(offsets, rowsAt(outputs, own), degree);
  });
}

/** The fewest neighbours with nearly the least mean squared error of the slopes. */
function chosenCount(tree: KDTree, outputs: Matrix, degree: 1 | 2, unknowns: number): number {
  const N = tree.points.rows;
  const candidates = GROWTH.map((factor) => factor * unknowns).filter((count) => 3 * count <= N);
  if (candidates.length < 2) return Math.min(N, 2 * unknowns);
  const at = evenlySpread(tree.points, MOST_TRIALS);
  const errors = candidates.map((count) => {
    const fits = localFits(tree, outputs, at, count, degree).filter((fit) => fit !== undefined);
    const total = fits.reduce((sum, fit) => sum + slopeVariance(fit), 0);
    return fits.length === 0 ? Number.POSITIVE_INFINITY : total / fits.length;
  });
  const least = Math.min(...errors);
  return candidates[errors.findIndex((error) => error <= 1.44 * least)];
}

/** The bias of slopes with `count` neighbours, from those with twice as many. */
function regressionInflation(tree: KDTree, outputs: Matrix, count: number, degree: 1 | 2): number {
  const wide = Math.min(2 * count, tree.points.rows);
  if (wide < 1.5 * count) return 1;
  const at = evenlySpread(tree.points, MOST_TRIALS);
  const near = localFits(tree, outputs, at, count, degree);
  const far = localFits(tree, outputs, at, wide, degree);
  let [moved, own, other] = [0, 0, 0];
  near.forEach((fit, i) => {
    const wider = far[i];
    if (fit === undefined || wider === undefined) return;
    moved += wider.slopes.subtract(fit.slopes).frobeniusNorm() ** 2;
    own += slopeVariance(fit);
    other += slopeVariance(wider);
  });
  return biasInflation({ moved, own, wide: other, dimension: at.columns, degree });
}

/** E of the squared error of all slopes together. */
function slopeVariance({ variances, covariance }: LocalRegression): number {
  return (covariance.trace() - covariance.at(0, 0)) * variances.reduce((a, b) => a + b, 0);
}
