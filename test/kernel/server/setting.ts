/** A server over a fake engine, and clients of it; closed after each test. */
import { type Server, type ServerOptions, startServer } from "../../../src/kernel/server/index.js";
import type { Connection } from "../../../src/kernel/wire/index.js";
import { openConnection } from "../../../src/workbench/jupyter/connection.js";
import { Client } from "./client.js";
import { type Cell, FakeEngine } from "./fake-engine.js";

const open: (() => Promise<void> | void)[] = [];

export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) {
    await close();
  }
}

export interface Setting {
  connection: Connection;
  engine: FakeEngine;
  server: Server;
  client: Client;
  log: string[];
}

/** Starts a server and one client that hears its outputs. */
export async function start(
  cells: Record<string, Cell> = {},
  options: ServerOptions = {},
): Promise<Setting> {
  const connection = await freeConnection();
  const engine = new FakeEngine(cells);
  const log: string[] = [];
  const server = await startServer(connection, engine, {
    log: (line) => log.push(line),
    ...options,
  });
  open.push(() => server.close());
  const client = await connect(connection).ready();
  return { connection, engine, server, client, log };
}

export function connect(connection: Connection, identity?: string): Client {
  const client = new Client(connection, identity);
  open.push(() => client.close());
  return client;
}

/** A cell that runs until the test ends it. */
export function endless() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { cell: () => ended, end };
}

/** Five ports that are free now. */
export async function freeConnection(): Promise<Connection> {
  const { info, remove } = await openConnection();
  remove();
  return info;
}
