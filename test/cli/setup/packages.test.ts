import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inScratch, root } from "../../fixtures/fixture.js";

interface Packages {
  packagesAreInstalled(folder: string): boolean;
}

describe("the packages of a clone", () => {
  const load = (): Promise<Packages> => import(join(root, "src", "cli", "setup", "packages.mjs"));

  for (const [what, present, expected] of [
    ["all there", { "node_modules/a": "1.0.0", "node_modules/b": "2.0.0" }, true],
    ["without an optional one", { "node_modules/a": "1.0.0" }, true],
    ["without a needed one", { "node_modules/b": "2.0.0" }, false],
    ["in another version", { "node_modules/a": "1.0.1" }, false],
    ["in another version of an optional one", { "node_modules/b": "1.0.0" }, false],
    ["never installed", undefined, false],
  ] as [string, Record<string, string> | undefined, boolean][]) {
    it(`${what}: ${expected ? "nothing to do" : "to be installed"}`, () =>
      inScratch(async (folder) => {
        const lock = {
          "": { version: "9" },
          "node_modules/a": { version: "1.0.0" },
          "node_modules/b": { version: "2.0.0", optional: true },
        };
        writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: lock }));
        if (present !== undefined) {
          mkdirSync(join(folder, "node_modules"));
          const packages = Object.fromEntries(
            Object.entries(present).map(([path, version]) => [path, { version }]),
          );
          writeFileSync(
            join(folder, "node_modules", ".package-lock.json"),
            JSON.stringify({ packages }),
          );
        }
        expect((await load()).packagesAreInstalled(folder)).to.equal(expected);
      }));
  }
});
