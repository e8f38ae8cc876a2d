/** A message of the Jupyter protocol (jupyter-client, "Messaging in Jupyter"). */
import { randomUUID } from "node:crypto";

/** Version of the message protocol. */
export const PROTOCOL = "5.4";

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  /** Time in ISO 8601. */
  date: string;
  version: string;
}

export interface Message {
  /** Routing prefix, as it has to stand before the answer. */
  identities: Uint8Array[];
  header: Header;
  /** Header of the message that this one answers; `{}` where there is none. */
  parent: Partial<Header>;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
  buffers: Uint8Array[];
}

/** A header of this session for a new message of the given type. */
export function createHeader(type: string, session: string): Header {
  return {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: "kernel",
    date: new Date().toISOString(),
    version: PROTOCOL,
  };
}
