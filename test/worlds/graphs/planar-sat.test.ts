import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { DataError } from "../../../src/errors.js";
import { canonicalLabelling, Graph, wlEquivalent } from "../../../src/graphs/index.js";
import { PLANAR_SAT_FILE, planarSatGraphs } from "../../../src/worlds/graphs/index.js";

/** By trying every assignment: colour 1 are literals, colour 0 clauses. */
function isSatisfiable(graph: Graph): boolean {
  const around = (v: number) =>
    Array.from(graph.neighbours.subarray(graph.offsets[v], graph.offsets[v + 1]));
  const literals = new Map<number, number>();
  let variables = 0;
  for (let v = 0; v < graph.vertices; v++) {
    if (graph.colours[v] === 0 || literals.has(v)) continue;
    const [negation, ...more] = around(v).filter((w) => graph.colours[w] === 1);
    expect(more).length(0);
    literals.set(v, 2 ** variables).set(negation, -(2 ** variables));
    variables++;
  }
  const clauses = Array.from({ length: graph.vertices }, (_, v) => v)
    .filter((v) => graph.colours[v] === 0)
    .map((v) => around(v).map((w) => literals.get(w)!));
  for (let values = 0; values < 2 ** variables; values++) {
    const holds = (literal: number) => (literal > 0 ? values & literal : ~values & -literal) !== 0;
    if (clauses.every((clause) => clause.some(holds))) return true;
  }
  return false;
}

const FOLDER = join("data", "cache", "graphs");

describe("worlds/graphs/planar-sat", () => {
  it("refuses a missing file and an altered one, and says where it is", () => {
    const folder = mkdtempSync(join(tmpdir(), "planar-sat-"));
    expect(() => planarSatGraphs(folder)).throw(DataError, PLANAR_SAT_FILE.address);
    writeFileSync(join(folder, PLANAR_SAT_FILE.name), "1200\n");
    expect(() => planarSatGraphs(folder)).throw(DataError, PLANAR_SAT_FILE.sha256);
  });

  it("stands in the manifest of data as it does here", () => {
    const entries = JSON.parse(readFileSync(join("data", "manifest.json"), "utf8"));
    const { address, sha256, bytes, licence, name } = PLANAR_SAT_FILE;
    expect(entries[`cache/graphs/${name}`]).include({
      address,
      sha256,
      bytes,
      licence,
      committed: false,
    });
  });

  if (existsSync(join(FOLDER, PLANAR_SAT_FILE.name))) {
    it("has the published statistics", () => {
      const data = planarSatGraphs(FOLDER);
      const sizes = data.map(({ graph }) => graph.vertices);
      // As published: 1200 graphs of 32 … 64 vertices, 44.4 in the mean, in 600 pairs.
      expect(data.length).equal(1200);
      expect([Math.min(...sizes), Math.max(...sizes)]).deep.equal([32, 64]);
      expect(sizes.reduce((sum, n) => sum + n, 0) / 1200).closeTo(44.4, 0.05);
      for (let k = 0; k < 1200; k += 2) {
        expect(wlEquivalent(data[k].graph, data[k + 1].graph)).equal(true);
        expect(data[k].label + data[k + 1].label).equal(1);
      }
      for (const { graph, label } of data.slice(0, 40)) {
        expect(isSatisfiable(graph)).equal(label === 1);
      }
      const forms = new Set<string>();
      const orders: number[] = [];
      for (const { graph } of data) {
        const plain = Graph.fromAdjacency(graph.adjacency());
        const { form, groupOrder } = canonicalLabelling(plain);
        forms.add(form.neighbours.join());
        orders.push(Number(groupOrder));
      }
      // Without the feature: all different, mean and greatest order of the groups 33.7 and 1536.
      expect(forms.size).equal(1200);
      expect(orders.reduce((sum, order) => sum + order, 0) / 1200).closeTo(33.7, 0.05);
      expect(Math.max(...orders)).equal(1536);
    });
  }
});
