import { expect } from "chai";
import fc from "fast-check";
import { channel, hardPartition, levelSets, Matrix, ShapeError } from "../../../src/index.js";
import { hardSolution } from "./switching-bottleneck.js";

/** Three levels, p(y|x) of ¼, 3/8 and 5/8, and an impossible pair. */
const levels = levelSets(
  channel([
    [0, 0.375, 0.625],
    [0.25, 0.375, 0.375],
  ]),
);

describe("hardPartition", () => {
  it("gives each pair its level's likeliest symbol, parts numbered as r ascends", () => {
    const encoder = Matrix.fromRows([
      [0.1, 0.2, 0.7],
      [0.2, 0.2, 0.6],
      [0.6, 0.3, 0.1],
    ]);
    const { labels, levelParts, parts } = hardPartition(levels, { encoder });
    expect([...levelParts]).to.deep.equal([0, 0, 1]);
    expect(parts).to.equal(2);
    expect([...labels], "the impossible pair is alone").to.deep.equal([2, 0, 1, 0, 0, 0]);
  });

  it("takes the first of symbols that are equally likely, whatever their rounding", () => {
    const below = Matrix.fromRows([[0.5 - 1e-12, 0.5 + 1e-12, 0]]);
    const above = Matrix.fromRows([[0.5 + 1e-12, 0.5 - 1e-12, 0]]);
    const other = [
      [1, 0, 0],
      [0, 1, 0],
    ];
    const keys = [below, above].map((row) => {
      const encoder = Matrix.fromRows([other[0], [...row.row(0)], other[1]]);
      return hardPartition(levels, { encoder }).key;
    });
    expect(keys[0]).to.equal(keys[1]);
  });

  it("has equal keys exactly for equal partitions", () => {
    const codes = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 });
    const blocks = (code: readonly number[]): string =>
      code.map((s) => code.map((t) => Number(s === t)).join("")).join(" ");
    fc.assert(
      fc.property(codes, codes, (a, b) => {
        const [first, second] = [a, b].map((code) => hardPartition(levels, hardSolution(1, code)));
        expect(first.key === second.key).to.equal(blocks(a) === blocks(b));
      }),
    );
  });

  it("refuses a solution of other levels", () => {
    expect(() => hardPartition(levels, hardSolution(1, [0, 1]))).to.throw(
      ShapeError,
      /2 × 2 .* 3 levels/,
    );
  });
});
