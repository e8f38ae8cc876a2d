// Compiles the programs' kernels for an NVIDIA GPU: npm run gpu [-- --architecture sm_90]
// Optional; wants CUDA's compiler (nvcc) on the PATH or under CUDA_HOME. Puts the library
// and a record of what it was built from beside the compiled loader, outside git.
// No fast mathematics: its numbers are to be WebAssembly's, to rounding.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hash, sourcesFolder } from "./manifest.mjs";

const dist = new URL("../../../dist/src/native/", import.meta.url);

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}

const { gpuLibrary, gpuLibraryFile } = await import(new URL("gpu-library.js", dist).href).catch(
  () => fail('The library is not built yet; run "npm run build" first.'),
);
const { values } = parseArgs({
  options: { architecture: { type: "string", default: "native" } },
});
const home = process.env.CUDA_HOME ?? "/usr/local/cuda";
const nvcc = [join(home, "bin", "nvcc"), "nvcc"].find(
  (path) => path === "nvcc" || existsSync(path),
);
const folder = join(sourcesFolder, "gpu");
const sources = readdirSync(folder).map((file) => `gpu/${file}`);
const library = fileURLToPath(gpuLibraryFile(dist));
const temporary = `${library}.tmp`;
mkdirSync(dist, { recursive: true });
const { status, error } = spawnSync(
  String(nvcc),
  [
    ...["-O3", "-std=c++17", "--fmad=false", `-arch=${values.architecture}`],
    ...["-shared", "-Xcompiler", "-fPIC,-fvisibility=hidden", "-lcublas"],
    ...["-o", temporary, join(folder, "program.cu")],
  ],
  { stdio: "inherit" },
);
if (error !== undefined) {
  fail(`nvcc was not found. Install the CUDA toolkit, or set CUDA_HOME to where it is.`);
}
if (status !== 0) {
  rmSync(temporary, { force: true });
  fail("nvcc refused the kernels; its words are above.");
}
const compiler = execFileSync(String(nvcc), ["--version"], { encoding: "utf8" });
renameSync(temporary, library);
const record = {
  sha256: hash(library),
  sources: Object.fromEntries(sources.map((file) => [file, hash(join(sourcesFolder, file))])),
  compiler: /release [\d.]+/.exec(compiler)?.[0] ?? "nvcc",
};
writeFileSync(`${library}.json`, `${JSON.stringify(record, null, 2)}\n`);
try {
  console.log(`${library}: ${gpuLibrary().device}, CUDA ${record.compiler}`);
} catch (reason) {
  fail(/** @type {Error} */ (reason).message);
}
