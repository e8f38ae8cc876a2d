/** The sockets of a client: two for requests, one for outputs. */
import type { Dealer, Subscriber } from "zeromq";
import { EnvironmentError } from "../../errors.js";
import type { ConnectionInfo } from "./connection.js";
import { decodeMessage, encodeMessage, type Message } from "./message.js";

export type Channel = "shell" | "control" | "iopub";

export class Channels {
  private constructor(
    private readonly info: ConnectionInfo,
    private readonly sockets: { shell: Dealer; control: Dealer; iopub: Subscriber },
  ) {}

  /**
   * Connects; `receive` gets every message in the order of its channel. What is malformed or
   * wrongly signed is dropped, and `refuse` is told why.
   */
  static async open(
    info: ConnectionInfo,
    receive: (channel: Channel, message: Message) => void,
    refuse: (channel: Channel, error: unknown) => void,
  ): Promise<Channels> {
    const zeromq = await import("zeromq").catch((cause: unknown) => {
      throw new EnvironmentError(
        "startKernel: the package zeromq is missing; run `npm ci` in the Intertwine folder.",
        { cause },
      );
    });
    const sockets = {
      shell: new zeromq.Dealer({ linger: 0 }),
      control: new zeromq.Dealer({ linger: 0 }),
      iopub: new zeromq.Subscriber({ linger: 0, receiveHighWaterMark: 0 }),
    };
    for (const channel of ["shell", "control", "iopub"] as const) {
      sockets[channel].connect(`tcp://${info.ip}:${info[`${channel}_port`]}`);
    }
    sockets.iopub.subscribe();
    const channels = new Channels(info, sockets);
    for (const channel of ["shell", "control", "iopub"] as const) {
      void channels.listen(channel, receive, refuse);
    }
    return channels;
  }

  async send(channel: "shell" | "control", message: Message): Promise<void> {
    await this.sockets[channel].send(encodeMessage(message, this.info.key));
  }

  close(): void {
    for (const socket of Object.values(this.sockets)) {
      socket.close();
    }
  }

  private async listen(
    channel: Channel,
    receive: (channel: Channel, message: Message) => void,
    refuse: (channel: Channel, error: unknown) => void,
  ): Promise<void> {
    for await (const frames of this.sockets[channel]) {
      let message: Message;
      try {
        message = decodeMessage(frames, this.info.key);
      } catch (error) {
        refuse(channel, error);
        continue;
      }
      receive(channel, message);
    }
  }
}
