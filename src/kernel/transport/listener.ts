/** A bound TCP port and the peers that have come through it. */
import { createServer, type Server } from "node:net";
import type { SocketType } from "./commands.js";
import { defaults, type TransportOptions } from "./options.js";
import { Peer, type PeerEvents } from "./peer.js";

export interface Address {
  host: string;
  port: number;
}

/** Milliseconds that peers have for taking what was sent before the end. */
const LINGER = 1000;

export class Listener {
  private readonly peers = new Set<Peer>();
  private readonly server: Server;
  private readonly options: Required<TransportOptions>;

  private constructor(type: SocketType, options: TransportOptions, events: PeerEvents) {
    this.options = { ...defaults, ...options };
    const watched: PeerEvents = {
      ...events,
      close: (peer) => {
        this.peers.delete(peer);
        events.close(peer);
      },
    };
    this.server = createServer((socket) => {
      this.peers.add(new Peer(socket, type, this.options, watched));
    });
  }

  /** Throws when the port cannot be had, and says what to do. */
  static async open(
    type: SocketType,
    { host, port }: Address,
    options: TransportOptions,
    events: PeerEvents,
  ): Promise<Listener> {
    const listener = new Listener(type, options, events);
    await new Promise<void>((resolve, reject) => {
      listener.server.once("error", (error: NodeJS.ErrnoException) =>
        reject(new Error(explain(error, host, port), { cause: error })),
      );
      listener.server.listen({ host, port, exclusive: true }, resolve);
    });
    listener.server.on("error", (error) => listener.options.log(`port ${port}: ${error.message}`));
    return listener;
  }

  /** The port, also when the system was asked to choose one (0). */
  get port(): number {
    const address = this.server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** Bytes that wait for the slowest peer. */
  get bufferedBytes(): number {
    return Math.max(0, ...[...this.peers].map((peer) => peer.bufferedBytes));
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    await Promise.all([...this.peers].map((peer) => peer.end(LINGER)));
    await closed;
  }
}

function explain({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} of ${host} is taken by another program; start the kernel again, so that Jupyter chooses other ports.`;
    case "EACCES":
      return `port ${port} of ${host} may not be opened by this user; choose a port from 1024 on.`;
    case "EADDRNOTAVAIL":
      return `${host} is no address of this computer; correct "ip" in the connection file.`;
    default:
      return `port ${port} of ${host} could not be opened: ${message}`;
  }
}
