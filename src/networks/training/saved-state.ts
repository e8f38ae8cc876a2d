/** What a training state is as a file (see sealed-file.ts): parameters, Adam's moments, history. */
import { readSealed, writeSealed } from "../../sealed-file.js";

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

/**
 * Writes the state whole or not at all. Every draw of a run is a function of (seed, step), so
 * nothing else is needed to continue to the same bits.
 */
export function saveState(path: string, fingerprint: string, state: TrainingState): void {
  const { step, parameters, firstMoments, secondMoments, history } = state;
  const rows = history.map((record) => [record.step, record.loss, record.term, ...record.numbers]);
  const width = rows[0]?.length ?? 0;
  const header: Header = {
    ...{ fingerprint, step, parameters: parameters.length, records: rows.length, width },
  };
  const numbers = [parameters, firstMoments, secondMoments, Float64Array.from(rows.flat())];
  writeSealed(path, "perceptron", header, numbers);
}

/** @throws DataError when the file is missing, truncated, altered, or of another run */
export function loadState(path: string, fingerprint: string): TrainingState {
  const { header, take } = readSealed<Header>(path, "perceptron", fingerprint);
  const [parameters, firstMoments, secondMoments] = [0, 1, 2].map(() => take(header.parameters));
  const history = Array.from({ length: header.records }, (): TrainingRecord => {
    const [step, loss, term, ...numbers] = take(header.width);
    return { step, loss, term, numbers: Float64Array.from(numbers) };
  });
  return { step: header.step, parameters, firstMoments, secondMoments, history };
}
