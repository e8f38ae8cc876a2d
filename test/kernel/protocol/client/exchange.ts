/** A request and everything that came back for it. */
import type { Message } from "../../../../src/workbench/jupyter/message.js";

export type Content = Record<string, unknown>;

/** What came back for one request. */
export interface Exchange {
  reply: Content;
  metadata: Content;
  /** Messages of the output channel with this request as parent, the states included. */
  iopub: Message[];
  /** Milliseconds from the request to the reply. */
  milliseconds: number;
}

/** Contents of all messages of the type, in their order. */
export function contents({ iopub }: Pick<Exchange, "iopub">, type: string): Content[] {
  return iopub.filter(({ header }) => header.msg_type === type).map(({ content }) => content);
}

/** What was printed to the stream. */
export function printed(exchange: Pick<Exchange, "iopub">, name = "stdout"): string {
  return contents(exchange, "stream")
    .filter((content) => content.name === name)
    .map(({ text }) => text)
    .join("");
}

/** What was printed, followed by the text of the result. */
export function textOf(exchange: Pick<Exchange, "iopub">): string {
  const results = contents(exchange, "execute_result").map(
    ({ data }) => (data as Content)["text/plain"],
  );
  return printed(exchange) + results.join("");
}
