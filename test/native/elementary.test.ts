import { expect } from "chai";
import { loadNative, type NativeExports } from "../../src/native/load.js";

type Maps = NativeExports & Record<string, unknown>;

/** The compiled function at the given points. */
function evaluate(map: string, points: number[]): number[] {
  const exports = loadNative<Maps>("random").exports;
  const bytes = 65536 * 4;
  if (exports.memory.buffer.byteLength < bytes + 65536) exports.memory.grow(8);
  const start = Math.ceil(exports.__heap_base.value / 16) * 16;
  const input = start + 8 * (points.length + 2);
  new Float64Array(exports.memory.buffer, input, points.length).set(points);
  (exports[map] as (out: number, from: number, count: number) => void)(start, input, points.length);
  return Array.from(new Float64Array(exports.memory.buffer, start, points.length));
}

/** Largest relative difference to the platform's own function, which is within 1 unit in the last place. */
function worst(map: string, reference: (x: number) => number, low: number, high: number): number {
  const points = Array.from({ length: 4001 }, (_, i) => low + ((high - low) * i) / 4000);
  const values = evaluate(map, points);
  return Math.max(
    ...points.map(
      (x, i) => Math.abs(values[i] - reference(x)) / Math.max(Math.abs(reference(x)), 1e-300),
    ),
  );
}

describe("elementary functions of the kernels", () => {
  const unit = 2 ** -52;
  it("exp agrees with the platform's to 2 units in the last place", () => {
    expect(worst("map_exp", Math.exp, -700, 700)).to.be.below(2 * unit);
    expect(worst("map_exp", Math.exp, -1, 1)).to.be.below(2 * unit);
  });
  it("log agrees, also close to 1 and for tiny numbers", () => {
    expect(worst("map_log", Math.log, 1e-10, 0.7)).to.be.below(2 * unit);
    expect(worst("map_log", Math.log, 1.3, 1e10)).to.be.below(2 * unit);
    expect(evaluate("map_log", [1, Math.E, 0.5, 2 ** -32])).to.deep.equal([
      0,
      1,
      Math.log(0.5),
      Math.log(2 ** -32),
    ]);
  });
  it("sigmoid and tanh agree, are odd about the middle and saturate", () => {
    expect(worst("map_sigmoid", (x) => 1 / (1 + Math.exp(-x)), -600, 600)).to.be.below(3 * unit);
    expect(worst("map_sigmoid", (x) => 1 / (1 + Math.exp(-x)), -5, 5)).to.be.below(3 * unit);
    expect(worst("map_tanh", Math.tanh, 0.01, 30)).to.be.below(4 * unit);
    expect(evaluate("map_tanh", [0, 1000, -1000, 1e-20])).to.deep.equal([0, 1, -1, 1e-20]);
    expect(evaluate("map_sigmoid", [0, 1000, 40])).to.deep.equal([0.5, 1, 1]);
    expect(evaluate("map_sigmoid", [-1e6, 0])[0]).to.be.below(1e-300);
  });
  it("sine and cosine agree on [−π/4, π/4]", () => {
    expect(worst("map_sine", Math.sin, 1e-6, Math.PI / 4)).to.be.below(2 * unit);
    expect(worst("map_cosine", Math.cos, -Math.PI / 4, Math.PI / 4)).to.be.below(2 * unit);
  });
  it("lets NaN through", () => {
    for (const map of ["map_exp", "map_sigmoid", "map_tanh"]) {
      expect(Number.isNaN(evaluate(map, [Number.NaN, 1])[0])).to.equal(true);
    }
  });
});
