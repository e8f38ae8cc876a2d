/** Answers many clients, each under its identity (RFC 28/REQREP, "ROUTER"). */
import { randomBytes } from "node:crypto";
import { type Address, Listener } from "./listener.js";
import type { TransportOptions } from "./options.js";
import type { Peer } from "./peer.js";

export type Receive = (identity: Buffer, parts: Buffer[]) => void;

export class Router {
  private readonly peers = new Map<string, Peer>();
  private readonly identities = new Map<Peer, Buffer>();
  private listener!: Listener;

  private constructor(private readonly receive: Receive) {}

  static async bind(
    address: Address,
    receive: Receive,
    options: TransportOptions = {},
  ): Promise<Router> {
    const router = new Router(receive);
    router.listener = await Listener.open("ROUTER", address, options, {
      open: (peer, identity) => router.open(peer, identity),
      message: (peer, parts) => router.receive(router.identities.get(peer) as Buffer, parts),
      subscription: () => {},
      drain: () => {},
      close: (peer) => router.forget(peer),
    });
    return router;
  }

  get port(): number {
    return this.listener.port;
  }

  has(identity: Buffer): boolean {
    return this.peers.has(identity.toString("latin1"));
  }

  /** Sends to the peer of that name; false when there is none any more. */
  send(identity: Buffer, parts: readonly Uint8Array[]): boolean {
    const peer = this.peers.get(identity.toString("latin1"));
    peer?.send(parts);
    return peer !== undefined;
  }

  close(): Promise<void> {
    return this.listener.close();
  }

  private open(peer: Peer, given: Buffer): void {
    // Identities that begin with 0 are ours to give.
    const identity = given.length > 0 ? given : Buffer.concat([Buffer.alloc(1), randomBytes(8)]);
    const key = identity.toString("latin1");
    const older = this.peers.get(key);
    this.peers.set(key, peer);
    this.identities.set(peer, identity);
    // A client that comes back before its old connection is noticed to be dead.
    older?.close("another connection has come with its identity");
  }

  private forget(peer: Peer): void {
    const key = this.identities.get(peer)?.toString("latin1");
    if (key !== undefined && this.peers.get(key) === peer) {
      this.peers.delete(key);
    }
    this.identities.delete(peer);
  }
}
