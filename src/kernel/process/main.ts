/**
 * The process that runs the cells of one notebook. The kernel starts it as
 * `node main.js` in the notebook's folder, with the descriptors of
 * `messages.ts` and the secret of `markers.ts` in its environment; it should
 * lead a process group of its own, so that all of it can be ended at once.
 */
import { Socket } from "node:net";
import process from "node:process";
import { MessageChannel, SHARE_ENV, Worker } from "node:worker_threads";
import { registerModuleHooks, sourceMapOf } from "../modules/index.js";
import { catchLateErrors, reportLate } from "./errors/late.js";
import { useModuleMaps } from "./errors/source-maps.js";
import { mapStacks } from "./errors/stack.js";
import { endProcess, trackChildren } from "./host/children.js";
import { PeakMemory } from "./host/memory.js";
import { limitProcess } from "./host/process-limits.js";
import { showWarnings } from "./host/warnings.js";
import { nonceVariable } from "./markers.js";
import type { Command } from "./messages.js";
import { Boxes } from "./notebook/boxes.js";
import { Comms } from "./notebook/comms.js";
import { notebookImports } from "./notebook/imports.js";
import { notebookKernel, presentSignal } from "./notebook/kernel.js";
import { promptFrom } from "./notebook/prompt.js";
import { finishSending, send } from "./output.js";
import { driveAsyncFunctions } from "./run/activation.js";
import { guardCallbacks } from "./run/callbacks.js";
import { Executor } from "./run/executor.js";
import { onBreak, onInterruptRequest } from "./run/segment.js";
import { Display } from "./show/display.js";
import { replaceStreams } from "./show/streams.js";
import { children, SIDE_INPUT, type SideData, words } from "./side-data.js";

const folder = process.cwd();
const nonce = process.env[nonceVariable] ?? "";
delete process.env[nonceVariable];

const { port1: answers, port2: toMain } = new MessageChannel();

/**
 * The side thread asks descriptor 4 again and again instead of standing in a
 * read: Node makes a diagnostic report, as many native packages do when they
 * look for their binary, only when every thread comes by its JavaScript.
 */
function startSideThread(): void {
  // Whoever opens a descriptor as a socket makes it non-blocking.
  const socket = new Socket({ fd: SIDE_INPUT, readable: false, writable: false }).unref();
  const data: SideData = { answers: toMain, words, children };
  const worker = new Worker(new URL("./side-thread.js", import.meta.url), {
    workerData: data,
    transferList: [toMain],
    env: SHARE_ENV,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  worker.once("message", () => send({ type: "ready" }));
  // A socket that nothing holds would be closed.
  worker.once("exit", () => socket.destroy());
  worker.unref();
}

function start(): void {
  replaceStreams();
  showWarnings();
  mapStacks(folder);
  useModuleMaps(sourceMapOf);
  catchLateErrors();
  onBreak(finishSending);
  driveAsyncFunctions();

  const boxes = new Boxes();
  const comms = new Comms();
  const display = new Display(reportLate);
  const imports = notebookImports(folder);
  boxes.constant("ɵimport", imports.load);
  boxes.set("require", imports.require);
  boxes.set("__dirname", folder);
  boxes.set("display", display.display);
  boxes.set("clearOutput", display.clearOutput);
  boxes.set("prompt", promptFrom(answers));
  boxes.set("kernel", notebookKernel(comms));
  for (const [name, value] of [
    ["Intertwine.display", display.showBundle],
    ["Intertwine.interrupt", presentSignal],
  ] as const) {
    Object.defineProperty(globalThis, Symbol.for(name), { value });
  }

  const executor = new Executor(boxes, new PeakMemory(), nonce);
  onInterruptRequest(executor.interrupt);
  process.on("message", (command: Command) => {
    switch (command.type) {
      case "run":
        void executor.run(command);
        break;
      case "interrupt":
        executor.interrupt(command.run);
        break;
      case "comm":
        void executor.call(command.run, () => comms.receive(command.message));
        break;
      case "exit":
        leave();
    }
  });
  limitProcess(endProcess);
  trackChildren();
  guardCallbacks((error, run) => reportLate(error, run?.number ?? 0));
  startSideThread();
  registerModuleHooks();
}

/** The notebook's own handlers may clean up. */
function leave(): void {
  try {
    process.emit("exit", 0);
  } finally {
    endProcess();
  }
}

start();
