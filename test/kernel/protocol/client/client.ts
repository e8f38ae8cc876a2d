/**
 * A front end for tests: the kernel as a process of its own, as Jupyter starts
 * it, and all five channels through libzmq, message by message.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Dealer, Request, Subscriber } from "zeromq";
import { intertwineKernelSpec } from "../../../../src/kernel/kernelspec.js";
import { type Connection, openConnection } from "../../../../src/workbench/jupyter/connection.js";
import {
  createMessage,
  decodeMessage,
  encodeMessage,
  type Message,
} from "../../../../src/workbench/jupyter/message.js";
import { executeContent } from "../../server/client.js";
import { type Content, type Exchange, textOf } from "./exchange.js";

type RequestChannel = "shell" | "control" | "stdin";

export interface ClientOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Arguments after the kernel's own. */
  args?: string[];
  /** The Node to start it with. */
  node?: string;
  /** Another kernel's command, with `{connection_file}`. */
  argv?: string[];
}

interface Waiting {
  exchange: Exchange;
  start: number;
  replied: boolean;
  idle: boolean;
  resolve: (exchange: Exchange) => void;
}

const running = new Set<KernelClient>();

function spawnKernel(connection: Connection, options: ClientOptions = {}): ChildProcess {
  const [program, ...args] = (options.argv ?? intertwineKernelSpec().argv).map((part) =>
    part.replaceAll("{connection_file}", connection.file),
  );
  return spawn(options.node ?? program, [...args, ...(options.args ?? [])], {
    cwd: options.cwd ?? process.cwd(),
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** Starts a kernel that cannot start; answers its status and what it says. */
export async function failedStart(
  connection: Connection,
  options: ClientOptions = {},
): Promise<{ status: number; log: string }> {
  const child = spawnKernel(connection, options);
  let log = "";
  child.stderr?.on("data", (chunk) => {
    log += chunk;
  });
  const [status] = await once(child, "close");
  connection.remove();
  return { status, log };
}

/** Ends what a failed test has left behind. */
export async function closeAll(): Promise<void> {
  await Promise.all([...running].map((client) => client.close()));
}

export class KernelClient {
  readonly session = `test-${process.pid}-${performance.now()}`;
  /** Everything from the output channel, in its order. */
  readonly iopub: Message[] = [];
  /** What the kernel wrote to its own terminal. */
  log = "";
  /** Asked when the kernel wants a line from the user. */
  onInput: (content: Content) => string = () => "";
  private readonly waiting = new Map<string, Waiting>();
  private readonly watchers = new Set<() => void>();

  private constructor(
    readonly connection: Connection,
    readonly child: ChildProcess,
    private readonly sockets: { [name in RequestChannel]: Dealer } & {
      iopub: Subscriber;
      hb: Request;
    },
  ) {
    child.stderr?.on("data", (chunk) => {
      this.log += chunk;
    });
  }

  static async start(options: ClientOptions = {}): Promise<KernelClient> {
    const connection = await openConnection();
    return KernelClient.attach(connection, options);
  }

  /** Starts a kernel on the ports of `connection`. */
  static async attach(connection: Connection, options: ClientOptions = {}): Promise<KernelClient> {
    const client = KernelClient.connect(connection, spawnKernel(connection, options));
    running.add(client);
    await client.hear();
    return client;
  }

  /** A second front end of the same kernel. */
  static async join(other: KernelClient): Promise<KernelClient> {
    const client = KernelClient.connect(other.connection, other.child);
    await client.hear();
    return client;
  }

  /** Asks until a whole answer has come: a kernel may speak before its output has a listener. */
  private async hear(): Promise<void> {
    let heard = false;
    while (!heard) {
      const answer = this.request("shell", "kernel_info_request", {}).then(() => true);
      heard = await Promise.race([answer, sleep(50, false)]);
    }
  }

  private static connect(connection: Connection, child: ChildProcess): KernelClient {
    const identity = { linger: 0, routingId: `client-${randomUUID()}` };
    const client = new KernelClient(connection, child, {
      shell: new Dealer(identity),
      control: new Dealer(identity),
      stdin: new Dealer(identity),
      iopub: new Subscriber({ linger: 0, receiveHighWaterMark: 0 }),
      hb: new Request({ linger: 0 }),
    });
    const { info } = connection;
    for (const name of ["shell", "control", "stdin", "iopub", "hb"] as const) {
      client.sockets[name].connect(`tcp://${info.ip}:${info[`${name}_port`]}`);
    }
    client.sockets.iopub.subscribe();
    for (const name of ["iopub", "shell", "control", "stdin"] as const) {
      void client.listen(name);
    }
    return client;
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** Sends a request and waits for its reply and for the state `idle`. */
  request(channel: RequestChannel, type: string, content: Content): Promise<Exchange> {
    const message = createMessage(type, content, this.session);
    const exchange: Exchange = { reply: {}, metadata: {}, iopub: [], milliseconds: Number.NaN };
    return new Promise((resolve, reject) => {
      const waiting = { exchange, start: performance.now(), replied: false, idle: false, resolve };
      this.waiting.set(message.header.msg_id, waiting);
      this.sockets[channel].send(encodeMessage(message, this.connection.info.key)).catch(reject);
    });
  }

  /** Sends a message that has no reply. */
  async tell(channel: RequestChannel, type: string, content: Content): Promise<Message> {
    const message = createMessage(type, content, this.session);
    await this.sockets[channel].send(encodeMessage(message, this.connection.info.key));
    return message;
  }

  execute(code: string, more: Content = {}): Promise<Exchange> {
    return this.request("shell", "execute_request", executeContent(code, more));
  }

  /** Runs a cell that must succeed; answers its text: what it printed, and its result. */
  async text(code: string): Promise<string> {
    const exchange = await this.execute(code);
    if (exchange.reply.status !== "ok") {
      throw new Error(`${(exchange.reply.traceback as string[])?.join("\n")}\nin: ${code}`);
    }
    return textOf(exchange);
  }

  interrupt(): Promise<Exchange> {
    return this.request("control", "interrupt_request", {});
  }

  /** Bytes to the heartbeat, and what came back. */
  async heartbeat(bytes: Buffer): Promise<Buffer> {
    await this.sockets.hb.send(bytes);
    const [answer] = await this.sockets.hb.receive();
    return answer;
  }

  /** Waits until a message of the output channel passes `test`. */
  async seen(test: (message: Message) => boolean, milliseconds = 10_000): Promise<Message> {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const found = this.iopub.find(test);
      if (found !== undefined) {
        return found;
      }
      if (performance.now() > deadline) {
        const types = this.iopub.map(({ header }) => header.msg_type).join(" ");
        throw new Error(`the message did not come within ${milliseconds} ms; there were: ${types}`);
      }
      await new Promise<void>((resolve) => {
        this.watchers.add(resolve);
        setTimeout(resolve, 100);
      });
    }
  }

  /** Frames as they are on the shell channel. */
  async raw(frames: (string | Buffer)[]): Promise<void> {
    await this.sockets.shell.send(frames);
  }

  /** Asks for the end and waits for it. */
  async shutdown(restart = false): Promise<Content> {
    const { reply } = await this.request("control", "shutdown_request", { restart });
    await this.exited();
    await this.close();
    return reply;
  }

  async exited(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      await once(this.child, "exit");
    }
  }

  /** Vanishes without a word. */
  leave(): void {
    for (const socket of Object.values(this.sockets)) {
      socket.close();
    }
  }

  /** Ends the kernel by force and forgets it. */
  async close(): Promise<void> {
    running.delete(this);
    this.leave();
    this.child.kill("SIGKILL");
    await this.exited();
    this.connection.remove();
  }

  private async listen(name: RequestChannel | "iopub"): Promise<void> {
    const socket = this.sockets[name] as AsyncIterable<Buffer[]>;
    for await (const frames of socket) {
      const message = decodeMessage(frames, this.connection.info.key);
      if (name === "iopub") {
        this.iopub.push(message);
      }
      if (message.header.msg_type === "input_request") {
        await this.tell("stdin", "input_reply", { value: this.onInput(message.content) });
      }
      this.take(name, message, frames);
      for (const wake of this.watchers) {
        wake();
      }
      this.watchers.clear();
    }
  }

  private take(name: RequestChannel | "iopub", message: Message, frames: Buffer[]): void {
    const id = message.parent.msg_id ?? "";
    const waiting = this.waiting.get(id);
    if (waiting === undefined) {
      return;
    }
    const { exchange } = waiting;
    if (name === "iopub") {
      exchange.iopub.push(message);
      waiting.idle ||= message.content.execution_state === "idle";
    } else if (message.header.msg_type.endsWith("_reply")) {
      exchange.reply = message.content;
      exchange.metadata = JSON.parse(frames.at(-2)?.toString() ?? "{}");
      exchange.milliseconds = performance.now() - waiting.start;
      waiting.replied = true;
    }
    if (waiting.idle && waiting.replied) {
      waiting.resolve(exchange);
    }
  }
}
