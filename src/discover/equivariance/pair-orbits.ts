/**
 * Orbits on pairs (x, y). Equal rows and equal columns are exchanged freely, so that an orbit is
 * a union of blocks (class of rows) × (class of columns), and the blocks' orbits are enough.
 */
import { OrbitPartition } from "../../graphs/index.js";
import type { CollapsedLabels } from "./duplicates.js";

/** The least x |Y| + y of its orbit, for each pair; `generators` act on row classes and then column classes. */
export function pairOrbits(
  { rows, columns }: CollapsedLabels,
  generators: readonly Int32Array[],
): Int32Array {
  const height = rows.members.length;
  const width = columns.members.length;
  const blocks = new OrbitPartition(height * width);
  for (const g of generators) joinBlocks(blocks, g, height, width);
  const inputs = rows.of.length;
  const outputs = columns.of.length;
  const out = new Int32Array(inputs * outputs);
  for (let x = 0; x < inputs; x++) {
    for (let y = 0; y < outputs; y++) {
      const least = blocks.find(rows.of[x] * width + columns.of[y]);
      const row = Math.floor(least / width);
      out[x * outputs + y] =
        rows.members[row][0] * outputs + columns.members[least - row * width][0];
    }
  }
  return out;
}

/** Joins each block with its image; costs what moves only. */
function joinBlocks(blocks: OrbitPartition, g: Int32Array, height: number, width: number): void {
  const moved: number[] = [];
  for (let j = 0; j < width; j++) if (g[height + j] !== height + j) moved.push(j);
  for (let i = 0; i < height; i++) {
    const image = g[i] * width - height;
    if (g[i] !== i) {
      for (let j = 0; j < width; j++) blocks.join(i * width + j, image + g[height + j]);
    } else {
      for (const j of moved) blocks.join(i * width + j, image + g[height + j]);
    }
  }
}
