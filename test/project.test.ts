import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectPath } from "../src/project.js";
import { inScratch } from "./fixtures/fixture.js";

describe("a path in the project", () => {
  it("is the same from every folder of the project", () =>
    inScratch((scratch) => {
      const folder = realpathSync(scratch);
      const deep = join(folder, "notebooks", "more");
      mkdirSync(deep, { recursive: true });
      writeFileSync(join(folder, "package.json"), "{}");
      const before = process.cwd();
      try {
        for (const start of [folder, join(folder, "notebooks"), deep]) {
          process.chdir(start);
          expect(projectPath("data/x")).to.equal(join(folder, "data", "x"));
        }
        process.chdir("/");
        expect(projectPath("data/x")).to.equal(join("/", "data", "x"));
      } finally {
        process.chdir(before);
      }
    }));
});
