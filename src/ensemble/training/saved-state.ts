/** What a training state is as a file (see sealed-file.ts): the particles, then the snapshots. */
import { Matrix } from "../../numerics/index.js";
import { readSealed, writeSealed } from "../../sealed-file.js";
import type { TrainingState } from "./run.js";

interface Header {
  fingerprint: string;
  step: number;
  rows: number;
  columns: number;
  lossSum: number;
  /** A loss is null where no step was taken since the snapshot before: JSON has no NaN. */
  snapshots: { step: number; loss: number | null }[];
}

/**
 * Writes the state whole or not at all. Every draw of a run is a function of (seed, step), so
 * nothing else is needed to continue to the same bits.
 */
export function saveState(path: string, fingerprint: string, state: TrainingState): void {
  const { step, particles, snapshots, lossSum } = state;
  const header: Header = {
    ...{ fingerprint, step, rows: particles.rows, columns: particles.columns, lossSum },
    snapshots: snapshots.map((snapshot) => ({ step: snapshot.step, loss: snapshot.loss })),
  };
  const clouds = [particles, ...snapshots.map((snapshot) => snapshot.particles)];
  writeSealed(
    path,
    "ensemble",
    header,
    clouds.map(({ data }) => data),
  );
}

/** @throws DataError when the file is missing, truncated, altered, or of another run */
export function loadState(path: string, fingerprint: string): TrainingState {
  const { header, take } = readSealed<Header>(path, "ensemble", fingerprint);
  const { step, rows, columns, lossSum } = header;
  const nextCloud = () => new Matrix(rows, columns, take(rows * columns));
  const particles = nextCloud();
  const snapshots = header.snapshots.map((snapshot) => ({
    step: snapshot.step,
    loss: snapshot.loss ?? Number.NaN,
    particles: nextCloud(),
  }));
  return { step, particles, snapshots, lossSum };
}
