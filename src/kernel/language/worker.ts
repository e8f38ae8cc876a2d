/**
 * The thread that knows TypeScript. It loads and warms up by itself, answers
 * requests in their order, and uses idle time for what would make one wait.
 */

import { parentPort, workerData } from "node:worker_threads";
import { Collector } from "./collect.js";
import { enableCompileCache, flushCompileCache } from "./compile-cache.js";
import type { CellSource } from "./language.js";
import { isCancellable, type Reply, type Request, type WorkerData } from "./messages.js";

/** Time in ms without a request after which the worker sees to its own affairs. */
const idleAfter = 20;

/** Time in ms in which Node hears that a child process has ended. */
const noticing = 50;

const { cwd, cancelled, committed } = workerData as WorkerData;
const flag = new Int32Array(cancelled);

interface Services {
  compiler: import("../compiler/index.js").CellCompiler;
  types: import("../types/index.js").TypeService;
}

/** Number of the request that is being answered. */
let current = 0;
let idle: NodeJS.Timeout | undefined;
let isWarm = false;
const collector = new Collector();
const queue: Request[] = [];
let isWorking = false;
let isClosing = false;
const compiling = new Set<Promise<void>>();

function post(reply: Reply): void {
  parentPort?.postMessage(reply);
}

function isCancelled(id = current): boolean {
  return Atomics.load(flag, 0) >= id;
}

async function load(): Promise<Services> {
  enableCompileCache();
  const [{ createCellCompiler }, { createTypeService }] = await Promise.all([
    import("../compiler/index.js"),
    import("../types/index.js"),
  ]);
  const services = {
    compiler: createCellCompiler({ cwd }),
    types: createTypeService({ cwd, isCancelled: () => isCancelled() }),
  };
  for (const cell of committed) await commit(services, cell);
  return services;
}

async function commit({ compiler, types }: Services, cell: CellSource): Promise<void> {
  await compiler.commit(cell);
  types.commit(cell);
  collector.count();
}

/** Ends esbuild's process in an orderly way, and then this thread. */
async function close({ compiler }: Services): Promise<void> {
  isClosing = true;
  await compiler.close();
  // A child whose end nobody notices stays in the table of processes.
  await new Promise((resolve) => setTimeout(resolve, noticing));
  parentPort?.close();
}

/** The answer to a request. Compiling waits for esbuild; everything else is this thread's work. */
function answer(services: Services, request: Request): unknown {
  const { compiler, types } = services;
  switch (request.method) {
    case "compile":
      return compiler.compile(request.cell);
    case "check":
      return types.check(request.cell);
    case "commit":
      return commit(services, request.cell);
    case "complete":
      return types.complete(request.code, request.offset);
    case "inspect":
      return types.inspect(request.code, request.offset);
    case "isComplete":
      return compiler.isComplete(request.code);
    case "problems":
      return types.problems;
    case "close":
      return close(services);
    case "reset":
      types.reset();
      return compiler.reset();
  }
}

async function reply(services: Services, request: Request): Promise<void> {
  const { id } = request;
  current = isCancellable(request) ? id : Number.POSITIVE_INFINITY;
  try {
    if (isCancelled()) post({ id, cancelled: true });
    else post({ id, result: await answer(services, request) });
  } catch (error) {
    const { name, message, stack } = error as Error;
    if (name === "AbortError") post({ id, cancelled: true });
    else post({ id, error: { name, message, stack } });
  }
}

async function work(services: Services): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  clearTimeout(idle);
  collector.postpone();
  for (let request = queue.shift(); request; request = queue.shift()) {
    const done = reply(services, request);
    if (request.method === "compile") {
      compiling.add(done);
      void done.then(() => compiling.delete(done));
    } else await done;
    // What a cell declares counts from its commit on, for those that are compiled after it.
    const next = queue[0]?.method;
    if (next === "commit" || next === "reset") await Promise.all(compiling);
  }
  isWorking = false;
  if (isClosing) return;
  idle = setTimeout(() => warm(services), idleAfter);
  collector.schedule();
}

function warm({ types }: Services): void {
  current = Number.POSITIVE_INFINITY;
  types.warm();
  if (isWarm) return;
  isWarm = true;
  flushCompileCache();
  post({ ready: true });
}

const loading = load();
void loading.then(work);

parentPort?.on("message", (requests: Request[]) => {
  // A cell is compiled by another process while this thread checks it, if that begins first.
  const order = (request: Request) => (request.method === "compile" ? 0 : 1);
  const isOneCell = requests.every(({ method }) => method === "compile" || method === "check");
  queue.push(...(isOneCell ? [...requests].sort((a, b) => order(a) - order(b)) : requests));
  void loading.then(work);
});
