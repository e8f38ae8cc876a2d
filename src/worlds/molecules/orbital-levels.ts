/**
 * Energies of one electron in a molecule, by a caricature of Hückel's model with an orbital for each atom.
 *
 * | symbol | formula                        | meaning                                     |
 * | H_ii   | −χ_i                           | an electronegative atom holds its electron  |
 * | H_ij   | −2 exp(−(‖r_i − r_j‖ − 1) / 0.6) | orbitals overlap, less so farther apart (Å) |
 * | ε_k    |                                | eigenvalues of H, in ascending order        |
 *
 * Of n levels the lower ⌊n/2⌋ are occupied. The highest of them, and the gap to the next, stand in for
 * the numbers of that name in QM9: they depend on all bonds at once. Units are those of
 * electronegativity.
 */
import { Matrix, symmetricEigen } from "../../numerics/index.js";
import { distance, ELEMENTS, type TreeMolecule } from "./tree-molecule.js";

const OVERLAP = 2;
const DECAY = 0.6;

/** Of a molecule of two atoms or more. @param positions in Å, 3 for each atom */
export function orbitalLevels(
  { types }: TreeMolecule,
  positions: Float64Array,
): { readonly highestOccupied: number; readonly gap: number } {
  const energies = new Matrix(types.length, types.length);
  types.forEach((type, i) => {
    energies.row(i)[i] = -ELEMENTS[type].electronegativity;
    for (let j = 0; j < i; j++) {
      const value = -OVERLAP * Math.exp((1 - distance(positions, i, j)) / DECAY);
      energies.row(i)[j] = value;
      energies.row(j)[i] = value;
    }
  });
  const levels = symmetricEigen(energies).values.slice().sort();
  const next = Math.floor(types.length / 2);
  return { highestOccupied: levels[next - 1], gap: levels[next] - levels[next - 1] };
}
