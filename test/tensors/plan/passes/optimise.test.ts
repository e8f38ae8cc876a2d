import { expect } from "chai";
import fc from "fast-check";
import { referenceEngine } from "../../../../src/tensors/engines/reference/index.js";
import type {
  BufferDescription,
  MapOperation,
  Operation,
  Place,
  PlanGraph,
} from "../../../../src/tensors/plan/index.js";
import { optimise } from "../../../../src/tensors/plan/passes/index.js";

const size = (shape: readonly number[]) => shape.reduce((n, m) => n * m, 1);

/** Takes a step down as a recording would. */
class Step {
  readonly buffers: BufferDescription[] = [];
  readonly operations: Operation[] = [];

  place(shape: number[], role: BufferDescription["role"], values?: number[]): Place {
    const numbers = values && Float32Array.from(values);
    const description = { length: size(shape), type: "float32", role } as const;
    this.buffers.push({ ...description, ...(numbers && { values: numbers }) });
    return { buffer: this.buffers.length - 1, shape, type: "float32" };
  }

  map(code: MapOperation["steps"][number]["code"], ...inputs: Place[]): Place {
    const rank = Math.max(...inputs.map(({ shape }) => shape.length));
    const shape = Array.from({ length: rank }, (_, k) =>
      Math.max(...inputs.map((input) => input.shape[k - rank + input.shape.length] ?? 1)),
    );
    const out = this.place(shape, "temporary");
    const step = { code, from: inputs.map((_, k) => k) } as MapOperation["steps"][number];
    const operation = { kind: "map", kernel: code, inputs, outputs: [out] } as const;
    this.operations.push({ ...operation, steps: [step], results: [inputs.length] });
    return out;
  }

  sum(input: Place, axis: 0 | 1): Place {
    const [rows, columns] = input.shape;
    const out = this.place([axis === 0 ? columns : rows], "temporary");
    const extent = axis === 0 ? ([1, rows, columns] as const) : ([rows, columns, 1] as const);
    const operation = { kind: "reduce", kernel: "Sum", inputs: [input], outputs: [out] } as const;
    this.operations.push({ ...operation, reduction: "sum", extent });
    return out;
  }

  product(a: Place, b: Place): Place {
    const [rows, inner] = a.shape;
    const columns = b.shape[1];
    const out = this.place([rows, columns], "temporary");
    this.operations.push({
      ...{ kind: "contract", kernel: "BatchMatMul", inputs: [a, b], outputs: [out] },
      ...{ batch: 1, rows, inner, columns },
      ...{ transposeA: false, transposeB: false, sharedA: false, sharedB: false },
    });
    return out;
  }

  fill(shape: number[], value: number): Place {
    const out = this.place(shape, "temporary");
    this.operations.push({ kind: "fill", kernel: "Fill", inputs: [], outputs: [out], value });
    return out;
  }

  assign(variable: Place, value: Place): void {
    const step = { code: "copy", from: [0] } as const;
    const operation = { kind: "map", kernel: "Assign", steps: [step], results: [1] } as const;
    this.operations.push({ ...operation, inputs: [value], outputs: [variable] });
  }

  get graph(): PlanGraph {
    return { buffers: this.buffers, operations: this.operations };
  }
}

/** Numbers of results and variables after some runs. */
async function numbersOf(graph: PlanGraph, runs: number): Promise<number[][]> {
  const plan = await referenceEngine().prepare(graph);
  plan.run(runs);
  const kept = graph.buffers.flatMap(({ role }, buffer) =>
    role === "result" || role === "variable" ? [buffer] : [],
  );
  return Promise.all(kept.map(async (buffer) => Array.from(await plan.read(buffer))));
}

const numbers = (count: number, seed: number) =>
  Array.from({ length: count }, (_, k) => Math.fround(Math.sin(12.9898 * (k + 1) + seed) * 1.7));

