/** Whether numbers that are not finite came with the data. */
import type * as tf from "@tensorflow/tfjs-core";

/**
 * The first of the inputs of a step that holds one, such as "NaN in column 0 at row 5, entry [5, 1] of
 * [8, 3]"; NaN before infinities. The inputs are disposed of.
 */
export async function notFiniteInBatch(inputs: readonly tf.Tensor[]): Promise<string | undefined> {
  const columns = await Promise.all(inputs.map((input) => input.data()));
  for (const input of inputs) input.dispose();
  for (const isBad of [Number.isNaN, (value: number) => !Number.isFinite(value)]) {
    for (const [k, values] of columns.entries()) {
      const at = values.findIndex((value: number) => isBad(value));
      if (at >= 0) return described(values[at], k, placeOf(at, inputs[k].shape), inputs[k].shape);
    }
  }
  return undefined;
}

function described(
  value: number,
  column: number,
  place: readonly number[],
  shape: readonly number[],
): string {
  const where = place.length === 0 ? "" : ` at row ${place[0]}`;
  const entry = place.length < 2 ? "" : `, entry [${place.join(", ")}] of [${shape.join(", ")}]`;
  return `${value} in column ${column}${where}${entry}`;
}

/** Index along every axis. */
function placeOf(entry: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  let left = entry;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    place.unshift(left % shape[axis]);
    left = Math.floor(left / shape[axis]);
  }
  return place;
}
