/**
 * IDX files, the format of MNIST: arrays of bytes with their shape, usually compressed.
 *
 * | bytes     | meaning                                              |
 * | 0, 1      | 0                                                    |
 * | 2         | kind of number: 8 for unsigned bytes                 |
 * | 3         | r, how many axes                                     |
 * | 4 … 4r+3  | lengths of the axes, four bytes each, highest first  |
 * | then      | the numbers, last axis fastest                       |
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { DataError } from "../../errors.js";
import { sha256 } from "../../files.js";

export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

const UNSIGNED_BYTES = 8;

/**
 * The array in an IDX file of unsigned bytes, compressed with gzip or not.
 * @param expected SHA-256 of the file as it lies on the disk, in hexadecimal; not checked unless given
 * @throws DataError for a file that cannot be read, has another hash, or is no such file
 */
export function readIdx(path: string, expected?: string): IdxArray {
  let file: Uint8Array;
  try {
    file = readFileSync(path);
  } catch (cause) {
    throw new DataError(`readIdx: ${path} cannot be read; put the file there.`, { cause });
  }
  if (expected !== undefined && sha256(file) !== expected) {
    throw new DataError(
      `readIdx: ${path} has the SHA-256 ${sha256(file).slice(0, 16)}…; expected ${expected.slice(0, 16)}…. It is truncated, altered or another file: fetch it again.`,
    );
  }
  return parseIdx(path, isGzip(file) ? unzipped(path, file) : file);
}

function isGzip(file: Uint8Array): boolean {
  return file[0] === 0x1f && file[1] === 0x8b;
}

function unzipped(path: string, file: Uint8Array): Uint8Array {
  try {
    return gunzipSync(file);
  } catch (cause) {
    throw new DataError(`readIdx: ${path} is no whole gzip file; fetch it again.`, { cause });
  }
}

function parseIdx(path: string, bytes: Uint8Array): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0) {
    throw new DataError(
      `readIdx: ${path} does not begin as an IDX file does, with two zero bytes.`,
    );
  }
  if (bytes[2] !== UNSIGNED_BYTES) {
    throw new DataError(
      `readIdx: ${path} holds numbers of kind 0x${bytes[2].toString(16).padStart(2, "0")}; expected 0x08, unsigned bytes.`,
    );
  }
  const start = 4 + 4 * bytes[3];
  if (bytes.length < start) {
    throw new DataError(`readIdx: ${path} ends within its header; fetch it again.`);
  }
  const shape = Array.from({ length: bytes[3] }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.reduce((product, length) => product * length, 1);
  if (bytes.length - start !== count) {
    throw new DataError(
      `readIdx: ${path} holds ${bytes.length - start} numbers for the shape ${shape.join(" × ")}; expected ${count}.`,
    );
  }
  return { shape, data: bytes.subarray(start) };
}
