/** The comms that are open, and messages of theirs in both directions. */
import type { Engine, Output } from "../engine/types.js";
import type { CommMessage } from "../process/messages.js";
import type { Request } from "./channels.js";
import type { Parent } from "./output/entry.js";
import type { OutputQueue } from "./output/output-queue.js";

type Show = (output: Output) => void;

export class Comms {
  /** Target name of each open comm. */
  private readonly open = new Map<string, string>();
  /** Which request the outputs of a `show` belong to. */
  private readonly parents = new WeakMap<Show, Parent>();

  constructor(
    private readonly engine: Engine,
    private readonly queue: OutputQueue,
    private readonly log: (line: string) => void,
  ) {
    engine.onComm = (message, show) =>
      this.publish(message, (show && this.parents.get(show)) ?? {});
  }

  /** From now on comm messages that come with `show` belong to `parent`. */
  attribute(show: Show, parent: Parent): void {
    this.parents.set(show, parent);
  }

  /** Content of a comm_info_reply; `target` restricts it to one target. */
  info(target?: string): object {
    const comms = [...this.open].filter(([, name]) => target === undefined || name === target);
    return {
      status: "ok",
      comms: Object.fromEntries(comms.map(([id, target_name]) => [id, { target_name }])),
    };
  }

  /** Takes comm_open, comm_msg or comm_close of a front end. */
  receive(request: Request, show: Show): void {
    const { header, content, metadata, buffers } = request;
    const { comm_id: comm, target_name: target, data = {} } = content;
    if (typeof comm !== "string") {
      this.log(`${header.msg_type} without comm_id was ignored.`);
      return;
    }
    this.attribute(show, header);
    const common = { comm, data, metadata, buffers };
    switch (header.msg_type) {
      case "comm_open":
        this.open.set(comm, String(target));
        this.engine.receiveComm({ kind: "open", target: String(target), ...common }, show);
        break;
      case "comm_msg":
        if (this.open.has(comm)) {
          this.engine.receiveComm({ kind: "message", ...common }, show);
        } else {
          // The front end thinks that it is open, which it is not (any more).
          this.log(`comm_msg for the comm ${comm}, which is not open.`);
          this.publish({ kind: "close", comm, data: {}, metadata: {}, buffers: [] }, header);
        }
        break;
      case "comm_close":
        if (this.open.delete(comm)) {
          this.engine.receiveComm({ kind: "close", ...common }, show);
        }
    }
  }

  private publish(message: CommMessage, parent: Parent): void {
    const { comm, data, metadata, buffers } = message;
    let content: object = { comm_id: comm, data };
    if (message.kind === "open") {
      this.open.set(comm, message.target);
      content = { comm_id: comm, target_name: message.target, data };
    } else if (message.kind === "close") {
      this.open.delete(comm);
    }
    const type = { open: "comm_open", message: "comm_msg", close: "comm_close" }[message.kind];
    this.queue.put({ type, parent, content, metadata, buffers });
  }
}
