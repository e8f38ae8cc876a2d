/**
 * The parts of tslab 1.0.22 that the launcher stands on, as types. tslab
 * publishes none of them, so its version is pinned and a test starts it.
 */
import { createRequire } from "node:module";

/** A MIME bundle as `display_data` carries it. */
export interface DisplayContent {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  transient?: Record<string, unknown>;
}

export type WriteStream = (name: "stdout" | "stderr", text: string) => void;
export type WriteDisplay = (content: DisplayContent, update: boolean) => void;

/** A Jupyter message that can answer itself. */
export interface TslabMessage {
  header: { msg_type: string };
  content: unknown;
  createReply(): TslabMessage;
  signAndSend(key: string, socket: unknown): void;
}

export interface ExecuteReply {
  status: "ok" | "error" | "abort";
  execution_count?: number;
}

export interface TslabHandler {
  execCount: number;
  handleKernel(): Record<string, unknown>;
  handleExecute(
    request: unknown,
    stream: WriteStream,
    display: WriteDisplay,
  ): Promise<ExecuteReply>;
  handleExecuteImpl(request: unknown, stream: WriteStream, display: WriteDisplay): Promise<unknown>;
}

export interface TslabExecutor {
  execute(source: string): Promise<boolean>;
  interrupt(): void;
}

/** A zeromq.js socket, as far as the launcher tunes it. */
export interface Socket {
  sendHighWaterMark: number;
  sendTimeout: number;
}

export interface TslabServer {
  connInfo: { key: string };
  iopub: Socket;
  init(): Promise<void>;
  close(): void;
  bindSocket(socket: Socket, port: number): Promise<void>;
  handleExecute(socket: Socket, message: TslabMessage): Promise<void>;
}

export interface TslabDiagnostic {
  start: { line: number; character: number };
}

/** Compiles one cell after the declarations of the earlier ones. */
export interface Converter {
  convert(declarations: string, source: string): { diagnostics: TslabDiagnostic[] };
  close(): void;
}

export interface Converters {
  readonly node: Converter;
  readonly browser: unknown;
  close(): void;
}

/** The console that the executor reports results and errors to. */
export interface ExecutorConsole {
  log(value: unknown): void;
  error(...parts: unknown[]): void;
}

export interface Tslab {
  JupyterHandlerImpl: new (executor: TslabExecutor, isJavaScript: boolean) => TslabHandler;
  ZmqServer: new (handler: TslabHandler, configPath: string) => TslabServer;
  createExecutor(root: string, converters: Converters, console: ExecutorConsole): TslabExecutor;
  createConverter(options: { isJS: boolean; isBrowser: boolean }): Converter;
}

/** Loads tslab from where this library is installed. */
export function loadTslab(): Tslab {
  const require = createRequire(import.meta.url);
  const { JupyterHandlerImpl, ZmqServer } = require("tslab/dist/jupyter.js");
  const { createExecutor } = require("tslab/dist/executor.js");
  const { createConverter } = require("tslab/dist/converter.js");
  return { JupyterHandlerImpl, ZmqServer, createExecutor, createConverter };
}
