import { readFileSync } from "node:fs";
import { expect } from "chai";
import { sha256 } from "../../src/files.js";
import { nativeManifest } from "../../src/native/load.js";

describe("native manifest", () => {
  const folder = new URL("../../../src/native/", import.meta.url);
  for (const [name, entry] of Object.entries(nativeManifest())) {
    it(`${name}.wasm is the committed binary, built from the sources that stand here`, () => {
      expect(sha256(readFileSync(new URL(`binaries/${name}.wasm`, folder)))).to.equal(entry.sha256);
      for (const [source, hash] of Object.entries(entry.sources)) {
        expect(sha256(readFileSync(new URL(`sources/${source}`, folder))), source).to.equal(hash);
      }
    });
  }
});
