/** What the inspector says of a cloud under a weighted frame of S_n. */
import type { FrameReport } from "../../frame-report.js";
import { ordersWithin } from "../../permutation/row-classes.js";
import { wordsForBlocks } from "../../permutation/sorted-rows.js";
import type { OrderPose } from "./order-pose.js";

/** @param where distance and conditioning, and what else there is to say */
export function orderReport(
  frame: string,
  poses: readonly OrderPose[],
  where: Pick<FrameReport, "distance" | "conditioning" | "findings">,
): FrameReport {
  const sizes = blockSizes(poses[0].blocks);
  const equal = sizes.reduce((sum, size) => sum + size, 0);
  const findings =
    equal > 0 ? [`${equal} rows are equal to others; outputs of equal rows are averaged.`] : [];
  return {
    frame,
    calls: poses.length,
    stabiliser: { order: ordersWithin(sizes), description: wordsForBlocks(sizes) },
    errorBound: Number.EPSILON,
    ...where,
    findings: [...findings, ...where.findings],
  };
}

/** How many equal rows each block has, where there are several. */
function blockSizes(blocks: Int32Array): number[] {
  const sizes = new Map<number, number>();
  for (const block of blocks) sizes.set(block, (sizes.get(block) ?? 0) + 1);
  return [...sizes.values()].filter((size) => size > 1);
}
