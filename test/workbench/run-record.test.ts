import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { bundleOf, runRecord } from "../../src/index.js";
import { root } from "../fixtures/fixture.js";

describe("the record of a run", () => {
  it("names versions, seed and machine, and shows them as text", async () => {
    const record = runRecord({ seed: [3, 4] });
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(record.versions).to.deep.equal({ node: process.versions.node, intertwine: version });
    expect(record.device.cores).to.be.greaterThan(0);
    expect(record.seconds).to.be.greaterThan(0);
    const shown = await bundleOf(record);
    expect(shown["text/plain"]).to.include(`Node: ${process.versions.node}`);
    expect(shown["text/plain"]).to.include("seed: 3,4");
    expect(JSON.parse(JSON.stringify(shown))["application/vnd.intertwine.run+json"]).to.deep.equal(
      JSON.parse(JSON.stringify(record)),
    );
  });
});
