// Compiles the C kernels to WebAssembly SIMD: node src/native/build/build-kernels.mjs [name …]
// Needs clang and wasm-ld (on Debian: apt-get install clang-19 lld-19). Only who
// changes a kernel needs them; the binaries are committed with their hashes.
// No relaxed SIMD and no contraction to fused multiply-add: every machine gets
// the same bits.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { binariesFolder, enter, sourcesFolder, wantedModules } from "./manifest.mjs";

/** Sources of each module; the first is compiled, the others are what it includes. */
const modules = {
  random: ["random.c", "arithmetic/elementary.h", "arithmetic/threefry.h", "arithmetic/vectors.h"],
  assignment: ["assignment.c"],
  frames: [
    "frames/frames.c",
    "frames/axes.h",
    "frames/lorentz.h",
    "frames/pair.h",
    "frames/principal.h",
  ],
  ensemble: [
    "ensemble/ensemble.c",
    "ensemble/network.h",
    "arithmetic/elementary.h",
    "arithmetic/threefry.h",
    "arithmetic/vectors.h",
  ],
  program: [
    ...[
      "program/program.c",
      "program/losses.h",
      "program/rows.h",
      "arithmetic/single-product.h",
      "arithmetic/single.h",
    ],
    ...["arithmetic/elementary.h", "arithmetic/threefry.h", "arithmetic/vectors.h"],
  ],
  tensors: [
    ...["tensors/tensors.c", "tensors/convolve.h", "tensors/depthwise.h", "tensors/map.h"],
    ...["tensors/moves.h", "tensors/noise.h", "tensors/pools.h", "tensors/product.h"],
    ...["tensors/reductions.h", "tensors/steps.h", "tensors/windows.h", "tensors/team.h"],
    ...["tensors/team-ticket.h", "tensors/team-threads.h", "tensors/team-webassembly.h"],
    ...["arithmetic/single-functions.h", "arithmetic/single-product.h", "arithmetic/single.h"],
    ...["arithmetic/elementary.h", "arithmetic/threefry.h", "arithmetic/vectors.h"],
  ],
};
/** The same for several threads over one memory, which the host gives. */
modules["tensors-team"] = modules.tensors;
const forThreads = [
  ...["-matomics", "-Wl,--import-memory", "-Wl,--shared-memory"],
  ...["-Wl,--max-memory=4294901760", "-Wl,--export=__stack_pointer"],
];

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

const wanted = wantedModules(modules);
const clang = findTool("clang");
const linker = findTool("wasm-ld");
for (const name of wanted) {
  execFileSync(
    clang,
    [
      ...["--target=wasm32", "-std=c11", "-O3", "-msimd128", "-mbulk-memory", `-I${sourcesFolder}`],
      ...["-Wall", "-Wextra", "-Werror", "-Wno-pass-failed"],
      ...["-ffreestanding", "-nostdlib", "-fno-math-errno", "-ffp-contract=off"],
      ...[`-fuse-ld=${linker}`, "-Wl,--no-entry", "-Wl,--strip-all"],
      ...["-Wl,--export-memory", "-Wl,-z,stack-size=262144", "-Wl,--export=__heap_base"],
      ...(name === "tensors-team" ? forThreads : []),
      ...["-o", join(binariesFolder, `${name}.wasm`), join(sourcesFolder, modules[name][0])],
    ],
    { stdio: "inherit" },
  );
  enter(name, modules[name]);
}
