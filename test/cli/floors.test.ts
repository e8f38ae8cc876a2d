import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { root } from "../fixtures/fixture.js";

/** From the ground up; what stands in one row does not import from each other. */
const floors = [
  ["native"],
  ["numerics"],
  ["tensors"],
  ["groups", "networks", "graphs"],
  ["lie-derivative"],
  ["augment", "average", "enforce", "promote", "discover", "represent", "ensemble", "worlds"],
  ["workbench"],
  ["cli"],
];

/** Of `files`, path → text, those that the linter refuses for what they import. */
function refused(files: ReadonlyMap<string, string>): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), "intertwine-floors-"));
  try {
    const { overrides } = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ overrides }));
    for (const [path, text] of files) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [biome, "lint", "--max-diagnostics=none", "--colors=off", "."],
      { cwd: folder, encoding: "utf8" },
    );
    const found = `${stdout}${stderr}`.matchAll(
      /^(\S+\.ts):\S+ lint\/style\/noRestrictedImports/gm,
    );
    return new Set([...found].map(([, path]) => path));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the floors of the house", () => {
  it("refuse every import upwards or between rooms of one floor, and allow those downwards", () => {
    const files = new Map<string, string>();
    const expected: string[] = [];
    for (const [floor, rooms] of floors.entries()) {
      for (const room of rooms) {
        for (const [other, neighbours] of floors.entries()) {
          for (const neighbour of neighbours.filter((name) => name !== room)) {
            const path = `src/${room}/to-${neighbour}.ts`;
            files.set(path, `export { x } from "../${neighbour}/index.js";\n`);
            if (other >= floor) {
              expected.push(path);
            }
          }
        }
      }
    }
    expect([...refused(files)].sort()).to.deep.equal(expected.sort());
  });

  it("have no file that imports from its own roof", () => {
    const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
    const sources = files.filter((file) => file.endsWith(".ts"));
    expect(sources.length).to.be.greaterThan(50);
    const importing = sources.filter((file) => {
      const text = readFileSync(join(root, "src", file), "utf8");
      return !/^cli[\\/]/.test(file) && /from "[^"]*\/cli\//.test(text);
    });
    expect(importing).to.deep.equal([]);
  });

  it("have no file that is longer than 250 lines", () => {
    const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
    const long = files
      .filter((file) => /\.(ts|mjs)$/.test(file))
      .filter((file) => readFileSync(join(root, "src", file), "utf8").split("\n").length > 251);
    expect(long).to.deep.equal([]);
  });
});
