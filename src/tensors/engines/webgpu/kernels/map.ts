/** Maps: a thread a number. */
import type { MapOperation } from "../../../plan/index.js";
import { sizeOf } from "../../webassembly/strides.js";
import type { Memory } from "../memory/memory.js";
import { broadcastText } from "../shader/broadcast.js";
import { chainText } from "../shader/chain.js";
import { type Dispatch, Shader, THREADS } from "../shader/shader.js";

/** Workgroups beyond which threads take several numbers each: twice what a large device holds. */
const MOST_WORKGROUPS = 2112;

export const workgroupsFor = (threads: number): number =>
  Math.min(Math.ceil(threads / THREADS), MOST_WORKGROUPS);

/** `body` for each i below `count`. */
export const forEach = (count: string, body: readonly string[]): string => `
  for (var i = group * ${THREADS}u + t; i < ${count}; i += groups * ${THREADS}u) {
    ${body.join("\n    ")}
  }`;

export function map(memory: Memory, operation: MapOperation): Dispatch[] {
  const { inputs, outputs, steps, results, kernel } = operation;
  const shader = new Shader(memory, kernel);
  const { shape } = outputs[0];
  const count = sizeOf(shape);
  const size = shader.parameter(count);
  const shapes = inputs.map((place) => place.shape);
  const { lines, indices } = broadcastText(shader, shapes, shape, "i");
  const reads = inputs.map((place, k) => shader.input(place).read(indices[k]));
  const types = inputs.map(({ type }) => type);
  const chain = chainText(shader, steps, types, reads);
  const writes = outputs.map((place, k) =>
    shader.output(place).write("i", chain.result(results[k], place.type)),
  );
  const main = forEach(size, [...lines, ...chain.lines, ...writes]);
  return [shader.finish({ main, workgroups: workgroupsFor(count) })];
}
