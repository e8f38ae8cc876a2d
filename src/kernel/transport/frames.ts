/**
 * Frames of ZMTP 3.x (RFC 23/ZMTP, section "Framing"):
 *
 *     flags (1 byte), length (1 byte, or 8 when the flag LONG is set), body
 */
import { ByteQueue } from "../byte-queue.js";

export const MORE = 1;
export const LONG = 2;
export const COMMAND = 4;

/** Bodies up to this size are written in one piece with their headers. */
const SMALL = 16_384;

export interface Frame {
  command: boolean;
  /** Whether the message goes on with another frame. */
  more: boolean;
  body: Buffer;
}

/** The peer does not speak the protocol, or too much of it. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

/** The pieces to write for one message; bodies of some size are not copied. */
export function encodeMessage(parts: readonly Uint8Array[]): Uint8Array[] {
  const last = parts.length - 1;
  const pieces = parts.flatMap((part, i) => [header(part.length, i < last ? MORE : 0), part]);
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return size <= SMALL ? [Buffer.concat(pieces, size)] : pieces;
}

export function encodeCommand(body: Uint8Array): Buffer {
  return Buffer.concat([header(body.length, COMMAND), body]);
}

function header(length: number, flags: number): Buffer {
  if (length <= 255) {
    return Buffer.from([flags, length]);
  }
  const long = Buffer.alloc(9);
  long[0] = flags | LONG;
  long.writeBigUInt64BE(BigInt(length), 1);
  return long;
}

export class FrameDecoder {
  private readonly bytes = new ByteQueue();
  private flags = 0;
  /** Length of the body that is awaited; -1 before its header is complete. */
  private length = -1;

  /** `limit`: bytes of the longest body that is accepted; it may be changed between frames. */
  constructor(public limit: number) {}

  push(chunk: Buffer): void {
    this.bytes.push(chunk);
  }

  /** The next `size` bytes as they are, or undefined while they are not there. */
  take(size: number): Buffer | undefined {
    return this.bytes.take(size);
  }

  /** The next whole frame; throws ProtocolError for what cannot be one. */
  next(): Frame | undefined {
    if (this.length < 0 && !this.readHeader()) {
      return undefined;
    }
    const body = this.bytes.take(this.length);
    if (body === undefined) {
      return undefined;
    }
    this.length = -1;
    return { command: (this.flags & COMMAND) !== 0, more: (this.flags & MORE) !== 0, body };
  }

  private readHeader(): boolean {
    const flags = this.bytes.peek(1)?.[0];
    if (flags === undefined) {
      return false;
    }
    if (
      (flags & ~(MORE | LONG | COMMAND)) !== 0 ||
      (flags & (MORE | COMMAND)) === (MORE | COMMAND)
    ) {
      throw new ProtocolError(`a frame begins with 0x${flags.toString(16)}, which are no flags`);
    }
    const head = this.bytes.take(flags & LONG ? 9 : 2);
    if (head === undefined) {
      return false;
    }
    const length = flags & LONG ? head.readBigUInt64BE(1) : BigInt(head[1]);
    if (length > BigInt(this.limit)) {
      throw new ProtocolError(`a frame of ${length} bytes; at most ${this.limit} are accepted`);
    }
    this.flags = flags;
    this.length = Number(length);
    return true;
  }
}
