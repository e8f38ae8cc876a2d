/** Where to look next for the ends of stretches on which something stays the same. */
import type { PathSample } from "./path-sampler.js";

/** What stays the same: the group, or the hard partition. */
export type Trait = (sample: PathSample) => string | number;

/** Which β to take next, given samples with ascending β; none when the search is over. */
export type Search = (samples: readonly PathSample[]) => number[];

/** Halves what lies between neighbours that differ, until they are closer than `width` in log β. */
export function allEnds(trait: Trait, width: number): Search {
  return (samples) => {
    const middles: number[] = [];
    for (let k = 1; k < samples.length; k++) {
      if (trait(samples[k - 1]) === trait(samples[k])) continue;
      if (gap(samples, k) > width) middles.push(middleOf(samples, k));
    }
    return middles;
  };
}

/**
 * The same for the ends of runs that may be the longest of those with more than one part, and of
 * those with one: by what is known of the others, none of them can be.
 */
export function endsOfLongest(trait: Trait, width: number): Search {
  return (samples) => {
    const runs = boundedRuns(samples, trait);
    const middles = new Set<number>();
    for (const one of [true, false]) {
      const same = runs.filter((run) => (samples[run.first].point.parts === 1) === one);
      const sure = same.reduce((best, { least }) => Math.max(best, least), 0);
      for (const { first, last, most } of same) {
        if (most < sure) continue;
        for (const k of [first, last + 1]) {
          if (k > 0 && k < samples.length && gap(samples, k) > width) {
            middles.add(middleOf(samples, k));
          }
        }
      }
    }
    return [...middles];
  };
}

/** Samples first … last agree; the run's length in log β is from `least` to `most`. */
interface BoundedRun {
  readonly first: number;
  readonly last: number;
  readonly least: number;
  readonly most: number;
}

function boundedRuns(samples: readonly PathSample[], trait: Trait): BoundedRun[] {
  const runs: BoundedRun[] = [];
  const length = (i: number, j: number): number => Math.log(samples[j].beta / samples[i].beta);
  const end = samples.length - 1;
  for (let first = 0; first <= end; ) {
    let last = first;
    while (last < end && trait(samples[last + 1]) === trait(samples[first])) last++;
    const most = length(Math.max(first - 1, 0), Math.min(last + 1, end));
    runs.push({ first, last, least: length(first, last), most });
    first = last + 1;
  }
  return runs;
}

function gap(samples: readonly PathSample[], k: number): number {
  return Math.log(samples[k].beta / samples[k - 1].beta);
}

function middleOf(samples: readonly PathSample[], k: number): number {
  return Math.sqrt(samples[k - 1].beta * samples[k].beta);
}
