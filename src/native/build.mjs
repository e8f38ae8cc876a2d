// Compiles the C kernels to WebAssembly SIMD: node src/native/build.mjs [name …]
// Needs clang and wasm-ld (on Debian: apt-get install clang-19 lld-19). Only who
// changes a kernel needs them; the binaries are committed with their hashes.
// No relaxed SIMD and no contraction to fused multiply-add: every machine gets
// the same bits.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("./", import.meta.url));
const modules = {
  random: ["random.c", "elementary.h", "threefry.h", "vectors.h"],
  assignment: ["assignment.c"],
  ensemble: ["ensemble.c", "network.h", "elementary.h", "threefry.h", "vectors.h"],
};

/** Path of the newest installed version of a tool. */
function findTool(tool) {
  const names = [tool, ...Array.from({ length: 12 }, (_, k) => `${tool}-${25 - k}`)];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  console.error(
    `${tool} was not found. Install clang and lld, version 14 or later (Debian: apt-get install clang-19 lld-19).`,
  );
  process.exit(1);
}

const hash = (file) =>
  createHash("sha256")
    .update(readFileSync(join(here, file)))
    .digest("hex");

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(modules);
const clang = findTool("clang");
const linker = findTool("wasm-ld");
const manifestPath = join(here, "manifest.json");
const manifest = existsSync(manifestPath) ? JSON.parse(readFileSync(manifestPath, "utf8")) : {};
for (const name of wanted) {
  const sources = modules[name];
  if (!sources) {
    console.error(`No kernel is called ${name}; known are ${Object.keys(modules).join(", ")}.`);
    process.exit(1);
  }
  execFileSync(
    clang,
    [
      ...["--target=wasm32", "-std=c11", "-O3", "-msimd128", "-mbulk-memory"],
      ...["-Wall", "-Wextra", "-Werror", "-Wno-pass-failed"],
      ...["-ffreestanding", "-nostdlib", "-fno-math-errno", "-ffp-contract=off"],
      ...[`-fuse-ld=${linker}`, "-Wl,--no-entry", "-Wl,--strip-all"],
      ...["-Wl,--export-memory", "-Wl,-z,stack-size=262144", "-Wl,--export=__heap_base"],
      ...["-o", join(here, `${name}.wasm`), join(here, sources[0])],
    ],
    { stdio: "inherit" },
  );
  manifest[name] = {
    sha256: hash(`${name}.wasm`),
    sources: Object.fromEntries(sources.map((file) => [file, hash(file)])),
  };
  console.log(`${name}.wasm  ${readFileSync(join(here, `${name}.wasm`)).length} bytes`);
}
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(manifestPath, `${JSON.stringify(sorted, null, 2)}\n`);
