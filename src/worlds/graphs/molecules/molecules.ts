/**
 * Surrogate molecules with atoms and a property to predict, which needs cycles:
 *
 *   y = Σ contribution(atom) + 0.5 rings − max(0, longest cycle − 6) − 0.1 (atoms of degree 4) + noise
 *
 * Each molecule depends on the seed, the part and its own number alone.
 */
import { DomainError } from "../../../errors.js";
import { Graph } from "../../../graphs/index.js";
import { RandomStream } from "../../../numerics/index.js";
import { type MoleculeSkeleton, moleculeSkeleton } from "./molecule-graph.js";

export interface AtomType {
  readonly name: string;
  /** Probability of the type. */
  readonly share: number;
  readonly contribution: number;
}

/** The colours of the graphs' vertices are indices into it. */
export const ATOM_TYPES: readonly AtomType[] = [
  { name: "C", share: 0.75, contribution: 0.2 },
  { name: "N", share: 0.11, contribution: -0.5 },
  { name: "O", share: 0.1, contribution: -0.4 },
  { name: "S", share: 0.02, contribution: 0.3 },
  { name: "F", share: 0.02, contribution: 0.4 },
];

export interface Molecule extends MoleculeSkeleton {
  /** `graph` with the atoms' types as colours. */
  readonly graph: Graph;
  readonly target: number;
}

export interface MoleculeOptions {
  /** A whole number; 0 unless given. */
  readonly seed?: number;
  /** Name of the part of the data, whose molecules are its own; "train" unless given. */
  readonly part?: string;
  /** Standard deviation of the target's noise; 0.05 unless given. */
  readonly noise?: number;
}

/** `count` molecules. @throws DomainError */
export function molecules(count: number, options: MoleculeOptions = {}): Molecule[] {
  const { seed = 0, part = "train", noise = 0.05 } = options;
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new DomainError(`molecules: got ${count} molecules; expected a whole number from 0 on.`);
  }
  if (!(noise >= 0 && noise < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`molecules: noise is ${noise}; expected a finite number from 0 on.`);
  }
  const stream = RandomStream.fromSeed(seed).split("molecules").split(part);
  return Array.from({ length: count }, (_, k) => {
    const own = stream.split(k);
    const skeleton = moleculeSkeleton(own.split("skeleton"));
    const atoms = own.split("atoms");
    const colours = Int32Array.from({ length: skeleton.graph.vertices }, () => drawType(atoms));
    const graph = coloured(skeleton.graph, colours);
    const error = noise * own.split("noise").normal();
    return { ...skeleton, graph, target: moleculeProperty({ ...skeleton, graph }) + error };
  });
}

/** y without noise. */
export function moleculeProperty({ graph, rings, longestCycle }: MoleculeSkeleton): number {
  let sum = 0.5 * rings - Math.max(0, longestCycle - 6);
  for (let v = 0; v < graph.vertices; v++) {
    sum += ATOM_TYPES[graph.colours[v]].contribution;
    if (graph.degree(v) === 4) sum -= 0.1;
  }
  return sum;
}

function drawType(random: RandomStream): number {
  let rest = random.uniform();
  const type = ATOM_TYPES.findIndex(({ share }) => {
    rest -= share;
    return rest < 0;
  });
  return type < 0 ? 0 : type;
}

function coloured(graph: Graph, colours: Int32Array): Graph {
  const edges: [number, number][] = [];
  for (let v = 0; v < graph.vertices; v++) {
    for (let a = graph.offsets[v]; a < graph.offsets[v + 1]; a++) {
      if (graph.neighbours[a] > v) edges.push([v, graph.neighbours[a]]);
    }
  }
  return Graph.fromEdges(graph.vertices, edges, { colours });
}
