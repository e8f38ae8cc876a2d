/**
 * Checkpoints: a training's state in a file (see sealed-file.ts), written whole or not at all, refused
 * when it was altered or belongs to other variables, optimisers or settings. All numbers keep their
 * bits, so that a training that goes on from one has the losses of one that was never stopped.
 */
import { sha256 } from "../../../files.js";
import { readSealed, writeSealed } from "../../../sealed-file.js";
import { differenceTo, settingsDifference } from "./difference.js";
import {
  restoreSnapshot,
  type SavedVariable,
  type Snapshot,
  type TrainedParts,
  takeSnapshot,
  variablesOf,
} from "./snapshot.js";

export interface CheckpointParts extends TrainedParts {
  /** What else decides the numbers, such as { seed: 1, batch: 32 }: another value, another run. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** What a training has come to. */
export interface Reached {
  /** Steps taken. */
  readonly step: number;
  readonly state: Snapshot;
  /** Where an evaluation was best. */
  readonly best?: { readonly step: number; readonly value: number; readonly state: Snapshot };
  /** Evaluations since. */
  readonly waited: number;
  /** Rows of numbers: [step, losses …]. */
  readonly losses: readonly Float64Array[];
  /** Rows [step, value]. */
  readonly evaluations: readonly Float64Array[];
}

interface Header {
  fingerprint: string;
  step: number;
  waited: number;
  state: SnapshotHeader;
  best?: { step: number; value: number; state: SnapshotHeader };
  losses: { rows: number; width: number };
  evaluations: { rows: number };
  /** For those who ask why it is refused. */
  settings?: CheckpointParts["settings"];
}

interface SnapshotHeader {
  saved: { name: string; shape: readonly number[]; type: SavedVariable["type"]; length: number }[];
  iterations: readonly number[];
}

const KIND = "training";

/** Writes variables, optimisers and the number of steps taken. */
export async function saveCheckpoint(
  path: string,
  parts: CheckpointParts,
  step: number,
): Promise<void> {
  const state = await takeSnapshot(parts);
  writeReached(path, parts, { step, state, waited: 0, losses: [], evaluations: [] });
}

/**
 * Gives variables and optimisers what the file holds.
 * @returns the number of steps taken
 * @throws DataError when the file is missing, truncated, altered, or of other parts
 */
export function loadCheckpoint(path: string, parts: CheckpointParts): number {
  const { step, state } = readReached(path, parts);
  restoreSnapshot(parts, state);
  return step;
}

export function writeReached(path: string, parts: CheckpointParts, reached: Reached): void {
  const { step, state, best, waited, losses, evaluations } = reached;
  const header: Header = {
    ...{ fingerprint: fingerprintOf(parts), step, waited, state: headerOf(state) },
    ...(best && { best: { step: best.step, value: best.value, state: headerOf(best.state) } }),
    losses: { rows: losses.length, width: losses[0]?.length ?? 0 },
    evaluations: { rows: evaluations.length },
    settings: parts.settings ?? {},
  };
  const states = best === undefined ? [state] : [state, best.state];
  const numbers = states.flatMap(({ saved }) =>
    saved.map(({ values }) => Float64Array.from(values)),
  );
  writeSealed(path, KIND, header, [...numbers, ...losses, ...evaluations]);
}

/** @param parts whose training it must be; without them it may be any */
export function readReached(path: string, parts?: CheckpointParts): Reached {
  const fingerprint = parts && fingerprintOf(parts);
  const { header, take } = readSealed<Header>(
    path,
    KIND,
    fingerprint,
    ({ state, settings }) =>
      parts && (differenceTo(parts, state) ?? settingsDifference(parts.settings, settings)),
  );
  const snapshot = ({ saved, iterations }: SnapshotHeader): Snapshot => ({
    saved: saved.map(({ name, shape, type, length }) => {
      return { name, shape, type, values: ARRAYS[type].from(take(length)) };
    }),
    iterations,
  });
  const rows = (count: number, width: number) => Array.from({ length: count }, () => take(width));
  const state = snapshot(header.state);
  const best = header.best && { ...header.best, state: snapshot(header.best.state) };
  return {
    ...{ step: header.step, waited: header.waited, state, ...(best && { best }) },
    losses: rows(header.losses.rows, header.losses.width),
    evaluations: rows(header.evaluations.rows, 2),
  };
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

function headerOf({ saved, iterations }: Snapshot): SnapshotHeader {
  const described = saved.map(({ name, shape, type, values }) => {
    return { name, shape, type, length: values.length };
  });
  return { saved: described, iterations };
}

function fingerprintOf(parts: CheckpointParts): string {
  const variables = variablesOf({ variables: parts.variables }).map(({ name, variable }) => {
    return [name, variable.dtype, variable.shape];
  });
  const optimisers = (parts.optimisers ?? []).map((optimiser) => optimiser.getClassName());
  return sha256(JSON.stringify([variables, optimisers, parts.settings ?? {}]));
}
