// `npm run build`: compile, put the WebAssembly files beside the compiled
// loader, and make the library importable by its own name.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main, root, run, say } from "./console.mjs";

export function build() {
  removeOrphans("");
  writeSelf();
  run(process.execPath, [join("src", "native", "build", "copy.mjs")], { remedy: "see above." });
  run(process.execPath, [join("node_modules", "typescript", "bin", "tsc6"), "--project", "."], {
    remedy: "mend the type errors above.",
  });
  say("built into dist/");
}

/**
 * Removes what was compiled from sources that are gone; mocha would run them.
 * @param {string} folder relative to dist/ and to the project alike
 */
function removeOrphans(folder) {
  const compiled = join(root, "dist", folder);
  if (!existsSync(compiled)) {
    return;
  }
  for (const entry of readdirSync(compiled, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      removeOrphans(path);
    } else {
      const source = path.replace(/(\.js|\.js\.map|\.d\.ts)$/, ".ts");
      if (source !== path && !existsSync(join(root, source))) {
        rmSync(join(compiled, entry.name), { force: true });
      }
    }
  }
}

/**
 * A real folder node_modules/intertwine that re-exports dist/src. tslab's
 * compiler resolves packages the old way: no `exports`, no symbolic links.
 */
function writeSelf() {
  const folder = join(root, "node_modules", "intertwine");
  mkdirSync(folder, { recursive: true });
  const manifest = { name: "intertwine", type: "module", main: "index.js", types: "index.d.ts" };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const [name, entry] of [
    ["index", "index.js"],
    ["tensors", "tensors/index.js"],
    ["layers", "layers/index.js"],
    ["represent", "represent/index.js"],
  ]) {
    for (const ending of ["js", "d.ts"]) {
      writeFileSync(
        join(folder, `${name}.${ending}`),
        `export * from "../../dist/src/${entry}";\n`,
      );
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => build());
}
