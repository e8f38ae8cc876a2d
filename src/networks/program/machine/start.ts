/** What parameters begin with. */
import type { RandomStream } from "../../../numerics/index.js";
import type { ParameterStart } from "../record/node.js";

export function startingNumbers(
  start: ParameterStart,
  count: number,
  random: RandomStream,
): Float32Array {
  switch (start.kind) {
    case "constant":
      return new Float32Array(count).fill(start.value);
    case "normal":
      return Float32Array.from(random.normals(count), (normal) => start.deviation * normal);
    case "uniform":
      return Float32Array.from({ length: count }, () => start.bound * (2 * random.uniform() - 1));
  }
}
