/** Outputs of the engine as messages of the protocol. */
import type { Output } from "../../engine/types.js";
import type { Parent } from "./entry.js";
import type { OutputQueue } from "./output-queue.js";

/** Publishes an output of the request `parent`; `count` is the number of its cell. */
export function showOutput(
  queue: OutputQueue,
  parent: Parent,
  count: number | null,
  output: Output,
): void {
  switch (output.type) {
    case "stream":
      queue.write(parent, output.name, output.text);
      break;
    case "display": {
      const { data, metadata, id } = output;
      const transient = id === undefined ? {} : { display_id: id };
      // Without an id there is nothing to update.
      const type = output.update && id !== undefined ? "update_display_data" : "display_data";
      queue.put({ type, parent, content: { data, metadata, transient } }, id);
      break;
    }
    case "clear":
      queue.put({ type: "clear_output", parent, content: { wait: output.wait } });
      break;
    case "result": {
      const { data, metadata } = output;
      const content = { execution_count: count, data, metadata };
      queue.put({ type: "execute_result", parent, content });
    }
  }
}
