/**
 * One connection to a server socket: greeting, handshake of the mechanism
 * NULL, then messages. Whatever is wrong with a peer closes this peer alone,
 * and the reason is told once.
 */
import type { Socket } from "node:net";
import {
  errorCommand,
  parseCommand,
  parseProperties,
  partners,
  pongCommand,
  readyCommand,
  type SocketType,
} from "./commands.js";
import { encodeMessage, type Frame, FrameDecoder, ProtocolError } from "./frames.js";
import { checkGreeting, GREETING_LENGTH, greeting } from "./greeting.js";
import type { TransportOptions } from "./options.js";

/** Bytes of a frame before the handshake is done. */
const INTRODUCTION = 65_536;

/** Bytes counted for a frame beside its body, so that empty frames have an end, too. */
const FRAME_COST = 64;

/** Frames that a message of the largest size may have on top. */
const FREE_FRAMES = 1024;

export interface PeerEvents {
  /** The handshake is done; `identity` is empty when the peer has none. */
  open(peer: Peer, identity: Buffer): void;
  message(peer: Peer, parts: Buffer[]): void;
  /** A subscription of ZMTP 3.1. */
  subscription(peer: Peer, topic: Buffer, wanted: boolean): void;
  /** What waited for this peer has been written. */
  drain(peer: Peer): void;
  close(peer: Peer): void;
}

export class Peer {
  private state: "greeting" | "handshake" | "open" | "closed" = "greeting";
  private readonly decoder = new FrameDecoder(INTRODUCTION);
  private parts: Buffer[] = [];
  private size = 0;
  private heard = false;
  /** Bytes that the system has taken. */
  private flushed = 0;
  private stall: NodeJS.Timeout | undefined;
  private readonly patience: NodeJS.Timeout;

  constructor(
    private readonly socket: Socket,
    private readonly type: SocketType,
    private readonly options: Required<TransportOptions>,
    private readonly events: PeerEvents,
  ) {
    this.patience = setTimeout(
      () => this.close(`it did not introduce itself within ${options.greetingTimeout} ms`),
      options.greetingTimeout,
    );
    this.patience.unref();
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.receive(chunk));
    socket.on("drain", () => this.events.drain(this));
    // A broken connection is told by `close`.
    socket.on("error", () => {});
    socket.on("close", () => this.ended());
    socket.write(greeting);
  }

  /** Bytes that wait to be taken by the system. */
  get bufferedBytes(): number {
    return this.socket.writableLength;
  }

  send(parts: readonly Uint8Array[]): void {
    if (this.state !== "open" || !this.socket.writable) {
      return;
    }
    const pieces = encodeMessage(parts);
    this.socket.cork();
    for (const piece of pieces) {
      this.socket.write(piece, () => {
        this.flushed += piece.length;
      });
    }
    this.socket.uncork();
    this.watchStall();
  }

  /** Closes the connection; with a reason it is the peer's fault and is told. */
  close(reason?: string): void {
    if (this.state === "closed") {
      return;
    }
    if (reason !== undefined) {
      const { remoteAddress, remotePort } = this.socket;
      this.options.log(
        `closed the connection from ${remoteAddress}:${remotePort} to ${this.type}: ${reason}`,
      );
    }
    // A last word, such as why the handshake failed, may go out; a flood that nobody takes may not.
    if (this.bufferedBytes < INTRODUCTION) {
      this.socket.destroySoon();
    } else {
      this.socket.destroy();
    }
    this.ended();
  }

  /** Lets what waits go out and closes then; resolves when the connection is gone. */
  async end(patience: number): Promise<void> {
    if (this.state !== "open") {
      this.close();
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.socket.destroy(), patience);
      this.socket.once("close", () => {
        clearTimeout(timer);
        resolve();
      });
      // The peer's own end is not waited for: it may never come.
      this.socket.end(() => this.socket.destroySoon());
    });
  }

  private receive(chunk: Buffer): void {
    if (this.state === "closed") {
      return;
    }
    try {
      if (!this.heard && chunk[0] !== 0xff) {
        throw new ProtocolError("the greeting is not that of ZeroMQ");
      }
      this.heard = true;
      this.decoder.push(chunk);
      this.proceed();
    } catch (error) {
      if (!(error instanceof ProtocolError)) {
        throw error;
      }
      this.close(error.message);
    }
  }

  private proceed(): void {
    if (this.state === "greeting") {
      const bytes = this.decoder.take(GREETING_LENGTH);
      if (bytes === undefined) {
        return;
      }
      checkGreeting(bytes);
      this.state = "handshake";
      this.socket.write(readyCommand(this.type));
    }
    for (let frame = this.decoder.next(); frame !== undefined; frame = this.decoder.next()) {
      if (frame.command) {
        this.command(frame.body);
      } else {
        this.frame(frame);
      }
      if ((this.state as string) === "closed") {
        return;
      }
    }
  }

  private command(body: Buffer): void {
    const { name, data } = parseCommand(body);
    if (this.state === "handshake") {
      if (name !== "READY") {
        throw new ProtocolError(`"${name}" before READY`);
      }
      this.introduce(parseProperties(data));
    } else if (name === "PING") {
      this.socket.write(pongCommand(data));
    } else if (name === "SUBSCRIBE" || name === "CANCEL") {
      this.events.subscription(this, Buffer.from(data), name === "SUBSCRIBE");
    } else if (name === "ERROR") {
      throw new ProtocolError(`it says: ${data.toString("latin1", 1).slice(0, 200)}`);
    }
    // Other commands are of versions to come and may be ignored.
  }

  private introduce(properties: Map<string, Buffer>): void {
    const type = properties.get("socket-type")?.toString("latin1") ?? "";
    if (!partners[this.type].includes(type)) {
      const reason = `a socket of type "${type.slice(0, 20)}" cannot talk to ${this.type}`;
      this.socket.write(errorCommand(reason));
      throw new ProtocolError(reason);
    }
    const identity = properties.get("identity") ?? Buffer.alloc(0);
    if (identity.length > 255 || identity[0] === 0) {
      throw new ProtocolError("an identity that is longer than 255 bytes or begins with 0");
    }
    clearTimeout(this.patience);
    this.state = "open";
    this.decoder.limit = this.options.maximumMessage;
    this.events.open(this, Buffer.from(identity));
  }

  private frame({ body, more }: Frame): void {
    if (this.state !== "open") {
      throw new ProtocolError("a message before READY");
    }
    this.parts.push(body);
    this.size += body.length + FRAME_COST;
    if (this.size > this.options.maximumMessage + FREE_FRAMES * FRAME_COST) {
      throw new ProtocolError(`a message of more than ${this.options.maximumMessage} bytes`);
    }
    if (!more) {
      const { parts } = this;
      this.parts = [];
      this.size = 0;
      this.events.message(this, parts);
    }
  }

  private watchStall(): void {
    if (this.stall !== undefined || this.bufferedBytes <= this.options.highWater) {
      return;
    }
    const before = this.flushed;
    this.stall = setTimeout(() => {
      this.stall = undefined;
      if (this.flushed === before && this.bufferedBytes > this.options.highWater) {
        this.close(
          `it has taken nothing for ${this.options.stallTimeout} ms while ${this.bufferedBytes} bytes wait`,
        );
      } else {
        this.watchStall();
      }
    }, this.options.stallTimeout);
    this.stall.unref();
  }

  private ended(): void {
    if (this.state !== "closed") {
      this.state = "closed";
      clearTimeout(this.patience);
      clearTimeout(this.stall);
      this.parts = [];
      this.events.close(this);
    }
  }
}
