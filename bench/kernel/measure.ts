/** One kernel through all rows of the table. */
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { openConnection } from "../../src/workbench/jupyter/connection.js";
import { KernelClient } from "../../test/kernel/protocol/client/client.js";
import { contents, type Exchange, printed } from "../../test/kernel/protocol/client/exchange.js";
import { costOf } from "../../test/kernel/protocol/client/processes.js";
import type { Contestant } from "./contestants.js";

/** Seconds after which a row counts as "never". */
const PATIENCE = 15;

export type Row = Record<string, number | string>;

export async function measure(contestant: Contestant, cwd: string): Promise<Row> {
  const { says, argv } = contestant;
  const row: Row = {};
  const began = performance.now();
  const start = async () => KernelClient.attach(await openConnection(), { argv, cwd });
  let client = await start();
  row["start to first answer, s"] = seconds(began);
  await client.execute(says.print("ready"));
  row["start to first cell's end, s"] = seconds(began);
  await sleep(2000);
  row["memory at start, MiB"] = Math.round(costOf(client.pid).mebibytes);
  Object.assign(row, await latency(client, says.trivial, 0, "trivial cell"));
  const importing = performance.now();
  await client.execute(says.importBig);
  row["import of a large package, s"] = seconds(importing);
  await sleep(1000);
  Object.assign(row, await latency(client, says.trivial, 100, "trivial cell after it"));
  row["20,000 lines, s"] = await lines(client, says, 20_000);
  // Deno's lines of the cell before would come under the next one.
  await sleep(2000);
  row["loop of a cell ÷ the same in a function"] = resultOf(await client.execute(says.loopRatio));
  row["completion while a cell computes, s"] = await completion(client, says);
  await client.close();

  for (const [what, code] of Object.entries(says.loops)) {
    client = await start();
    row[`interrupt of a loop: ${what}`] = await interrupt(client, contestant, code);
    await client.close();
  }

  client = await start();
  for (let i = 0; i < 200; i++) {
    await client.execute(says.trivial(i));
  }
  row["memory after 200 cells, MiB"] = Math.round(costOf(client.pid).mebibytes);
  await client.close();
  return row;
}

/** The number that the cell shows: not every kernel keeps other cells' output away from it. */
function resultOf(exchange: Exchange): string {
  const [result] = contents(exchange, "execute_result");
  const data = result?.data as Record<string, string> | undefined;
  // tslab prints its results.
  const shown = data?.["text/plain"] ?? printed(exchange);
  const last = stripVTControlCharacters(shown).trimEnd().split("\n").at(-1) ?? "";
  return /^[\d.]+$/.test(last) ? last : "nothing under this cell";
}

function seconds(from: number): number {
  return Number(((performance.now() - from) / 1000).toPrecision(3));
}

/** Median wall time and mean processor time of 20 distinct cells. */
async function latency(
  client: KernelClient,
  cell: (index: number) => string,
  first: number,
  name: string,
): Promise<Row> {
  for (let i = 0; i < 5; i++) {
    await client.execute(cell(first + i));
  }
  const before = costOf(client.pid).processorSeconds;
  const times: number[] = [];
  for (let i = 5; i < 25; i++) {
    const from = performance.now();
    await client.execute(cell(first + i));
    times.push(performance.now() - from);
  }
  const processor = costOf(client.pid).processorSeconds - before;
  const median = times.sort((a, b) => a - b)[10];
  return {
    [`${name}, ms`]: Number(median.toPrecision(3)),
    [`${name}, processor ms`]: Number(((processor / 20) * 1000).toPrecision(3)),
  };
}

async function lines(
  client: KernelClient,
  says: Contestant["says"],
  count: number,
): Promise<number | string> {
  const from = performance.now();
  const exchange = await within(client.execute(says.lines(count)));
  const time = seconds(from);
  if (exchange === undefined) {
    return `the cell never ends`;
  }
  const got = printed(exchange).split("\n").length - 1;
  return got === count ? time : `${got} lines arrive`;
}

async function completion(
  client: KernelClient,
  says: Contestant["says"],
): Promise<number | string> {
  const cursor_pos = says.partial.length;
  const ask = () => client.request("shell", "complete_request", { code: says.partial, cursor_pos });
  await within(ask());
  const running = client.execute(says.busy);
  await sleep(300);
  const from = performance.now();
  const exchange = await within(ask());
  const time = exchange === undefined ? "never" : seconds(from);
  await within(running);
  return time;
}

/** Whether the loop ends, whether the kernel and its state are there afterwards. */
async function interrupt(
  client: KernelClient,
  { interruptBy, says }: Contestant,
  code: string,
): Promise<number | string> {
  await client.execute(says.counter);
  const running = client.execute(code);
  await sleep(500);
  const from = performance.now();
  if (interruptBy === "message") {
    await within(client.interrupt());
  } else {
    process.kill(client.pid, "SIGINT");
  }
  const ended = await within(Promise.race([running, client.exited().then(() => undefined)]));
  const time = seconds(from);
  if (client.child.exitCode !== null || client.child.signalCode !== null) {
    return "the kernel dies";
  }
  if (ended === undefined) {
    return "never";
  }
  // tslab refuses what comes within 200 ms after an error.
  await sleep(300);
  const counts: string[] = [];
  for (let look = 0; look < 2; look++) {
    const exchange = await within(client.execute("steps"));
    if (exchange?.reply.status !== "ok") {
      return "the state is lost";
    }
    counts.push(resultOf(exchange));
    await sleep(500);
  }
  return counts[0] === counts[1] ? time : `${time}, but the loop goes on`;
}

/** The exchange, or undefined when it takes too long. */
function within(exchange: Promise<Exchange | undefined>): Promise<Exchange | undefined> {
  return Promise.race([exchange, sleep(PATIENCE * 1000, undefined, { ref: false })]);
}
