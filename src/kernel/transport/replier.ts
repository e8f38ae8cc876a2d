/** The heartbeat: sends back what it gets, envelope included (RFC 28/REQREP, "REP"). */
import { type Address, Listener } from "./listener.js";
import type { TransportOptions } from "./options.js";

export class Replier {
  private constructor(private readonly listener: Listener) {}

  static async bind(address: Address, options: TransportOptions = {}): Promise<Replier> {
    return new Replier(
      await Listener.open("REP", address, options, {
        open: () => {},
        message: (peer, parts) => peer.send(parts),
        subscription: () => {},
        drain: () => {},
        close: () => {},
      }),
    );
  }

  get port(): number {
    return this.listener.port;
  }

  close(): Promise<void> {
    return this.listener.close();
  }
}
