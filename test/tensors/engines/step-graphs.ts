/** A step of training as a recorder and its passes give it, built by hand: for any engine. */
import type {
  BufferDescription,
  BufferRole,
  ContractOperation,
  MapStep,
  Operation,
  Place,
  PlanGraph,
} from "../../../src/tensors/plan/index.js";

const step = (code: string, ...from: number[]): MapStep => ({ code, from }) as MapStep;
const constant = (value: number): MapStep => ({ code: "constant", value });
const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Buffers and operations as they are added. */
export class GraphBuilder {
  readonly buffers: BufferDescription[] = [];
  readonly operations: Operation[] = [];

  place(role: BufferRole, shape: readonly number[], values?: Float32Array): Place {
    const length = sizeOf(shape);
    this.buffers.push({ length, type: "float32", role, values });
    return { buffer: this.buffers.length - 1, shape, type: "float32" };
  }

  map(inputs: readonly Place[], outputs: readonly Place[], steps: MapStep[], results: number[]) {
    this.operations.push({ kind: "map", kernel: "map", inputs, outputs, steps, results });
  }

  contract(
    inputs: readonly Place[],
    output: Place,
    sizes: Pick<ContractOperation, "batch" | "rows" | "inner" | "columns">,
    options: Partial<ContractOperation> = {},
  ): void {
    const shared = { sharedA: false, sharedB: false, transposeA: false, transposeB: false };
    this.operations.push({
      ...{ kind: "contract", kernel: "BatchMatMul", inputs, outputs: [output] },
      ...{ ...sizes, ...shared, ...options },
    });
  }

  get graph(): PlanGraph {
    return { buffers: this.buffers, operations: this.operations };
  }
}

export interface NetworkSizes {
  readonly networks: number;
  readonly batch: number;
  readonly widths: readonly number[];
}

export interface EnsembleStep {
  readonly graph: PlanGraph;
  /** Buffers of weights and biases. */
  readonly variables: readonly number[];
}

/** Starting numbers in [-scale, scale), the same at every run. */
function start(length: number, seed: number, scale: number): Float32Array {
  return Float32Array.from({ length }, (_, k) => {
    const bits = Math.imul(k + 1 + 7919 * seed, 0x9e3779b1) >>> 0;
    return scale * ((bits >>> 8) / 2 ** 23 - 1);
  });
}

/** Networks with tanh between their layers, one target, squared error, Adam. */
export function ensembleStep({ networks, batch, widths }: NetworkSizes): EnsembleStep {
  const builder = new GraphBuilder();
  const layers = widths.slice(1).map((columns, k) => {
    const inner = widths[k];
    const weights = [networks, inner, columns];
    const scale = 1 / Math.sqrt(inner);
    return {
      ...{ inner, columns },
      weight: builder.place("variable", weights, start(sizeOf(weights), k + 1, scale)),
      bias: builder.place(
        "variable",
        [networks, 1, columns],
        start(networks * columns, k + 9, 0.1),
      ),
    };
  });
  const x = builder.place("constant", [1, batch, widths[0]], start(batch * widths[0], 21, 1));
  const y = builder.place("constant", [1, batch, 1], start(batch, 22, 1));
  const values: Place[] = [x];
  layers.forEach(({ weight, bias, inner, columns }, k) => {
    const out = builder.place("temporary", [networks, batch, columns]);
    const last = k === layers.length - 1;
    const steps = last ? [step("add", 0, 1)] : [step("add", 0, 1), step("hyperbolicTangent", 2)];
    builder.contract(
      [values[k], weight, bias],
      out,
      { batch: networks, rows: batch, inner, columns },
      { sharedA: k === 0, epilogue: { steps, result: last ? 2 : 3 } },
    );
    values.push(out);
  });
  let slope = builder.place("temporary", [networks, batch, 1]);
  builder.map(
    [values[layers.length], y],
    [slope],
    [step("subtract", 0, 1), constant(2 / batch), step("multiply", 2, 3)],
    [4],
  );
  const slopes: [Place, Place][] = [];
  for (let k = layers.length - 1; k >= 0; k--) {
    const { weight, bias, inner, columns } = layers[k];
    const ofWeight = builder.place("temporary", weight.shape);
    const ofBias = builder.place("temporary", bias.shape);
    builder.contract(
      [values[k], slope],
      ofWeight,
      { batch: networks, rows: inner, inner: batch, columns },
      { transposeA: true, sharedA: k === 0 },
    );
    builder.operations.push({
      ...{ kind: "reduce", reduction: "sum", kernel: "Sum", extent: [networks, batch, columns] },
      ...{ inputs: [slope], outputs: [ofBias] },
    });
    slopes.unshift([ofWeight, ofBias]);
    if (k === 0) break;
    const before = builder.place("temporary", [networks, batch, inner]);
    // (1 − h²) δ
    const steps = [step("square", 1), constant(1), step("subtract", 3, 2), step("multiply", 0, 4)];
    builder.contract(
      [slope, weight, values[k]],
      before,
      { batch: networks, rows: batch, inner: columns, columns: inner },
      { transposeB: true, epilogue: { steps, result: 5 } },
    );
    slope = before;
  }
  const variables = layers.flatMap(({ weight, bias }, k) => {
    adam(builder, weight, slopes[k][0]);
    adam(builder, bias, slopes[k][1]);
    return [weight.buffer, bias.buffer];
  });
  return { graph: builder.graph, variables };
}

/** (w, m, v) after a slope, without the correction of the first steps. */
function adam(builder: GraphBuilder, variable: Place, slope: Place): void {
  const [first, second] = [1, 2].map(() => builder.place("variable", variable.shape));
  builder.map(
    [variable, first, second, slope],
    [variable, first, second],
    [
      ...[constant(0.9), step("multiply", 1, 4), constant(0.1), step("multiply", 3, 6)],
      ...[step("add", 5, 7), constant(0.999), step("multiply", 2, 9), step("square", 3)],
      ...[constant(0.001), step("multiply", 11, 12), step("add", 10, 13)],
      ...[step("squareRoot", 14), constant(1e-7), step("add", 15, 16), step("divide", 8, 17)],
      ...[constant(0.001), step("multiply", 18, 19), step("subtract", 0, 20)],
    ],
    [21, 8, 14],
  );
}
