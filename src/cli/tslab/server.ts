/**
 * tslab's server with its output made whole. Four things differ:
 *
 * - The output socket sends at once and without a limit on what waits. tslab
 *   leaves zeromq's defaults, under which everything after the 512th message
 *   of a synchronous stretch is lost, the end of the cell included.
 * - A failed cell is an `error` message and an `execute_reply` with `ename`,
 *   `evalue` and `traceback`, not text on stderr.
 * - Shorthand properties find the variables of earlier cells.
 * - The last expression is an `execute_result`; a value with a
 *   `[Symbol.for("Jupyter.display")]()` shows the MIME bundle it returns.
 */
import { bundleMetadataOf, bundleOf } from "../../workbench/display/bundle.js";
import { typescriptLanguage } from "../../workbench/notebook/format.js";
import { type Failure, failureFrom, renderReport } from "./failure.js";
import type {
  Converter,
  DisplayContent,
  Socket,
  Tslab,
  TslabExecutor,
  TslabMessage,
  TslabServer,
  WriteDisplay,
  WriteStream,
} from "./internals.js";
import { expandShorthand } from "./shorthand.js";
import { StreamMerger } from "./stream-merger.js";

/** Everything that one cell sends. */
class CellOutput {
  failure: Failure | undefined;
  readonly streams: StreamMerger;

  constructor(private readonly publish: (type: string, content: unknown) => void) {
    this.streams = new StreamMerger((name, text) => publish("stream", { name, text }));
  }

  send(type: string, content: unknown): void {
    this.streams.flush();
    this.publish(type, content);
  }

  readonly writeStream: WriteStream = (name, text) => this.streams.write(name, text);
  readonly writeDisplay: WriteDisplay = (content: DisplayContent, update) =>
    this.send(update ? "update_display_data" : "display_data", content);

  async result(value: unknown, executionCount: number): Promise<void> {
    const data = await bundleOf(value);
    const metadata = bundleMetadataOf(value);
    this.send("execute_result", { data, metadata, execution_count: executionCount });
  }

  fail(failure: Failure): void {
    this.failure = failure;
    this.send("error", failure);
  }
}

/** The converter with shorthand properties expanded before it sees them. */
function mended(converter: Converter): Converter {
  return {
    ...converter,
    convert(declarations, source) {
      const { text, originalColumn } = expandShorthand(source);
      const converted = converter.convert(declarations, text);
      for (const { start } of converted.diagnostics) {
        start.character = originalColumn(start.line, start.character);
      }
      return converted;
    },
  };
}

/** A server that is ready to `init()`, and the function that interrupts its cell. */
export function createServer(
  tslab: Tslab,
  configPath: string,
): { server: TslabServer; interrupt: () => void } {
  let current: CellOutput | undefined;
  let reports: unknown[][] = [];
  let result: Promise<void> | undefined;

  const node = mended(tslab.createConverter({ isJS: false, isBrowser: false }));
  const executor = tslab.createExecutor(
    process.cwd(),
    { node, browser: undefined, close: () => node.close() },
    {
      log: (value) => {
        result = current?.result(value, handler.execCount);
      },
      error: (...report) => reports.push(report),
    },
  );
  const reporting: TslabExecutor = Object.assign(Object.create(executor), {
    async execute(source: string): Promise<boolean> {
      reports = [];
      result = undefined;
      let done = await executor.execute(source);
      try {
        await result;
      } catch (error) {
        reports.push([error]);
        done = false;
      }
      if (!done) {
        current?.fail(failureFrom(reports));
      } else {
        for (const report of reports) {
          current?.writeStream("stderr", renderReport(report));
        }
      }
      return done;
    },
  });

  const outputs = new WeakMap<WriteDisplay, CellOutput>();
  class Handler extends tslab.JupyterHandlerImpl {
    override handleKernel(): Record<string, unknown> {
      // What recorded notebooks say, so that JupyterLab does not count them as changed when it opens them.
      return { status: "ok", ...super.handleKernel(), language_info: typescriptLanguage };
    }
    override handleExecuteImpl(request: unknown, stream: WriteStream, display: WriteDisplay) {
      current = outputs.get(display);
      return super.handleExecuteImpl(request, stream, display);
    }
  }
  const handler = new Handler(reporting, false);

  class Server extends tslab.ZmqServer {
    override bindSocket(socket: Socket, port: number): Promise<void> {
      socket.sendHighWaterMark = 0;
      socket.sendTimeout = 0;
      return super.bindSocket(socket, port);
    }
    /** Ends the process, whatever timers a cell has left, once the reply is out. */
    override close(): void {
      super.close();
      setTimeout(() => process.exit(0), 50);
    }
    override async handleExecute(socket: Socket, message: TslabMessage): Promise<void> {
      const output = new CellOutput((type, content) => {
        const reply = message.createReply();
        reply.header.msg_type = type;
        reply.content = content;
        reply.signAndSend(this.connInfo.key, this.iopub);
      });
      outputs.set(output.writeDisplay, output);
      const { status, execution_count } = await handler.handleExecute(
        message.content,
        output.writeStream,
        output.writeDisplay,
      );
      output.streams.flush();
      const reply = message.createReply();
      reply.header.msg_type = "execute_reply";
      reply.content = {
        status: status === "abort" ? "aborted" : status,
        execution_count,
        user_expressions: {},
        ...output.failure,
      };
      reply.signAndSend(this.connInfo.key, socket);
    }
  }
  return { server: new Server(handler, configPath), interrupt: () => executor.interrupt() };
}
