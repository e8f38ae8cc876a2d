import { DomainError } from "../../errors.js";
import { profiles } from "../../workbench/claims/index.js";
import type { ParameterValues } from "../../workbench/notebook/index.js";
import { requireKnown } from "./papers.js";

/** What the command line gives, as texts. */
export interface ReproduceFlags {
  profile?: string;
  set?: readonly string[];
  seeds?: string;
  jobs?: string;
  cellTimeout?: string;
  record?: boolean;
  force?: boolean;
}

/** One set of parameters for each run of a notebook. */
export function parameterSets(flags: ReproduceFlags): ParameterValues[] {
  const values: Record<string, unknown> = {};
  if (flags.profile !== undefined) {
    requireKnown("profile", flags.profile, profiles);
    values.profile = flags.profile;
  }
  for (const setting of flags.set ?? []) {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    if (name === undefined) {
      throw new DomainError(`--set: got "${setting}"; expected name=value, such as sizes=[5,10].`);
    }
    values[name.trim()] = parseValue(text);
  }
  const seeds = flags.seeds === undefined ? undefined : parseSeeds(flags.seeds);
  return seeds === undefined ? [values] : seeds.map((seed) => ({ ...values, seed }));
}

/** A whole number of at least 1. */
export function parseCount(flag: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new DomainError(`${flag}: got "${text}"; expected a whole number of at least 1.`);
  }
  return count;
}

/** JSON where it is JSON, else the text itself: `3`, `[5,10]`, `true`, `relu`. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `4` or `0..9`, both ends included. */
function parseSeeds(text: string): number[] {
  const [, first, last = first] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  const [low, high] = [Number(first), Number(last)];
  if (!(low <= high) || high - low >= 10_000) {
    throw new DomainError(`--seeds: got "${text}"; expected a..b with a ≤ b, such as 0..9.`);
  }
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}
