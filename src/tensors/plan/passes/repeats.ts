/** Of operations that do the same with the same numbers, the first is kept and the others' outputs are its outputs. */
import { attributeText } from "../attribute-text.js";
import type { Operation, Place } from "../operation.js";
import type { PlanGraph } from "../plan-graph.js";
import { joinedParts } from "./parts.js";
import { addsToOutput, writers } from "./places.js";

export function withoutRepeats({ buffers, operations }: PlanGraph): PlanGraph {
  const writersOf = writers(operations);
  const isWrittenOnce = ({ buffer }: Place): boolean =>
    buffers[buffer].role === "temporary" && writersOf.get(buffer)?.length === 1;
  const renamed = new Map<number, number>();
  const rename = (place: Place): Place => {
    const buffer = renamed.get(place.buffer);
    return buffer === undefined ? place : { ...place, buffer };
  };
  /** How often each buffer was written so far: the same numbers have the same count. */
  const versions = new Map<number, number>();
  /** By what they do, where they stand among those that are kept. */
  const first = new Map<string, number>();
  const kept: Operation[] = [];
  for (const original of operations) {
    const operation = {
      ...original,
      inputs: original.inputs.map(rename),
      outputs: original.outputs.map(rename),
    } as Operation;
    const key = keyOf(operation, versions);
    const place = first.get(key);
    const canGo = !addsToOutput(operation) && original.outputs.every(isWrittenOnce);
    if (canGo && place !== undefined) {
      const known = kept[place];
      kept[place] = { ...known, parts: joinedParts([known, original]) };
      original.outputs.forEach(({ buffer }, k) => {
        renamed.set(buffer, known.outputs[k].buffer);
      });
      continue;
    }
    if (canGo) first.set(key, kept.length);
    for (const { buffer } of operation.outputs) {
      versions.set(buffer, (versions.get(buffer) ?? 0) + 1);
    }
    kept.push(operation);
  }
  return { buffers, operations: kept };
}

function keyOf(operation: Operation, versions: ReadonlyMap<number, number>): string {
  const { inputs, outputs, kernel: _, line: __, parts: ___, ...attributes } = operation;
  return attributeText([
    attributes,
    inputs.map(({ buffer, shape, type }) => [buffer, versions.get(buffer) ?? 0, shape, type]),
    outputs.map(({ shape, type }) => [shape, type]),
  ]);
}
