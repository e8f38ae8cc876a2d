/** A map as the surface { (x, F(x)) } of ℝ^{m+n}, which v_ξ(x) ⊕ B_ξ y moves along itself when F is symmetric. */
import { affineField, type LieAction, lieAction, vectorField } from "../../lie-derivative/index.js";
import { KDTree, Matrix } from "../../numerics/index.js";
import { usableCounts } from "../cloud/choose-neighbours.js";
import { intrinsicDimension } from "../cloud/intrinsic-dimension.js";
import { distinctPoints, trialsOf } from "../cloud/neighbourhoods.js";
import { estimateTangents, type TangentOptions } from "../cloud/tangents.js";
import type { LieEvidence } from "../evidence/lie-evidence.js";
import { cloudEvidence } from "./cloud.js";

const MOST_TRIALS = 100;

export interface GraphEvidenceOptions {
  readonly neighbours?: number;
  readonly samples?: number;
  readonly tangents?: TangentOptions;
}

/** Outputs are brought to the spread of the inputs; curvature is taken out unless `tangents` says otherwise. */
export function graphEvidence(
  inputs: Matrix,
  outputs: Matrix,
  action: LieAction,
  options: GraphEvidenceOptions,
): LieEvidence {
  const unit = spread(inputs) / (spread(outputs) || 1) || 1;
  const points = new Matrix(inputs.rows, inputs.columns + outputs.columns);
  for (let i = 0; i < inputs.rows; i++) {
    points.row(i).set(inputs.row(i));
    points.row(i).set(
      outputs.row(i).map((value) => unit * value),
      inputs.columns,
    );
  }
  const estimate = estimateTangents(points, {
    surface: "quadratic",
    dimension: inputDimension(inputs),
    ...(options.neighbours !== undefined && { neighbours: options.neighbours }),
    ...(options.samples !== undefined && { samples: options.samples }),
    ...options.tangents,
  });
  const evidence = cloudEvidence(estimate, graphAction(action));
  return { ...evidence, action, source: `graph of ${evidence.source}` };
}

/** A graph has the dimension of the set of its inputs, however steep it is. */
function inputDimension(inputs: Matrix): number {
  const { points } = distinctPoints("discover", inputs);
  const counts = usableCounts(points.rows);
  const trials = trialsOf(new KDTree(points), MOST_TRIALS, counts[counts.length - 1]);
  return intrinsicDimension(trials, counts).dimension;
}

/** v_ξ(x) ⊕ B_ξ y on ℝ^{m+n}, with outputs in any one unit. */
function graphAction(action: LieAction): LieAction {
  const [m, n] = [action.inputs, action.outputs];
  return lieAction(
    `${action.name} on graphs`,
    action.generators.map(({ name, input, output }) => ({
      name,
      input:
        input.affine !== undefined
          ? affineField(
              input.affine.linear.directSum(output),
              Float64Array.from([...input.affine.offset, ...new Float64Array(n)]),
            )
          : vectorField(
              m + n,
              (z) => [...input.at(z.slice(0, m)), ...output.apply(z.subarray(m))],
              (z) => input.jacobian(z.slice(0, m)).directSum(output),
            ),
    })),
    { outputs: 1 },
  );
}

/** Root mean square distance from the mean. */
function spread(points: Matrix): number {
  let sum = 0;
  for (let a = 0; a < points.columns; a++) {
    const column = points.column(a);
    const centre = column.reduce((total, value) => total + value, 0) / points.rows;
    sum += column.reduce((total, value) => total + (value - centre) ** 2, 0) / points.rows;
  }
  return Math.sqrt(sum / points.columns);
}
