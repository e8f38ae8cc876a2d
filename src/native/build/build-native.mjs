// Compiles the kernels of ensembles, programs and tensors for this very machine: npm run native [-- --out folder] [name …]
// Optional. With a C compiler at hand they train in about 0.4 of the time, with the same
// bits; without one, WebAssembly does it. Puts the libraries and a record of what each was
// built from beside the compiled loader, outside git. CC names the compiler to take.
//
// -march=native for the widest vectors that the processor has, never a fused multiply-add
// (-ffp-contract=off): what does not give WebAssembly's bits, or not sooner, is not kept.
import { execFileSync, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { hash, readManifest, sourcesFolder } from "./manifest.mjs";

const dist = new URL("../../../dist/src/native/", import.meta.url);

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}

const { libraryFile, processorName } = await import(new URL("native-library.js", dist).href).catch(
  () => fail('The library is not built yet; run "npm run build" first.'),
);
const { verifiedNativeEnsemble } = await import(new URL("native-ensemble.js", dist).href);
const { EnsembleKernel, webAssemblyEnsemble } = await import(
  new URL("ensemble-kernel.js", dist).href
);
const { verifiedNativeProgram, webAssemblyProgram } = await import(
  new URL("program-build.js", dist).href
);
const { tensorsMemory, verifiedNativeTensors } = await import(
  new URL("tensors-build.js", dist).href
);

const { values, positionals } = parseArgs({
  options: { out: { type: "string" } },
  allowPositionals: true,
});
const folder = values.out === undefined ? dist : pathToFileURL(join(resolve(values.out), "/"));

// Clang first: it makes the faster code of the two.
const versions = (/** @type {string} */ name, /** @type {number} */ newest) =>
  Array.from({ length: 12 }, (_, k) => `${name}-${newest - k}`);
const compilers = process.env.CC
  ? [process.env.CC]
  : ["clang", ...versions("clang", 25), "gcc", ...versions("gcc", 18), "cc"];
const flags = [
  ...["-std=c11", "-O3", process.arch === "arm64" ? "-mcpu=native" : "-march=native"],
  ...(process.arch === "x64" ? ["-mprefer-vector-width=512"] : []),
  ...["-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"],
  ...["-Wno-psabi", "-Wno-pass-failed", "-Wno-unknown-warning-option"],
  `-I${sourcesFolder}`,
  ...["-shared", "-fvisibility=hidden"],
  ...(process.platform === "win32" ? [] : ["-fPIC", "-pthread"]),
  // Threads may still be in it when nobody uses it any more.
  ...(process.platform === "linux" ? ["-D_POSIX_C_SOURCE=200809L", "-Wl,-z,nodelete"] : []),
];

/**
 * Processor time of some steps of a network of 1000 particles, in microseconds.
 * @param {import("../ensemble-kernel.js").EnsembleBuild} build
 */
