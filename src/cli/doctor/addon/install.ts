/**
 * Builds the addon of TensorFlow.js against the C library of an installed TensorFlow. The package
 * tfjs-node itself fetches a library of 2022 from a host of its own, whose CUDA knows no GPU since; its two
 * files of C++ compile against the current one.
 */

import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { EnvironmentError } from "../../../errors.js";
import { sha256 } from "../../../files.js";
import { processorName } from "../../../native/native-library.js";
import {
  ADDON_FILES,
  type AddonRecord,
  addonFolder,
} from "../../../tensors/devices/native/candidates.js";
import { fetchSource, HEADERS, PROTOBUF, run, TFJS_NODE } from "./sources.js";
import { findWheel, type Wheel } from "./tensorflow-wheel.js";

export interface InstallOptions {
  /** The folder of the installed package `tensorflow`; found by Python without it. */
  readonly tensorflow?: string;
  /** Where the addon goes, inside the package or beside its node_modules. */
  readonly into?: string;
  readonly root: string;
  readonly say: (line: string) => void;
}

/**
 * Nothing is left in place of what was there unless the new addon computes.
 * @throws EnvironmentError, DataError that say what failed and the remedy
 */
export function installNative({ tensorflow, into = addonFolder, root, say }: InstallOptions): void {
  if (process.platform === "win32") {
    throw new EnvironmentError(
      'doctor --install-native: pip has no C library of TensorFlow for Windows; use WSL2, or the device "webgpu"',
    );
  }
  const wheel = findWheel(root, tensorflow);
  const library = join(wheel.folder, wheel.libraries[0]);
  const compiler = findCompiler();
  say(`TensorFlow in ${wheel.folder}`);
  mkdirSync(dirname(into), { recursive: true });
  const work = mkdtempSync(`${into}-`);
  try {
    const scripts = join(work, ADDON_FILES.scripts);
    say(`fetching ${[TFJS_NODE, PROTOBUF, HEADERS].map(({ name }) => name).join(", ")} by npm`);
    fetchSource(TFJS_NODE, scripts);
    mkdirSync(join(scripts, "node_modules"));
    fetchSource(PROTOBUF, join(scripts, "node_modules", "google-protobuf"));
    fetchSource(HEADERS, join(work, "headers"));
    say(`compiling with ${compiler}`);
    compile(compiler, wheel, work);
    const record: AddonRecord = {
      sha256: sha256(readFileSync(join(work, ADDON_FILES.binding))),
      library,
      libraryBytes: statSync(library).size,
      compiler,
      processor: processorName(),
    };
    writeFileSync(join(work, ADDON_FILES.record), `${JSON.stringify(record, null, 2)}\n`);
    rmSync(join(work, "headers"), { recursive: true });
    say(`tried: ${prove(work)}`);
    rmSync(into, { recursive: true, force: true });
    renameSync(work, into);
    say(`installed in ${into}; useDevice("native") takes it`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function findCompiler(): string {
  const names = process.env.CXX ? [process.env.CXX] : ["g++", "clang++", "c++"];
  const found = names.find((name) => spawnSync(name, ["--version"]).status === 0);
  if (found === undefined) {
    throw new EnvironmentError(
      `doctor --install-native: no compiler of C++ (${names.join(", ")}); Debian: \`apt install g++\`, or set CXX`,
    );
  }
  return found;
}

function compile(compiler: string, { folder, libraries }: Wheel, work: string): void {
  const scripts = join(work, ADDON_FILES.scripts);
  const binding = join(scripts, "binding");
  run(compiler, [
    ...["-O2", "-std=c++17", "-shared", "-fPIC"],
    ...["-DNAPI_VERSION=8", "-DNODE_GYP_MODULE_NAME=tfjs_binding"],
    ...[`-I${scripts}`, `-I${join(work, "headers", "include")}`, `-I${join(folder, "include")}`],
    ...[join(binding, "tfjs_backend.cc"), join(binding, "tfjs_binding.cc")],
    ...["-o", join(work, ADDON_FILES.binding)],
    ...libraries.map((library) => join(folder, library)),
    `-Wl,-rpath,${folder}`,
    ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : []),
  ]);
}

/** Computes with it in a process of its own; answers what it is. */
function prove(folder: string): string {
  const program = fileURLToPath(new URL("./prove.js", import.meta.url));
  return run(process.execPath, [program, folder]).trim();
}
