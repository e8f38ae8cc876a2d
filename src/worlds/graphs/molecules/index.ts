export { type MoleculeSkeleton, moleculeSkeleton } from "./molecule-graph.js";
export {
  ATOM_TYPES,
  type AtomType,
  type Molecule,
  type MoleculeOptions,
  moleculeProperty,
  molecules,
} from "./molecules.js";
