/** What the reader of a discovery should know about the decision that it rests on. */
import { Matrix, type Vector } from "../../numerics/index.js";
import {
  CLEAR_GAP,
  type DecisionRule,
  decideSymmetries,
  FLOOR_FACTOR,
  FLOOR_RESOLUTION,
  type SymmetryDecision,
} from "./decision.js";
import { defectsIn } from "./defects.js";
import type { Finding, LieEvidence } from "./lie-evidence.js";

/** Null directions that more samples would take away. */
export function rowFindings(
  { rows, samples }: LieEvidence,
  basis: Matrix,
  dimension: number,
  rule: DecisionRule,
): Finding[] {
  if (samples === 0 || dimension === 0) return [];
  if (rows.rows < basis.columns) {
    return [
      {
        kind: "fewer rows than unknowns",
        message: `${rows.rows} equations for ${basis.columns} unknown coefficients always leave ${basis.columns - rows.rows} directions over; they are no evidence. Take more samples.`,
      },
    ];
  }
  if (rule.rule !== "exact") return [];
  const width = rows.rows / samples;
  const half = Math.ceil(samples / 2) * width;
  const part = new Matrix(half, rows.columns, rows.data.subarray(0, half * rows.columns));
  const before = decideSymmetries(defectsIn(part, basis).defects, rule).dimension;
  return before === dimension
    ? []
    : [
        {
          kind: "not saturated",
          message: `The first half of the samples leaves ${before} directions and all of them ${dimension}; more samples may leave fewer. Add samples until the number stays.`,
        },
      ];
}

/** What was found, but holds only within a defect above this, is said to. */
const CLOSE = 0.1;

/** Weak gaps, limits of what was found, and directions in which nothing can be told. */
export function decisionFindings(
  decision: SymmetryDecision,
  floors: Vector | undefined,
  rule: DecisionRule,
): Finding[] {
  const findings: Finding[] = [];
  if (rule.rule === "floor" && floors !== undefined && decision.dimension > 0) {
    const found = floors.subarray(floors.length - decision.dimension);
    const limit = Math.max(decision.dropped, (rule.factor ?? FLOOR_FACTOR) * Math.max(...found));
    if (limit > CLOSE) {
      findings.push({
        kind: "holds within",
        message: `What was found holds within a defect of ${limit.toPrecision(2)}: a symmetry broken by less would look the same in these data. Take more or less noisy samples, or bound the defect of a fitted model with certifySymmetry.`,
      });
    }
  }
  if (decision.rule !== "exact" && decision.dimension > 0 && decision.gap < CLEAR_GAP) {
    findings.push({
      kind: "weak gap",
      message: `The defects on both sides of the decision are ${decision.kept.toPrecision(3)} and ${decision.dropped.toPrecision(3)}, a ratio of ${decision.gap.toPrecision(2)} only: the dimension ${decision.dimension} is a guess.`,
    });
  }
  const blurred = floors?.filter((value) => FLOOR_FACTOR * value > FLOOR_RESOLUTION).length ?? 0;
  if (blurred > 0) {
    findings.push({
      kind: "noise floor",
      message: `In ${blurred} directions ${FLOOR_FACTOR} times what errors of the estimates alone would show is a defect above ${FLOOR_RESOLUTION}: symmetries there can be neither found nor excluded. Use more neighbours or less noisy data.`,
    });
  }
  return findings;
}
