/** Programs that run from the beginning to the end and take commands, so that they can take turns often. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Block, BlockCommand, Command, OpenCommand, Opening } from "./line.js";

export interface Contestant {
  readonly name: string;
  readonly threads: number;
  /** Whether it can do a case in a time that one waits for. */
  takes(name: string): boolean;
  open(command: OpenCommand): Promise<Opening>;
  measure(command: BlockCommand): Promise<Block>;
  end(): void;
}

interface Program {
  readonly name: string;
  readonly threads: number;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const sources = new URL("../../../bench/", import.meta.url);

export function programs(python: string, cores: number): Program[] {
  const ours = (name: string, native: "on" | "off", threads: number): Program => ({
    ...{ name, threads, command: process.execPath },
    arguments: [fileURLToPath(new URL("./intertwine.js", import.meta.url))],
    environment: {
      INTERTWINE_NATIVE: native,
      ...(threads < cores && { INTERTWINE_WORKERS: String(threads) }),
    },
  });
  const peer = (name: string, form: string, threads: number): Program => ({
    ...{ name, threads, command: python },
    arguments: [
      fileURLToPath(new URL("peers/represent.py", sources)),
      ...["--name", name, "--form", form, "--threads", String(threads)],
    ],
  });
  return [
    ours("intertwine native", "on", cores),
    peer("pytorch", "eager", cores),
    ours("intertwine native", "on", 1),
    ours("intertwine", "off", 1),
    peer("pytorch", "eager", 1),
    peer("pytorch compiled", "compile", 1),
  ];
}

export function start(program: Program): Contestant {
  const { name, threads, environment } = program;
  const child = spawn(program.command, [...program.arguments], {
    env: { ...process.env, ...environment },
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-4000);
  });
  const answers = answersOf(child, () => /.*Error.*/.exec(complaints)?.[0] ?? "ended");
  const ask = (command: Command): Promise<Opening & Block> => {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    return answers();
  };
  return {
    ...{ name, threads, open: ask, measure: ask },
    // Its compiler takes minutes for the large clouds.
    takes: (of) => !name.endsWith("compiled") || (of.endsWith("-64") && !of.includes("reference")),
    end: () => child.stdin.end(),
  };
}

/** The next line, or why there is none. */
function answersOf(
  child: ChildProcessWithoutNullStreams,
  why: () => string,
): () => Promise<Opening & Block> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  // Who has ended takes no more commands.
  child.stdin.on("error", () => undefined);
  return async () => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) return { failure: why() };
      if (value.startsWith("{")) return JSON.parse(value) as Opening & Block;
    }
  };
}
