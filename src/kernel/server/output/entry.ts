/** What waits to be published, one by one. */
import type { Header } from "../../wire/index.js";
import type { Broadcast } from "../channels.js";

/** A request, as what its outputs belong to. */
export type Parent = Partial<Header>;

/** One message that waits to be published, or a text that may still grow. */
export interface Entry {
  /** Grows from each entry to the next. */
  order: number;
  message: Broadcast;
  /** Name and text of a stream that has not left. */
  stream?: { name: string; text: string };
  /** Code units that the stream has taken in. */
  taken: number;
  /** Bytes that it counts for in the backlog, roughly. */
  size: number;
  /** Time until which the text waits for more. */
  due: number;
  /** The display that it updates. */
  display?: string;
}

/** What is counted for an entry beside its content. */
export const ENTRY_COST = 500;

/** Messages of these types are not counted by jupyter_server's limits. */
const free = new Set(["status", "comm_open", "execute_input"]);

/** How many messages the server counts for this one. */
export function countOf({ message }: Entry): number {
  return free.has(message.type) ? 0 : 1;
}
