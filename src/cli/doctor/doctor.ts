import { DomainError } from "../../errors.js";
import { packageRoot } from "../tslab/project-root.js";
import type { Check } from "./check.js";
import {
  checkChromium,
  checkDisk,
  checkJupyterLab,
  checkKernel,
  checkNode,
  checkTslab,
} from "./environment.js";
import { checkData, checkLinearAlgebra, checkNativeKernels, checkWebAssembly } from "./library.js";

/** Everything that the library and its notebooks stand on, as found on this machine, but for devices. */
export function examine(root: string = packageRoot()): Check[] {
  return [
    checkNode(),
    checkJupyterLab(root),
    checkKernel(root),
    checkTslab(root),
    checkWebAssembly(),
    ...checkNativeKernels(),
    ...checkLinearAlgebra(),
    checkData(root),
    checkDisk(root),
    checkChromium(),
  ];
}

export interface DoctorFlags {
  json?: boolean;
  installNative?: boolean;
  tensorflow?: string;
}

/**
 * Prints the checks; answers the exit status, 1 when something is missing.
 * @throws EnvironmentError, DataError when the addon is asked for and cannot be built
 */
export async function doctor({ json, installNative, tensorflow }: DoctorFlags): Promise<number> {
  if (tensorflow !== undefined && !installNative) {
    throw new DomainError("doctor: --tensorflow is for --install-native; give both.");
  }
  if (installNative) {
    const addon = await import("./addon/install.js");
    const say = (line: string): void => console.error(`intertwine: ${line}`);
    addon.installNative({ tensorflow, root: packageRoot(), say });
  }
  // Loads TensorFlow.js, which the other commands do without.
  const { checkDevices } = await import("./devices.js");
  const checks = [...examine(), ...(await checkDevices())];
  const complete = checks.every(({ status }) => status !== "missing");
  if (json) {
    console.log(JSON.stringify({ complete, checks }, null, 2));
  } else {
    const width = Math.max(...checks.map(({ name }) => name.length));
    for (const { name, status, detail, remedy } of checks) {
      const mark = { ok: "✓", missing: "✗", absent: "–" }[status];
      console.log(`${mark} ${name.padEnd(width)}  ${detail}`);
      if (remedy !== undefined) {
        console.log(`  ${" ".repeat(width)}  → ${remedy}`);
      }
    }
  }
  return complete ? 0 : 1;
}
