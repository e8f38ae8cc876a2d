/** How far apart the schemes' clouds end that began with the same particles and data. */
import { DomainError } from "../../errors.js";
import { type Matrix, RandomStream } from "../../numerics/index.js";
import { subsampledCloud } from "../distance/index.js";
import { SCHEME_LABELS, type Scheme } from "../scheme.js";
import type { EnsembleRun } from "../training/run.js";
import { relativeMeanDistances } from "./distances.js";

/** A cell of an experiment's grid: its other keys (teacher, seed, …) say which cells are comparable. */
export interface SchemeCell {
  readonly scheme: Scheme;
  readonly run: Pick<EnsembleRun, "particles">;
}

export type SchemeDistance<Cell extends SchemeCell> = Omit<Cell, "scheme" | "run"> & {
  /** "vanilla – FA" */
  pair: string;
  /** RMD² of the two clouds. */
  distance: number;
  /** Whether only some of the particles were compared. */
  subsampled: boolean;
};

/**
 * RMD² for each pair of schemes, between cells that agree in all other keys.
 * @param control.largest clouds of more particles are compared by so many drawn from each
 *   of them, the same ones in both clouds; default 2000
 * @throws DomainError when a scheme of a pair has no partner, or two cells are the same
 */
export async function schemeDistances<Cell extends SchemeCell>(
  cells: readonly Cell[],
  pairs: readonly (readonly [Scheme, Scheme])[],
  control: Parameters<typeof relativeMeanDistances>[1] & { largest?: number } = {},
): Promise<SchemeDistance<Cell>[]> {
  const { largest = 2000, ...rest } = control;
  const groups = new Map<string, Map<Scheme, Cell>>();
  for (const cell of cells) {
    const key = JSON.stringify(Object.entries(keysOf(cell)).sort(([a], [b]) => (a < b ? -1 : 1)));
    if (!groups.has(key)) groups.set(key, new Map());
    const group = groups.get(key) as Map<Scheme, Cell>;
    if (group.has(cell.scheme)) {
      throw new DomainError(
        `schemeDistances: two cells are ${key} with the scheme ${cell.scheme}; give each a key of its own, such as the seed.`,
      );
    }
    group.set(cell.scheme, cell);
  }
  const clouds: [Matrix, Matrix][] = [];
  const rows: (Omit<Cell, "scheme" | "run"> & { pair: string; subsampled: boolean })[] = [];
  for (const [key, group] of groups) {
    for (const pair of pairs) {
      const [first, second] = pair.map((scheme) => group.get(scheme));
      if (first === undefined || second === undefined) {
        throw new DomainError(
          `schemeDistances: the cell ${key} has no run for ${first === undefined ? pair[0] : pair[1]}; expected one for each scheme of the pairs.`,
        );
      }
      const subsampled = first.run.particles.rows > largest;
      clouds.push([part(first.run.particles, largest), part(second.run.particles, largest)]);
      const name = `${SCHEME_LABELS[pair[0]]} – ${SCHEME_LABELS[pair[1]]}`;
      rows.push({ ...keysOf(first), pair: name, subsampled });
    }
  }
  const distances = await relativeMeanDistances(clouds, rest);
  return rows.map((row, k) => ({ ...row, distance: distances[k] }));
}

function keysOf<Cell extends SchemeCell>(cell: Cell): Omit<Cell, "scheme" | "run"> {
  const { scheme: _scheme, run: _run, ...keys } = cell;
  return keys;
}

/** The same particles of every cloud of one size. */
function part(cloud: Matrix, largest: number): Matrix {
  if (cloud.rows <= largest) return cloud;
  return subsampledCloud(cloud, largest, RandomStream.fromSeed(0).split("scheme distances"));
}
