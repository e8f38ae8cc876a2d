import { existsSync, readdirSync, readFileSync, statfsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { intertwineKernelSpec, kernelName } from "../../kernel/index.js";
import { tslabKernelSpec } from "../tslab/kernelspec.js";
import { absent, type Check, missing, ok } from "./check.js";
import { findChromium } from "./chromium.js";

const install = "run `npm start` in the Intertwine folder";

export function checkNode(): Check {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const old =
    major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12);
  return old
    ? missing("Node", process.versions.node, "install Node 20.19, 22.12, 24 or later")
    : ok("Node", process.versions.node);
}

/** JupyterLab in `.venv`, by the folder that pip leaves for each package. */
export function checkJupyterLab(root: string): Check {
  const found = sitePackages(join(root, ".venv"))
    .flatMap((folder) => readdirSync(folder))
    .map((name) => /^jupyterlab-([\d.]+)\.dist-info$/.exec(name)?.[1])
    .find((version) => version !== undefined);
  return found === undefined
    ? missing("JupyterLab", "not in .venv", install)
    : ok("JupyterLab", `${found} in .venv`);
}

function sitePackages(venv: string): string[] {
  const libraries = join(venv, "lib");
  const pythons = existsSync(libraries) ? readdirSync(libraries) : [];
  return [...pythons.map((python) => join(libraries, python)), join(venv, "Lib")]
    .map((folder) => join(folder, "site-packages"))
    .filter((folder) => existsSync(folder));
}

/** Our own kernel: its packages, and that Jupyter finds it as it is now. */
export function checkKernel(root: string): Check {
  const require = createRequire(import.meta.url);
  try {
    require.resolve("typescript");
    require("esbuild").transformSync("let sum: number", { loader: "ts" });
  } catch (error) {
    const detail = `the packages typescript and esbuild do not work: ${(error as Error).message}`;
    return missing("kernel", detail.split("\n")[0], "run `npm ci`");
  }
  const wrong = installationFault(root, kernelName, intertwineKernelSpec());
  return wrong === undefined
    ? ok("kernel", `TypeScript (Intertwine), checked by TypeScript ${typescriptVersion(require)}`)
    : missing("kernel", wrong, install);
}

/** tslab, the second kernel, without which the first does. */
export function checkTslab(root: string): Check {
  const name = "kernel: tslab";
  const require = createRequire(import.meta.url);
  let version: string;
  try {
    require.resolve("zeromq");
    version = require("tslab/package.json").version;
  } catch {
    return absent(name, "the packages tslab and zeromq are not here", "run `npm ci`");
  }
  const wrong = installationFault(root, "tslab", tslabKernelSpec());
  return wrong === undefined
    ? ok(name, `TypeScript (tslab ${version})`)
    : absent(name, `${wrong}; notebooks run without it`, install);
}

/** Why Jupyter would not start `spec` under this name; undefined when it would. */
function installationFault(root: string, name: string, spec: unknown): string | undefined {
  const file = join(root, ".venv", "share", "jupyter", "kernels", name, "kernel.json");
  if (!existsSync(file)) {
    return "not installed in .venv";
  }
  try {
    return isDeepStrictEqual(JSON.parse(readFileSync(file, "utf8")), spec)
      ? undefined
      : "installed for another Node or another folder";
  } catch {
    return `damaged: ${file} is no JSON`;
  }
}

function typescriptVersion(require: NodeJS.Require): string {
  return require("typescript/package.json").version;
}

export function checkChromium(env: NodeJS.ProcessEnv = process.env): Check {
  const found = findChromium(env);
  if (found === undefined && env.CHROMIUM) {
    return absent(
      "Chromium",
      `CHROMIUM=${env.CHROMIUM} names no file; only the tests of JupyterLab need it`,
      "set CHROMIUM to the browser's path, or unset it",
    );
  }
  return found === undefined
    ? absent(
        "Chromium",
        "not on the PATH; only the tests of JupyterLab need it",
        "install it (Debian: `apt install chromium`) or set CHROMIUM to its path",
      )
    : ok("Chromium", found);
}

export function checkDisk(root: string): Check {
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / 2 ** 30;
  const detail = `${free.toFixed(1)} GiB free`;
  return free < 1
    ? absent("disk", detail, "free at least 1 GiB; runs and their caches go to runs/ and data/")
    : ok("disk", detail);
}
