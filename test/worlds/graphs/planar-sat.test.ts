import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { DataError } from "../../../src/errors.js";
import { canonicalLabelling, Graph, wlEquivalent } from "../../../src/graphs/index.js";
import { PLANAR_SAT_FILE, planarSatGraphs } from "../../../src/worlds/graphs/index.js";

const FOLDER = join("data", "cache", "graphs");

describe("worlds/graphs/planar-sat", () => {
  it("refuses a missing file and an altered one, and says where it is", () => {
    const folder = mkdtempSync(join(tmpdir(), "planar-sat-"));
    expect(() => planarSatGraphs(folder)).throw(DataError, PLANAR_SAT_FILE.address);
    writeFileSync(join(folder, PLANAR_SAT_FILE.name), "1200\n");
    expect(() => planarSatGraphs(folder)).throw(DataError, PLANAR_SAT_FILE.sha256);
  });

  it("stands in the manifest of data as it does here", () => {
    const entries = JSON.parse(readFileSync(join("data", "manifest.json"), "utf8")) as object[];
    const { address, sha256, bytes, licence, name } = PLANAR_SAT_FILE;
    const file = `data/cache/graphs/${name}`;
    const found = entries.find((entry) => (entry as { file: string }).file === file);
    expect(found).include({ address, sha256, bytes, licence, committed: false });
  });

  it("has the card's statistics, where the file was fetched", function () {
    if (!existsSync(join(FOLDER, PLANAR_SAT_FILE.name))) this.skip();
    const data = planarSatGraphs(FOLDER);
    const sizes = data.map(({ graph }) => graph.vertices);
    // MFA's card, E5: 1200 graphs of 32 … 64 vertices, 44.4 in the mean, in 600 pairs.
    expect(data.length).equal(1200);
    expect([Math.min(...sizes), Math.max(...sizes)]).deep.equal([32, 64]);
    expect(sizes.reduce((sum, n) => sum + n, 0) / 1200).closeTo(44.4, 0.05);
    for (let k = 0; k < 1200; k += 2) {
      expect(wlEquivalent(data[k].graph, data[k + 1].graph)).equal(true);
      expect(data[k].label + data[k + 1].label).equal(1);
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
});
