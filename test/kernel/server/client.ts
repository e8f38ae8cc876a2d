/** A client of the kernel's server that stands on libzmq, and keeps all that it gets. */
import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Dealer, Subscriber } from "zeromq";
import type { Connection } from "../../../src/kernel/wire/index.js";

export type ClientChannel = "shell" | "control" | "stdin";

export interface Received {
  channel: ClientChannel | "iopub";
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect in it.
  content: any;
  parent: Record<string, string>;
  header: Record<string, string>;
  metadata: Record<string, unknown>;
  buffers: Buffer[];
  frames: Buffer[];
}

export class Client {
  readonly session = randomUUID();
  readonly received: Received[] = [];
  private readonly sockets: Record<ClientChannel, Dealer> & { iopub: Subscriber };
  private wake: (() => void)[] = [];

  constructor(
    private readonly connection: Connection,
    routingId: string = randomUUID(),
  ) {
    const dealer = () => new Dealer({ linger: 0, routingId });
    const iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
    this.sockets = { shell: dealer(), control: dealer(), stdin: dealer(), iopub };
    for (const channel of ["shell", "control", "stdin", "iopub"] as const) {
      this.sockets[channel].connect(`tcp://127.0.0.1:${connection[`${channel}_port`]}`);
      void this.listen(channel);
    }
    iopub.subscribe();
  }

  /** Waits until outputs are heard. */
  async ready(): Promise<this> {
    await this.until((all) => all.some(({ type }) => type === "iopub_welcome"));
    return this;
  }

  /** Sends a request; the result is its id. */
  async send(
    channel: ClientChannel,
    type: string,
    content: object,
    { buffers = [], parent = {} }: { buffers?: Buffer[]; parent?: object } = {},
  ): Promise<string> {
    const header = this.header(type);
    await this.sendFrames(channel, [...this.sign([header, parent, {}, content]), ...buffers]);
    return header.msg_id;
  }

  header(type: string) {
    const { session } = this;
    const date = new Date().toISOString();
    return { msg_id: randomUUID(), msg_type: type, session, username: "t", date, version: "5.3" };
  }

  /** Delimiter, signature and the four parts. */
  sign(parts: (object | string)[], key = this.connection.key): Buffer[] {
    const frames = parts.map((part) =>
      Buffer.from(typeof part === "string" ? part : JSON.stringify(part)),
    );
    const hash = createHmac("sha256", key);
    for (const frame of frames) {
      hash.update(frame);
    }
    return [Buffer.from("<IDS|MSG>"), Buffer.from(hash.digest("hex")), ...frames];
  }

  sendFrames(channel: ClientChannel, frames: Buffer[]): Promise<void> {
    return this.sockets[channel].send(frames);
  }

  /** The reply to a request of that type, once both it and idle are there. */
  async request(channel: ClientChannel, type: string, content: object): Promise<Received> {
    return this.reply(await this.send(channel, `${type}_request`, content));
  }

  async reply(id: string): Promise<Received> {
    const isReply = ({ channel, parent, type }: Received) =>
      channel !== "iopub" && parent.msg_id === id && type.endsWith("_reply");
    await this.until((all) => all.some(isReply));
    await this.idle(id);
    return this.received.find(isReply) as Received;
  }

  idle(id: string): Promise<void> {
    return this.until(() =>
      this.published(id).some(({ content }) => content.execution_state === "idle"),
    );
  }

  /** Executes, and waits for the end. */
  async execute(code: string, more: object = {}): Promise<{ id: string; reply: Received }> {
    const id = await this.send("shell", "execute_request", executeContent(code, more));
    return { id, reply: await this.reply(id) };
  }

  /** What was published for the request `id`. */
  published(id: string): Received[] {
    return this.received.filter(
      ({ channel, parent }) => channel === "iopub" && parent.msg_id === id,
    );
  }

  async until(condition: (all: Received[]) => boolean, patience = 10_000): Promise<void> {
    const deadline = performance.now() + patience;
    while (!condition(this.received)) {
      if (performance.now() > deadline) {
        const seen = this.received.map(({ channel, type }) => `${channel} ${type}`);
        throw new Error(`Waited in vain; received: ${seen.slice(-50).join(", ")}`);
      }
      await Promise.race([new Promise<void>((wake) => this.wake.push(wake)), sleep(50)]);
    }
  }

  close(): void {
    for (const socket of Object.values(this.sockets)) {
      socket.close();
    }
  }

  private async listen(channel: ClientChannel | "iopub"): Promise<void> {
    for await (const frames of this.sockets[channel]) {
      const start = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
      const [header, parent, metadata, content] = frames
        .slice(start + 2, start + 6)
        .map((frame) => JSON.parse(frame.toString()));
      const buffers = frames.slice(start + 6);
      const type = header.msg_type;
      this.received.push({ channel, type, content, parent, header, metadata, buffers, frames });
      for (const wake of this.wake.splice(0)) {
        wake();
      }
    }
  }
}

export function executeContent(code: string, more: object = {}): Record<string, unknown> {
  return {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
    ...more,
  };
}
