/** The five sockets of a kernel, as messages: requests come in, answers and broadcasts go out. */
import { randomUUID } from "node:crypto";
import { Publisher, Replier, Router, type TransportOptions } from "../transport/index.js";
import {
  Codec,
  type Connection,
  createHeader,
  type Header,
  type Json,
  type Message,
  WireError,
} from "../wire/index.js";

export type Channel = "shell" | "control" | "stdin";

/** A message of a client. */
export interface Request extends Message {
  channel: Channel;
}

/** What is published: to whom it belongs, and what it says. */
export interface Broadcast {
  type: string;
  parent: Partial<Header>;
  content: object | Json;
  metadata?: object;
  buffers?: readonly Uint8Array[];
}

export interface ChannelsOptions {
  receive: (request: Request) => void;
  subscribed: () => void;
  log: (line: string) => void;
  transport?: TransportOptions;
}

export class Channels {
  private readonly session = randomUUID();
  private readonly codec: Codec;
  private readonly routers = new Map<Channel, Router>();
  private publisher!: Publisher;
  private heartbeat!: Replier;

  private constructor(
    connection: Connection,
    private readonly options: ChannelsOptions,
  ) {
    this.codec = new Codec(connection.key);
  }

  /** Binds all five; when one port is taken the others are given back. */
  static async open(connection: Connection, options: ChannelsOptions): Promise<Channels> {
    const channels = new Channels(connection, options);
    const transport = { log: options.log, ...options.transport };
    const at = (port: number) => ({ host: connection.ip, port });
    const router = async (channel: Channel) => {
      const receive = (identity: Buffer, parts: Buffer[]) =>
        channels.receive(channel, [identity, ...parts]);
      const bound = await Router.bind(at(connection[`${channel}_port`]), receive, transport);
      channels.routers.set(channel, bound);
    };
    const opened = await Promise.allSettled([
      router("shell"),
      router("control"),
      router("stdin"),
      Publisher.bind(
        at(connection.iopub_port),
        (topic, send) => channels.welcome(topic, send),
        transport,
      ).then((publisher) => {
        channels.publisher = publisher;
      }),
      Replier.bind(at(connection.hb_port), transport).then((replier) => {
        channels.heartbeat = replier;
      }),
    ]);
    for (const attempt of opened) {
      if (attempt.status === "rejected") {
        await channels.close();
        throw attempt.reason;
      }
    }
    return channels;
  }

  get subscribers(): number {
    return this.publisher.subscribers;
  }

  /** Bytes that wait for the slowest subscriber. */
  get bufferedBytes(): number {
    return this.publisher.bufferedBytes;
  }

  drained(): Promise<void> {
    return this.publisher.drained();
  }

  /** Answers `request` on the channel it came by; a client that has gone is not disturbed. */
  reply(request: Request, type: string, content: object, metadata: object = {}): void {
    this.send(request.channel, request, type, content, metadata);
  }

  /** Sends to the client of `request` on another channel; undefined when it is not there. */
  send(
    channel: Channel,
    request: Request,
    type: string,
    content: object,
    metadata: object = {},
  ): Header | undefined {
    const header = createHeader(type, this.session);
    const [identity, ...frames] = this.codec.encode({
      identities: request.identities,
      header,
      parent: request.header,
      metadata,
      content,
    });
    const sent = this.routers.get(channel)?.send(Buffer.from(identity), frames);
    return sent ? header : undefined;
  }

  /** Whether the client of `request` has connected to `channel`, too. */
  reaches(channel: Channel, request: Request): boolean {
    return this.routers.get(channel)?.has(Buffer.from(request.identities[0])) ?? false;
  }

  /** The frames of a broadcast, first its topic. */
  encode({ type, parent, content, metadata, buffers }: Broadcast): Uint8Array[] {
    const header = createHeader(type, this.session);
    return this.codec.encode({
      identities: [Buffer.from(`kernel.${this.session}.${type}`)],
      header,
      parent,
      metadata,
      content,
      buffers,
    });
  }

  /** Publishes at once, before all output that waits. */
  publish(broadcast: Broadcast): void {
    this.publishFrames(this.encode(broadcast));
  }

  publishFrames(frames: readonly Uint8Array[]): void {
    this.publisher.send(frames);
  }

  publishStatus(execution_state: "starting" | "busy" | "idle", parent: Partial<Header>): void {
    this.publish({ type: "status", parent, content: { execution_state } });
  }

  async close(): Promise<void> {
    const sockets = [...this.routers.values(), this.publisher, this.heartbeat];
    await Promise.all(sockets.map((socket) => socket?.close()));
  }

  private receive(channel: Channel, frames: Buffer[]): void {
    try {
      this.options.receive({ channel, ...this.codec.decode(frames) });
    } catch (error) {
      // A client, even one that knows the key, must not be able to end the kernel.
      const reason = error instanceof WireError ? error.message : (error as Error).stack;
      this.options.log(`a message on ${channel} was dropped: ${reason}`);
    }
  }

  /** Tells a new subscriber that from now on it hears everything (Jupyter enhancement 65). */
  private welcome(topic: Buffer, send: (frames: readonly Uint8Array[]) => void): void {
    const subscription = topic.toString("utf8");
    const [, ...frames] = this.encode({
      type: "iopub_welcome",
      parent: {},
      content: { subscription },
    });
    // The message has to match the subscription, whatever that is.
    send([topic, ...frames]);
    this.options.subscribed();
  }
}
