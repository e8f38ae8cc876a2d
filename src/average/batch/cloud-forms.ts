/** The forms of many clouds under any frame, as one array for a network. */
import { ShapeError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import type { Frame } from "../frame.js";
import { type CloudBatch, cloudOffsets } from "./cloud-batch.js";

export interface CloudForms {
  /** Poses of each cloud, P. */
  readonly poses: number;
  /** Forms one behind the other: cloud by cloud, pose by pose, point by point. */
  readonly forms: Float32Array;
}

/** @throws ShapeError when clouds differ in their number of poses; and as the frame's `poses` */
export function cloudForms(frame: Frame<Matrix>, clouds: CloudBatch): CloudForms {
  const { coordinates, dimension: d } = clouds;
  const offsets = cloudOffsets("cloudForms", clouds);
  let poses = 0;
  let forms = new Float32Array(0);
  for (let k = 0, at = 0; k + 1 < offsets.length; k++) {
    const points = Float64Array.from(coordinates.subarray(offsets[k] * d, offsets[k + 1] * d));
    const own = frame.poses(new Matrix(points.length / d, d, points));
    if (k === 0) {
      poses = own.length;
      forms = new Float32Array(poses * coordinates.length);
    }
    if (own.length !== poses) {
      throw new ShapeError(
        `cloudForms: "${frame.name}" gave ${own.length} poses for cloud ${k} and ${poses} for cloud 0; expected the same. Use a frame with one number of poses.`,
      );
    }
    for (const { form } of own) {
      forms.set(form.data, at);
      at += form.data.length;
    }
  }
  return { poses, forms };
}
