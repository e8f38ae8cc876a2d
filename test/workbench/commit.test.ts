import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { commitOf } from "../../src/workbench/commit.js";
import { inScratch } from "../fixtures/fixture.js";

describe("the commit of a folder", () => {
  before(function () {
    if (spawnSync("git", ["--version"]).status !== 0) this.skip();
  });

  it("is that of the repository whose root it is, and of no other", () =>
    inScratch((folder) => {
      const git = (...args: string[]) =>
        execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" }).trim();
      const inside = join(folder, "node_modules", "library");
      mkdirSync(inside, { recursive: true });
      mkdirSync(join(folder, "src"));
      git("init", "--quiet");
      expect(commitOf(folder), "nothing committed").to.equal(null);
      writeFileSync(join(folder, "src", "a"), "1");
      git("add", "src");
      git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "first");
      const commit = git("rev-parse", "HEAD").slice(0, 12);
      expect(commitOf(folder)).to.equal(commit);
      expect(commitOf(inside)).to.equal(null);
      writeFileSync(join(folder, "src", "a"), "2");
      expect(commitOf(folder)).to.equal(`${commit}+`);
    }));
});
