/** The greeting of ZMTP 3.x: 64 bytes with signature, version and mechanism. */
import { ProtocolError } from "./frames.js";

export const GREETING_LENGTH = 64;

/** We speak 3.1: subscriptions come as commands; a peer of 3.0 sends them as messages. */
export const greeting: Readonly<Buffer> = (() => {
  const bytes = Buffer.alloc(GREETING_LENGTH);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[10] = 3;
  bytes[11] = 1;
  bytes.write("NULL", 12, "latin1");
  return bytes;
})();

/** Throws ProtocolError unless `bytes` greets in version 3 without encryption. */
export function checkGreeting(bytes: Buffer): void {
  if (bytes[0] !== 0xff || (bytes[9] & 1) === 0) {
    throw new ProtocolError("the greeting is not that of ZeroMQ");
  }
  if (bytes[10] < 3) {
    throw new ProtocolError(`the peer speaks ZMTP ${bytes[10]}; 3.0 or later is needed`);
  }
  const mechanism = bytes.toString("latin1", 12, 32).replace(/\0+$/, "");
  if (mechanism !== "NULL") {
    throw new ProtocolError(`the peer wants the security mechanism "${mechanism}"; NULL is spoken`);
  }
}
