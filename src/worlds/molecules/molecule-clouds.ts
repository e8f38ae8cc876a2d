/**
 * Molecules as clouds of atoms of known elements, with numbers to predict.
 *
 * | name here | shape                       | meaning                                             |
 * | values    | count × atoms × (3 + 5)     | place in Å, the middle of the atoms at the origin; then 1 at its element |
 * | sizes     | count                       | atoms that are there; the rows after them are all 0 |
 * | targets   | count each                  | see molecule-targets.ts                             |
 *
 * Molecule k depends on the seed, the part and k alone.
 */
import { DomainError } from "../../errors.js";
import { RandomStream, uniformRotation } from "../../numerics/index.js";
import { conformation } from "./conformation.js";
import { type MoleculeTargets, moleculeTargets } from "./molecule-targets.js";
import {
  ELEMENTS,
  LARGEST_HEAVY,
  MOST_ATOMS,
  type TreeMolecule,
  treeMolecule,
} from "./tree-molecule.js";

export interface MoleculeCloudOptions {
  /** A whole number; 0 unless given. */
  readonly seed?: number;
  /** Name of the part of the data, whose molecules are its own; "train" unless given. */
  readonly part?: string;
  /** Fewest and most heavy atoms, within 2 … 9; each number as likely; [4, 9] unless given. */
  readonly heavy?: readonly [fewest: number, most: number];
  /** Only molecules of exactly so many atoms, hydrogen included, so that no row is empty. */
  readonly atoms?: number;
  /** Whether each is turned, by a uniform rotation; true unless given. */
  readonly turned?: boolean;
  /** Whether atoms come in a uniform order, or heavy ones first, as they were bonded; false unless given. */
  readonly shuffled?: boolean;
}

export interface MoleculeClouds {
  readonly name: string;
  readonly count: number;
  /** Rows of each: as many as the largest possible molecule has, or all have. */
  readonly atoms: number;
  readonly elements: readonly string[];
  readonly values: Float32Array;
  readonly sizes: Int32Array;
  readonly targets: Readonly<Record<keyof MoleculeTargets, Float64Array>>;
  /** Bonds of each, by their rows in `values`. */
  readonly bonds: readonly (readonly (readonly [number, number, 1 | 2])[])[];
}

/** Draws of a molecule before it is said that there is none of such a size. */
const ATTEMPTS = 20_000;

/** @throws DomainError for sizes that are none, or that no molecule was found of */
export function moleculeClouds(count: number, options: MoleculeCloudOptions = {}): MoleculeClouds {
  const { seed = 0, part = "train", heavy = [4, LARGEST_HEAVY], turned = true } = options;
  requireWhole("count", count, 1, Number.MAX_SAFE_INTEGER);
  requireWhole("heavy[0]", heavy[0], 2, LARGEST_HEAVY);
  requireWhole("heavy[1]", heavy[1], heavy[0], LARGEST_HEAVY);
  if (options.atoms !== undefined) requireWhole("atoms", options.atoms, 3, MOST_ATOMS);
  const atoms = options.atoms ?? 3 * heavy[1] + 2;
  const columns = 3 + ELEMENTS.length;
  const values = new Float32Array(count * atoms * columns);
  const sizes = new Int32Array(count);
  const empty = () => new Float64Array(count);
  const targets: Record<keyof MoleculeTargets, Float64Array> = {
    radiusOfGyration: empty(),
    dipole: empty(),
    coulomb: empty(),
    electrostatic: empty(),
    highestOccupied: empty(),
    gap: empty(),
  };
  const stream = RandomStream.fromSeed(seed).split("spatial molecules").split(part);
  const bonds = Array.from({ length: count }, (_, k) => {
    const own = stream.split(k);
    const { molecule, positions } = drawMolecule(own.split("molecule"), heavy, options.atoms);
    const size = molecule.types.length;
    const found = moleculeTargets(molecule, positions);
    for (const name of Object.keys(found) as (keyof typeof found)[]) targets[name][k] = found[name];
    const turn = turned ? uniformRotation(own.split("turn")) : undefined;
    const place = options.shuffled ? own.split("order").permutation(size) : undefined;
    const row = (atom: number): number => place?.[atom] ?? atom;
    const placed = centred(positions, turn);
    molecule.types.forEach((type, atom) => {
      const at = (k * atoms + row(atom)) * columns;
      values.set(placed.subarray(3 * atom, 3 * atom + 3), at);
      values[at + 3 + type] = 1;
    });
    sizes[k] = size;
    return molecule.bonds.map(
      ({ parent, child, order }) => [row(parent), row(child), order] as const,
    );
  });
  const elements = ELEMENTS.map(({ name }) => name);
  return { name: "tree molecules", count, atoms, elements, values, sizes, targets, bonds };
}

function drawMolecule(
  random: RandomStream,
  [fewest, most]: readonly [number, number],
  atoms: number | undefined,
): { readonly molecule: TreeMolecule; readonly positions: Float64Array } {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const molecule = treeMolecule(fewest + random.integer(most - fewest + 1), random);
    if (atoms !== undefined && molecule.types.length !== atoms) continue;
    const positions = conformation(molecule, random);
    if (positions) return { molecule, positions };
  }
  throw new DomainError(
    `moleculeClouds: no molecule of ${atoms} atoms was found among ${ATTEMPTS} of ${fewest} to ${most} heavy atoms; expected another number, such as two for each heavy atom.`,
  );
}

/** Moved so that the mean of the places is 0, then turned. */
function centred(positions: Float64Array, turn: Float64Array | undefined): Float64Array {
  const atoms = positions.length / 3;
  const out = positions.slice();
  for (let a = 0; a < 3; a++) {
    let middle = 0;
    for (let i = 0; i < atoms; i++) middle += positions[3 * i + a] / atoms;
    for (let i = 0; i < atoms; i++) out[3 * i + a] -= middle;
  }
  if (!turn) return out;
  for (let i = 0; i < atoms; i++) {
    const [x, y, z] = out.subarray(3 * i, 3 * i + 3);
    for (let a = 0; a < 3; a++) {
      out[3 * i + a] = turn[3 * a] * x + turn[3 * a + 1] * y + turn[3 * a + 2] * z;
    }
  }
  return out;
}

function requireWhole(argument: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  const end = most === Number.MAX_SAFE_INTEGER ? " on" : ` to ${most}`;
  throw new DomainError(
    `moleculeClouds: ${argument} is ${value}; expected a whole number from ${least}${end}.`,
  );
}
