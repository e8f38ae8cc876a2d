/** Packages of npm that the addon is made of, fetched by npm and compared with what they were. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DataError, EnvironmentError } from "../../../errors.js";
import { sha256 } from "../../../files.js";

interface Source {
  readonly name: string;
  readonly version: string;
  /** Of the archive. */
  readonly sha256: string;
}

/** The addon in C++ and the kernels in JavaScript over it. */
export const TFJS_NODE: Source = {
  name: "@tensorflow/tfjs-node",
  version: "4.22.0",
  sha256: "d38a448a705efc6e655a080f896b3af646ae39dffbfe9c90b06cb9fc3a2b9358",
};
/** What these import beside TensorFlow.js. */
export const PROTOBUF: Source = {
  name: "google-protobuf",
  version: "3.21.4",
  sha256: "38299bb1802ce06900ea2e43650aded8393cd6a00012ed97ffc716eeab1e1091",
};
/** Node's interface for addons, the same for every version of Node. */
export const HEADERS: Source = {
  name: "node-api-headers",
  version: "1.5.0",
  sha256: "59d0c186cb2db56fb5219219fdbcfb0573c33ff772494a23940564b9cfff881c",
};

/**
 * Unpacks `source` as `into`, whose parent exists.
 * @throws EnvironmentError when npm or tar fails, DataError for another archive than expected
 */
export function fetchSource(source: Source, into: string): void {
  const { name, version } = source;
  const work = `${into}.fetched`;
  mkdirSync(work);
  const npm = run("npm", ["pack", `${name}@${version}`, "--silent", "--pack-destination", work]);
  const archive = join(work, npm.trim().split("\n").at(-1) ?? "");
  const found = sha256(readFileSync(archive));
  if (found !== source.sha256) {
    throw new DataError(
      `doctor --install-native: the registry gave another ${name}@${version} than expected: SHA-256 ${found} instead of ${source.sha256}; look at npm's registry (npm config get registry)`,
    );
  }
  run("tar", ["-xzf", archive, "-C", work]);
  renameSync(join(work, "package"), into);
  rmSync(work, { recursive: true });
}

/** Runs a program; answers its output. @throws EnvironmentError with the end of what it said */
export function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    shell: process.platform === "win32" && program === "npm",
  });
  if (error !== undefined || status !== 0) {
    const said = (stderr ?? "").trim().split("\n").slice(-12).join("\n");
    throw new EnvironmentError(
      `doctor --install-native: \`${program}\` failed (${error?.message ?? `exit status ${status}`})\n${said}`,
    );
  }
  return stdout;
}
