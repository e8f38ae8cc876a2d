import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { packageRoot, projectRoot } from "../../../src/cli/tslab/project-root.js";
import { inScratch, root } from "../../fixtures/fixture.js";

describe("the folder in which tslab runs", () => {
  it("is the nearest one with the library in its node_modules", () =>
    inScratch((folder) => {
      const library = join(folder, "node_modules", "intertwine");
      mkdirSync(library, { recursive: true });
      writeFileSync(join(library, "package.json"), "{}");
      const deep = join(folder, "a", "b");
      mkdirSync(deep, { recursive: true });
      expect(projectRoot(deep)).to.equal(folder);
    }));

  it("is the library's own folder for a notebook inside it, and for one anywhere else", () => {
    expect(resolve(projectRoot(join(root, "notebooks")))).to.equal(resolve(root));
    expect(projectRoot(tmpdir())).to.equal(packageRoot());
  });
});
