import { expect } from "chai";
import { unseparatedPairs } from "../../../src/average/index.js";
import { Matrix } from "../../../src/numerics/index.js";

describe("unseparatedPairs", () => {
  const first = Matrix.fromRows([
    [0, 0],
    [0, 1],
    [0.0005, 0],
    [9, 9],
    [0, 1],
  ]);

  it("leaves the pairs that are near in every embedding, and stops when none is", () => {
    const second = Matrix.fromRows([[0], [1], [5], [3], [1.0002]]);
    const third = Matrix.fromRows([[0], [0], [0], [0], [1]]);
    const asked: number[] = [];
    const embed = (k: number) => {
      asked.push(k);
      return [first, second, third][k];
    };
    const sorted = (pairs: readonly (readonly [number, number])[]) =>
      pairs.map(([i, j]) => [Math.min(i, j), Math.max(i, j)]).sort((a, b) => a[0] - b[0]);
    expect(sorted(unseparatedPairs(embed, { embeddings: 1 }).pairs)).to.deep.equal([
      [0, 2],
      [1, 4],
    ]);
    expect(sorted(unseparatedPairs(embed, { embeddings: 2 }).pairs)).to.deep.equal([[1, 4]]);
    asked.length = 0;
    expect(unseparatedPairs(embed)).to.deep.equal({ pairs: [], embeddings: 3 });
    expect(asked).to.deep.equal([0, 1, 2]);
  });

  it("agrees with all pairs, one by one", () => {
    const rows = Array.from({ length: 60 }, (_, k) => [
      ((k * 37) % 17) * 0.0004,
      ((k * 11) % 5) * 0.0003,
    ]);
    const near = rows.flatMap((a, i) =>
      rows.slice(i + 1).filter((b) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) <= 1e-3),
    ).length;
    expect(unseparatedPairs(() => Matrix.fromRows(rows), { embeddings: 1 }).pairs).to.have.length(
      near,
    );
    expect(near).to.be.within(100, 1600);
  });

  it("refuses embeddings that are none", () => {
    expect(() => unseparatedPairs(() => first, { embeddings: 0 })).to.throw(/0 embeddings/);
  });
});
