/** Requests that have an answer at once, also while a cell runs. */
import type { Engine } from "../../engine/types.js";
import type { Connection } from "../../wire/index.js";
import type { Request } from "../channels.js";
import type { Comms } from "../comms.js";
import type { History, HistoryRequest } from "./history.js";
import { askedName, inspectionBundle } from "./inspection.js";
import { toCodePoints, toCodeUnits } from "./offsets.js";

export interface RequestParts {
  engine: Engine;
  comms: Comms;
  history: History;
  connection: Connection;
  info: object;
}

type Handler = (request: Request, parts: RequestParts) => object | Promise<object>;

/** Contents of the replies, by the type of the request without `_request`. */
export const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["kernel_info", (_, { info }) => info],
  ["complete", complete],
  ["inspect", inspect],
  ["is_complete", isComplete],
  ["history", history],
  ["comm_info", ({ content }, { comms }) => comms.info(textOrNothing(content.target_name))],
  ["connect", connect],
  ["debug", refuseDebugging],
]);

async function complete({ content }: Request, { engine }: RequestParts): Promise<object> {
  const { code, offset, point } = position(content);
  const { start, end, entries } = await engine.complete(code, offset);
  const cursor_start = entries.length > 0 ? toCodePoints(code, start) : point;
  const cursor_end = entries.length > 0 ? toCodePoints(code, end) : point;
  return {
    status: "ok",
    matches: entries.map(({ name }) => name),
    cursor_start,
    cursor_end,
    metadata: {
      _jupyter_types_experimental: entries.map(({ name, kind, signature }) => ({
        text: name,
        start: cursor_start,
        end: cursor_end,
        type: kind,
        ...(signature !== undefined && { signature }),
      })),
    },
  };
}

async function inspect({ content }: Request, { engine }: RequestParts): Promise<object> {
  const { code, offset } = position(content);
  const found = await engine.inspect(code, offset);
  if (found === undefined) {
    return { status: "ok", found: false, data: {}, metadata: {} };
  }
  return { status: "ok", found: true, data: inspectionBundle(found), metadata: {} };
}

async function isComplete({ content }: Request, { engine }: RequestParts): Promise<object> {
  const code = String(content.code ?? "");
  // A reply of this type has no "ok": its status is the answer.
  return askedName(code) === undefined ? engine.isComplete(code) : { status: "complete" };
}

function history({ content }: Request, parts: RequestParts): object {
  const access = content.hist_access_type;
  if (access !== "range" && access !== "tail" && access !== "search") {
    throw new Error(
      `hist_access_type: got ${JSON.stringify(access)}; expected "range", "tail" or "search".`,
    );
  }
  const request: HistoryRequest = {
    access,
    output: content.output === true,
    session: numberOrNothing(content.session),
    start: numberOrNothing(content.start),
    stop: numberOrNothing(content.stop),
    n: numberOrNothing(content.n),
    pattern: textOrNothing(content.pattern),
    unique: content.unique === true,
  };
  return { status: "ok", history: parts.history.find(request) };
}

/** Deprecated since protocol 5.1, and still asked by old clients. */
function connect(_: Request, { connection }: RequestParts): object {
  const { shell_port: shell, iopub_port: iopub, stdin_port: stdin } = connection;
  const { hb_port: hb, control_port: control } = connection;
  return { status: "ok", shell, iopub, stdin, hb, control };
}

/** An answer of the Debug Adapter Protocol. */
function refuseDebugging({ content }: Request): object {
  return {
    type: "response",
    request_seq: numberOrNothing(content.seq) ?? 0,
    seq: 0,
    success: false,
    command: textOrNothing(content.command) ?? "",
    message: "This kernel has no debugger.",
    body: {},
  };
}

function position(content: Record<string, unknown>) {
  const code = String(content.code ?? "");
  const end = [...code].length;
  const point = Math.max(0, Math.min(numberOrNothing(content.cursor_pos) ?? end, end));
  return { code, point, offset: toCodeUnits(code, point) };
}

function numberOrNothing(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? Math.trunc(value) : undefined;
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
