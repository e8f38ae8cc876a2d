/** The main thread's side of the hooks: which modules have come to their end, and their maps. */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { SourceMaps } from "./source-maps.js";

/** From the hooks: Node is about to get this module. */
export interface LoadedMessage {
  url: string;
  map?: string;
}

/** To the hooks: these modules have not come to their end, and never will. */
export interface FailedMessage {
  failed: string[];
}

/** The name of the global function that a module calls with its URL when it comes to its end. */
export const FINISHED = "Intertwine.finished";

/** What the main thread knows of the modules that the hooks have given to Node. */
export class LoadedModules {
  readonly #port: MessagePort;
  readonly #maps = new SourceMaps();
  /** Loaded, not yet at their end. */
  readonly #unfinished = new Set<string>();
  /** At their end before the message that they are loaded was read. */
  readonly #early = new Set<string>();

  constructor(port: MessagePort) {
    this.#port = port;
    // Read as they come, so that they do not pile up; whoever asks does not wait for that.
    port.on("message", (message: LoadedMessage) => this.#add(message));
    port.unref();
    Object.defineProperty(globalThis, Symbol.for(FINISHED), {
      value: (url: string) => {
        if (!this.#unfinished.delete(url)) this.#early.add(url);
      },
      configurable: true,
    });
  }

  sourceMapOf(url: string): object | undefined {
    this.#read();
    return this.#maps.of(url);
  }

  /** Node keeps the error of a module for ever; under a new URL the module gets another chance. */
  forgetFailed(): void {
    this.#read();
    if (this.#unfinished.size === 0) return;
    const failed = [...this.#unfinished];
    this.#unfinished.clear();
    this.#port.postMessage({ failed } satisfies FailedMessage);
  }

  #read(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.#port);
      if (!received) return;
      this.#add(received.message as LoadedMessage);
    }
  }

  #add({ url, map }: LoadedMessage): void {
    if (map !== undefined) this.#maps.add(url, map);
    if (!this.#early.delete(url)) this.#unfinished.add(url);
  }
}
