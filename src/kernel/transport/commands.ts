/** Commands of ZMTP 3.x: READY and ERROR (3.0), PING, PONG, SUBSCRIBE and CANCEL (3.1). */
import { encodeCommand, ProtocolError } from "./frames.js";

export interface Command {
  name: string;
  data: Buffer;
}

export type SocketType = "ROUTER" | "XPUB" | "REP";

/** Which sockets may connect to which (RFC 28/REQREP, 29/PUBSUB). */
export const partners: Record<SocketType, readonly string[]> = {
  ROUTER: ["DEALER", "REQ", "ROUTER"],
  XPUB: ["SUB", "XSUB"],
  REP: ["REQ", "DEALER"],
};

/** A context longer than this in a PING is a violation (RFC 37/ZMTP 3.1). */
const LONGEST_CONTEXT = 16;

export function parseCommand(body: Buffer): Command {
  const size = body[0] ?? 0;
  if (size === 0 || body.length < 1 + size) {
    throw new ProtocolError("a command without a name");
  }
  return { name: body.toString("latin1", 1, 1 + size), data: body.subarray(1 + size) };
}

export function readyCommand(type: SocketType): Buffer {
  return command("READY", property("Socket-Type", type), property("Identity", ""));
}

export function errorCommand(reason: string): Buffer {
  const text = Buffer.from(reason).subarray(0, 255);
  return command("ERROR", Buffer.from([text.length]), text);
}

/** The answer to a PING whose data is a time to live (2 bytes) and a context. */
export function pongCommand(ping: Buffer): Buffer {
  if (ping.length < 2 || ping.length > 2 + LONGEST_CONTEXT) {
    throw new ProtocolError(`a PING with ${ping.length} bytes; expected 2 to 18`);
  }
  return command("PONG", ping.subarray(2));
}

/** Properties of a READY command; names in lower case, since their case does not count. */
export function parseProperties(data: Buffer): Map<string, Buffer> {
  const properties = new Map<string, Buffer>();
  let at = 0;
  const take = (size: number): Buffer => {
    if (at + size > data.length) {
      throw new ProtocolError("a READY command whose properties are cut off");
    }
    at += size;
    return data.subarray(at - size, at);
  };
  while (at < data.length) {
    const name = take(take(1)[0]).toString("latin1").toLowerCase();
    properties.set(name, take(take(4).readUInt32BE()));
  }
  return properties;
}

function command(name: string, ...data: Uint8Array[]): Buffer {
  return encodeCommand(Buffer.concat([Buffer.from([name.length]), Buffer.from(name), ...data]));
}

function property(name: string, value: string): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(Buffer.byteLength(value));
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), size, Buffer.from(value)]);
}
