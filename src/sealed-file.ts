/**
 * Files of numbers that belong to one computation: a title line, a line of JSON, little-endian
 * Float64, and the SHA-256 of all that. They are written whole, and refused when they are altered
 * or belong to another computation.
 */
import { readFileSync } from "node:fs";
import { DataError } from "./errors.js";
import { sha256, writeWhole } from "./files.js";

const HASH_LENGTH = 64;

interface SealedHeader {
  /** Of the settings that decide the numbers. */
  readonly fingerprint: string;
}

/** Writes the file whole or not at all. */
export function writeSealed(
  path: string,
  kind: string,
  header: SealedHeader,
  numbers: readonly Float64Array[],
): void {
  const body = Buffer.concat([
    Buffer.from(`${titleOf(kind)}${JSON.stringify(header)}\n`, "utf8"),
    ...numbers.map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength),
    ),
  ]);
  writeWhole(path, Buffer.concat([body, Buffer.from(sha256(body), "ascii")]));
}

/**
 * The header, and a function that takes the next `count` numbers.
 * @param fingerprint of the run that goes on; undefined for a reader to whom every run will do
 * @param difference why a header with another fingerprint has it, where that can be said
 * @throws DataError when the file is missing, truncated, altered, or of another run
 */
export function readSealed<Header extends SealedHeader>(
  path: string,
  kind: string,
  fingerprint: string | undefined,
  difference: (header: Header) => string | undefined = () => undefined,
): { header: Header; take: (count: number) => Float64Array } {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (cause) {
    throw new DataError(`loadState: ${path} cannot be read; train the run anew.`, { cause });
  }
  const title = titleOf(kind);
  const body = file.subarray(0, Math.max(0, file.length - HASH_LENGTH));
  const hash = file.subarray(body.length).toString("ascii");
  if (sha256(body) !== hash || !body.subarray(0, title.length).equals(Buffer.from(title))) {
    throw new DataError(
      `loadState: ${path} is truncated, altered or no saved ${kind} state (its SHA-256 does not match); delete it to train the run anew.`,
    );
  }
  const end = body.indexOf(10, title.length);
  const header = JSON.parse(body.subarray(title.length, end).toString("utf8")) as Header;
  if (fingerprint !== undefined && header.fingerprint !== fingerprint) {
    const prints = `fingerprint ${header.fingerprint.slice(0, 12)}…, expected ${fingerprint.slice(0, 12)}…`;
    throw new DataError(
      `loadState: ${path} belongs to a run with other settings (${difference(header) ?? prints}); give each run a file of its own.`,
    );
  }
  let position = end + 1;
  const take = (count: number): Float64Array => {
    const bytes = Uint8Array.from(body.subarray(position, position + 8 * count));
    position += 8 * count;
    return new Float64Array(bytes.buffer);
  };
  return { header, take };
}

function titleOf(kind: string): string {
  return `intertwine ${kind} state 1\n`;
}
