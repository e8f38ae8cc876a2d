export {
  type MoleculeCloudOptions,
  type MoleculeClouds,
  moleculeClouds,
} from "./molecule-clouds.js";
export { type MoleculeTargets, moleculeTargets } from "./molecule-targets.js";
export { type Bond, type ChemicalElement, ELEMENTS, type TreeMolecule } from "./tree-molecule.js";
