/**
 * The file of a training state: a title line, a line of JSON, the particles and the
 * snapshots as little-endian Float64, and the SHA-256 of all that. Every draw of a run is
 * a function of (seed, step), so nothing else is needed to continue to the same bits.
 */
import { readFileSync } from "node:fs";
import { DataError } from "../../errors.js";
import { sha256, writeWhole } from "../../files.js";
import { Matrix } from "../../numerics/index.js";
import type { TrainingState } from "./run.js";

const TITLE = "intertwine ensemble state 1\n";
const HASH_LENGTH = 64;

interface Header {
  fingerprint: string;
  step: number;
  rows: number;
  columns: number;
  lossSum: number;
  /** A loss is null where no step was taken since the snapshot before: JSON has no NaN. */
  snapshots: { step: number; loss: number | null }[];
}

/** Writes the state whole or not at all. */
export function saveState(path: string, fingerprint: string, state: TrainingState): void {
  const { step, particles, snapshots, lossSum } = state;
  const header: Header = {
    ...{ fingerprint, step, rows: particles.rows, columns: particles.columns, lossSum },
    snapshots: snapshots.map((snapshot) => ({ step: snapshot.step, loss: snapshot.loss })),
  };
  const body = Buffer.concat([
    Buffer.from(`${TITLE}${JSON.stringify(header)}\n`, "utf8"),
    ...[particles, ...snapshots.map((snapshot) => snapshot.particles)].map(bytesOf),
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
      `loadState: ${path} is truncated, altered or no saved ensemble state (its SHA-256 does not match); delete it to train the run anew.`,
    );
  }
  const end = body.indexOf(10, TITLE.length);
  const header = JSON.parse(body.subarray(TITLE.length, end).toString("utf8")) as Header;
  if (header.fingerprint !== fingerprint) {
    throw new DataError(
      `loadState: ${path} belongs to a run with other settings (fingerprint ${header.fingerprint.slice(0, 12)}…, expected ${fingerprint.slice(0, 12)}…); give each run a file of its own.`,
    );
  }
  const { rows, columns } = header;
  const cloud = (index: number): Matrix => {
    const start = end + 1 + 8 * index * rows * columns;
    const bytes = body.buffer.slice(
      body.byteOffset + start,
      body.byteOffset + start + 8 * rows * columns,
    );
    return new Matrix(rows, columns, new Float64Array(bytes as ArrayBuffer));
  };
  return {
    step: header.step,
    particles: cloud(0),
    snapshots: header.snapshots.map(({ step, loss }, k) => ({
      step,
      loss: loss ?? Number.NaN,
      particles: cloud(k + 1),
    })),
    lossSum: header.lossSum,
  };
}

function bytesOf({ data }: Matrix): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
