/** What the inspector says of a cloud under S_n × H. */
import type { Matrix } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { InspectableFrame } from "../../minimal/inspectable-frame.js";
import type { LinearPose } from "../../minimal/linear-pose.js";
import type { PairGraph } from "./pair-graph.js";
import type { ProductPose } from "./product-frame.js";

/** Symmetries less exact than this are worth a word. */
const EXACT_RESIDUAL = 1e-12;

/** @param reordered the cloud in the pose's order */
export function inspectProduct(
  frame: string,
  pose: ProductPose,
  pairs: PairGraph,
  linear: InspectableFrame<Matrix, LinearPose>,
  reordered: Matrix,
): FrameReport {
  const below = linear.inspect(reordered);
  const conditioning = below.conditioning;
  return {
    frame,
    calls: 1,
    rank: pose.rank,
    stabiliser: {
      ...(pose.stabiliser.order !== undefined && { order: pose.stabiliser.order }),
      description: pose.stabiliser.name,
    },
    conditioning,
    distance: Math.min(below.distance, pairs.distance),
    errorBound: Number.EPSILON * conditioning + pose.residual,
    findings: [...findingsOf(pose, pairs), ...below.findings],
  };
}

function findingsOf({ permutations, blocks, residual }: ProductPose, pairs: PairGraph): string[] {
  const findings: string[] = [];
  if (permutations !== 1n) {
    const orbits = new Set(blocks).size;
    findings.push(
      `${permutations} permutations of the ${blocks.length} points can be undone by isometries; the points fall into ${orbits} ${orbits === 1 ? "orbit" : "orbits"}.`,
    );
  }
  if (pairs.distance === 0) {
    findings.push(
      "Some products of points are equal: the smallest change that tells them apart can change the order of the points, and the form jumps.",
    );
  }
  if (residual > EXACT_RESIDUAL) {
    findings.push(
      `The symmetries found hold up to ${residual.toPrecision(3)} of the largest coordinate only, and so does equivariance: products equal up to ${pairs.tolerance.toPrecision(3)} of the largest were taken for equal. A smaller tolerance decides otherwise.`,
    );
  }
  return findings;
}
