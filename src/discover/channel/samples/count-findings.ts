/** What the reader of symmetries from counts should know. */
import type { BarcodeStep } from "../../barcode/symmetry-barcode.js";
import { CONTRADICTION_LEVEL, type GroupRule } from "./chosen-group.js";
import type { CountConfidence } from "./count-confidence.js";
import type { SymmetryFit } from "./symmetry-fit.js";

export type CountFindingKind = "contradicted" | "few counts" | "unstable" | "short plateau";

export interface CountFinding {
  readonly kind: CountFindingKind;
  readonly message: string;
}

/** What was chosen, and how. */
export interface FoundGroup {
  readonly order: bigint;
  readonly plateau: BarcodeStep;
  readonly fit: SymmetryFit;
  readonly rule: GroupRule;
}

/** W. G. Cochran's rule (1954). */
const ENOUGH = 5;
/** Below half of the replicates another order is the likelier one. */
const MAJORITY = 0.5;

export function countFindings(
  { order, plateau, fit, rule }: FoundGroup,
  confidence: CountConfidence | undefined,
): CountFinding[] {
  const { pValue, deviance, freedom, leastExpected } = fit;
  const { persistence, from, to } = plateau;
  const findings: CountFinding[] = [];
  if (pValue < CONTRADICTION_LEVEL) {
    findings.push({
      kind: "contradicted",
      message: `Were the ${order} equivariances exact, counts would deviate from them by G² = ${deviance.toPrecision(4)} with ${freedom} degrees of freedom in a share ${pValue.toPrecision(2)} of all samples: they hold approximately at most.`,
    });
  }
  if (leastExpected < ENOUGH) {
    findings.push({
      kind: "few counts",
      message: `Some pair has an expected count of ${leastExpected.toPrecision(2)} only; below ${ENOUGH} the test of the fit is rough. Join rare letters or draw more samples.`,
    });
  }
  if (rule === "plateau" && persistence < Math.LN2) {
    findings.push({
      kind: "short plateau",
      message: `The plateau runs from β = ${from.toPrecision(3)} to ${to.toPrecision(3)}, less than a factor of two: no partition stays for long. Draw more samples, or look at the barcode.`,
    });
  }
  if (confidence && confidence.sameOrder < MAJORITY) {
    const likeliest = confidence.orders[0];
    findings.push({
      kind: "unstable",
      message: `Order ${order} came back in ${Math.round(100 * confidence.sameOrder)} % of the replicates, and order ${likeliest.order} in ${Math.round(100 * likeliest.share)} %: the counts do not decide. Draw more samples.`,
    });
  }
  return findings;
}
