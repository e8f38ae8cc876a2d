/**
 * Random molecules whose bonds form a tree, saturated with hydrogen: a stand-in for QM9, without its
 * rings and its chemistry.
 *
 * | element   | H    | C    | N    | O    | F    |
 * | share     |      | 0.72 | 0.12 | 0.14 | 0.02 | among heavy atoms
 * | valence   | 1    | 4    | 3    | 2    | 1    |
 * | radius    | 0.32 | 0.75 | 0.71 | 0.63 | 0.64 | Å, single bond
 * | radius    |      | 0.67 | 0.60 | 0.57 |      | Å, double bond
 *
 * Each heavy atom is bonded to one of those before it that has a valence free, by a double bond with
 * probability 0.15 where both have two and neither has one yet. What valences remain become hydrogen.
 * Radii: P. Pyykkö and M. Atsumi (2009); electronegativities: Pauling's.
 */
import type { RandomStream } from "../../numerics/index.js";

export interface ChemicalElement {
  readonly name: string;
  /** Z. */
  readonly number: number;
  /** In daltons. */
  readonly mass: number;
  readonly valence: number;
  /** Of a single and of a double bond, in Å. */
  readonly radii: readonly [number, number];
  readonly electronegativity: number;
  /** Among heavy atoms. */
  readonly share: number;
}

/** Types of atoms are indices into it. */
export const ELEMENTS: readonly ChemicalElement[] = [
  element("H", 1, 1.008, 1, [0.32, Number.NaN], 2.2, 0),
  element("C", 6, 12.011, 4, [0.75, 0.67], 2.55, 0.72),
  element("N", 7, 14.007, 3, [0.71, 0.6], 3.04, 0.12),
  element("O", 8, 15.999, 2, [0.63, 0.57], 3.44, 0.14),
  element("F", 9, 18.998, 1, [0.64, Number.NaN], 3.98, 0.02),
];

export const LARGEST_HEAVY = 9;
/** Of nine carbons and twenty hydrogens. */
export const MOST_ATOMS = 3 * LARGEST_HEAVY + 2;
const DOUBLE_SHARE = 0.15;

export interface Bond {
  /** The one that was there before. */
  readonly parent: number;
  readonly child: number;
  readonly order: 1 | 2;
}

export interface TreeMolecule {
  /** Indices into ELEMENTS, heavy atoms first. */
  readonly types: readonly number[];
  /** One less than atoms; a parent is bonded before its children. */
  readonly bonds: readonly Bond[];
}

/** A molecule of so many heavy atoms. */
export function treeMolecule(heavy: number, random: RandomStream): TreeMolecule {
  const types: number[] = [];
  const free: number[] = [];
  const hasDouble: boolean[] = [];
  const bonds: Bond[] = [];
  for (let child = 0; child < heavy; child++) {
    const open = free.reduce((sum, valence) => sum + valence, 0);
    // What would close the molecule before its last atom is drawn again.
    let type: number;
    do type = drawType(random);
    while (child < heavy - 1 && open + ELEMENTS[type].valence - (child === 0 ? 0 : 2) < 1);
    types.push(type);
    free.push(ELEMENTS[type].valence);
    hasDouble.push(false);
    if (child === 0) continue;
    const hosts = types.map((_, atom) => atom).filter((atom) => atom < child && free[atom] > 0);
    const parent = hosts[random.integer(hosts.length)];
    const wantsDouble = random.uniform() < DOUBLE_SHARE;
    const mayDouble = [parent, child].every((atom) => free[atom] >= 2 && !hasDouble[atom]);
    const remain = free.reduce((sum, valence) => sum + valence, 0) - 4;
    const order = wantsDouble && mayDouble && (remain > 0 || child === heavy - 1) ? 2 : 1;
    for (const atom of [parent, child]) {
      free[atom] -= order;
      hasDouble[atom] ||= order === 2;
    }
    bonds.push({ parent, child, order });
  }
  for (let parent = 0; parent < heavy; parent++) {
    for (; free[parent] > 0; free[parent]--) {
      bonds.push({ parent, child: types.push(0) - 1, order: 1 });
    }
  }
  return { types, bonds };
}

/** Length of a bond in Å. */
export function bondLength(first: number, second: number, order: 1 | 2): number {
  return ELEMENTS[first].radii[order - 1] + ELEMENTS[second].radii[order - 1];
}

/** Of two atoms, in the units of `positions`, which has 3 numbers for each. */
export function distance(positions: Float64Array, first: number, second: number): number {
  let square = 0;
  for (let a = 0; a < 3; a++) square += (positions[3 * first + a] - positions[3 * second + a]) ** 2;
  return Math.sqrt(square);
}

function drawType(random: RandomStream): number {
  let rest = random.uniform();
  const found = ELEMENTS.findIndex(({ share }) => {
    rest -= share;
    return rest < 0;
  });
  return found < 0 ? 1 : found;
}

function element(
  name: string,
  number: number,
  mass: number,
  valence: number,
  radii: readonly [number, number],
  electronegativity: number,
  share: number,
): ChemicalElement {
  return { name, number, mass, valence, radii, electronegativity, share };
}
