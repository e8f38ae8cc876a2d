/**
 * Sends to everyone who has subscribed (RFC 29/PUBSUB, "XPUB"). Nothing is
 * dropped: what a subscriber has not taken waits, `bufferedBytes` tells how
 * much, and a subscriber that takes nothing for a long time is closed.
 */
import { type Address, Listener } from "./listener.js";
import type { TransportOptions } from "./options.js";
import type { Peer } from "./peer.js";

const SUBSCRIBE = 1;
const CANCEL = 0;

/** Topics that one peer may subscribe to. */
const TOPICS = 10_000;

/** A new subscription; `welcome` sends to this subscriber alone. */
export type Subscribed = (topic: Buffer, welcome: (parts: readonly Uint8Array[]) => void) => void;

export class Publisher {
  /** Topics (latin1) of each subscriber, with how often each was asked for. */
  private readonly topics = new Map<Peer, Map<string, number>>();
  private readonly waiting: (() => void)[] = [];
  private listener!: Listener;

  private constructor(private readonly subscribed: Subscribed) {}

  static async bind(
    address: Address,
    subscribed: Subscribed = () => {},
    options: TransportOptions = {},
  ): Promise<Publisher> {
    const publisher = new Publisher(subscribed);
    publisher.listener = await Listener.open("XPUB", address, options, {
      open: (peer) => publisher.topics.set(peer, new Map()),
      message: (peer, parts) => publisher.message(peer, parts),
      subscription: (peer, topic, wanted) => publisher.subscription(peer, topic, wanted),
      drain: () => publisher.wake(),
      close: (peer) => {
        publisher.topics.delete(peer);
        publisher.wake();
      },
    });
    return publisher;
  }

  get port(): number {
    return this.listener.port;
  }

  /** Peers with at least one subscription. */
  get subscribers(): number {
    return [...this.topics.values()].filter((topics) => topics.size > 0).length;
  }

  /** Bytes that wait for the slowest subscriber. */
  get bufferedBytes(): number {
    return this.listener.bufferedBytes;
  }

  /** Resolves when a subscriber has taken what waited for it, or has gone. */
  drained(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Sends to those whose subscription the first part begins with. */
  send(parts: readonly Uint8Array[]): void {
    const topic = Buffer.from(parts[0]).toString("latin1");
    for (const [peer, topics] of this.topics) {
      if ([...topics.keys()].some((prefix) => topic.startsWith(prefix))) {
        peer.send(parts);
      }
    }
  }

  close(): Promise<void> {
    return this.listener.close();
  }

  /** Subscriptions of ZMTP 3.0 are messages of one part. */
  private message(peer: Peer, parts: Buffer[]): void {
    const [kind] = parts[0];
    if (parts.length === 1 && (kind === SUBSCRIBE || kind === CANCEL)) {
      this.subscription(peer, Buffer.from(parts[0].subarray(1)), kind === SUBSCRIBE);
    }
  }

  private subscription(peer: Peer, topic: Buffer, wanted: boolean): void {
    const topics = this.topics.get(peer);
    if (topics === undefined) {
      return;
    }
    const key = topic.toString("latin1");
    const count = (topics.get(key) ?? 0) + (wanted ? 1 : -1);
    if (topics.size >= TOPICS && !topics.has(key)) {
      peer.close(`it subscribes to more than ${TOPICS} topics`);
    } else if (count > 0) {
      topics.set(key, count);
    } else {
      topics.delete(key);
    }
    if (wanted && count === 1) {
      this.subscribed(topic, (parts) => peer.send(parts));
    }
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) {
      resolve();
    }
  }
}
