import { expect } from "chai";
import {
  DomainError,
  ELEMENTS,
  moleculeClouds,
  moleculeTargets,
  RandomStream,
  type TreeMolecule,
} from "../../../src/index.js";
import { conformation } from "../../../src/worlds/molecules/conformation.js";
import { coulombMatrix, partialCharges } from "../../../src/worlds/molecules/molecule-targets.js";
import { bondLength, treeMolecule } from "../../../src/worlds/molecules/tree-molecule.js";

const COLUMNS = 3 + ELEMENTS.length;
const [H, C, , O] = [0, 1, 2, 3];

const between = (positions: ArrayLike<number>, i: number, j: number, width = 3) =>
  Math.hypot(...[0, 1, 2].map((a) => positions[width * i + a] - positions[width * j + a]));

/** Neighbours of each atom with the orders of the bonds. */
function neighbours({ types, bonds }: TreeMolecule): [number, number][][] {
  const around: [number, number][][] = types.map(() => []);
  for (const { parent, child, order } of bonds) {
    around[parent].push([child, order]);
    around[child].push([parent, order]);
  }
  return around;
}

function drawn(count: number): TreeMolecule[] {
  const random = RandomStream.fromSeed(2);
  return Array.from({ length: count }, (_, k) => treeMolecule(2 + (k % 8), random.split(k)));
}

