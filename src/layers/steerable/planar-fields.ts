/**
 * What turns with a picture: a feature of frequency 0 is one number that keeps its value; one of
 * frequency m ≥ 1 is a vector of two, which the turn by θ (counter-clockwise, y up) turns by mθ.
 *
 * Channels lie field after field; within a field vector after vector, the two numbers of one side by side.
 */
import { DomainError } from "../../errors.js";

export interface PlanarField {
  /** 0, 1, 2, … */
  readonly frequency: number;
  /** How many scalars or vectors. */
  readonly count: number;
}

export type PlanarFields = readonly PlanarField[];

/** 1 for a scalar, 2 for a vector. */
export const numbersOf = (frequency: number): number => (frequency === 0 ? 1 : 2);

export const channelsOf = (fields: PlanarFields): number =>
  fields.reduce((sum, { frequency, count }) => sum + count * numbersOf(frequency), 0);

export const scalars = (count: number): PlanarFields => [{ frequency: 0, count }];

/** The channels of a feature, [first, behind the last), one entry a scalar or vector. */
export interface ChannelBlock {
  readonly frequency: number;
  readonly begin: number;
  readonly end: number;
}

export function channelBlocks(fields: PlanarFields): ChannelBlock[] {
  const blocks: ChannelBlock[] = [];
  let begin = 0;
  for (const { frequency, count } of fields) {
    for (let k = 0; k < count; k++) {
      const end = begin + numbersOf(frequency);
      blocks.push({ frequency, begin, end });
      begin = end;
    }
  }
  return blocks;
}

/** @throws DomainError for frequencies or counts that are not whole, or for no channels at all */
export function requireFields(caller: string, name: string, fields: PlanarFields): void {
  fields.forEach(({ frequency, count }, k) => {
    if (Number.isInteger(frequency) && frequency >= 0 && Number.isInteger(count) && count >= 0) {
      return;
    }
    throw new DomainError(
      `${caller}: ${name}[${k}] has the frequency ${frequency} and the count ${count}; expected whole numbers from 0 on.`,
    );
  });
  if (channelsOf(fields) === 0) {
    throw new DomainError(`${caller}: ${name} has no channels; expected one or more.`);
  }
}
