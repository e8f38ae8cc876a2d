// The manifest beside the binaries: SHA-256 of each of them and of the sources that it
// was built from.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const sourcesFolder = fileURLToPath(new URL("../sources/", import.meta.url));
export const binariesFolder = fileURLToPath(new URL("../binaries/", import.meta.url));
const path = join(binariesFolder, "manifest.json");

/**
 * SHA-256 of a file.
 * @param {string} file
 */
export function hash(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** @returns {Record<string, { sha256: string, sources: Record<string, string> }>} */
export function readManifest() {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

/**
 * Enters `<name>.wasm`, which was just built from these files, and says its size.
 * @param {string} name
 * @param {readonly string[]} sources names in the folder of sources
 */
export function enter(name, sources) {
  const binary = join(binariesFolder, `${name}.wasm`);
  const entry = {
    sha256: hash(binary),
    sources: Object.fromEntries(sources.map((file) => [file, hash(join(sourcesFolder, file))])),
  };
  const all = Object.entries({ ...readManifest(), [name]: entry });
  const sorted = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
  console.log(`${name}.wasm  ${readFileSync(binary).length} bytes`);
}

/**
 * The modules that the command line names, or all; ends the process on an unknown name.
 * @param {Record<string, readonly string[]>} modules sources by name
 */
export function wantedModules(modules) {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(modules);
  for (const name of names) {
    if (modules[name] === undefined) {
      console.error(
        `No module is called ${name} here; known are ${Object.keys(modules).join(", ")}.`,
      );
      process.exit(1);
    }
  }
  return names;
}
