/**
 * Jupyter's wire protocol 5.3: a message is the frames
 *
 *     identities…, "<IDS|MSG>", signature, header, parent, metadata, content
 *
 * where the signature is the HMAC-SHA256 of the four JSON frames under the
 * key of the connection file.
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { DataError } from "../../errors.js";

const DELIMITER = "<IDS|MSG>";

export interface MessageHeader {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

export interface Message {
  header: MessageHeader;
  /** Header of the request that this message answers; `{}` where there is none. */
  parent: Partial<MessageHeader>;
  content: Record<string, unknown>;
}

/** A new request of the given type. */
export function createMessage(
  type: string,
  content: Record<string, unknown>,
  session: string,
): Message {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: "intertwine",
    date: new Date().toISOString(),
    version: "5.3",
  };
  return { header, parent: {}, content };
}

/** The frames of `message`, signed under `key`. */
export function encodeMessage(message: Message, key: string): string[] {
  const parts = [message.header, message.parent, {}, message.content].map((part) =>
    JSON.stringify(part),
  );
  return [DELIMITER, sign(parts, key), ...parts];
}

/** The message in `frames`; throws DataError when it is malformed or wrongly signed. */
export function decodeMessage(frames: readonly Buffer[], key: string): Message {
  const start = frames.findIndex((frame) => frame.toString("latin1") === DELIMITER);
  if (start < 0 || frames.length < start + 6) {
    throw new DataError(
      `decodeMessage: got ${frames.length} frames; expected the delimiter and five frames after it.`,
    );
  }
  const [signature, ...parts] = frames.slice(start + 1, start + 6);
  const expected = Buffer.from(sign(parts, key));
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    throw new DataError("decodeMessage: the signature does not match; the message is refused.");
  }
  const [header, parent, , content] = parts.map((part) => JSON.parse(part.toString("utf8")));
  return { header, parent, content };
}

function sign(parts: readonly (string | Buffer)[], key: string): string {
  const hash = createHmac("sha256", key);
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest("hex");
}
