/**
 * The arrays of a search, kept from one search to the next: for small graphs making them would
 * take longer than the search. A search that ends by an error does not give its arrays back.
 */

import { OrbitPartition } from "../../numerics/permutations/orbit-partition.js";
import { OrderedPartition } from "../colour-refinement/ordered-partition.js";
import { Refinement } from "../colour-refinement/refinement.js";
import { Trace } from "../colour-refinement/trace.js";
import { Leaf } from "./leaves.js";
import { Path } from "./path.js";
import { TargetCells } from "./target-cell.js";

/** Arrays for graphs on more vertices are not kept. */
const LARGEST_KEPT = 4096;

export class Workspace {
  readonly partition: OrderedPartition;
  readonly refinement: Refinement;
  readonly targets: TargetCells;
  readonly trace = new Trace();
  readonly path: Path;
  readonly orbits: OrbitPartition;
  readonly first: Leaf;
  readonly best: Leaf;
  /** A map of vertices that may be an automorphism. */
  readonly image: Int32Array;
  /** A colour for each vertex; 0 between uses. */
  readonly row: Int32Array;
  /** For the search for twins. */
  readonly keys: Int32Array;
  readonly hashes: Int32Array;
  readonly found: Int32Array;
  readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.partition = new OrderedPartition(capacity);
    this.refinement = new Refinement(this.partition, capacity);
    this.targets = new TargetCells(capacity);
    this.path = new Path(capacity);
    this.orbits = new OrbitPartition(capacity);
    this.first = new Leaf(capacity);
    this.best = new Leaf(capacity);
    this.image = new Int32Array(capacity);
    this.row = new Int32Array(capacity);
    this.keys = new Int32Array(capacity);
    this.hashes = new Int32Array(capacity);
    this.found = new Int32Array(capacity);
  }
}

let spare: Workspace | undefined;

export function borrowWorkspace(n: number): Workspace {
  const kept = spare;
  spare = undefined;
  return kept !== undefined && kept.capacity >= n ? kept : new Workspace(Math.max(16, n));
}

export function returnWorkspace(workspace: Workspace): void {
  if (workspace.capacity <= LARGEST_KEPT) spare = workspace;
}
