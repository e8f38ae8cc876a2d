/** What the inspector says of a graph's eigenvectors. */
import type { FrameReport } from "../../frame-report.js";
import type { CanonicalEigenvectors, KeptSpace } from "../spaces/canonicalize-eigenvectors.js";

/**
 * The distance is an upper bound: the symmetric change of the matrix that makes the nearest two
 * eigenvalues meet, of Frobenius norm gap/√2. A rule for discrete graphs has no other scale: any
 * change of the weights that breaks a symmetry may change classes.
 * @param calls how many forms the frame gives
 */
export function spectralReport(
  name: string,
  result: CanonicalEigenvectors,
  calls: bigint,
): FrameReport {
  const { spaces, matrix, symmetry } = result;
  const gap = spaces.reduce((least, { margin }) => Math.min(least, margin.eigenvalue), Infinity);
  const conditioning = gap === Infinity ? 1 : Math.max(1, matrix.frobeniusNorm() / gap);
  return {
    frame: name,
    calls: Number(calls),
    stabiliser: symmetry
      ? {
          order: symmetry.groupOrder,
          description: `${symmetry.groupOrder} symmetries of the graph`,
        }
      : { description: "not searched for: { joint: true } does" },
    conditioning,
    distance: gap / Math.SQRT2,
    errorBound: Number.EPSILON * conditioning,
    findings: spaces.filter(({ verdict }) => verdict !== "canonical").map(finding),
  };
}

function finding({ eigenvalue, multiplicity, verdict, leftover, obstruction }: KeptSpace): string {
  const space = `The space of ${eigenvalue.toPrecision(6)} (${multiplicity}-fold)`;
  if (verdict === "undecided") {
    return `${space}: this rule finds no ${leftover.columns} of its vectors; ask the rule "optimal".`;
  }
  const moved = obstruction ? `: the permutation ${cycles(obstruction)} moves them` : "";
  return `${space}: ${leftover.columns} of its vectors cannot be chosen${moved}.`;
}

/** Such as (0 3)(1 2). */
function cycles(image: Int32Array): string {
  const seen = new Set<number>();
  let out = "";
  for (let start = 0; start < image.length; start++) {
    if (seen.has(start) || image[start] === start) continue;
    const cycle: number[] = [];
    for (let i = start; !seen.has(i); i = image[i]) {
      seen.add(i);
      cycle.push(i);
    }
    out += `(${cycle.join(" ")})`;
  }
  return out;
}
