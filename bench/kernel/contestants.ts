/** The kernels, each with its way to say the same. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { tslabKernelSpec } from "../../src/cli/tslab/kernelspec.js";
import { intertwineKernelSpec } from "../../src/kernel/index.js";

export interface Contestant {
  name: string;
  argv: string[];
  /** How it is interrupted, as its kernelspec says. */
  interruptBy: "message" | "signal";
  /** What differs in its language. */
  says: {
    print: (text: string) => string;
    /** A cell that declares a variable named after `index` and shows a number. */
    trivial: (index: number) => string;
    /** Imports a large package under the name `big`. */
    importBig: string;
    /** Prints `count` numbered lines. */
    lines: (count: number) => string;
    /** Times a loop at the level of the cell and in a function, and shows the ratio. */
    loopRatio: string;
    /** Text whose completion is asked for while a cell computes. */
    partial: string;
    /** Declares the counter `steps` of the loops, and what they need. */
    counter: string;
    /** Computes for six seconds without a pause. */
    busy: string;
    loops: Record<"synchronous" | "asynchronous" | "after an await", string>;
  };
}

const typescript: Contestant["says"] = {
  print: (text) => `console.log(${JSON.stringify(text)})`,
  trivial: (index) => `const value${index} = ${index} + 1;\nvalue${index}`,
  importBig: 'import * as big from "@tensorflow/tfjs-node"; big.version_core',
  lines: (count) => `for (let i = 0; i < ${count}; i++) console.log("line " + i);`,
  loopRatio: `const from = performance.now();
let total = 0;
for (let i = 0; i < 1e7; i++) total += i * 0.5;
const outside = performance.now() - from;
function inside(): number { let sum = 0; for (let i = 0; i < 1e7; i++) sum += i * 0.5; return sum; }
const since = performance.now();
inside();
Number((outside / (performance.now() - since)).toPrecision(2))`,
  partial: "Math.sq",
  busy: "const end = Date.now() + 6000; while (Date.now() < end) {}",
  counter: "let steps = 0;",
  loops: {
    synchronous: "while (true) { steps++; }",
    asynchronous: "while (true) { steps++; await new Promise((r) => setTimeout(r, 5)); }",
    "after an await": "await new Promise((r) => setTimeout(r, 5)); while (true) { steps++; }",
  },
};

const python: Contestant["says"] = {
  print: (text) => `print(${JSON.stringify(text)})`,
  trivial: (index) => `value${index} = ${index} + 1\nvalue${index}`,
  importBig: "import plotly.graph_objects as big; big.Figure.__name__",
  lines: (count) => `for i in range(${count}):\n    print(f"line {i}")`,
  loopRatio: `from time import perf_counter
start = perf_counter()
total = 0
for i in range(10**7):
    total += i * 0.5
outside = perf_counter() - start
def inside():
    total = 0
    for i in range(10**7):
        total += i * 0.5
    return total
start = perf_counter()
inside()
float(f"{outside / (perf_counter() - start):.2g}")`,
  partial: "import math\nmath.sq",
  busy: "import time\nend = time.time() + 6\nwhile time.time() < end:\n    pass",
  counter: "import asyncio\nsteps = 0",
  loops: {
    synchronous: "while True:\n    steps += 1",
    asynchronous: "while True:\n    steps += 1\n    await asyncio.sleep(0.005)",
    "after an await": "await asyncio.sleep(0.005)\nwhile True:\n    steps += 1",
  },
};

/** Deno has no `require`, and a package outside its own registry cache goes by its file. */
function deno(program: string): Contestant {
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-node");
  const importBig =
    `const { createRequire } = await import("node:module");\n` +
    `const big = createRequire("file:///")(${JSON.stringify(entry)}); big.version_core`;
  return {
    name: "Deno",
    argv: [program, "jupyter", "--kernel", "--conn", "{connection_file}"],
    interruptBy: "signal",
    says: { ...typescript, importBig },
  };
}

/** All kernels that are here; `denoProgram` is the path of Deno's binary. */
export function contestants(root: string, denoProgram: string | undefined): Contestant[] {
  const ours = intertwineKernelSpec().argv;
  const python3 = join(root, ".venv", "bin", "python3");
  return [
    { name: "Intertwine", argv: ours, interruptBy: "message", says: typescript },
    {
      name: "Intertwine, check off",
      argv: [...ours, "--check", "off"],
      interruptBy: "message",
      says: typescript,
    },
    { name: "tslab", argv: tslabKernelSpec().argv, interruptBy: "signal", says: typescript },
    ...(denoProgram === undefined ? [] : [deno(denoProgram)]),
    ...(existsSync(python3)
      ? [
          {
            name: "ipykernel",
            argv: [python3, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            interruptBy: "signal" as const,
            says: python,
          },
        ]
      : []),
  ];
}
