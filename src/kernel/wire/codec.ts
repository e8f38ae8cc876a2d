/**
 * Messages as frames (jupyter-client, "The wire protocol"):
 *
 *     identities…, "<IDS|MSG>", signature, header, parent, metadata, content, buffers…
 *
 * where the signature is the HMAC-SHA256 of the four JSON frames in
 * hexadecimal digits, and empty when the key is.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Header, Message } from "./message.js";
import { ReplayGuard } from "./replay.js";

const DELIMITER = Buffer.from("<IDS|MSG>");

/** A frame of JSON that was written before. */
export type Json = Buffer;

/** A message to send; `content` may be JSON already. */
export interface Outgoing {
  identities?: readonly Uint8Array[];
  header: Header;
  parent: Partial<Header>;
  metadata?: object;
  content: object | Json;
  buffers?: readonly Uint8Array[];
}

/** A message that is refused; the text says why. */
export class WireError extends Error {
  override readonly name = "WireError";
}

export class Codec {
  private readonly replays = new ReplayGuard();

  constructor(private readonly key: string) {}

  encode(message: Outgoing): Uint8Array[] {
    const { header, parent, metadata = {}, content } = message;
    const parts = [header, parent, metadata, content].map(toJson);
    const signature = Buffer.from(this.sign(parts));
    const { identities = [], buffers = [] } = message;
    return [...identities, DELIMITER, signature, ...parts, ...buffers];
  }

  /** Throws WireError for what is malformed, wrongly signed or has come before. */
  decode(frames: readonly Buffer[]): Message {
    const start = frames.findIndex((frame) => frame.equals(DELIMITER));
    if (start < 0 || frames.length < start + 6) {
      throw new WireError(
        `${frames.length} frames; expected <IDS|MSG>, a signature and four parts of JSON`,
      );
    }
    const signature = frames[start + 1];
    const parts = frames.slice(start + 2, start + 6);
    if (this.key !== "") {
      this.checkSignature(signature, parts);
    }
    const [header, parent, metadata, content] = parts.map(fromJson);
    for (const name of ["msg_id", "msg_type", "session"]) {
      if (typeof header[name] !== "string") {
        throw new WireError(`the header has no text as ${name}`);
      }
    }
    return {
      // Copies: the others share the memory of what came with them over the socket.
      identities: frames.slice(0, start).map((frame) => Buffer.from(frame)),
      header: header as unknown as Header,
      parent: parent as Partial<Header>,
      metadata,
      content,
      buffers: frames.slice(start + 6),
    };
  }

  private checkSignature(signature: Buffer, parts: readonly Buffer[]): void {
    const expected = Buffer.from(this.sign(parts));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw new WireError("the signature does not match the key of the connection file");
    }
    if (!this.replays.admit(signature.toString("latin1"))) {
      throw new WireError("this message has come before (same signature)");
    }
  }

  private sign(parts: readonly Uint8Array[]): string {
    if (this.key === "") {
      return "";
    }
    const hash = createHmac("sha256", this.key);
    for (const part of parts) {
      hash.update(part);
    }
    return hash.digest("hex");
  }
}

export function toJson(value: object | Json): Json {
  return Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
}

function fromJson(frame: Buffer, index: number): Record<string, unknown> {
  const name = ["header", "parent header", "metadata", "content"][index];
  let value: unknown;
  try {
    value = JSON.parse(frame.toString("utf8"));
  } catch (error) {
    throw new WireError(`the ${name} is no JSON (${(error as Error).message})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WireError(`the ${name} is no object`);
  }
  return value as Record<string, unknown>;
}
