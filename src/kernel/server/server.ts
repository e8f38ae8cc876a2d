/**
 * The Jupyter message protocol 5.4 over an engine
 * (jupyter-client, "Messaging in Jupyter").
 */
import { failureFrom } from "../engine/failures.js";
import type { Engine, Output } from "../engine/types.js";
import { logToStandardError } from "../log.js";
import type { TransportOptions } from "../transport/index.js";
import type { Connection } from "../wire/index.js";
import { Channels, type Request } from "./channels.js";
import { Comms } from "./comms.js";
import { Execution } from "./execution.js";
import { FirstListener } from "./first-listener.js";
import { InputDesk } from "./input-desk.js";
import { OutputQueue } from "./output/output-queue.js";
import { type Clock, defaultPacing, type Pacing, realClock } from "./output/pacing.js";
import { showOutput } from "./output/show.js";
import { History } from "./requests/history.js";
import { kernelInfo } from "./requests/kernel-info.js";
import { handlers, type RequestParts } from "./requests/requests.js";

export interface ServerOptions {
  /** Gets a line for what is refused or goes wrong; standard error when left out. */
  log?: (line: string) => void;
  /** Milliseconds for which the first cell waits for a front end that listens; 3000 when left out. */
  listenerPatience?: number;
  pacing?: Partial<Pacing>;
  clock?: Clock;
  transport?: TransportOptions;
}

export interface End {
  /** Whether the client that asked for the end wants to start the kernel again. */
  restart: boolean;
}

export interface Server {
  /** Resolves when the engine has ended and the sockets are closed. */
  closed: Promise<End>;
  /** Interrupts the running cell, as an interrupt_request does. */
  interrupt(): void;
  close(): Promise<void>;
}

const LISTENER_PATIENCE = 3000;

/** Listens; rejects when a port of `connection` cannot be had. The engine is closed with the server. */
export async function startServer(
  connection: Connection,
  engine: Engine,
  options: ServerOptions = {},
): Promise<Server> {
  const log = options.log ?? logToStandardError;
  const listener = new FirstListener(options.listenerPatience ?? LISTENER_PATIENCE);
  let server: JupyterServer | undefined;
  const channels = await Channels.open(connection, {
    receive: (request) => server?.receive(request),
    subscribed: () => listener.come(),
    log,
    transport: options.transport,
  });
  server = new JupyterServer(connection, engine, channels, listener, { ...options, log });
  return server;
}

class JupyterServer implements Server {
  readonly closed: Promise<End>;
  private settle!: (end: End) => void;
  private readonly queue: OutputQueue;
  private readonly comms: Comms;
  private readonly desk: InputDesk;
  private readonly execution: Execution;
  private readonly parts: RequestParts;
  private readonly log: (line: string) => void;
  private ending: Promise<void> | undefined;

  constructor(
    connection: Connection,
    private readonly engine: Engine,
    private readonly channels: Channels,
    listener: FirstListener,
    options: ServerOptions & { log: (line: string) => void },
  ) {
    const { log } = options;
    this.log = log;
    this.closed = new Promise((resolve) => {
      this.settle = resolve;
    });
    const pacing = { ...defaultPacing, ...options.pacing };
    const clock = options.clock ?? realClock;
    this.queue = new OutputQueue(channels, pacing, clock, (paused) => engine.setPaused(paused));
    this.comms = new Comms(engine, this.queue, log);
    this.desk = new InputDesk(channels, log);
    const history = new History();
    const { queue, comms, desk } = this;
    const ready = listener.here;
    const execution = { engine, channels, queue, comms, history, desk, log, ready };
    this.execution = new Execution(execution);
    this.parts = { engine, comms, history, connection, info: kernelInfo() };
    this.channels.publishStatus("starting", {});
  }

  receive(request: Request): void {
    if (this.ending !== undefined) {
      return;
    }
    const type = request.header.msg_type;
    if (request.channel === "stdin") {
      this.desk.receive(request);
    } else if (type === "execute_request") {
      this.execution.add(request);
    } else {
      const answered = type === "shutdown_request" ? this.shutdown(request) : this.answer(request);
      answered.catch((error: unknown) =>
        this.log(`answering ${type} failed: ${(error as Error).stack ?? error}`),
      );
    }
  }

  interrupt(): void {
    this.execution.interrupt();
  }

  close(): Promise<void> {
    this.ending ??= this.end({ restart: false });
    return this.ending;
  }

  /** Handles one request between busy and idle; an error of ours is logged and told. */
  private async answer(request: Request): Promise<void> {
    const type = request.header.msg_type;
    const name = type.endsWith("_request") ? type.slice(0, -"_request".length) : undefined;
    this.channels.publishStatus("busy", request.header);
    try {
      if (name !== undefined) {
        this.channels.reply(request, `${name}_reply`, await this.contentOf(name, request));
      } else {
        this.takeMessage(request);
      }
    } catch (error) {
      this.log(`answering ${type} failed: ${(error as Error).stack ?? error}`);
      if (name !== undefined) {
        this.channels.reply(request, `${name}_reply`, {
          status: "error",
          ...failureFrom(error),
        });
      }
    }
    this.publishIdle(request);
  }

  private contentOf(name: string, request: Request): object | Promise<object> {
    if (name === "interrupt") {
      this.interrupt();
      return { status: "ok" };
    }
    const handler = handlers.get(name);
    if (handler === undefined) {
      throw new Error(`this kernel does not know the message type ${name}_request.`);
    }
    return handler(request, this.parts);
  }

  /** Messages that have no reply. */
  private takeMessage(request: Request): void {
    const { header } = request;
    if (/^comm_(open|msg|close)$/.test(header.msg_type)) {
      this.comms.receive(request, (output: Output) => showOutput(this.queue, header, null, output));
    } else {
      this.log(`a message of the unknown type "${header.msg_type}" was ignored.`);
    }
  }

  private async shutdown(request: Request): Promise<void> {
    const restart = request.content.restart === true;
    const content = { status: "ok", restart };
    this.channels.publishStatus("busy", request.header);
    this.channels.reply(request, "shutdown_reply", content);
    // The other clients learn it, too.
    this.queue.put({ type: "shutdown_reply", parent: request.header, content });
    this.queue.flush();
    this.channels.publishStatus("idle", request.header);
    this.ending ??= this.end({ restart });
    await this.ending;
  }

  private async end(how: End): Promise<void> {
    this.execution.close();
    try {
      await this.engine.close();
    } catch (error) {
      this.log(`closing the engine failed: ${(error as Error).stack ?? error}`);
    }
    // What the cells wrote last.
    this.queue.flush();
    await this.channels.close();
    this.settle(how);
  }

  /**
   * Idle of a request that was answered beside a running cell is followed by
   * that cell's busy: servers and front ends take the last status for that of
   * the kernel, and may end one that seems to do nothing.
   */
  private publishIdle(request: Request): void {
    this.channels.publishStatus("idle", request.header);
    this.queue.renewLimits();
    const running = this.execution.current;
    if (running !== undefined) {
      this.channels.publishStatus("busy", running.header);
    }
  }
}
