import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import type { Graph } from "../../../src/graphs/index.js";
import {
  gapClusters,
  mean,
  RandomStream,
  standardDeviation,
  symmetricEigen,
} from "../../../src/numerics/index.js";
import {
  ATOM_TYPES,
  moleculeProperty,
  moleculeSkeleton,
  molecules,
} from "../../../src/worlds/graphs/index.js";

const COUNT = 500;
const data = molecules(COUNT, { seed: 4 });

/** By trying every path from its least vertex. */
function longestCycle(graph: Graph): number {
  let longest = 0;
  const onPath = new Uint8Array(graph.vertices);
  const walk = (start: number, v: number, length: number): void => {
    onPath[v] = 1;
    for (let a = graph.offsets[v]; a < graph.offsets[v + 1]; a++) {
      const w = graph.neighbours[a];
      if (w === start && length > 2) longest = Math.max(longest, length);
      else if (w > start && onPath[w] === 0) walk(start, w, length + 1);
    }
    onPath[v] = 0;
  };
  for (let start = 0; start < graph.vertices; start++) walk(start, start, 1);
  return longest;
}

/** Multiplicities of the eigenvalues of D^(−½) A D^(−½). */
function multiplicities(graph: Graph): number[] {
  const matrix = graph.adjacency();
  const n = graph.vertices;
  for (let k = 0; k < n * n; k++) {
    matrix.data[k] /= Math.sqrt(graph.degree(Math.floor(k / n)) * graph.degree(k % n));
  }
  const { classes, count } = gapClusters(symmetricEigen(matrix).values, 1e-6);
  const sizes = new Array<number>(count).fill(0);
  for (const c of classes) sizes[c]++;
  return sizes;
}

describe("worlds/graphs/molecules", () => {
  it("has the sizes and the spectra of the card's 1500 molecules", () => {
    // Canonization card, E2: n 23.2, 46.8 % simple, 35 % with a double, 19 % with a triple value.
    const spectra = data.map(({ graph }) => multiplicities(graph));
    const share = (holds: (sizes: number[]) => boolean) => spectra.filter(holds).length / COUNT;
    const uncertainty = (p: number) => 4 * Math.sqrt(p * (1 - p) * (1 / COUNT + 1 / 1500));
    expect(mean(data.map(({ graph }) => graph.vertices))).closeTo(23.2, 4 * 4.5 * 0.052);
    expect(share((sizes) => Math.max(...sizes) === 1)).closeTo(0.468, uncertainty(0.468));
    expect(share((sizes) => sizes.includes(2))).closeTo(0.35, uncertainty(0.35));
    expect(share((sizes) => Math.max(...sizes) >= 3)).closeTo(0.19, uncertainty(0.19));
  });

  it("is connected, of degree 4 at most, with the rings and the longest cycle that it says", () => {
    for (const { graph, rings, longestCycle: said } of data.slice(0, 150)) {
      const zeros = symmetricEigen(laplacian(graph)).values.filter((x) => Math.abs(x) < 1e-9);
      expect(zeros.length).equal(1);
      expect(rings).equal(graph.edges - graph.vertices + 1);
      expect(said).equal(longestCycle(graph));
      for (let v = 0; v < graph.vertices; v++) expect(graph.degree(v)).within(1, 4);
    }
    expect(data.some(({ longestCycle: said }) => said === 14)).equal(true);
  });

  it("has atoms in their shares, and the property with its noise", () => {
    const atoms = data.flatMap(({ graph }) => Array.from(graph.colours));
    ATOM_TYPES.forEach(({ share }, type) => {
      const found = atoms.filter((colour) => colour === type).length / atoms.length;
      expect(found).closeTo(share, 5 * Math.sqrt((share * (1 - share)) / atoms.length));
    });
    const errors = data.map((molecule) => molecule.target - moleculeProperty(molecule));
    expect(standardDeviation(errors)).closeTo(0.05, 0.01);
    const [first] = molecules(1, { seed: 4, noise: 0 });
    expect(first.target).equal(moleculeProperty(first));
    expect(first.graph.equals(data[0].graph)).equal(true);
    const [other] = molecules(1, { seed: 4, part: "test" });
    expect(other.graph.equals(data[0].graph)).equal(false);
  });

  it("computes the property of a bare ring by hand", () => {
    // C: 0.2 an atom, half for a ring, −1 for each atom of it beyond six, −0.1 for a fourth bond.
    const { graph, rings, longestCycle: cycle } = moleculeSkeleton(RandomStream.fromSeed(1));
    const fourth = Array.from({ length: graph.vertices }, (_, v) => graph.degree(v)).filter(
      (degree) => degree === 4,
    );
    const byHand = 0.2 * graph.vertices + rings / 2 - Math.max(0, cycle - 6) - 0.1 * fourth.length;
    expect(moleculeProperty({ graph, rings, longestCycle: cycle })).closeTo(byHand, 1e-12);
    expect(() => molecules(-1)).throw(DomainError, "-1 molecules");
    expect(() => molecules(1, { noise: Number.NaN })).throw(DomainError, "NaN");
  });
});

function laplacian(graph: Graph) {
  const matrix = graph.adjacency().scale(-1);
  for (let v = 0; v < graph.vertices; v++) matrix.data[v * graph.vertices + v] = graph.degree(v);
  return matrix;
}
