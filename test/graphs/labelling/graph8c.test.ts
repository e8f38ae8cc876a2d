import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import {
  allGraphs,
  canonicalLabelling,
  type Graph,
  readGraph6,
  writeGraph6,
} from "../../../src/index.js";

// Where somebody put the published list; the suite does not need it.
const published = new URL("../../../../data/cache/graphs/graph8c.g6", import.meta.url);

/** Canonical forms, after the numbers of the groups were checked. */
function expectGraph8c(graphs: readonly Graph[]): Set<string> {
  const forms = new Set<string>();
  const often = new Map<bigint, number>();
  let sum = 0;
  for (const graph of graphs) {
    const { form, groupOrder } = canonicalLabelling(graph);
    forms.add(writeGraph6(form));
    often.set(groupOrder, (often.get(groupOrder) ?? 0) + 1);
    sum += Number(groupOrder);
  }
  expect(forms.size).to.equal(11117);
  expect([1n, 2n, 4n].map((order) => often.get(order))).to.deep.equal([3552, 4098, 1971]);
  expect(Math.max(...[...often.keys()].map(Number))).to.equal(40320);
  expect(sum / graphs.length).to.be.closeTo(9.05, 0.005);
  return forms;
}

describe("canonicalLabelling on GRAPH8c, the connected graphs on 8 vertices", () => {
  let enumerated: Set<string>;

  it("enumerated: 11 117 forms, groups as published", () => {
    enumerated = expectGraph8c(allGraphs(8, { connected: true }));
  });

  if (existsSync(published)) {
    it("the published file: the same graphs", () => {
      const forms = expectGraph8c(readGraph6(readFileSync(published, "latin1")));
      expect(forms).to.deep.equal(enumerated);
    });
  }
});
