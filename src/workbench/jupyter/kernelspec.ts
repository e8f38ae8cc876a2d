import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../../errors.js";

/** How a kernel is started, as in `kernel.json`. */
export interface KernelSpec {
  /** The command; `{connection_file}` stands for the path of that file. */
  argv: readonly string[];
  display_name: string;
  language: string;
  env?: Readonly<Record<string, string>>;
  interrupt_mode?: "signal" | "message";
}

/** Reads `<folder>/kernel.json`. */
export function readKernelSpec(folder: string): KernelSpec {
  const file = join(folder, "kernel.json");
  let spec: KernelSpec;
  try {
    spec = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new DataError(
      `readKernelSpec: ${file} is missing or no JSON; expected a Jupyter kernelspec.`,
      { cause },
    );
  }
  if (!Array.isArray(spec.argv) || !spec.argv.some((part) => part.includes("{connection_file}"))) {
    throw new DataError(
      `readKernelSpec: ${file} has no argv with {connection_file}; install the kernel again.`,
    );
  }
  return spec;
}
