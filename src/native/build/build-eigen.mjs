// Compiles C++ on Eigen to WebAssembly SIMD: node src/native/build/build-eigen.mjs [name …]
// Needs Emscripten and the headers of Eigen 3.4 (Debian: apt-get install
// emscripten libeigen3-dev; elsewhere: the environment variable EIGEN_INCLUDE
// names the folder that holds "Eigen/"). Only who changes such a source needs them;
// the binaries are committed with their hashes.
//
// To add a module: put <name>.cpp (and headers of its own) into a folder of src/native/sources; include
// "eigen/eigen-module.h" first, which answers `new` from malloc and exports allocate and release;
// mark each function of the border with EXPORTED inside extern "C", pass matrices
// row-major by address and return a status. Enter the name with all its files in `modules`
// below and in NativeName of ../load.ts, run this script with the name, and commit the
// binary with the manifest. TypeScript calls it through `new EigenModule("<name>")` of
// ../eigen-module.ts, and the manifest's test then watches over it.
//
// Eigen knows no WebAssembly vectors. It is compiled as for SSE2, whose
// intrinsics Emscripten translates. For that, a folder of headers is made here:
// Emscripten's SSE headers, an empty <mmintrin.h> (there is no MMX to
// translate), and Eigen with its workaround for old GCC switched off, which
// Emscripten's clang would take since it gives itself out as GCC 4.2, and with an index out
// of bounds in its divide and conquer mended.
import { execFileSync } from "node:child_process";
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
import { binariesFolder, enter, sourcesFolder, wantedModules } from "./manifest.mjs";

/** Sources of each module; the first is compiled, the others are what it includes. */
const modules = {
  eigen: ["eigen/eigen.cpp", "eigen/eigen-module.h", "eigen/eigen-svd.h"],
  perceptron: [
    ...["perceptron/perceptron.cpp", "eigen/eigen-module.h", "perceptron/activation.h"],
    ...["arithmetic/elementary.h", "arithmetic/threefry.h", "arithmetic/vectors.h"],
  ],
  promote: [
    ...["promote/promote.cpp", "eigen/eigen-module.h", "eigen/eigen-svd.h"],
    ...["promote/lie-map.h", "promote/nuclear-path.h", "promote/nuclear-splitting.h"],
  ],
};

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
  amend(
    join(folder, "Eigen/src/Core/arch/SSE/PacketMath.h"),
    "#if EIGEN_COMP_GNUC && EIGEN_COMP_GNUC < 63",
    "#if 0",
  );
  // For k among the deflated and l = 0 this reads perm(−1), and with that at random: equal
  // singular values lead there. A zero makes the check of eigen-svd.h turn to Jacobi where
  // it matters.
  amend(
    join(folder, "Eigen/src/SVD/BDCSVD.h"),
    "Index j = i<k ? i : perm(l-1);",
    "if (i>k && l==0) { prod = Literal(0); break; }\n          Index j = i<k ? i : perm(l-1);",
  );
}

/**
 * Replaces every occurrence of a text that must be there.
 * @param {string} path
 * @param {string} before
 * @param {string} after
 */
function amend(path, before, after) {
  const text = readFileSync(path, "utf8");
  if (!text.includes(before)) fail(`${path} is not as expected: no "${before}".`);
  writeFileSync(path, text.replaceAll(before, after));
}

const wanted = wantedModules(modules);
const compiler = findCompiler();
const eigen = findEigen();
const folder = mkdtempSync(join(tmpdir(), "intertwine-eigen-"));
try {
  prepareHeaders(folder, eigen, findSseHeaders(compiler));
  for (const name of wanted) {
    for (const file of modules[name]) cpSync(join(sourcesFolder, file), join(folder, file));
    execFileSync(
      compiler,
      [
        ...["-std=c++17", "-O3", "-msimd128", "-msse2", "-isystem", ".", "-I", "."],
        ...["-fno-exceptions", "-fno-rtti", "-fno-math-errno", "-ffp-contract=off"],
        // Eigen's products then hold 6 × 4 numbers in registers instead of 2 × 4.
        ...["-DEIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS=16", "-DEIGEN_HAS_SINGLE_INSTRUCTION_MADD"],
        ...["-DNDEBUG", "-DEIGEN_NO_DEBUG", "-DEIGEN_NO_IO", "-DEIGEN_MPL2_ONLY"],
        ...["-s", "STANDALONE_WASM=1", "--no-entry", "-Wl,--export=__heap_base"],
        ...["-s", "ALLOW_MEMORY_GROWTH=1", "-s", "MAXIMUM_MEMORY=4GB"],
        ...["-s", "INITIAL_MEMORY=8MB", "-s", "TOTAL_STACK=1MB", "-s", "ABORTING_MALLOC=0"],
        ...[modules[name][0], "-o", `${name}.wasm`],
      ],
      { stdio: "inherit", cwd: folder },
    );
    cpSync(join(folder, `${name}.wasm`), join(binariesFolder, `${name}.wasm`));
    enter(name, modules[name]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
