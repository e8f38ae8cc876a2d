/** Comms: channels between the notebook and code in the front end, such as widgets. */
import { randomUUID } from "node:crypto";
import type { CommMessage } from "../messages.js";
import { send } from "../output.js";
import { presentNumber } from "../run/run.js";
import { wireJson } from "../show/bundle.js";

export interface Received {
  readonly data: unknown;
  readonly metadata: object;
  readonly buffers: Uint8Array[];
}

export interface SendOptions {
  metadata?: object;
  buffers?: Uint8Array[];
}

type Handler = (message: Received) => void;
type Opened = (comm: Comm, message: Received) => void;

export class Comms {
  readonly open = new Map<string, Comm>();
  private readonly targets = new Map<string, Opened>();

  openComm(target: string, options: SendOptions & { data?: unknown; id?: string } = {}): Comm {
    const id = options.id ?? randomUUID();
    if (this.open.has(id)) {
      throw new Error(`kernel.openComm: the id "${id}" is taken; leave it out to get a free one.`);
    }
    const comm = new Comm(id, target, this.open);
    this.open.set(id, comm);
    send({
      type: "comm",
      run: presentNumber(),
      message: { kind: "open", comm: id, target, ...content(options.data, options) },
    });
    return comm;
  }

  onComm(target: string, handler: Opened): void {
    this.targets.set(target, handler);
  }

  /** Hands a message of the front end to its handler, which may return a promise. */
  receive(message: CommMessage): unknown {
    const { comm: id, data, metadata, buffers } = message;
    const received = { data, metadata, buffers };
    if (message.kind !== "open") {
      return this.open.get(id)?.receive(message.kind, received);
    }
    const handler = this.targets.get(message.target);
    if (handler === undefined) {
      // As the protocol wants it: a target that nobody knows is closed again.
      post({ kind: "close", comm: id, ...content(undefined, {}) });
      return undefined;
    }
    const comm = new Comm(id, message.target, this.open);
    this.open.set(id, comm);
    return handler(comm, received);
  }
}

export class Comm {
  private messageHandler: Handler | undefined;
  private closeHandler: Handler | undefined;
  readonly #open: Map<string, Comm>;

  constructor(
    readonly id: string,
    readonly target: string,
    open: Map<string, Comm>,
  ) {
    this.#open = open;
  }

  send(data: unknown, options: SendOptions = {}): void {
    if (!this.#open.has(this.id)) {
      throw new Error(`comm.send: the comm "${this.id}" is closed.`);
    }
    post({ kind: "message", comm: this.id, ...content(data, options) });
  }

  close(data?: unknown): void {
    if (this.#open.delete(this.id)) {
      post({ kind: "close", comm: this.id, ...content(data, {}) });
    }
  }

  onMessage(handler: Handler): void {
    this.messageHandler = handler;
  }

  onClose(handler: Handler): void {
    this.closeHandler = handler;
  }

  /** @internal */
  receive(kind: "message" | "close", message: Received): unknown {
    if (kind === "message") {
      return this.messageHandler?.(message);
    }
    this.#open.delete(this.id);
    return this.closeHandler?.(message);
  }
}

function post(message: CommMessage): void {
  send({ type: "comm", run: presentNumber(), message });
}

function content(data: unknown, { metadata = {}, buffers = [] }: SendOptions) {
  return {
    data: wireJson(data ?? {}),
    metadata: wireJson(metadata) as object,
    buffers: buffers.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)),
  };
}
