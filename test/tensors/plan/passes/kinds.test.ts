import { expect } from "chai";
import fc from "fast-check";
import { referenceEngine } from "../../../../src/tensors/engines/reference/index.js";
import { webAssemblyEngine } from "../../../../src/tensors/engines/webassembly/index.js";
import type {
  BufferDescription,
  MapOperation,
  Operation,
  Place,
  PlanEngine,
  PlanGraph,
} from "../../../../src/tensors/plan/index.js";
import { optimise } from "../../../../src/tensors/plan/passes/index.js";

const size = (shape: readonly number[]) => shape.reduce((n, m) => n * m, 1);
const numbers = (count: number, seed: number) =>
  Array.from({ length: count }, (_, k) => Math.fround(Math.sin(12.9898 * (k + 1) + seed) * 1.7));

/** A random step of many kinds on 4 × 4 matrices, rows, columns and single numbers. */
class RandomStep {
  readonly buffers: BufferDescription[] = [];
  readonly operations: Operation[] = [];
  readonly known: Place[] = [];
  readonly variables: Place[];
  readonly #indices: Place;

  constructor(choices: readonly number[]) {
    const shapes = [[4, 4], [4, 4], [4], []];
    this.variables = shapes.map((shape, k) => this.#place(shape, "variable", numbers(16, k)));
    const constants = [[4], [4, 1], []].map((shape, k) =>
      this.#place(shape, "constant", numbers(16, 5 + k)),
    );
    this.known.push(...this.variables, ...constants);
    const place = { length: 4, type: "int32", role: "constant" } as const;
    this.buffers.push({ ...place, values: Int32Array.of(2, 0, 3, 2) });
    this.#indices = { buffer: this.buffers.length - 1, shape: [4], type: "int32" };
    for (let k = 0; k + 3 < choices.length; k += 4) this.#append(choices.slice(k, k + 4));
    this.#finish(choices);
  }

  get graph(): PlanGraph {
    return { buffers: this.buffers, operations: this.operations };
  }

  #append([kind, a, b, code]: readonly number[]): void {
    const pick = (choice: number) => this.known[choice % this.known.length];
    const matrices = this.known.filter(({ shape }) => size(shape) === 16);
    const matrix = (choice: number) => matrices[choice % matrices.length];
    const square: Place = { ...matrix(a), shape: [4, 4] };
    const add = (...written: Place[]) => this.known.push(...written);
    switch (kind % 13) {
      case 0:
      case 1:
        return void add(
          this.#map(["add", "subtract", "multiply", "maximum"], code, [pick(a), pick(b)]),
        );
      case 2:
        return void add(
          this.#map(["hyperbolicTangent", "square", "sigmoid", "relu"], code, [pick(a)]),
        );
      case 3: {
        const constant = [Infinity, -Infinity, -0, 0, 0.5][b % 5];
        const filled = this.#fill(code % 2 ? [4, 4] : [], constant);
        return void add(
          this.#map(["maximum", "minimum", "multiply", "add"], a, [pick(code), filled]),
        );
      }
      case 4:
        return void add(this.#product(square, { ...matrix(b), shape: [4, 4] }, code));
      case 5:
        return void add(this.#reduce(square, code));
      case 6:
        return void add(
          this.#write(
            { kind: "softmax", kernel: "Softmax", outer: 4, columns: 4, logarithm: code % 2 === 0 },
            [square],
            [4, 4],
          ),
        );
      case 7:
        return void add(
          this.#write(
            { kind: "gather", kernel: "GatherV2", batch: 1, outer: 1, rows: 4, count: 4, inner: 4 },
            [square, this.#indices],
            [4, 4],
          ),
        );
      case 8: {
        const out = this.#fill([4, 4], code % 2);
        const scatter = {
          kind: "scatter",
          kernel: "Scatter",
          rows: 4,
          count: 4,
          inner: 4,
        } as const;
        this.operations.push({ ...scatter, inputs: [square, this.#indices], outputs: [out] });
        return void add(out);
      }
      case 9:
        return void add(this.#rearranged(square, { ...matrix(b), shape: [4, 4] }));
      case 10:
        return void add(
          this.#write(
            {
              kind: "cumulate",
              kernel: "Cumsum",
              reduction: "sum",
              extent: [4, 4, 1],
              exclusive: code % 2 === 0,
              reverse: b % 2 === 0,
            },
            [square],
            [4, 4],
          ),
        );
      case 11:
        return void add(this.#convolved(square, { ...matrix(b), shape: [4, 4] }));
      default: {
        const place = pick(a);
        return void add({
          ...place,
          shape:
            size(place.shape) === 16 ? [[16], [2, 8], [4, 4], [1, 4, 4]][code % 4] : place.shape,
        });
      }
    }
  }

  #place(shape: readonly number[], role: BufferDescription["role"], values?: number[]): Place {
    const length = size(shape);
    const numbersOf = values && { values: Float32Array.from(values.slice(0, length)) };
    this.buffers.push({ length, type: "float32", role, ...numbersOf });
    return { buffer: this.buffers.length - 1, shape, type: "float32" };
  }

  #write(attributes: object, inputs: readonly Place[], shape: readonly number[]): Place {
    const out = this.#place(shape, "temporary");
    this.operations.push({ ...attributes, inputs, outputs: [out] } as unknown as Operation);
    return out;
  }

  #fill(shape: readonly number[], value: number): Place {
    return this.#write({ kind: "fill", kernel: "Fill", value }, [], shape);
  }

  #map(codes: readonly string[], code: number, given: readonly Place[]): Place {
    const inputs = given.map((place) =>
      given.length > 1 && size(place.shape) === 16 ? { ...place, shape: [4, 4] } : place,
    );
    const rank = Math.max(...inputs.map(({ shape }) => shape.length));
    const shape = Array.from({ length: rank }, (_, k) =>
      Math.max(...inputs.map((input) => input.shape[k - rank + input.shape.length] ?? 1)),
    );
    const step = { code: codes[code % codes.length], from: inputs.map((_, k) => k) };
    const steps = [step] as MapOperation["steps"];
    const results = [inputs.length];
    return this.#write({ kind: "map", kernel: step.code, steps, results }, inputs, shape);
  }

  #product(a: Place, b: Place, code: number): Place {
    const extent = { batch: 1, rows: 4, inner: 4, columns: 4, sharedA: false, sharedB: false };
    const transposed = { transposeA: code % 2 === 1, transposeB: code % 3 === 1 };
    return this.#write(
      { kind: "contract", kernel: "MatMul", ...extent, ...transposed },
      [a, b],
      [4, 4],
    );
  }

  #reduce(input: Place, code: number): Place {
    const extents = [
      [1, 4, 4],
      [4, 4, 1],
      [1, 16, 1],
    ];
    const extent = extents[code % 3];
    const reduction = ["sum", "maximum", "mean"][code % 2];
    const shape = [[4], [4, 1], []][code % 3];
    return this.#write({ kind: "reduce", kernel: "Sum", reduction, extent }, [input], shape);
  }

  /** Left halves of two matrices beside each other. */
  #rearranged(a: Place, b: Place): Place {
    const half = { kind: "rearrange", kernel: "Concat", shape: [4, 2], inputOffset: 0 } as const;
    const strides = { inputStrides: [4, 1], outputStrides: [4, 1] } as const;
    const out = this.#place([4, 4], "temporary");
    [a, b].forEach((input, k) => {
      const parts = { inputs: [input], outputs: [out], outputOffset: 2 * k, keepsRest: true };
      this.operations.push({ ...half, ...strides, ...parts });
    });
    return out;
  }

  #convolved(image: Place, filter: Place): Place {
    const window = {
      ...{ batch: 1, inputHeight: 2, inputWidth: 2, inputChannels: 4 },
      ...{ outputHeight: 2, outputWidth: 2, outputChannels: 4, windowHeight: 1, windowWidth: 1 },
      ...{ strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 },
      ...{ padTop: 0, padLeft: 0, depthwise: false },
    };
    const inputs = [
      { ...image, shape: [1, 2, 2, 4] },
      { ...filter, shape: [1, 1, 4, 4] },
    ];
    const out = this.#write({ kind: "convolve", kernel: "Conv2D", window }, inputs, [1, 2, 2, 4]);
    return { ...out, shape: [4, 4] };
  }

  #finish(choices: readonly number[]): void {
    const news = this.variables.map(({ shape }, k) => {
      const fitting = this.known.filter((place) => size(place.shape) === size(shape));
      const place = fitting[choices[k] % fitting.length];
      return this.#map(["hyperbolicTangent"], 0, [{ ...place, shape }]);
    });
    for (const { buffer } of this.known.slice(-2)) {
      const description = this.buffers[buffer];
      if (description.role === "temporary")
        this.buffers[buffer] = { ...description, role: "result" };
    }
    const steps = [{ code: "copy", from: [0] }] as const;
    this.variables.forEach((variable, k) => {
      const assign = { kind: "map", kernel: "Assign", steps, results: [1] } as const;
      this.operations.push({ ...assign, inputs: [news[k]], outputs: [variable] });
    });
  }
}

/** Numbers of results and variables after three runs. */
async function numbersOf(engine: PlanEngine, graph: PlanGraph): Promise<number[][]> {
  const plan = await engine.prepare(graph);
  plan.run(3);
  const kept = graph.buffers.flatMap(({ role }, buffer) =>
    role === "result" || role === "variable" ? [buffer] : [],
  );
  const found = await Promise.all(kept.map(async (buffer) => Array.from(await plan.read(buffer))));
  plan.dispose();
  return found;
}

describe("passes over a step of many kinds", () => {
  const engines = {
    interpreter: referenceEngine(),
    WebAssembly: webAssemblyEngine({ native: false }),
  };
  for (const [name, engine] of Object.entries(engines)) {
    it(`keep the bits, whatever the step, on the ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(1000), { minLength: 8, maxLength: 160 }),
          async (choices) => {
            const { graph } = new RandomStep(choices);
            const found = await numbersOf(engine, optimise(graph));
            expect(found).to.deep.equal(await numbersOf(engine, graph));
          },
        ),
        { numRuns: 300 },
      );
    });
  }
});