function stepsTime(build) {
  const kernel = new EnsembleKernel(build, {
    ...{ inputs: 2, outputs: 2, hidden: 2, parameters: 4, outer: false, bias: false },
    ...{ activation: 0, at: { inner: 0, outer: 0, bias: 0 }, scale: 1, scheme: 0 },
    ...{ particles: 1000, batch: 20, nodes: 1, teachers: 1, pool: 0 },
  });
  kernel.rates(1e-3, 1e-4, 1e-3, false);
  kernel.steps(0, 300, 0);
  const before = process.cpuUsage();
  kernel.steps(300, 1000, 0);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/**
 * Processor time of some products of matrices, in microseconds.
 * @param {import("../program-build.js").ProgramBuild} build
 */
function productsTime({ functions, allocate }) {
  const { place, memory } = allocate(65536);
  // LINEAR of 128 × 60 by 60 × 60; see program.c.
  const words = new Int32Array(memory.buffer, memory.byteOffset, 24);
  words.set([3, 0, 128, 60, 60, 0, 64, 16384, -1, 32768, -1, -1, -1, -1, -1, 49152, -1, -1]);
  const replay = (/** @type {number} */ times) => {
    for (let k = 0; k < times; k++) functions.replay(place, 0, 1, 0, 0, 1, 1, 1);
  };
  replay(500);
  const before = process.cpuUsage();
  replay(1000);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/**
 * Processor time of some products of matrices, in microseconds.
 * @param {import("../tensors-build.js").TensorsFunctions | undefined} library
 */
function tensorsTime(library) {
  const memory = tensorsMemory(library);
  const [a, b, c, work] = [0, 1, 2, 3].map((k) => memory.first + 16384 * k);
  const at = work + 16384;
  memory.grow(at + 16384);
  // A product of 128 × 60 by 60 × 60; see tensors.c.
  memory.wholes.set([2, 16, 1, 128, 60, 60, 60, 1, 0, 0, 0, a, b, c, work, 0], at);
  memory.replay(at, at + 16, 500);
  const before = process.cpuUsage();
  memory.replay(at, at + 16, 1000);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const kernels = [
  {
    name: "ensemble",
    verify: verifiedNativeEnsemble,
    webAssembly: webAssemblyEnsemble,
    time: stepsTime,
  },
  {
    name: "program",
    verify: verifiedNativeProgram,
    webAssembly: webAssemblyProgram,
    time: productsTime,
  },
  {
    name: "tensors",
    verify: verifiedNativeTensors,
    webAssembly: () => undefined,
    time: tensorsTime,
  },
];

/**
 * Compiles and proves a library with one compiler; answers why it did not work.
 * @param {(typeof kernels)[number]} kernel
 * @param {string} compiler
 */
function build({ name, verify, webAssembly, time }, compiler) {
  const library = libraryFile(folder, name);
  const sources = Object.keys(readManifest()[name].sources);
  const temporary = `${fileURLToPath(library)}.${randomUUID()}.tmp`;
  const { status, error, stderr } = spawnSync(
    compiler,
    [...flags, "-o", temporary, join(sourcesFolder, sources[0])],
    { encoding: "utf8" },
  );
  if (error !== undefined || status !== 0) {
    rmSync(temporary, { force: true });
    return error === undefined ? stderr.trim() : "not found";
  }
  const record = {
    sha256: hash(temporary),
    sources: Object.fromEntries(sources.map((file) => [file, hash(join(sourcesFolder, file))])),
    compiler: execFileSync(compiler, ["--version"], { encoding: "utf8" }).split("\n")[0],
    flags,
    processor: processorName(),
  };
  // A library that is open elsewhere stays whole there: its name alone is taken over.
  renameSync(temporary, fileURLToPath(library));
  writeFileSync(`${fileURLToPath(library)}.json`, `${JSON.stringify(record, null, 2)}\n`);
  try {
    const { build, detail } = verify(library);
    const ratio = time(webAssembly()) / time(build);
    if (ratio < 1) throw new Error(`slower than WebAssembly (${ratio.toFixed(2)} of its speed)`);
    console.log(`${fileURLToPath(library)}: ${detail}, ${ratio.toFixed(1)} times its speed`);
    return undefined;
  } catch (reason) {
    rmSync(fileURLToPath(library));
    rmSync(`${fileURLToPath(library)}.json`);
    return /** @type {Error} */ (reason).message;
  }
}

const unknown = positionals.find((name) => kernels.every((kernel) => kernel.name !== name));
if (unknown !== undefined) {
  fail(`No kernel is called ${unknown}; known are ${kernels.map(({ name }) => name).join(", ")}.`);
}
mkdirSync(folder, { recursive: true });
for (const kernel of kernels) {
  if (positionals.length > 0 && !positionals.includes(kernel.name)) continue;
  const failures = [];
  const built = compilers.some((compiler) => {
    const failure = build(kernel, compiler);
    if (failure !== undefined && failure !== "not found") failures.push(`${compiler}: ${failure}`);
    return failure === undefined;
  });
  if (built) continue;
  fail(
    failures.length > 0
      ? failures.join("\n")
      : `No C compiler was found (looked for ${process.env.CC ?? "clang, gcc, cc"}). Install clang 14 or later, or gcc 12 or later (Debian: apt-get install clang; macOS: xcode-select --install; Windows: winget install LLVM.LLVM), or name one in CC. All runs without it, through WebAssembly.`,
  );
}
