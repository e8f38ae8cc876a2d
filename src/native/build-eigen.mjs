// Compiles eigen.cpp to WebAssembly SIMD: node src/native/build-eigen.mjs
// Needs Emscripten and the headers of Eigen 3.4 (Debian: apt-get install
// emscripten libeigen3-dev; elsewhere: the environment variable EIGEN_INCLUDE
// names the folder that holds "Eigen/"). Only who changes eigen.cpp needs them;
// the binary is committed with its hash.
//
// Eigen knows no WebAssembly vectors. It is compiled as for SSE2, whose
// intrinsics Emscripten translates. For that, a folder of headers is made here:
// Emscripten's SSE headers, an empty <mmintrin.h> (there is no MMX to
// translate), and Eigen with its workaround for old GCC switched off, which
// Emscripten's clang would take since it gives itself out as GCC 4.2.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("./", import.meta.url));

function fail(message) {
  console.error(message);
  process.exit(1);
}

function findCompiler() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, process.platform === "win32" ? "em++.bat" : "em++");
    if (existsSync(path)) return path;
  }
  return fail("em++ was not found. Install Emscripten (Debian: apt-get install emscripten).");
}

function findEigen() {
  const folders = ["/usr/include/eigen3", "/usr/local/include/eigen3"];
  folders.push("/opt/homebrew/include/eigen3");
  if (process.env.EIGEN_INCLUDE) folders.unshift(process.env.EIGEN_INCLUDE);
  const found = folders.find((folder) => existsSync(join(folder, "Eigen", "SVD")));
  if (!found) {
    fail(
      `Eigen was not found in ${folders.join(", ")}. Install Eigen 3.4 (Debian: apt-get install libeigen3-dev), or name its folder in EIGEN_INCLUDE.`,
    );
  }
  const macros = readFileSync(join(found, "Eigen/src/Core/util/Macros.h"), "utf8");
  const version = ["WORLD", "MAJOR", "MINOR"]
    .map((part) => macros.match(new RegExp(`EIGEN_${part}_VERSION (\\d+)`))?.[1])
    .join(".");
  if (version !== "3.4.0") fail(`${found} holds Eigen ${version}; expected 3.4.0.`);
  return found;
}

function findSseHeaders(compiler) {
  const folders = [
    "/usr/share/emscripten/system/include/compat",
    join(dirname(realpathSync(compiler)), "system", "include", "compat"),
  ];
  if (process.env.EMSCRIPTEN)
    folders.unshift(join(process.env.EMSCRIPTEN, "system/include/compat"));
  const found = folders.find((folder) => existsSync(join(folder, "emmintrin.h")));
  return (
    found ??
    fail(
      `Emscripten's SSE headers were not found in ${folders.join(", ")}; name Emscripten's folder in EMSCRIPTEN.`,
    )
  );
}

function prepareHeaders(folder, eigen, sse) {
  cpSync(join(eigen, "Eigen"), join(folder, "Eigen"), { recursive: true, dereference: true });
  for (const file of readdirSync(sse)) {
    if (file.endsWith("mmintrin.h")) cpSync(join(sse, file), join(folder, file));
  }
  writeFileSync(join(folder, "mmintrin.h"), "");
  const packets = join(folder, "Eigen/src/Core/arch/SSE/PacketMath.h");
  const text = readFileSync(packets, "utf8");
  const workaround = "#if EIGEN_COMP_GNUC && EIGEN_COMP_GNUC < 63";
  if (!text.includes(workaround)) fail(`${packets} is not as expected: no "${workaround}".`);
  writeFileSync(packets, text.replaceAll(workaround, "#if 0"));
}

const compiler = findCompiler();
const eigen = findEigen();
const headers = mkdtempSync(join(tmpdir(), "intertwine-eigen-"));
try {
  prepareHeaders(headers, eigen, findSseHeaders(compiler));
  cpSync(join(here, "eigen.cpp"), join(headers, "eigen.cpp"));
  execFileSync(
    compiler,
    [
      ...["-std=c++17", "-O3", "-msimd128", "-msse2", "-isystem", "."],
      ...["-fno-exceptions", "-fno-rtti", "-fno-math-errno", "-ffp-contract=off"],
      ...["-DNDEBUG", "-DEIGEN_NO_DEBUG", "-DEIGEN_NO_IO", "-DEIGEN_MPL2_ONLY"],
      ...["-s", "STANDALONE_WASM=1", "--no-entry", "-Wl,--export=__heap_base"],
      ...["-s", "ALLOW_MEMORY_GROWTH=1", "-s", "MAXIMUM_MEMORY=4GB"],
      ...["-s", "INITIAL_MEMORY=8MB", "-s", "TOTAL_STACK=1MB", "-s", "ABORTING_MALLOC=0"],
      ...["eigen.cpp", "-o", "eigen.wasm"],
    ],
    { stdio: "inherit", cwd: headers },
  );
  cpSync(join(headers, "eigen.wasm"), join(here, "eigen.wasm"));
} finally {
  rmSync(headers, { recursive: true, force: true });
}

const hash = (file) =>
  createHash("sha256")
    .update(readFileSync(join(here, file)))
    .digest("hex");
const path = join(here, "manifest.json");
const manifest = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
manifest.eigen = { sha256: hash("eigen.wasm"), sources: { "eigen.cpp": hash("eigen.cpp") } };
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
console.log(`eigen.wasm  ${readFileSync(join(here, "eigen.wasm")).length} bytes`);
