/** Asks the person who sent a cell for a line of text (messages input_request, input_reply). */
import { setTimeout as sleep } from "node:timers/promises";
import type { Channels, Request } from "./channels.js";

/** Milliseconds in which the client's stdin socket may still connect. */
const CONNECT_PATIENCE = 2000;

/** Milliseconds between two looks for that socket. */
const LOOK_AGAIN = 50;

interface Question {
  id: string;
  identity: string;
  resolve: (text: string) => void;
  reject: (error: Error) => void;
}

export class InputDesk {
  private question: Question | undefined;

  constructor(
    private readonly channels: Channels,
    private readonly log: (line: string) => void,
  ) {}

  /** Rejects when nobody is there to ask, or when the cell is interrupted. */
  async ask(request: Request, prompt: string, password: boolean): Promise<string> {
    const deadline = performance.now() + CONNECT_PATIENCE;
    while (!this.channels.reaches("stdin", request) && performance.now() < deadline) {
      await sleep(LOOK_AGAIN);
    }
    const content = { prompt, password };
    const header = this.channels.send("stdin", request, "input_request", content);
    if (header === undefined) {
      throw new Error("prompt: the front end that sent this cell has no stdin channel.");
    }
    this.cancel("another prompt has taken its place");
    return new Promise((resolve, reject) => {
      this.question = { id: header.msg_id, identity: identityOf(request), resolve, reject };
    });
  }

  /** Takes a message of the stdin channel. */
  receive(reply: Request): void {
    const { question } = this;
    const { value } = reply.content;
    if (reply.header.msg_type !== "input_reply" || typeof value !== "string") {
      this.log(`"${reply.header.msg_type}" on stdin was ignored: expected an input_reply.`);
    } else if (
      question === undefined ||
      question.identity !== identityOf(reply) ||
      // Some clients leave the parent header empty.
      (reply.parent.msg_id ?? question.id) !== question.id
    ) {
      this.log("an input_reply was ignored: nothing was asked, or somebody else.");
    } else {
      this.question = undefined;
      question.resolve(value);
    }
  }

  /** Gives up the question that is open. */
  cancel(reason: string): void {
    this.question?.reject(new Error(`prompt: ${reason}.`));
    this.question = undefined;
  }
}

function identityOf(request: Request): string {
  return Buffer.from(request.identities[0]).toString("latin1");
}