describe("worlds/molecules", () => {
  it("bonds are a tree, every valence is used, and one double bond an atom at most", () => {
    for (const molecule of drawn(400)) {
      const { types, bonds } = molecule;
      expect(bonds.length).equal(types.length - 1);
      bonds.forEach(({ parent, child }) => {
        expect(parent).below(child);
      });
      expect([...bonds.map(({ child }) => child)].sort((a, b) => a - b)).deep.equal(
        types.slice(1).map((_, k) => k + 1),
      );
      neighbours(molecule).forEach((around, atom) => {
        const orders = around.map(([, order]) => order);
        expect(orders.reduce((sum, order) => sum + order, 0)).equal(ELEMENTS[types[atom]].valence);
        expect(orders.filter((order) => order === 2).length).below(2);
      });
      const heavy = types.filter((type) => type !== H).length;
      expect(types.slice(heavy).every((type) => type === H)).equal(true);
    }
  });

  it("lengths are sums of radii, angles 109.47° or 120°, double bonds flat, no two atoms within 0.8 Å", () => {
    let [flat, bent] = [0, 0];
    drawn(200).forEach((molecule, k) => {
      const positions = conformation(molecule, RandomStream.fromSeed(k))!;
      const { types, bonds } = molecule;
      const around = neighbours(molecule);
      for (const { parent, child, order } of bonds) {
        const length = bondLength(types[parent], types[child], order);
        expect(between(positions, parent, child)).closeTo(length, 1e-12);
        if (order === 1) continue;
        // All that is bonded to the two lies in their plane: no volume with any three of them.
        const plane = [parent, ...[...around[parent], ...around[child]].map(([atom]) => atom)];
        for (let i = 3; i < plane.length; i++) {
          const [u, v, w] = [1, 2, i].map((at) =>
            [0, 1, 2].map((a) => positions[3 * plane[at] + a] - positions[3 * plane[0] + a]),
          );
          const volume =
            u[0] * (v[1] * w[2] - v[2] * w[1]) -
            u[1] * (v[0] * w[2] - v[2] * w[0]) +
            u[2] * (v[0] * w[1] - v[1] * w[0]);
          expect(volume).closeTo(0, 1e-12);
          flat++;
        }
      }
      around.forEach((bonded, atom) => {
        const cosine = bonded.some(([, order]) => order === 2) ? -1 / 2 : -1 / 3;
        bonded.forEach(([i], at) => {
          for (const [j] of bonded.slice(0, at)) {
            const [p, q] = [between(positions, atom, i), between(positions, atom, j)];
            const square = between(positions, i, j) ** 2;
            expect((p * p + q * q - square) / (2 * p * q)).closeTo(cosine, 1e-12);
            bent++;
          }
        });
      });
      for (let i = 0; i < types.length; i++) {
        for (let j = 0; j < i; j++) expect(between(positions, i, j)).above(0.8);
      }
    });
    expect(Math.min(flat, bent)).above(50);
  });

  it("torsions are uniform, and of mirror images one is as likely as the other", () => {
    // H–O–O–H: the cosine of a uniform torsion has mean 0 and mean square 1/2.
    const peroxide: TreeMolecule = {
      types: [O, O, H, H],
      bonds: [
        { parent: 0, child: 1, order: 1 },
        { parent: 0, child: 2, order: 1 },
        { parent: 1, child: 3, order: 1 },
      ],
    };
    const random = RandomStream.fromSeed(9);
    let [sum, squares, left] = [0, 0, 0];
    const count = 3000;
    for (let k = 0; k < count; k++) {
      const p = conformation(peroxide, random.split(k))!;
      const axis = [0, 1, 2].map((a) => (p[3 + a] - p[a]) / bondLength(O, O, 1));
      const across = [2, 3].map((atom) => {
        const from = [0, 1, 2].map((a) => p[3 * atom + a] - p[3 * (atom - 2) + a]);
        const along = from.reduce((total, x, a) => total + x * axis[a], 0);
        return from.map((x, a) => x - along * axis[a]);
      });
      const [u, v] = across.map((w) => w.map((x) => x / Math.hypot(...w)));
      const cosine = u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
      sum += cosine / count;
      squares += cosine ** 2 / count;
      const turn =
        axis[0] * (u[1] * v[2] - u[2] * v[1]) +
        axis[1] * (u[2] * v[0] - u[0] * v[2]) +
        axis[2] * (u[0] * v[1] - u[1] * v[0]);
      if (turn > 0) left++;
    }
    expect(sum).closeTo(0, 5 * Math.sqrt(1 / 2 / count));
    expect(squares).closeTo(1 / 2, 5 * Math.sqrt(1 / 8 / count));
    expect(left / count).closeTo(1 / 2, 5 * Math.sqrt(1 / 4 / count));
  });

  it("targets of water and of two atoms are those of the formulae", () => {
    const water: TreeMolecule = {
      types: [O, H, H],
      bonds: [
        { parent: 0, child: 1, order: 1 },
        { parent: 0, child: 2, order: 1 },
      ],
    };
    // A right angle, lengths 1: charges 0.16 (3.44 − 2.2) on each hydrogen, the dipole √2 of one.
    const right = Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0);
    const found = moleculeTargets(water, right);
    const charge = 0.16 * 1.24;
    expect([...partialCharges(water)].map((q) => q.toFixed(12))).deep.equal(
      [-2 * charge, charge, charge].map((q) => q.toFixed(12)),
    );
    expect(found.dipole).closeTo(4.803 * Math.SQRT2 * charge, 1e-12);
    // The hydrogens' symmetric combination and oxygen: [[8^2.4 / 2, 8√2], [8√2, 1/2 + 1/√2]].
    const [a, b, c] = [8 ** 2.4 / 2, 8 * Math.SQRT2, 1 / 2 + Math.SQRT1_2];
    const largest = (a + c) / 2 + Math.sqrt(((a - c) / 2) ** 2 + b * b);
    expect(found.coulomb).closeTo(largest, 1e-10);
    // Oxygen has −2 charges, at length 1 from both hydrogens, which are √2 apart.
    expect(found.electrostatic).closeTo(14.4 * charge ** 2 * (Math.SQRT1_2 - 4), 1e-12);
    // Two atoms of masses m at distance d: √(m₁ m₂) d / (m₁ + m₂).
    const pair: TreeMolecule = { types: [C, H], bonds: [{ parent: 0, child: 1, order: 1 }] };
    const at = Float64Array.of(1, 2, 3, 1, 2, 5);
    const [m, n] = [ELEMENTS[C].mass, ELEMENTS[H].mass];
    expect(moleculeTargets(pair, at).radiusOfGyration).closeTo(
      (2 * Math.sqrt(m * n)) / (m + n),
      1e-12,
    );
    expect(coulombMatrix(pair, at).toRows()).deep.equal([
      [6 ** 2.4 / 2, 3],
      [3, 1 / 2],
    ]);
  });

  it("levels of two, three and four orbitals are those of the formulae", () => {
    const bond = (parent: number, child: number) => ({ parent, child, order: 1 as const });
    // Two equal orbitals at −χ split by the overlap to either side.
    const [x, t] = [ELEMENTS[H].electronegativity, 2 * Math.exp(-1.5)];
    const pair = moleculeTargets(
      { types: [H, H], bonds: [bond(0, 1)] },
      Float64Array.of(0, 0, 0, 0, 1.9, 0),
    );
    expect(pair.highestOccupied).closeTo(-x - t, 1e-12);
    expect(pair.gap).closeTo(2 * t, 1e-12);
    // Three on a triangle of length 1: one level at −χ − 4, then two at −χ + 2; one is occupied.
    const triangle = Float64Array.of(0, 0, 0, 1, 0, 0, 1 / 2, Math.sqrt(3) / 2, 0);
    const three = moleculeTargets({ types: [H, H, H], bonds: [bond(0, 1), bond(0, 2)] }, triangle);
    expect(three.highestOccupied).closeTo(-x - 4, 1e-12);
    expect(three.gap).closeTo(6, 1e-12);
    // Four on a square: −χ − 2a − b, twice −χ + b, −χ + 2a − b, of which two are occupied: no gap.
    const square = Float64Array.of(0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0);
    const four = moleculeTargets(
      { types: [H, H, H, H], bonds: [bond(0, 1), bond(1, 2), bond(2, 3)] },
      square,
    );
    expect(four.highestOccupied).closeTo(-x + 2 * Math.exp((1 - Math.SQRT2) / 0.6), 1e-12);
    expect(four.gap).closeTo(0, 1e-12);
  });

  it("clouds are turned and listed otherwise, their distances, elements and targets stay", () => {
    const plain = moleculeClouds(40, { seed: 4, turned: false });
    const moved = moleculeClouds(40, { seed: 4, shuffled: true });
    expect([plain.atoms, plain.elements]).deep.equal([29, ["H", "C", "N", "O", "F"]]);
    expect(moved.targets).deep.equal(plain.targets);
    expect(moved.values).not.deep.equal(plain.values);
    plain.sizes.forEach((size, k) => {
      const rows = (set: typeof plain) =>
        set.values.subarray(k * 29 * COLUMNS, (k + 1) * 29 * COLUMNS);
      const [own, other] = [rows(plain), rows(moved)];
      for (let i = 0; i < 29; i++) {
        const marks = own.subarray(i * COLUMNS + 3, (i + 1) * COLUMNS);
        expect(marks.reduce((sum, x) => sum + x, 0)).equal(i < size ? 1 : 0);
        expect(own.subarray(i * COLUMNS, i * COLUMNS + 3).every((x) => x === 0)).equal(i >= size);
      }
      for (let a = 0; a < 3; a++) {
        let sum = 0;
        for (let i = 0; i < size; i++) sum += other[i * COLUMNS + a];
        expect(sum).closeTo(0, 1e-4);
      }
      plain.bonds[k].forEach(([i, j, order], bond) => {
        const [p, q, same] = moved.bonds[k][bond];
        expect(same).equal(order);
        expect(between(other, p, q, COLUMNS)).closeTo(between(own, i, j, COLUMNS), 1e-5);
        const typeOf = (set: Float32Array, row: number) =>
          set.subarray(row * COLUMNS + 3, (row + 1) * COLUMNS).indexOf(1);
        expect([typeOf(other, p), typeOf(other, q)]).deep.equal([typeOf(own, i), typeOf(own, j)]);
      });
    });
  });

  it("depend on the seed, the part and the number alone; a size can be asked for", () => {
    const few = moleculeClouds(3, { seed: 4 });
    const many = moleculeClouds(30, { seed: 4 });
    expect([...few.values]).deep.equal([...many.values.subarray(0, few.values.length)]);
    expect(moleculeClouds(3, { seed: 4, part: "test" }).values).not.deep.equal(few.values);
    const equal = moleculeClouds(10, { atoms: 15 });
    expect([equal.atoms, [...equal.sizes]]).deep.equal([15, Array(10).fill(15)]);
    const largest = moleculeClouds(1, { atoms: 29 });
    expect(largest.sizes[0]).equal(29);
    const heavy = moleculeClouds(20, { heavy: [9, 9] });
    expect(heavy.bonds.every((all, k) => all.length === heavy.sizes[k] - 1)).equal(true);
  });

  it("names what is wrong", () => {
    const hydrogen = { types: [H], bonds: [] };
    expect(() => moleculeTargets(hydrogen, new Float64Array(3))).throw(DomainError, "got 1 atoms");
    const pair = { types: [H, H], bonds: [{ parent: 0, child: 1, order: 1 as const }] };
    expect(() => moleculeTargets(pair, new Float64Array(3))).throw(DomainError, "3 coordinates");
    expect(() => moleculeClouds(0)).throw(DomainError, "count is 0");
    expect(() => moleculeClouds(1, { heavy: [1, 3] })).throw(DomainError, "heavy[0] is 1");
    expect(() => moleculeClouds(1, { heavy: [5, 10] })).throw(DomainError, "heavy[1] is 10");
    expect(() => moleculeClouds(1, { atoms: 30 })).throw(DomainError, "atoms is 30");
    expect(() => moleculeClouds(1, { atoms: 28, heavy: [2, 3] })).throw(
      DomainError,
      "no molecule of 28 atoms was found",
    );
  });
});
