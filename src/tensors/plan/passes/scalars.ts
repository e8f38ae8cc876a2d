/** Constants of one number, and what was filled with one number, become steps of the maps that read them. */
import type { MapOperation, Operation, Place } from "../operation.js";
import type { PlanGraph } from "../plan-graph.js";
import { ChainBuilder } from "./chain-builder.js";
import { writers } from "./places.js";

export function withScalarsInside({ buffers, operations }: PlanGraph): PlanGraph {
  const writersOf = writers(operations);
  const numberIn = ({ buffer, type }: Place): number | undefined => {
    const { role, length, values } = buffers[buffer];
    if (role === "constant" && length === 1) return values?.[0];
    const [first, second] = writersOf.get(buffer) ?? [];
    const writer = first === undefined ? undefined : operations[first];
    if (second !== undefined || writer?.kind !== "fill" || role !== "temporary") return undefined;
    return type === "float32" ? Math.fround(writer.value) : writer.value | 0;
  };
  const inlined = (operation: MapOperation): Operation => {
    const values = operation.inputs.map(numberIn);
    if (values.every((value) => value === undefined)) return operation;
    const chain = new ChainBuilder();
    const inputs = operation.inputs.map((place, k) => {
      const value = values[k];
      return value === undefined ? chain.input(place) : chain.constant(value, place.type);
    });
    chain.append(operation, inputs).forEach((value, k) => {
      chain.output(value, operation.outputs[k]);
    });
    return { ...chain.build(operation.kernel, operation.line), parts: operation.parts };
  };
  return {
    buffers,
    operations: operations.map((operation) =>
      operation.kind === "map" ? inlined(operation) : operation,
    ),
  };
}
