/**
 * Graphs that look like small organic molecules: a stand-in for ZINC, as sparse, as rich in rings
 * and with multiple eigenvalues, but without chemistry.
 *
 * A ring of 5 or 6 atoms to begin with; then, until there are as many atoms as drawn (the whole
 * part of N(23, 4.5), within 9 … 37; the last ring may exceed it):
 *
 *   17 %  a new ring of 5 or 6 on an atom of degree 2 or less, which it shares
 *   8 %   four atoms that close a 6-ring over a bond between two atoms of degree 2
 *   75 %  a single atom, bonded to one of degree below 3, or below 4 with probability 0.15
 */
import { type Edge, Graph } from "../../../graphs/index.js";
import type { RandomStream } from "../../../numerics/index.js";

const MEAN_ATOMS = 23;
const ATOM_SCATTER = 4.5;
const FEWEST_ATOMS = 9;
const MOST_ATOMS = 37;
const RING_SHARE = 0.17;
const FUSED_SHARE = 0.08;
const FOURTH_BOND_SHARE = 0.15;

export interface MoleculeSkeleton {
  /** Connected, of degrees up to 4. */
  readonly graph: Graph;
  /** Bonds more than a tree has. */
  readonly rings: number;
  /**
   * Vertices of the longest cycle: that round the largest system of fused rings, all of whose
   * atoms lie on its rim, because rings are fused at bonds of the rim.
   */
  readonly longestCycle: number;
}

export function moleculeSkeleton(random: RandomStream): MoleculeSkeleton {
  const drawn = Math.floor(MEAN_ATOMS + ATOM_SCATTER * random.normal());
  const atoms = Math.min(MOST_ATOMS, Math.max(FEWEST_ATOMS, drawn));
  const growth = new Growth();
  growth.addRing(0, random.uniform() < 0.5 ? 5 : 6);
  while (growth.degrees.length < atoms) {
    const kind = random.uniform();
    if (kind < RING_SHARE) {
      const host = growth.atomBelow(3, random);
      growth.addRing(host, random.uniform() < 0.5 ? 5 : 6);
    } else if (kind < RING_SHARE + FUSED_SHARE) {
      const sites = growth.fusable();
      if (sites.length > 0) growth.fuse(sites[random.integer(sites.length)]);
    } else {
      const most = random.uniform() < FOURTH_BOND_SHARE ? 4 : 3;
      growth.bond(growth.atomBelow(most, random), growth.addAtom());
    }
  }
  const { bonds, degrees, ringSystems } = growth;
  return {
    graph: Graph.fromEdges(degrees.length, bonds),
    rings: bonds.length - degrees.length + 1,
    longestCycle: Math.max(...ringSystems),
  };
}

class Growth {
  readonly bonds: Edge[] = [];
  readonly degrees: number[] = [0];
  /** Atoms of each system of fused rings. */
  readonly ringSystems: number[] = [];
  /** The ring system of each bond; undefined in a chain. */
  readonly #systemOf: (number | undefined)[] = [];

  addAtom(): number {
    return this.degrees.push(0) - 1;
  }

  bond(i: number, j: number, system?: number): void {
    this.bonds.push([i, j]);
    this.#systemOf.push(system);
    this.degrees[i]++;
    this.degrees[j]++;
  }

  /** A ring of that size through `host`. */
  addRing(host: number, size: number): void {
    const system = this.ringSystems.push(size) - 1;
    this.#chain(host, host, size - 1, system);
  }

  /** A 6-ring over the bond. */
  fuse(site: number): void {
    const [i, j] = this.bonds[site];
    let system = this.#systemOf[site];
    if (system === undefined) {
      system = this.ringSystems.push(2) - 1;
      this.#systemOf[site] = system;
    }
    this.ringSystems[system] += 4;
    this.#chain(i, j, 4, system);
  }

  /** Bonds whose atoms have no other neighbour but one. */
  fusable(): number[] {
    const places = this.bonds.map((_, place) => place);
    return places.filter((place) => {
      const [i, j] = this.bonds[place];
      return this.degrees[i] === 2 && this.degrees[j] === 2;
    });
  }

  /** A uniform atom of degree below `most`; there is one of degree 2 or less in every molecule. */
  atomBelow(most: number, random: RandomStream): number {
    const hosts = this.degrees.map((_, atom) => atom).filter((atom) => this.degrees[atom] < most);
    return hosts[random.integer(hosts.length)];
  }

  /** From i over `length` new atoms to j. */
  #chain(i: number, j: number, length: number, system: number): void {
    let last = i;
    for (let k = 0; k < length; k++) {
      const atom = this.addAtom();
      this.bond(last, atom, system);
      last = atom;
    }
    this.bond(last, j, system);
  }
}
