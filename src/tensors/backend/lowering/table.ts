/** What every kernel that we carry is made of, by its name in TensorFlow.js 4.22; Threefry is ours. */
import { CONVOLUTIONS } from "./convolutions.js";
import { EINSUM } from "./einsum.js";
import { ELEMENTWISE } from "./elementwise.js";
import { INDICES } from "./indices.js";
import type { Lowering } from "./lowering.js";
import { MOVES } from "./moves.js";
import { NOISE } from "./noise.js";
import { POOLS } from "./pools.js";
import { PRODUCTS } from "./products.js";
import { REDUCTIONS } from "./reductions.js";
import { RESIZING } from "./resizing.js";
import { SOURCES, VIEWS } from "./sources.js";

export const LOWERINGS: Readonly<Record<string, Lowering>> = {
  ...ELEMENTWISE,
  ...REDUCTIONS,
  ...PRODUCTS,
  ...EINSUM,
  ...CONVOLUTIONS,
  ...POOLS,
  ...MOVES,
  ...INDICES,
  ...NOISE,
  ...RESIZING,
  ...SOURCES,
  ...VIEWS,
};
