/**
 * The file of a training state: a title line, a line of JSON, the parameters, both of Adam's
 * moments and the history as little-endian Float64, and the SHA-256 of all that. Every draw of
 * a run is a function of (seed, step), so nothing else is needed to continue to the same bits.
 */
import { readFileSync } from "node:fs";
import { DataError } from "../../errors.js";
import { sha256, writeWhole } from "../../files.js";

const TITLE = "intertwine perceptron state 1\n";
const HASH_LENGTH = 64;

/** What is recorded of a step, before it is taken. */
export interface TrainingRecord {
  readonly step: number;
  /** Of the data, without the term. */
  readonly loss: number;
  /** What the term added; 0 without one. */
  readonly term: number;
  /** The term's own numbers. */
  readonly numbers: Float64Array;
}

export interface TrainingState {
  /** Steps taken. */
  readonly step: number;
  readonly parameters: Float64Array;
  readonly firstMoments: Float64Array;
  readonly secondMoments: Float64Array;
  readonly history: readonly TrainingRecord[];
}

interface Header {
  fingerprint: string;
  step: number;
  parameters: number;
  records: number;
  /** Numbers of one record. */
  width: number;
}

/** Writes the state whole or not at all. */
export function saveState(path: string, fingerprint: string, state: TrainingState): void {
  const { step, parameters, firstMoments, secondMoments, history } = state;
  const rows = history.map((record) => [record.step, record.loss, record.term, ...record.numbers]);
  const width = rows[0]?.length ?? 0;
  const header: Header = {
    ...{ fingerprint, step, parameters: parameters.length, records: rows.length, width },
  };
  const body = Buffer.concat([
    Buffer.from(`${TITLE}${JSON.stringify(header)}\n`, "utf8"),
    ...[parameters, firstMoments, secondMoments, Float64Array.from(rows.flat())].map(bytesOf),
  ]);
  writeWhole(path, Buffer.concat([body, Buffer.from(sha256(body), "ascii")]));
}

/** @throws DataError when the file is missing, truncated, altered, or of another run */
export function loadState(path: string, fingerprint: string): TrainingState {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (cause) {
    throw new DataError(`loadState: ${path} cannot be read; train the run anew.`, { cause });
  }
  const body = file.subarray(0, Math.max(0, file.length - HASH_LENGTH));
  const hash = file.subarray(body.length).toString("ascii");
  if (sha256(body) !== hash || !body.subarray(0, TITLE.length).equals(Buffer.from(TITLE))) {
    throw new DataError(
      `loadState: ${path} is truncated, altered or no saved perceptron state (its SHA-256 does not match); delete it to train the run anew.`,
    );
  }
  const end = body.indexOf(10, TITLE.length);
  const header = JSON.parse(body.subarray(TITLE.length, end).toString("utf8")) as Header;
  if (header.fingerprint !== fingerprint) {
    throw new DataError(
      `loadState: ${path} belongs to a run with other settings (fingerprint ${header.fingerprint.slice(0, 12)}…, expected ${fingerprint.slice(0, 12)}…); give each run a file of its own.`,
    );
  }
  let position = end + 1;
  const take = (length: number): Float64Array => {
    const bytes = Uint8Array.from(body.subarray(position, position + 8 * length));
    position += 8 * length;
    return new Float64Array(bytes.buffer);
  };
  const [parameters, firstMoments, secondMoments] = [0, 1, 2].map(() => take(header.parameters));
  const history = Array.from({ length: header.records }, (): TrainingRecord => {
    const [step, loss, term, ...numbers] = take(header.width);
    return { step, loss, term, numbers: Float64Array.from(numbers) };
  });
  return { step: header.step, parameters, firstMoments, secondMoments, history };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
