import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CaseName } from "./cases.js";
import type { Line } from "./line.js";

/** A program that does the work and reports it in lines. */
export interface Contestant {
  name: string;
  command: string;
  arguments: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** Peers read the case from its file. */
  isPeer: boolean;
  threads: number;
  /** Whether it can do a case in a time that one waits for. */
  takes?(name: CaseName, batch: number): boolean;
}

const sources = new URL("../../../bench/", import.meta.url);

/** TensorFlow.js on one of its own backends. */
const isSmall = (name: CaseName, batch: number): boolean => name === "mlp" && batch <= 32;

/** Enough to see what another Node costs. */
export const isTelling = (name: CaseName, batch: number): boolean =>
  (name === "mlp" || name === "cnn") && batch <= 32;

/** @param threads with more than one, the plan on the machine's own library alone */
export function ours(node: string, takes?: Contestant["takes"], threads = 1): Contestant[] {
  const program = (name: string, kind: string, native: "on" | "off"): Contestant => ({
    ...{ name, command: node, isPeer: false, threads, takes },
    arguments: [
      fileURLToPath(new URL("./intertwine.js", import.meta.url)),
      ...["--program", kind, "--name", name, "--threads", String(threads)],
    ],
    environment: { INTERTWINE_NATIVE: native, INTERTWINE_WORKERS: String(threads) },
  });
  if (threads > 1) return [program("intertwine native", "plan", "on")];
  return [
    program("intertwine native", "plan", "on"),
    program("intertwine", "plan", "off"),
    program("intertwine eager", "eager", "on"),
  ];
}

export function others(node: string): Contestant[] {
  const [
    {
      arguments: [script],
    },
  ] = ours(node);
  const program = (name: string, takes: Contestant["takes"]): Contestant => ({
    ...{ name, command: node, isPeer: false, threads: 1, takes },
    arguments: [script, "--program", name, "--name", name],
  });
  return [
    program("tfjs wasm", (name) => name === "mlp" || name === "ensemble"),
    program("tfjs cpu", isSmall),
  ];
}

/** The peers, run by the Python that has them. */
export function peers(python: string, threads: number): Contestant[] {
  const peer = (name: string, script: string, form: string): Contestant => ({
    ...{ name, command: python, isPeer: true, threads },
    // Its compiler takes most of a minute.
    takes: (_, batch) => form !== "compile" || batch <= 32,
    arguments: [
      fileURLToPath(new URL(`peers/${script}`, sources)),
      ...["--name", name, "--form", form, "--threads", String(threads)],
    ],
  });
  return [
    peer("pytorch", "tensors_torch.py", "eager"),
    peer("pytorch compiled", "tensors_torch.py", "compile"),
    peer("jax", "tensors_jax.py", "jit"),
  ];
}

/** Runs a contestant to its end; a line that says why there are no numbers where it fails. */
export async function run(
  contestant: Contestant,
  work: { name: CaseName; batch: number; folder: string; seconds: string },
): Promise<Line[]> {
  const { name, batch, folder, seconds } = work;
  const flags = contestant.isPeer ? ["--data", folder] : ["--case", name, "--batch", String(batch)];
  const child = spawn(
    contestant.command,
    [...contestant.arguments, ...flags, "--seconds", seconds],
    { env: { ...process.env, ...contestant.environment } },
  );
  let output = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const lines = output.split("\n").filter((text) => text.startsWith("{"));
  if (code === 0 && lines.length > 0) return lines.map((text) => JSON.parse(text) as Line);
  const failure = /Error.*/.exec(complaints)?.[0] ?? `ended with ${code}`;
  const { threads } = contestant;
  const program = contestant.name;
  return [{ program, version: "", case: name, batch, threads, form: "a call a step", failure }];
}
