import { expect } from "chai";
import { canonicalLabelling, type Edge, Graph, type GraphOptions } from "../../../src/index.js";

/**
 * All labelled graphs on n vertices: their forms are as many as there are graphs up to isomorphism
 * only if every relabelling of one has one form and no two share one; and a form comes n! / |Aut|
 * times (orbit and stabiliser).
 */
function count(n: number, places: readonly Edge[], colours: number, options: GraphOptions): number {
  const times = new Map<string, number>();
  const orders = new Map<string, bigint>();
  for (let code = 0; code < colours ** places.length; code++) {
    const edges: Edge[] = [];
    let rest = code;
    for (const [tail, head] of places) {
      if (rest % colours !== 0) edges.push([tail, head, rest % colours]);
      rest = Math.floor(rest / colours);
    }
    const { form, groupOrder } = canonicalLabelling(Graph.fromEdges(n, edges, options));
    const key = `${form.offsets};${form.neighbours};${form.arcColours}`;
    times.set(key, (times.get(key) ?? 0) + 1);
    if (orders.has(key) && orders.get(key) !== groupOrder) throw new Error(`two orders for ${key}`);
    orders.set(key, groupOrder);
  }
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  for (const [key, often] of times) {
    expect(BigInt(often) * orders.get(key)!, key).to.equal(BigInt(factorial));
  }
  return times.size;
}

const pairs = (n: number): Edge[] =>
  Array.from({ length: n }, (_, j) => Array.from({ length: j }, (_, i): Edge => [i, j])).flat();
const arcs = (n: number): Edge[] =>
  Array.from({ length: n * n }, (_, k): Edge => [Math.floor(k / n), k % n]);

describe("canonicalLabelling on all small graphs", () => {
  it("graphs on 0 … 6 vertices: 1, 1, 2, 4, 11, 34, 156 (OEIS A000088)", () => {
    const counts = [0, 1, 2, 3, 4, 5, 6].map((n) => count(n, pairs(n), 2, {}));
    expect(counts).to.deep.equal([1, 1, 2, 4, 11, 34, 156]);
  });

  it("directed graphs on 1 … 4 vertices: 1, 3, 16, 218 (A000273)", () => {
    const counts = [1, 2, 3, 4].map((n) =>
      count(
        n,
        arcs(n).filter(([i, j]) => i !== j),
        2,
        { directed: true },
      ),
    );
    expect(counts).to.deep.equal([1, 3, 16, 218]);
  });

  it("relations, thus directed graphs with loops, on 1 … 3 points: 2, 10, 104 (A000595)", () => {
    const counts = [1, 2, 3].map((n) => count(n, arcs(n), 2, { directed: true, loops: true }));
    expect(counts).to.deep.equal([2, 10, 104]);
  });

  it("graphs with loops on 1 … 4 vertices: 2, 6, 20, 90 (A000666)", () => {
    const places = (n: number) => arcs(n).filter(([i, j]) => i <= j);
    const counts = [1, 2, 3, 4].map((n) => count(n, places(n), 2, { loops: true }));
    expect(counts).to.deep.equal([2, 6, 20, 90]);
  });

  it("graphs whose edges have two colours, on 1 … 5 vertices: 1, 3, 10, 66, 792 (A004102)", () => {
    const counts = [1, 2, 3, 4].map((n) => count(n, pairs(n), 3, {}));
    expect(counts).to.deep.equal([1, 3, 10, 66]);
    expect(count(5, pairs(5), 3, {})).to.equal(792);
  });
});
