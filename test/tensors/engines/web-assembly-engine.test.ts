import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { normalOfWord } from "../../../src/tensors/engines/normal-table.js";
import { errorFunction } from "../../../src/tensors/engines/reference/scalar-functions.js";
import { threefry } from "../../../src/tensors/engines/reference/threefry.js";
import {
  OperationRunner,
  PieceAllocator,
  webAssemblyEngine,
} from "../../../src/tensors/engines/webassembly/index.js";
import { layOut } from "../../../src/tensors/engines/webassembly/layout.js";
import type { Operation, Place, PlanGraph } from "../../../src/tensors/plan/index.js";

const at = (buffer: number, shape: readonly number[]): Place => ({
  ...{ buffer, shape, type: "float32" },
});

function map(
  code: "add" | "multiply",
  a: number,
  b: number,
  out: number,
  length: number,
): Operation {
  return {
    kind: "map",
    steps: [{ code, from: [0, 1] }],
    results: [2],
    inputs: [at(a, [length]), at(b, [length])],
    outputs: [at(out, [length])],
    kernel: "test",
  };
}

/** v ← v + 2 x by temporaries, of which the third may lie over the first. */
function accumulator(length: number): PlanGraph {
  const buffer = (role: "input" | "variable" | "temporary" | "result") => ({
    ...{ length, type: "float32" as const, role },
  });
  return {
    buffers: [
      buffer("input"),
      { ...buffer("variable"), values: new Float32Array(length).fill(1) },
      ...[buffer("temporary"), buffer("temporary"), buffer("temporary"), buffer("result")],
    ],
    operations: [
      map("add", 0, 0, 2, length),
      map("add", 2, 1, 3, length),
      map("multiply", 3, 3, 4, length),
      map("add", 4, 0, 5, length),
      map("add", 1, 2, 1, length),
    ],
  };
}

describe("plans on WebAssembly", () => {
  it("variables go on from run to run; results, inputs and temporaries do not disturb them", async () => {
    const length = 45;
    const plan = await webAssemblyEngine().prepare(accumulator(length));
    const x = Float32Array.from({ length }, (_, k) => k);
    plan.write(0, x);
    plan.run(10);
    const variable = await plan.read(1);
    const result = await plan.read(5);
    for (let k = 0; k < length; k++) {
      expect(variable[k]).to.equal(1 + 20 * k);
      expect(result[k]).to.equal((1 + 20 * k) ** 2 + k);
    }
    plan.dispose();
  });

  it("temporaries whose readers have run give their place to others", () => {
    const { addresses, end } = layOut(accumulator(64), 0);
    // The first lives to the last operation; the third begins when the second is read last.
    const [first, second, third] = addresses.slice(2);
    expect(new Set([first, second, third]).size).to.equal(3);
    expect(end).to.equal(6 * 64);
    const short = accumulator(64);
    const { end: less } = layOut({ ...short, operations: short.operations.slice(0, 4) }, 0);
    expect(less).to.equal(5 * 64);
  });

  it("refuses another number of values, a buffer that is not there, and calls after dispose", async () => {
    const plan = await webAssemblyEngine().prepare(accumulator(4));
    expect(() => plan.write(0, new Float32Array(5))).to.throw(ShapeError, /5 numbers.*holds 4/);
    expect(() => plan.write(9, new Float32Array(5))).to.throw(DomainError, /buffer 9/);
    plan.dispose();
    expect(() => plan.run()).to.throw(DomainError, /dispose/);
  });

  it("names the kernel and the line of what it does not carry", () => {
    const graph = accumulator(4);
    const outputs = [{ ...at(2, [4]), type: "int32" as const }];
    const operations = [{ ...graph.operations[0], outputs, line: "train.ts:7" } as Operation];
    const prepare = () => webAssemblyEngine().prepare({ ...graph, operations });
    expect(prepare).to.throw(ShapeError, /kernel test \(train\.ts:7\).*toInteger/);
  });
});

describe("operations one by one", () => {
  it("run on tensors that were allocated, also after the memory has grown", () => {
    const allocator = new PieceAllocator();
    const runner = new OperationRunner(allocator);
    for (const length of [3, 5000, 3_000_000]) {
      const places = [0, 1, 2].map(() => allocator.allocate(length));
      const { memory } = allocator;
      memory.floats.fill(1.5, places[0], places[0] + length);
      memory.floats.fill(2, places[1], places[1] + length);
      runner.run(map("multiply", 0, 1, 2, length), (buffer) => places[buffer]);
      const product = memory.floats.subarray(places[2], places[2] + length);
      expect(product.every((value) => value === 3)).to.equal(true);
      for (const place of places) allocator.release(place);
    }
    const before = allocator.used;
    const again = allocator.allocate(5000);
    expect(allocator.used - before).to.be.within(5000, 6500);
    allocator.release(again);
    expect(() => allocator.release(again)).to.throw(RangeError);
  });
});

describe("random numbers of operations", () => {
  it("Threefry gives the known answers of Random123", () => {
    const words = [0, 0];
    threefry(words, 0, 0, [0, 0]);
    expect(words.map((word) => (word >>> 0).toString(16))).to.deep.equal(["6b200159", "99ba4efe"]);
    threefry(words, -1, -1, [-1, -1]);
    expect(words.map((word) => (word >>> 0).toString(16))).to.deep.equal(["1cb996fc", "bb002be7"]);
  });

  it("normal numbers are the quantiles of their words", () => {
    for (let k = 0; k < 4000; k++) {
      const word = Math.imul(k + 1, 0x9e3779b1) >>> 0;
      const p = (((word << 1) | 1) >>> 0) / 2 ** 33;
      const z = normalOfWord(word);
      const beyond = (1 - errorFunction(Math.abs(z) / Math.SQRT2)) / 2;
      // Two millionths in z, times the density.
      const slack = 2e-6 * Math.exp((-z * z) / 2) * 0.4 + 1e-12;
      expect(Math.abs(beyond - p), `${word}`).to.be.below(slack);
      expect(normalOfWord((word ^ 0x80000000) >>> 0)).to.equal(-z);
    }
  });
});
