/**
 * The kernel's process, as Jupyter starts it:
 *
 *     node main.js --connection-file <file> [--check error|warn|off]
 *
 * `INTERTWINE_CHECK` says the same as `--check`.
 */
import { parseArgs } from "node:util";
import { startEngine } from "./engine/engine.js";
import { watchParent } from "./engine/watch-parent.js";
import { type CheckMode, checkModes } from "./language/language.js";
import { startLanguage } from "./language/worker-language.js";
import { logToStandardError } from "./log.js";
import { startServer } from "./server/index.js";
import { readConnection } from "./wire/index.js";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { "connection-file": { type: "string", short: "f" }, check: { type: "string" } },
  });
  const file = values["connection-file"];
  if (file === undefined) {
    throw new Error("--connection-file <file> is missing; Jupyter gives it to the kernel.");
  }
  const check = (values.check ?? process.env.INTERTWINE_CHECK ?? "error") as CheckMode;
  if (!checkModes.includes(check)) {
    throw new Error(`--check: got "${check}"; expected one of ${checkModes.join(", ")}.`);
  }
  const connection = readConnection(file);
  const cwd = process.cwd();
  const engine = startEngine({ cwd, check, language: startLanguage({ cwd }) });
  const server = await startServer(connection, engine);
  process.on("SIGINT", () => server.interrupt());
  for (const signal of ["SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void server.close());
  }
  watchParent(() => void server.close());
  await server.closed;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    logToStandardError(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
