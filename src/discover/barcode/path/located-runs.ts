/**
 * The stretches of a path on which something stays the same, their ends found by bisection of log β
 * between neighbours that differ.
 */
import type { BetaRange } from "./beta-range.js";
import type { Search, Trait } from "./end-search.js";
import type { PathSample, PathSampler } from "./path-sampler.js";

/** Consecutive samples that agree; it ends half way, in log β, to the next sample beyond. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly samples: readonly PathSample[];
}

/**
 * A geometric grid over the range, and more as long as the search wants some.
 * @returns all samples of the range, those that the sampler had before included, β ascending
 */
export function samplePath(
  sampler: PathSampler,
  range: BetaRange,
  stepsPerDecade: number,
  search: Search,
): PathSample[] {
  const [from, to] = range;
  const steps = Math.max(1, Math.ceil(Math.log10(to / from) * stepsPerDecade));
  for (let k = 0; k <= steps; k++) {
    sampler.at(k === steps ? to : from * (to / from) ** (k / steps), steps - k);
  }
  for (;;) {
    const samples = within(sampler, range);
    const next = search(samples);
    if (next.length === 0) return samples;
    next.forEach((beta, k) => {
      sampler.at(beta, next.length - k - 1);
    });
  }
}

function within(sampler: PathSampler, [from, to]: BetaRange): PathSample[] {
  return sampler.samples.filter(({ beta }) => beta >= from && beta <= to);
}

/** The runs of equal `trait`, β ascending. */
export function runsOf(samples: readonly PathSample[], trait: Trait): Run[] {
  const runs: Run[] = [];
  let begin = 0;
  let from = samples[0].beta;
  for (let k = 1; k <= samples.length; k++) {
    if (k < samples.length && trait(samples[k]) === trait(samples[begin])) continue;
    const last = samples[k - 1].beta;
    const to = k < samples.length ? Math.sqrt(last * samples[k].beta) : last;
    runs.push({ from, to, samples: samples.slice(begin, k) });
    begin = k;
    from = to;
  }
  return runs;
}

/** Runs of one group with what interrupts them taken out. */
export interface PersistentRuns {
  /** No two consecutive ones have one group. */
  readonly runs: readonly Run[];
  /** Those shorter than `least` in log β, β ascending. */
  readonly brief: readonly Run[];
}

/** The runs of at least a length in log β, neighbours of one group joined; the longest if all are shorter. */
export function persistentRuns(runs: readonly Run[], least: number): PersistentRuns {
  const length = ({ from, to }: Run): number => Math.log(to / from);
  const longest = runs.reduce((best, run) => (length(run) > length(best) ? run : best));
  const long = (run: Run): boolean => run === longest || length(run) >= least;
  const joined: Run[] = [];
  for (const run of runs.filter(long)) {
    const last = joined[joined.length - 1];
    if (last === undefined || last.samples[0].group !== run.samples[0].group) joined.push(run);
    else {
      const samples = [...last.samples, ...run.samples];
      joined[joined.length - 1] = { from: last.from, to: run.to, samples };
    }
  }
  return { runs: joined, brief: runs.filter((run) => !long(run)) };
}
