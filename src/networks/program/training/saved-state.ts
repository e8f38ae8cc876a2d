/** What the state of a program's training is as a file (see sealed-file.ts). */
import { readSealed, writeSealed } from "../../../sealed-file.js";

/** What is recorded after a step. */
export interface ProgramRecord {
  /** Steps taken. */
  readonly step: number;
  /** Of the last step's batch, before that step. */
  readonly loss: number;
  /** By "set: output". */
  readonly measures: Readonly<Record<string, number>>;
}

/** The numbers of a kernel that make its network. */
export interface ProgramParameters {
  readonly parameters: Float32Array;
  /** Means and variances of batch norms. */
  readonly running: Float32Array;
}

export interface ProgramState {
  readonly step: number;
  readonly loss: number;
  /** Place in the history, -1 for none. */
  readonly bestRecord: number;
  readonly last: ProgramParameters;
  readonly best: ProgramParameters;
  readonly moments: readonly Float32Array[];
  readonly history: readonly ProgramRecord[];
}

interface Header {
  fingerprint: string;
  step: number;
  bestRecord: number;
  parameters: number;
  running: number;
  records: number;
  measures: readonly string[];
}

/** Writes the state whole or not at all; Float32 numbers are kept as the same Float64 ones. */
export function saveProgramState(path: string, fingerprint: string, state: ProgramState): void {
  const { step, loss, bestRecord, last, best, moments, history } = state;
  const measures = Object.keys(history[0]?.measures ?? {});
  const header: Header = {
    ...{ fingerprint, step, bestRecord, measures, records: history.length },
    ...{ parameters: last.parameters.length, running: last.running.length },
  };
  const arrays = [last.parameters, last.running, best.parameters, best.running, ...moments];
  const rows = history.flatMap((record) => [
    record.step,
    record.loss,
    ...measures.map((name) => record.measures[name]),
  ]);
  const numbers = [...arrays, [loss], rows].map((array) => Float64Array.from(array));
  writeSealed(path, "program", header, numbers);
}

/** @throws DataError when the file is missing, truncated, altered, or of another run */
export function loadProgramState(path: string, fingerprint: string): ProgramState {
  const { header, take } = readSealed<Header>(path, "program", fingerprint);
  const parameters = (): ProgramParameters => ({
    parameters: Float32Array.from(take(header.parameters)),
    running: Float32Array.from(take(header.running)),
  });
  const [last, best] = [parameters(), parameters()];
  const moments = [0, 1].map(() => Float32Array.from(take(header.parameters)));
  const [loss] = take(1);
  const history = Array.from({ length: header.records }, (): ProgramRecord => {
    const [step, lossThen, ...values] = take(2 + header.measures.length);
    const measures = Object.fromEntries(header.measures.map((name, k) => [name, values[k]]));
    return { step, loss: lossThen, measures };
  });
  return { step: header.step, loss, bestRecord: header.bestRecord, last, best, moments, history };
}
