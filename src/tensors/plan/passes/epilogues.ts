/** A map of a product that nobody else reads is done while the product is written. */
import type { ContractOperation, MapOperation, Operation, Place } from "../operation.js";
import type { PlanGraph } from "../plan-graph.js";
import { ChainBuilder } from "./chain-builder.js";
import { joinedParts } from "./parts.js";
import { readers, sizeOf, writers } from "./places.js";

/** Inputs of an epilogue beside the product; more are a map of their own. */
const MOST_INPUTS = 6;

export function withEpilogues({ buffers, operations }: PlanGraph): PlanGraph {
  const readersOf = readers(operations);
  const writersOf = writers(operations);
  const isWrittenBetween = (buffer: number, from: number, to: number): boolean =>
    (writersOf.get(buffer) ?? []).some((writer) => writer > from && writer < to);
  const out: (Operation | undefined)[] = [...operations];
  operations.forEach((_, k) => {
    let at = k;
    for (let product = out[at]; product?.kind === "contract"; product = out[at]) {
      const [place] = product.outputs;
      const read = readersOf.get(place.buffer) ?? [];
      const isOwn = buffers[place.buffer].role === "temporary" && read.length === 1;
      const next = isOwn && writersOf.get(place.buffer)!.length === 1 ? out[read[0]] : undefined;
      if (next?.kind !== "map" || !fits(product, next)) return;
      if (product.inputs.some(({ buffer }) => isWrittenBetween(buffer, at, read[0]))) return;
      out[at] = undefined;
      at = read[0];
      out[at] = joined(product, next);
    }
  });
  return { buffers, operations: out.filter((operation) => operation !== undefined) };
}

function fits(product: ContractOperation, map: MapOperation): boolean {
  const [place] = product.outputs;
  const size = sizeOf(place);
  const others = map.inputs.filter(({ buffer }) => buffer !== place.buffer).length;
  return (
    map.outputs.length === 1 &&
    sizeOf(map.outputs[0]) === size &&
    map.inputs.every((input) => input.buffer !== place.buffer || sizeOf(input) === size) &&
    product.inputs.every(({ buffer }) => buffer !== map.outputs[0].buffer) &&
    product.inputs.length - 2 + others <= MOST_INPUTS &&
    isSameShape(product, map)
  );
}

/** The inputs that the product has already are broadcast to its own shape: that must be the map's. */
function isSameShape({ inputs, outputs }: ContractOperation, map: MapOperation): boolean {
  if (inputs.length === 2) return true;
  return outputs[0].shape.join() === map.outputs[0].shape.join();
}

/** Value 0 is the product as it comes; it stands for `outputs[0]`, which is never written. */
function joined(product: ContractOperation, map: MapOperation): ContractOperation {
  const chain = new ChainBuilder();
  const { shape, type } = map.outputs[0];
  const raw: Place = { buffer: -1, shape, type: "float32" };
  const rest = product.inputs.slice(2);
  let value = chain.input(raw);
  if (product.epilogue) {
    const { steps, result } = product.epilogue;
    const places = [value, ...rest.map((place) => chain.input(place))];
    const step = { kind: "map", kernel: "", inputs: [], outputs: [], steps, results: [result] };
    [value] = chain.append(step as MapOperation, places);
  }
  const inputs = map.inputs.map((place) =>
    place.buffer === product.outputs[0].buffer ? value : chain.input(place),
  );
  chain.output(chain.append(map, inputs)[0], { buffer: -2, shape, type });
  const built = chain.build(product.kernel, product.line);
  // The raw product is the chain's first input, since it was asked for first.
  const places = built.inputs.slice(1);
  return {
    ...product,
    inputs: [...product.inputs.slice(0, 2), ...places],
    outputs: [map.outputs[0]],
    epilogue: { steps: built.steps, result: built.results[0] },
    parts: joinedParts([product, map]),
  };
}
