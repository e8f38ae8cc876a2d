export { dropout } from "./dropout.js";
export {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  type Initialiser,
  normalInitialiser,
  orthogonal,
  uniformInitialiser,
} from "./initialisers.js";
export { type Noise, noise } from "./noise.js";