/** A random step on 4 × 4 matrices, rows and single numbers, with two variables. */
function randomStep(choices: readonly number[]): PlanGraph {
  const step = new Step();
  const variables = [1, 2].map((seed) => step.place([4, 4], "variable", numbers(16, seed)));
  const known = [
    ...variables,
    step.place([4], "constant", numbers(4, 3)),
    step.place([4, 1], "constant", numbers(4, 4)),
    step.place([], "constant", [0.5]),
    step.fill([4, 4], 0.25),
  ];
  const isMatrix = ({ shape }: Place) => shape.join() === "4,4";
  const pick = (choice: number, from: readonly Place[]) => from[choice % from.length];
  const binary = ["add", "subtract", "multiply", "maximum"] as const;
  const unary = ["hyperbolicTangent", "square", "negative", "sigmoid"] as const;
  for (let k = 0; k + 3 < choices.length; k += 4) {
    const [kind, a, b, code] = choices.slice(k, k + 4);
    const matrices = known.filter(isMatrix);
    const all = kind % 7;
    if (all <= 2) known.push(step.map(binary[code % 4], pick(a, known), pick(b, known)));
    else if (all === 3) known.push(step.map(unary[code % 4], pick(a, known)));
    else if (all === 4) known.push(step.product(pick(a, matrices), pick(b, matrices)));
    else if (all === 5) known.push(step.sum(pick(a, matrices), code % 2 === 0 ? 0 : 1));
    else
      known.push(
        step.map("add", step.map("multiply", pick(a, matrices), pick(b, known)), pick(b, known)),
      );
  }
  const matrices = known.filter(isMatrix);
  const scaled = variables.map((_, k) =>
    step.map("hyperbolicTangent", pick(choices[k], matrices.slice(2))),
  );
  const last = known.at(-1)!;
  step.buffers[last.buffer] = {
    ...step.buffers[last.buffer],
    role: last.buffer > 5 ? "result" : step.buffers[last.buffer].role,
  };
  variables.forEach((variable, k) => {
    step.assign(variable, scaled[k]);
  });
  return step.graph;
}

describe("passes over a recorded step", () => {
  it("keep the bits of results and variables, whatever the step, over several runs", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(1000), { minLength: 8, maxLength: 120 }),
        async (choices) => {
          const graph = randomStep(choices);
          const found = await numbersOf(optimise(graph), 3);
          expect(found).to.deep.equal(await numbersOf(graph, 3));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("leave one product with its epilogue of a layer, tanh(x W + b)", () => {
    const step = new Step();
    const x = step.place([8, 3], "input");
    const W = step.place([3, 5], "variable", numbers(15, 1));
    const b = step.place([5], "variable", numbers(5, 2));
    const y = step.map("hyperbolicTangent", step.map("add", step.product(x, W), b));
    step.buffers[y.buffer] = { ...step.buffers[y.buffer], role: "result" };
    const { operations } = optimise(step.graph);
    expect(operations.map(({ kind }) => kind)).to.deep.equal(["contract"]);
    expect(operations[0].inputs.map(({ buffer }) => buffer)).to.deep.equal(
      [x, W, b].map((p) => p.buffer),
    );
  });

  it("make one map of an optimiser's rule, which writes slots and parameter in their places", () => {
    const step = new Step();
    const gradient = step.place([6], "input");
    const slot = step.place([6], "variable", numbers(6, 1));
    const parameter = step.place([6], "variable", numbers(6, 2));
    const rate = step.place([], "constant", [0.1]);
    const decay = step.place([], "constant", [0.9]);
    const moment = step.map("add", step.map("multiply", slot, decay), gradient);
    const moved = step.map("subtract", parameter, step.map("multiply", moment, rate));
    step.assign(slot, moment);
    step.assign(parameter, moved);
    const { operations, buffers } = optimise(step.graph);
    expect(operations).to.have.lengthOf(1);
    expect(operations[0].outputs.map(({ buffer }) => buffer)).to.have.members([
      slot.buffer,
      parameter.buffer,
    ]);
    expect(operations[0].inputs.map(({ buffer }) => buffer)).to.have.members(
      [gradient, slot, parameter].map((p) => p.buffer),
    );
    expect(
      buffers.filter(({ role, length }) => role === "temporary" && length > 0),
    ).to.have.lengthOf(0);
  });

  it("do not join across an operation that stands between: x + Σ x", () => {
    const step = new Step();
    const x = step.place([4, 4], "input");
    const doubled = step.map("add", x, x);
    const total = step.sum(doubled, 0);
    const y = step.map("add", doubled, total);
    step.buffers[y.buffer] = { ...step.buffers[y.buffer], role: "result" };
    expect(optimise(step.graph).operations.map(({ kind }) => kind)).to.deep.equal([
      "map",
      "reduce",
      "map",
    ]);
  });

  it("exchange two variables as told", async () => {
    const step = new Step();
    const a = step.place([3], "variable", [1, 2, 3]);
    const b = step.place([3], "variable", [4, 5, 6]);
    const kept = step.map("copy", a);
    step.assign(a, step.map("copy", b));
    step.assign(b, kept);
    expect(await numbersOf(optimise(step.graph), 1)).to.deep.equal([
      [4, 5, 6],
      [1, 2, 3],
    ]);
  });

  it("compute once what is asked for twice, and nothing that nobody reads", () => {
    const step = new Step();
    const x = step.place([4, 4], "input");
    const first = step.product(x, x);
    const second = step.product(x, x);
    step.product(first, second);
    const y = step.product(first, step.map("copy", second));
    step.buffers[y.buffer] = { ...step.buffers[y.buffer], role: "result" };
    expect(optimise(step.graph).operations).to.have.lengthOf(3);
  });
});
