/**
 * Outputs that move with the points and with the order of them: a vector, or a point, for
 * each row of the cloud.
 *
 * | outputs | name here       | shape     | what is carried back                          |
 * | vectors | vectorRowOutput | n × (m d) | g (mean over the stabiliser)_k to row order[k] |
 * | points  | pointRowOutput  | n × (m d) | the same, plus the shift                      |
 */
import { ShapeError } from "../../../errors.js";
import { Matrix, requireFinite } from "../../../numerics/index.js";
import type { OutputAction } from "../../frame.js";
import { requireRowCount } from "../permutation-outputs.js";
import type { ProductPose } from "./product-frame.js";

type Carrying = Pick<ProductPose, "element" | "order" | "shift" | "fields">;

/** Row i holds m vectors of point i, each of d numbers, such as a force. */
export const vectorRowOutput: OutputAction<Omit<Carrying, "shift">, Matrix> = {
  name: "vectors for each row",
  reads: ["element", "order", "fields"],
  restore: (pose, value) => carriedBack("vectorRowOutput", pose, value),
};

/** Row i holds m points that go with point i, each of d numbers, such as where it will be. */
export const pointRowOutput: OutputAction<Carrying, Matrix> = {
  name: "points for each row",
  reads: ["element", "order", "fields", "shift"],
  restore(pose, value): Matrix {
    const out = carriedBack("pointRowOutput", pose, value);
    const { shift } = pose;
    for (let k = 0; k < out.data.length; k++) out.data[k] += shift[k % shift.length];
    return out;
  },
};

function carriedBack(caller: string, pose: Omit<Carrying, "shift">, value: Matrix): Matrix {
  const { element, order } = pose;
  const d = element.rows;
  requireFinite(caller, "the model's value", value);
  requireRowCount(caller, value, order.length);
  if (value.columns === 0 || value.columns % d !== 0) {
    throw new ShapeError(
      `${caller}: the model gave rows of ${value.columns} numbers; expected a multiple of ${d}, vectors of ${d} numbers in turn.`,
    );
  }
  const field = pose.fields.project(value);
  const out = new Matrix(value.rows, value.columns);
  order.forEach((row, k) => {
    for (let start = 0; start < value.columns; start += d) {
      out.row(row).set(element.apply(field.row(k).subarray(start, start + d)), start);
    }
  });
  return out;
}
