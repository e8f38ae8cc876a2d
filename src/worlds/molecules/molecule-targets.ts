/**
 * Numbers of a molecule that follow from its places, and do not change when it is turned or shifted.
 *
 * | name here        | formula                                              | unit    |
 * | radiusOfGyration | √(Σ m_i ‖r_i − r̄‖² / Σ m_i), r̄ weighted by mass       | Å       |
 * | dipole           | ‖Σ q_i r_i‖ · 4.803                                  | debye   |
 * | coulomb          | largest eigenvalue of C_ii = Z_i^2.4 / 2, C_ij = Z_i Z_j / ‖r_i − r_j‖ (Å) | |
 * | electrostatic    | 14.40 Σ_{i<j} q_i q_j / ‖r_i − r_j‖                   | eV      |
 * | highestOccupied  | see orbital-levels.ts                                |         |
 * | gap              | see orbital-levels.ts                                |         |
 *
 * Charges: along each bond 0.16 e for each unit of electronegativity and of its order goes to the
 * atom that draws more, so that they sum to 0. The Coulomb matrix is that of Rupp, Tkatchenko, Müller
 * and von Lilienfeld (2012), with lengths in Å.
 */
import { DomainError } from "../../errors.js";
import { Matrix, symmetricEigen } from "../../numerics/index.js";
import { orbitalLevels } from "./orbital-levels.js";
import { distance, ELEMENTS, type TreeMolecule } from "./tree-molecule.js";

export interface MoleculeTargets {
  readonly radiusOfGyration: number;
  readonly dipole: number;
  readonly coulomb: number;
  readonly electrostatic: number;
  readonly highestOccupied: number;
  readonly gap: number;
}

const CHARGE = 0.16;
const DEBYE = 4.803;
/** e² / (4π ε₀), in eV Å. */
const COULOMB = 14.4;

/**
 * @param positions in Å, 3 for each atom
 * @throws DomainError for fewer than two atoms, which have no gap, or another number of places
 */
export function moleculeTargets(molecule: TreeMolecule, positions: Float64Array): MoleculeTargets {
  const { length } = molecule.types;
  if (length < 2 || positions.length !== 3 * length) {
    throw new DomainError(
      `moleculeTargets: got ${length} atoms and ${positions.length} coordinates; expected two atoms or more, and three coordinates for each.`,
    );
  }
  const masses = molecule.types.map((type) => ELEMENTS[type].mass);
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  let spread = 0;
  let moment = 0;
  const charges = partialCharges(molecule);
  for (let a = 0; a < 3; a++) {
    const along = masses.map((_, i) => positions[3 * i + a]);
    const middle = along.reduce((sum, x, i) => sum + masses[i] * x, 0) / total;
    spread += along.reduce((sum, x, i) => sum + masses[i] * (x - middle) ** 2, 0);
    moment += along.reduce((sum, x, i) => sum + charges[i] * x, 0) ** 2;
  }
  const eigenvalues = symmetricEigen(coulombMatrix(molecule, positions)).values;
  return {
    radiusOfGyration: Math.sqrt(spread / total),
    dipole: DEBYE * Math.sqrt(moment),
    coulomb: eigenvalues[eigenvalues.length - 1],
    electrostatic: COULOMB * pairSum(charges, positions),
    ...orbitalLevels(molecule, positions),
  };
}

/** In units of e, one for each atom. */
export function partialCharges({ types, bonds }: TreeMolecule): Float64Array {
  const charges = new Float64Array(types.length);
  for (const { parent, child, order } of bonds) {
    const [from, to] = [parent, child].map((atom) => ELEMENTS[types[atom]].electronegativity);
    charges[parent] += CHARGE * order * (to - from);
    charges[child] -= CHARGE * order * (to - from);
  }
  return charges;
}

/** Atoms × atoms. */
export function coulombMatrix({ types }: TreeMolecule, positions: Float64Array): Matrix {
  const matrix = new Matrix(types.length, types.length);
  types.forEach((type, i) => {
    const own = ELEMENTS[type].number;
    matrix.row(i)[i] = own ** 2.4 / 2;
    for (let j = 0; j < i; j++) {
      const value = (own * ELEMENTS[types[j]].number) / distance(positions, i, j);
      matrix.row(i)[j] = value;
      matrix.row(j)[i] = value;
    }
  });
  return matrix;
}

/** Σ_{i<j} q_i q_j / ‖r_i − r_j‖. */
function pairSum(charges: Float64Array, positions: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < charges.length; i++) {
    for (let j = 0; j < i; j++) sum += (charges[i] * charges[j]) / distance(positions, i, j);
  }
  return sum;
}
