/**
 * `process.stdout` and `process.stderr` of the notebook: what is written
 * belongs to the run that writes it and reaches the kernel at once.
 *
 * They are no streams on descriptors 1 and 2: Node would make those
 * non-blocking, for native code and child processes as well.
 */
import process from "node:process";
import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { sendText } from "../output.js";
import { presentNumber } from "../run/run.js";

type Name = "stdout" | "stderr";
type Written = (error?: Error | null) => void;

export function replaceStreams(): void {
  for (const name of ["stdout", "stderr"] as const) {
    const stream = new CellStream(name);
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: true,
      get: () => stream,
    });
  }
}

class CellStream extends Writable {
  readonly fd: number;
  private readonly decoder = new StringDecoder("utf8");
  private readonly waiting: Written[] = [];

  constructor(private readonly streamName: Name) {
    super({ decodeStrings: false });
    this.fd = streamName === "stdout" ? 1 : 2;
  }

  // Not `_write`: an interrupt in the middle of a write would leave the
  // machinery of Writable waiting for ever.
  override write(chunk: unknown, encoding?: BufferEncoding | Written, callback?: Written): boolean {
    const text = this.decode(chunk, typeof encoding === "string" ? encoding : "utf8");
    if (text !== "") {
      sendText(presentNumber(), this.streamName, text);
    }
    const written = typeof encoding === "function" ? encoding : callback;
    if (typeof written === "function") {
      this.callLater(written);
    }
    return true;
  }

  /** One tick for all that was written before it: `console.log` asks for one each time. */
  private callLater(written: Written): void {
    if (this.waiting.push(written) === 1) {
      process.nextTick(() => {
        for (const call of this.waiting.splice(0)) {
          call(null);
        }
      });
    }
  }

  /** Writes the last words; the stream stays open, it belongs to all cells. */
  override end(...parameters: unknown[]): this {
    const [chunk, encoding] = parameters;
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function") {
      this.write(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : undefined);
    }
    const ended = parameters.find((parameter) => typeof parameter === "function");
    if (ended !== undefined) {
      process.nextTick(ended as () => void);
    }
    return this;
  }

  override cork(): void {}

  override uncork(): void {}

  override destroy(): this {
    return this;
  }

  private decode(chunk: unknown, encoding: BufferEncoding): string {
    if (typeof chunk === "string") {
      const isText = /^(utf-?8|utf-?16le|ucs-?2)$/i.test(encoding);
      return isText ? chunk : this.decoder.write(Buffer.from(chunk, encoding));
    }
    if (chunk instanceof Uint8Array || ArrayBuffer.isView(chunk)) {
      const { buffer, byteOffset, byteLength } = chunk;
      return this.decoder.write(Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength));
    }
    const error = new TypeError(
      `process.${this.streamName}.write: got ${chunk === null ? "null" : typeof chunk}; ` +
        "expected a string or a Uint8Array.",
    );
    throw Object.assign(error, { code: "ERR_INVALID_ARG_TYPE" });
  }
}
