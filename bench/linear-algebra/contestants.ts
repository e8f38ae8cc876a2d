import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Line } from "./operations.js";

/** A program that does the work and reports it in lines. */
export interface Contestant {
  name: string;
  command: string;
  arguments: readonly string[];
  environment: Readonly<Record<string, string>>;
}

const ONE_THREAD = {
  OPENBLAS_NUM_THREADS: "1",
  OMP_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  VECLIB_MAXIMUM_THREADS: "1",
};

const ours = (backend: "lapack" | "eigen", name: string): Contestant => ({
  name,
  command: process.execPath,
  arguments: [fileURLToPath(new URL("./intertwine.js", import.meta.url)), "--name", name],
  environment: { ...ONE_THREAD, INTERTWINE_LINEAR_ALGEBRA: backend },
});

/** Ours through both backends, and NumPy in the Python that has it. */
export function contestants(python: string): Contestant[] {
  const script = new URL("../../../bench/peers/linear_algebra_numpy.py", import.meta.url);
  return [
    ours("lapack", "intertwine, LAPACK"),
    ours("eigen", "intertwine, WebAssembly"),
    {
      name: "numpy",
      command: python,
      arguments: [fileURLToPath(script)],
      environment: ONE_THREAD,
    },
  ];
}

/** Runs a contestant to its end. @throws Error with what it wrote when it fails */
export async function run(
  contestant: Contestant,
  options: Readonly<Record<string, number>>,
): Promise<Line[]> {
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { stdout } = await promisify(execFile)(
    contestant.command,
    [...contestant.arguments, ...flags],
    { env: { ...process.env, ...contestant.environment } },
  );
  return stdout
    .split("\n")
    .filter((text) => text.startsWith("{"))
    .map((text) => JSON.parse(text) as Line);
}
