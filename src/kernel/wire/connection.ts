/**
 * The connection file, by which Jupyter tells a kernel where to listen and
 * with which key messages are signed
 * (jupyter-client, "Making kernels for Jupyter", section "Connection files").
 */
import { readFileSync, statSync } from "node:fs";
import { logToStandardError } from "../log.js";

export interface Connection {
  transport: "tcp";
  ip: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
  signature_scheme: "hmac-sha256";
  /** The secret of the signatures; empty for none. */
  key: string;
}

export interface ReadOptions {
  env?: NodeJS.ProcessEnv;
  /** Gets a line for what is allowed but unsafe. */
  log?: (line: string) => void;
}

/** Set to 1, it lets a connection file name an address that other computers can reach. */
const ALLOW_REMOTE = "INTERTWINE_KERNEL_ALLOW_REMOTE";

const ports = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

/** Reads and checks `file`; the error says what is wrong in it. */
export function readConnection(file: string, options: ReadOptions = {}): Connection {
  const log = options.log ?? logToStandardError;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
    if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) {
      log(`others may read the key in ${file}; run chmod 600 on it.`);
    }
  } catch (cause) {
    throw new Error(
      `the connection file ${file} cannot be read (${(cause as Error).message}); it is Jupyter that writes it.`,
      { cause },
    );
  }
  const connection = parseConnection(text, file, options.env ?? process.env);
  if (connection.key === "") {
    log(`${file} has no key: messages are not signed, and any program here may run code.`);
  }
  return connection;
}

function parseConnection(text: string, file: string, env: NodeJS.ProcessEnv): Connection {
  const wrong = (what: string) => new Error(`the connection file ${file} ${what}`);
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(text);
  } catch (cause) {
    throw wrong(`is no JSON (${(cause as Error).message}); it may have been cut off.`);
  }
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    throw wrong("holds no object; expected transport, ip, five ports and a key.");
  }
  const { transport = "tcp", ip, key = "", signature_scheme = "hmac-sha256" } = fields;
  if (transport !== "tcp") {
    throw wrong(`asks for the transport ${JSON.stringify(transport)}; only "tcp" is spoken.`);
  }
  if (signature_scheme !== "hmac-sha256") {
    throw wrong(`asks for signatures by ${JSON.stringify(signature_scheme)}; use "hmac-sha256".`);
  }
  if (typeof key !== "string") {
    throw wrong("has a key that is no text.");
  }
  if (typeof ip !== "string" || ip === "") {
    throw wrong(`has the ip ${JSON.stringify(ip)}; expected an address such as "127.0.0.1".`);
  }
  if (!isLoopback(ip) && env[ALLOW_REMOTE] !== "1") {
    throw wrong(
      `would let other computers run code here (ip ${ip}); ` +
        `use 127.0.0.1, or set ${ALLOW_REMOTE}=1 if that is what you want.`,
    );
  }
  const taken = new Map<number, string>();
  for (const name of ports) {
    const port = fields[name];
    if (!Number.isInteger(port) || (port as number) < 1 || (port as number) > 65_535) {
      throw wrong(`has ${name} ${JSON.stringify(port)}; expected a number from 1 to 65535.`);
    }
    const other = taken.get(port as number);
    if (other !== undefined) {
      throw wrong(`gives the port ${port} to both ${other} and ${name}; each needs its own.`);
    }
    taken.set(port as number, name);
  }
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = taken.keys();
  return {
    transport,
    ip: ip === "*" ? "0.0.0.0" : ip,
    shell_port,
    iopub_port,
    stdin_port,
    control_port,
    hb_port,
    signature_scheme,
    key,
  };
}

function isLoopback(ip: string): boolean {
  return ip === "localhost" || ip === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(ip);
}
