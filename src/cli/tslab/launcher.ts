/**
 * What the kernelspec starts: tslab at the root of the project, so that a
 * notebook in any folder imports the library by its name, with the repairs of
 * `server.ts`. Usage: `node launcher.js --config-path <connection file>`.
 */
import { resolve } from "node:path";
import { inspect, parseArgs } from "node:util";
import { loadTslab } from "./internals.js";
import { projectRoot } from "./project-root.js";
import { createServer } from "./server.js";
import { watchOwnFilesOnly } from "./watching.js";

const { values } = parseArgs({ options: { "config-path": { type: "string" } } });
const given = values["config-path"];
if (given === undefined) {
  console.error("tslab launcher: give --config-path with the Jupyter connection file.");
  process.exit(2);
}
const configPath = resolve(given);
process.chdir(projectRoot(process.cwd()));

watchOwnFilesOnly();
const { server, interrupt } = createServer(loadTslab(), configPath);
process.on("SIGINT", interrupt);
process.on("uncaughtException", (error) => {
  process.stderr.write(`Uncaught: ${inspect(error)}\n`);
});
process.on("unhandledRejection", (reason) => {
  process.stderr.write(`Unhandled rejection: ${inspect(reason)}\n`);
});
server.init().catch((error) => {
  console.error("tslab launcher: the kernel could not listen:", error);
  process.exit(1);
});

// A front end that is killed takes its kernels with it.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) {
    process.exit(1);
  }
}, 1000).unref();
