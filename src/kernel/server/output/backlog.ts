/**
 * What waits to be published, in order. A text joins the text of the same
 * stream when nothing of its run that has a place of its own stands between;
 * an update of a display replaces the one that waits.
 */

import { toJson } from "../../wire/index.js";
import type { Broadcast } from "../channels.js";
import { ENTRY_COST, type Entry, type Parent } from "./entry.js";
import { LARGEST_PIECE } from "./pacing.js";

export class Backlog {
  bytes = 0;
  private orders = 0;
  private readonly entries = new Set<Entry>();
  /** For each run (by the id of its request) the last entry that later text may not overtake. */
  private readonly tails = new Map<string, Entry>();
  /** For each display the update that waits. */
  private readonly updates = new Map<string, Entry>();

  get length(): number {
    return this.entries.size;
  }

  get first(): Entry | undefined {
    for (const entry of this.entries) {
      return entry;
    }
    return undefined;
  }

  /** Order of the last entry. */
  get last(): number {
    return this.orders;
  }

  /** Takes a text; `due` is until when it may wait for more. */
  addText(parent: Parent, name: string, text: string, due: number): void {
    const tail = this.tails.get(parent.msg_id ?? "");
    if (tail?.stream?.name === name && tail.taken + text.length <= LARGEST_PIECE) {
      tail.stream.text += text;
      tail.taken += text.length;
      this.resize(tail, tail.size + text.length);
      return;
    }
    const message = { type: "stream", parent, content: {} };
    const entry = this.append(message, text.length + ENTRY_COST, due);
    entry.stream = { name, text };
    entry.taken = text.length;
    this.tails.set(parent.msg_id ?? "", entry);
  }

  /** Takes a message; `display` is the id of the display that it shows or updates. */
  add(broadcast: Broadcast, display?: string): void {
    // Written now: what the cell shows may change afterwards, and the size is needed.
    const message = { ...broadcast, content: toJson(broadcast.content) };
    const buffers = (message.buffers ?? []).reduce((sum, buffer) => sum + buffer.length, 0);
    const size = message.content.length + buffers + ENTRY_COST;
    const run = message.parent.msg_id ?? "";
    if (display === undefined || message.type !== "update_display_data") {
      this.tails.set(run, this.append(message, size, 0));
      if (display !== undefined) {
        // A later update belongs after this display.
        this.updates.delete(display);
      }
      return;
    }
    const waiting = this.updates.get(display);
    if (waiting !== undefined && waiting.message.parent.msg_id === run) {
      waiting.message = message;
      this.resize(waiting, size);
    } else {
      this.updates.set(display, this.append(message, size, 0, display));
    }
  }

  /** What comes from now on stays apart from what is here. */
  seal(): void {
    this.tails.clear();
  }

  /** Takes off the text that has left; the entry stays when there is more. */
  shorten(entry: Entry, length: number): void {
    if (entry.stream === undefined || length >= entry.stream.text.length) {
      this.remove(entry);
      return;
    }
    entry.stream.text = entry.stream.text.slice(length);
    this.resize(entry, entry.size - length);
  }

  private remove(entry: Entry): void {
    this.entries.delete(entry);
    this.bytes -= entry.size;
    const run = entry.message.parent.msg_id ?? "";
    if (this.tails.get(run) === entry) {
      this.tails.delete(run);
    }
    if (entry.display !== undefined && this.updates.get(entry.display) === entry) {
      this.updates.delete(entry.display);
    }
  }

  private append(message: Broadcast, size: number, due: number, display?: string): Entry {
    const entry: Entry = { order: ++this.orders, message, taken: 0, size, due, display };
    this.entries.add(entry);
    this.bytes += size;
    return entry;
  }

  private resize(entry: Entry, size: number): void {
    this.bytes += size - entry.size;
    entry.size = size;
  }
}
