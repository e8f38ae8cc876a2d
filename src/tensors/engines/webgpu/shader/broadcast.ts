/** Where the numbers of broadcast tensors are found from the number of an output. */
import { broadcastStrides, mergedAxes } from "../../webassembly/strides.js";
import type { Shader } from "./shader.js";

export interface BroadcastText {
  readonly lines: readonly string[];
  /** For each tensor, the index in it. */
  readonly indices: readonly string[];
}

/** @param from shapes that are broadcast to `shape` @param position the number of the output, in WGSL */
export function broadcastText(
  shader: Shader,
  from: readonly (readonly number[])[],
  shape: readonly number[],
  position: string,
): BroadcastText {
  const axes = mergedAxes(
    shape,
    from.map((own) => broadcastStrides(own, shape)),
  );
  let size = 1;
  const contiguous = axes.map(() => 0);
  for (let k = axes.length - 1; k >= 0; k--) {
    contiguous[k] = size;
    size *= axes[k].length;
  }
  const strides = from.map((_, tensor) => axes.map((axis) => axis.strides[tensor]));
  const isDirect = strides.map((own) => own.every((stride, k) => stride === contiguous[k]));
  const isOne = strides.map((own) => own.every((stride) => stride === 0));
  const others = strides.filter((_, tensor) => !isDirect[tensor] && !isOne[tensor]);
  const wanted = axes.map((_, k) => others.some((own) => own[k] !== 0));
  const first = wanted.indexOf(true);
  const lines: string[] = [];
  if (first >= 0) lines.push(`var rest = ${position};`);
  for (let k = axes.length - 1; first >= 0 && k >= first; k--) {
    const length = shader.parameter(axes[k].length);
    if (k === 0) lines.push("let c0 = rest;");
    else if (wanted[k]) lines.push(`let c${k} = rest % ${length};`);
    if (k > first) lines.push(`rest /= ${length};`);
  }
  const indices = strides.map((own, tensor) => {
    if (isDirect[tensor]) return position;
    if (isOne[tensor]) return "0u";
    const terms = own.flatMap((stride, k) =>
      stride === 0 ? [] : stride === 1 ? [`c${k}`] : [`c${k} * ${shader.parameter(stride)}`],
    );
    return terms.join(" + ");
  });
  return { lines, indices };
}
