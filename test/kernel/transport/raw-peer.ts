/** A peer that says exactly the bytes that a test wants. */
import { connect, type Socket } from "node:net";
import { FrameDecoder } from "../../../src/kernel/transport/frames.js";

export interface RawGreeting {
  version?: [number, number];
  mechanism?: string;
}

export function greetingBytes({ version = [3, 0], mechanism = "NULL" }: RawGreeting = {}): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, ...version]);
  bytes.write(mechanism, 12, "latin1");
  return bytes;
}

/** READY with the given socket type and identity, as a short command frame. */
export function readyBytes(type: string, identity = ""): Buffer {
  const property = (name: string, value: string) =>
    Buffer.concat([
      Buffer.from([name.length]),
      Buffer.from(name),
      Buffer.from([0, 0, 0, value.length]),
      Buffer.from(value, "latin1"),
    ]);
  return commandBytes("READY", property("Socket-Type", type), property("Identity", identity));
}

export function commandBytes(name: string, ...data: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from([name.length]), Buffer.from(name), ...data]);
  return Buffer.concat([Buffer.from([4, body.length]), body]);
}

export class RawPeer {
  readonly socket: Socket;
  /** Frames after the greeting, as flags and text. */
  readonly frames: string[] = [];
  readonly closed: Promise<void>;
  private readonly decoder = new FrameDecoder(2 ** 30);
  private greeted = false;

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1");
    this.socket.on("error", () => {});
    this.closed = new Promise((resolve) => this.socket.once("close", () => resolve()));
    this.socket.on("data", (chunk) => {
      this.decoder.push(chunk);
      this.greeted ||= this.decoder.take(64) !== undefined;
      for (let f = this.greeted && this.decoder.next(); f; f = this.decoder.next()) {
        this.frames.push(`${f.command ? "command" : f.more ? "more" : "last"}:${f.body}`);
        this.socket.emit("frame");
      }
    });
  }

  say(...bytes: Buffer[]): this {
    this.socket.write(Buffer.concat(bytes));
    return this;
  }

  /** The frame number `index`, READY being 0. */
  async frame(index: number): Promise<string> {
    while (this.frames.length <= index) {
      await new Promise((resolve) => this.socket.once("frame", resolve));
    }
    return this.frames[index];
  }
}
