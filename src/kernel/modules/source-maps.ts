import { fileURLToPath } from "node:url";
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { LoadedMessage } from "./hooks.js";

/** How many versions of a file keep their map: functions of the one before the newest still run. */
const KEPT = 2;

/** The source maps of the local modules that this process has loaded. */
export class SourceMaps {
  readonly #port: MessagePort;
  /** File → URL → map, the oldest first. */
  readonly #files = new Map<string, Map<string, string>>();

  constructor(port: MessagePort) {
    this.#port = port;
    // Taken in as they come, so that they do not pile up; `of` does not wait for that.
    port.on("message", (message: LoadedMessage) => this.#add(message));
    port.unref();
  }

  /** The map (version 3) of a module's URL; its source is the file's path, with its content. */
  of(url: string): object | undefined {
    for (;;) {
      const received = receiveMessageOnPort(this.#port);
      if (!received) break;
      this.#add(received.message as LoadedMessage);
    }
    const map = url.startsWith("file:") && this.#files.get(fileURLToPath(url))?.get(url);
    return map ? (JSON.parse(map) as object) : undefined;
  }

  #add({ url, map }: LoadedMessage): void {
    const file = fileURLToPath(url);
    const maps = this.#files.get(file) ?? new Map<string, string>();
    this.#files.set(file, maps);
    maps.delete(url);
    maps.set(url, map);
    if (maps.size > KEPT) maps.delete(maps.keys().next().value!);
  }
}
