/**
 * What calls cost, for comparisons on a machine that others use as well: seconds of processor time
 * and not of the wall, the calls taking turns, the median over the rounds.
 *
 *     const cost = await callSeconds({
 *       mine: (times) => { for (let k = 0; k < times; k++) mine(data); },
 *       theirs: (times) => { for (let k = 0; k < times; k++) theirs(data); },
 *     });
 *     cost.theirs.median / cost.mine.median;
 */
import { DomainError } from "../../errors.js";
import { quantile } from "../../numerics/index.js";

/** Does its work so many times; a promise is waited for. */
export type Calls = (times: number) => unknown;

/** Seconds of one time: the median over the rounds, the least and the most. */
export interface CallSeconds {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface CallSecondsOptions {
  /** Default 7. */
  readonly rounds?: number;
  /** The least that a turn takes; the first turns grow to it, and are not counted. Default 0.05. */
  readonly turn?: number;
  /** What is not counted takes so long at least: compilers improve what runs often. Default 0.5. */
  readonly warmUp?: number;
  /** Seconds so far; the processor time of this process, of all its threads, when left out. */
  readonly clock?: () => number;
}

/** @throws DomainError for rounds that are no whole number ≥ 1, or a turn that is not positive */
export async function callSeconds<Name extends string>(
  calls: Readonly<Record<Name, Calls>>,
  { rounds = 7, turn = 0.05, warmUp = 0.5, clock = processorSeconds }: CallSecondsOptions = {},
): Promise<Record<Name, CallSeconds>> {
  if (!(Number.isInteger(rounds) && rounds >= 1 && turn > 0)) {
    throw new DomainError(
      `callSeconds: got ${rounds} rounds of turns of ${turn} s; expected a whole number ≥ 1 and a positive number.`,
    );
  }
  const names = Object.keys(calls) as Name[];
  const taken = async (name: Name, times: number): Promise<number> => {
    const before = clock();
    await calls[name](times);
    return clock() - before;
  };
  const times = new Map<Name, number>();
  for (const name of names) {
    let count = 1;
    let spent = 0;
    for (;;) {
      const last = await taken(name, count);
      spent += last;
      if (last >= turn && spent >= warmUp) break;
      if (last < turn) count *= 2;
    }
    times.set(name, count);
  }
  const found = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const count = times.get(name)!;
      found.get(name)!.push((await taken(name, count)) / count);
    }
  }
  const entries = names.map((name) => {
    const [least, median, most] = [0, 0.5, 1].map((p) => quantile(found.get(name)!, p));
    return [name, { median, least, most }] as const;
  });
  return Object.fromEntries(entries) as Record<Name, CallSeconds>;
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
