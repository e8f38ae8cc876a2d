import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Line } from "./line.js";

/** A program that does the work and reports it in lines. */
export interface Contestant {
  name: string;
  command: string;
  arguments: readonly string[];
  /** Variables of the environment beside this process's own. */
  environment?: Readonly<Record<string, string>>;
}

/** bench/, from dist/bench/mean-field/. */
const sources = new URL("../../../bench/", import.meta.url);

const ours = (name: string, native: "on" | "off"): Contestant => ({
  name,
  command: process.execPath,
  arguments: [fileURLToPath(new URL("./intertwine.js", import.meta.url)), "--name", name],
  environment: { INTERTWINE_NATIVE: native },
});

export const intertwine: Contestant = ours("intertwine", "off");
/** The same with the kernel compiled for the machine, where `npm run native` has built it. */
export const intertwineNative: Contestant = ours("intertwine native", "on");

/** The peers, run by the Python that has them. */
export function peers(python: string): Contestant[] {
  const peer = (name: string, script: string, ...rest: string[]): Contestant => ({
    name,
    command: python,
    arguments: [fileURLToPath(new URL(`peers/${script}`, sources)), ...rest],
  });
  return [
    peer("jax", "mean_field_jax.py"),
    peer("torch manual", "mean_field_torch.py"),
    peer("torch autograd", "mean_field_torch.py", "--form", "autograd"),
    peer("numpy", "mean_field_numpy.py"),
  ];
}

/** Runs a contestant to its end. @throws Error with what it wrote when it fails or reports nothing */
export async function run(
  contestant: Contestant,
  options: Readonly<Record<string, number | string>>,
): Promise<Line[]> {
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(contestant.command, [...contestant.arguments, ...flags], {
    env: { ...process.env, ...contestant.environment },
  });
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
  if (code !== 0 || lines.length === 0) {
    throw new Error(
      `${contestant.name} ended with ${code} and ${lines.length} lines; it wrote:\n${complaints}`,
    );
  }
  return lines.map((text) => JSON.parse(text.replaceAll(":NaN", ":null")) as Line);
}
