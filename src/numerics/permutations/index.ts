export { orderOnPoints } from "./known-order.js";
export { OrbitPartition } from "./orbit-partition.js";
export { orbitals, orbits } from "./orbits.js";
export { composePermutations, identityPermutation, inversePermutation } from "./permutation.js";
export { permutationGroupOrder, StabiliserChain } from "./stabiliser-chain.js";
