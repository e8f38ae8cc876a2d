import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../../errors.js";
import { sha256 } from "../../files.js";
import { instantiateNative, type NativeName, nativeManifest } from "../../native/load.js";
import type { NativeUse } from "../../native/native-choice.js";
import { nativeEnsemble } from "../../native/native-ensemble.js";
import { nativeProgram } from "../../native/program-build.js";
import { linearAlgebraBackends } from "../../numerics/index.js";
import { absent, type Check, missing, ok } from "./check.js";

/** The compiled kernels: each one read, compared with its hash and compiled. */
export function checkWebAssembly(): Check {
  const names = Object.keys(nativeManifest()) as NativeName[];
  const bad = names.flatMap((name) => {
    try {
      instantiateNative(name);
      return [];
    } catch (error) {
      // What is verified and only misses its host's functions is sound.
      return error instanceof DataError ? [error.message] : [];
    }
  });
  return bad.length === 0
    ? ok("WebAssembly", `${names.join(", ")} verified`)
    : missing("WebAssembly", bad.join("; "), "run `npm run build`");
}

/** The machine's own builds of the two kernels that train, each with what it saves. */
export function checkNativeKernels(): Check[] {
  return [
    nativeKernel("native ensemble", nativeEnsemble, "with it a step takes about 0.4 of the time"),
    nativeKernel("native programs", nativeProgram, "with it a step takes about 0.4 of the time"),
  ];
}

function nativeKernel(name: string, look: () => NativeUse, saving: string): Check {
  let found: NativeUse;
  try {
    found = look();
  } catch (error) {
    return missing(name, (error as Error).message, "change or unset INTERTWINE_NATIVE");
  }
  return found.used
    ? ok(name, found.detail)
    : absent(
        name,
        `${found.detail}; WebAssembly gives the same bits`,
        `needed for speed only: ${saving}; building it wants clang or gcc once`,
      );
}

export function checkLinearAlgebra(): Check[] {
  return linearAlgebraBackends().map(({ name, opens, detail }) =>
    opens
      ? ok(`linear algebra: ${name}`, detail)
      : absent(
          `linear algebra: ${name}`,
          detail.split("\n")[0],
          "needed for speed only; Debian: `apt install libopenblas0-pthread`",
        ),
  );
}

/** What data/manifest.json says of a file: one that is not committed is fetched by who wants it. */
interface DataEntry {
  readonly sha256: string;
  readonly committed?: boolean;
  readonly how?: string;
}

/** The files of data/ against their manifest. */
export function checkData(root: string): Check {
  const file = join(root, "data", "manifest.json");
  if (!existsSync(file)) {
    return ok("data", "no data files belong to this release");
  }
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<string, DataEntry>;
  const entries = Object.entries(manifest);
  const here = entries.filter(([name]) => existsSync(join(root, "data", name)));
  const wrong = entries.filter((entry) => {
    const [name, { sha256: expected, committed = true }] = entry;
    if (!here.includes(entry)) return committed;
    return sha256(readFileSync(join(root, "data", name))) !== expected;
  });
  if (wrong.length > 0) {
    const remedy = wrong.map(([name, { committed = true, how }]) =>
      committed ? `git checkout data/${name}` : `remove data/${name}, then ${how}`,
    );
    const names = wrong.map(([name]) => name).join(", ");
    return missing("data", `missing or altered: ${names}`, remedy.join("; "));
  }
  const away = entries.length - here.length;
  return ok(
    "data",
    `${here.length} files verified${away > 0 ? `; ${away} more can be fetched, see data/manifest.json` : ""}`,
  );
}
