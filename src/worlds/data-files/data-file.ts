/**
 * Files of others that are known by their hash: looked for in folders, brought once, read only if
 * they are whole.
 *
 * | where                          | what it is                                               |
 * | a folder that is given         | nothing else is looked at                                |
 * | $INTERTWINE_DATA/‹collection›  | copies that lie on the machine already, never written to |
 * | data/cache/‹collection›        | of the project, see projectPath; downloads go here       |
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { AbortedError, DataError } from "../../errors.js";
import { sha256, writeWhole } from "../../files.js";
import { interruptSignal } from "../../interrupt.js";
import { projectPath } from "../../project.js";

export interface DataFile {
  readonly name: string;
  readonly bytes: number;
  /** Of the file as it lies on the disk, in hexadecimal. */
  readonly sha256: string;
  readonly address: string;
  /** Other places that hold the same bytes, tried in this order after `address`. */
  readonly mirrors?: readonly string[];
}

export interface DownloadProgress {
  /** Of the file. */
  readonly name: string;
  /** Bytes that are here, and all. */
  readonly done: number;
  readonly total: number;
}

export interface DownloadControl {
  /** That of the running cell unless given. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** @throws DataError when INTERTWINE_DATA names no folder */
export function dataFolders(collection: string, folder?: string): string[] {
  if (folder !== undefined) return [folder];
  const cache = projectPath(join("data", "cache", collection));
  const own = process.env.INTERTWINE_DATA;
  if (!own) return [cache];
  if (!existsSync(own) || !statSync(own).isDirectory()) {
    throw new DataError(
      `dataFolders: INTERTWINE_DATA is ${JSON.stringify(own)}, which is no folder; expected one that holds ${collection}/, or leave it unset.`,
    );
  }
  return [join(own, collection), cache];
}

/** Where the file is, whatever its bytes; in the last folder, where it would go, if in none. */
export function dataPath(file: Pick<DataFile, "name">, folders: readonly string[]): string {
  const paths = folders.map((folder) => join(folder, file.name));
  return paths.find((path) => existsSync(path)) ?? paths[paths.length - 1];
}

/** @throws DataError unless the bytes have the file's hash */
export function requireBytes(
  caller: string,
  place: string,
  bytes: Uint8Array,
  file: Pick<DataFile, "sha256">,
): void {
  const found = sha256(bytes);
  if (found === file.sha256) return;
  throw new DataError(
    `${caller}: ${place} has SHA-256 ${found}; expected ${file.sha256}. It is truncated, altered or another file: delete it and bring it anew.`,
  );
}

/**
 * Downloads the file into the last of the folders unless it is in one of them, and gives its path.
 * An altered copy in the last folder is replaced.
 * @throws DataError when it cannot be had, has other bytes than expected, or lies altered in a
 * folder that is not written to; AbortedError when the signal fires, and nothing is kept
 */
export async function fetchDataFile(
  caller: string,
  file: DataFile,
  folders: readonly string[],
  control: DownloadControl = {},
): Promise<string> {
  const target = join(folders[folders.length - 1], file.name);
  const path = dataPath(file, folders);
  try {
    requireBytes(caller, path, readFileSync(path), file);
    return path;
  } catch (cause) {
    if (path !== target) throw cause;
  }
  const { signal = interruptSignal(), onProgress } = control;
  const reasons: string[] = [];
  for (const address of [file.address, ...(file.mirrors ?? [])]) {
    try {
      const bytes = await download(address, file, signal, onProgress);
      requireBytes(caller, address, bytes, file);
      writeWhole(target, bytes);
      return target;
    } catch (cause) {
      if (signal?.aborted) {
        throw new AbortedError(`${caller}: stopped while ${address} came; nothing was kept.`, {
          cause,
        });
      }
      reasons.push(`${address} cannot be had (${reasonOf(cause)})`);
    }
  }
  throw new DataError(
    `${caller}: ${reasons.join("; ")}. Bring the file into ${folders[folders.length - 1]} by other means.`,
  );
}

async function download(
  address: string,
  { name, bytes: total }: DataFile,
  signal: AbortSignal | undefined,
  onProgress: DownloadControl["onProgress"],
): Promise<Uint8Array> {
  const answer = await fetch(address, { signal });
  if (!answer.ok || !answer.body) throw new Error(`status ${answer.status}`);
  const parts: Uint8Array[] = [];
  let done = 0;
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    parts.push(part);
    done += part.length;
    // What is longer than it should be is another file; its end need not be waited for.
    if (done > total) throw new Error(`more than the ${total} bytes expected`);
    onProgress?.({ name, done, total });
  }
  return Buffer.concat(parts);
}

/** `fetch` says only that it failed, and why in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== "" ? `${message}: ${cause.message}` : message;
}
