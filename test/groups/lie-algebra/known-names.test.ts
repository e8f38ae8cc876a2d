import { expect } from "chai";
import fc from "fast-check";
import { identifyAlgebra, type NamedAlgebra } from "../../../src/groups/lie-algebra/index.js";
import {
  inverseMatrix,
  Matrix,
  matrixExponential,
  nullSpace,
  RandomStream,
} from "../../../src/numerics/index.js";
import {
  affineExtension,
  complexOf,
  disguised,
  galilei,
  generalLinear,
  heisenberg,
  pseudoOrthogonal,
  realForm,
  specialLinear,
  specialUnitary,
  sumOf,
  symplectic,
} from "./known-algebras.js";

function named(basis: readonly Matrix[], options = {}): NamedAlgebra {
  const identity = identifyAlgebra(basis, options);
  if (!identity.closes) throw new Error(identity.explanation);
  return identity;
}

const turn = pseudoOrthogonal(2)[0];
const one = Matrix.identity;
const unitary = (n: number): Matrix[] => [...specialUnitary(n), realForm(Matrix.zeros(n), one(n))];
const line = generalLinear(1);

/** Name, basis, dimension of the derived series, of the centre, rank: from the definitions. */
const known: readonly [string, Matrix[], string, number, number][] = [
  ["so(2)", pseudoOrthogonal(2), "1,0", 1, 1],
  ["so(3)", pseudoOrthogonal(3), "3,3", 0, 1],
  ["so(4)", pseudoOrthogonal(4), "6,6", 0, 2],
  ["so(5)", pseudoOrthogonal(5), "10,10", 0, 2],
  ["so(6)", pseudoOrthogonal(6), "15,15", 0, 3],
  ["so(2,1)", pseudoOrthogonal(2, 1), "3,3", 0, 1],
  ["so(3,1)", pseudoOrthogonal(3, 1), "6,6", 0, 2],
  ["so(2,2)", pseudoOrthogonal(2, 2), "6,6", 0, 2],
  ["so(4,1)", pseudoOrthogonal(4, 1), "10,10", 0, 2],
  ["so(3,2)", pseudoOrthogonal(3, 2), "10,10", 0, 2],
  ["so(4,2)", pseudoOrthogonal(4, 2), "15,15", 0, 3],
  ["so(4,3)", pseudoOrthogonal(4, 3), "21,21", 0, 3],
  ["sl(2,ℝ)", specialLinear(2), "3,3", 0, 1],
  ["sl(3,ℝ)", specialLinear(3), "8,8", 0, 2],
  ["sl(4,ℝ)", specialLinear(4), "15,15", 0, 3],
  ["gl(2,ℝ)", generalLinear(2), "4,3,3", 1, 2],
  ["gl(3,ℝ)", generalLinear(3), "9,8,8", 1, 3],
  ["sp(4,ℝ)", symplectic(2), "10,10", 0, 2],
  ["sp(6,ℝ)", symplectic(3), "21,21", 0, 3],
  ["su(2)", specialUnitary(2), "3,3", 0, 1],
  ["su(3)", specialUnitary(3), "8,8", 0, 2],
  ["su(2,1)", specialUnitary(2, 1), "8,8", 0, 2],
  ["su(4)", specialUnitary(4), "15,15", 0, 3],
  ["su(1,1)", specialUnitary(1, 1), "3,3", 0, 1],
  ["u(2)", unitary(2), "4,3,3", 1, 2],
  ["u(3)", unitary(3), "9,8,8", 1, 3],
  ["sl(3,ℂ)", complexOf(specialLinear(3)), "16,16", 0, 4],
  ["so(3,ℂ)", complexOf(pseudoOrthogonal(3)), "6,6", 0, 2],
  ["se(2)", affineExtension(pseudoOrthogonal(2), 2), "3,2,0", 0, 1],
  ["se(3)", affineExtension(pseudoOrthogonal(3), 3), "6,6", 0, 2],
  ["se(4)", affineExtension(pseudoOrthogonal(4), 4), "10,10", 0, 2],
  ["e(1,1)", affineExtension(pseudoOrthogonal(1, 1), 2), "3,2,0", 0, 1],
  ["iso(2,1)", affineExtension(pseudoOrthogonal(2, 1), 3), "6,6", 0, 2],
  ["iso(3,1)", affineExtension(pseudoOrthogonal(3, 1), 4), "10,10", 0, 2],
  ["aff(1)", affineExtension(line, 1), "2,1,0", 0, 1],
  ["aff(2)", affineExtension(generalLinear(2), 2), "6,5,5", 0, 2],
  ["aff(3)", affineExtension(generalLinear(3), 3), "12,11,11", 0, 3],
  ["saff(2)", affineExtension(specialLinear(2), 2), "5,5", 0, 1],
  ["sim(2)", affineExtension([turn, one(2)], 2), "4,2,0", 0, 2],
  ["sim(3)", affineExtension([...pseudoOrthogonal(3), one(3)], 3), "7,6,6", 0, 2],
  ["gal(2)", galilei(2), "6,4,0", 0, 2],
  ["gal(3)", galilei(3), "10,9,9", 0, 4],
  ["heis(3)", heisenberg(1), "3,1,0", 1, 3],
  ["heis(5)", heisenberg(2), "5,1,0", 1, 5],
  ["ℝ³", affineExtension([], 3), "3,0", 3, 3],
  ["so(2) ⊕ so(2)", sumOf(pseudoOrthogonal(2), pseudoOrthogonal(2)), "2,0", 2, 2],
  ["so(2) ⊕ ℝ", [turn, one(2)], "2,0", 2, 2],
  ["so(2) ⊕ so(3)", sumOf(pseudoOrthogonal(2), pseudoOrthogonal(3)), "4,3,3", 1, 2],
  ["so(3) ⊕ so(3)", sumOf(pseudoOrthogonal(3), pseudoOrthogonal(3)), "6,6", 0, 2],
  ["so(3) ⊕ ℝ²", sumOf(pseudoOrthogonal(3), affineExtension([], 2)), "5,3,3", 2, 3],
  ["aff(1) ⊕ aff(1)", sumOf(affineExtension(line, 1), affineExtension(line, 1)), "4,2,0", 0, 2],
  ["heis(3) ⊕ heis(3)", sumOf(heisenberg(1), heisenberg(1)), "6,2,0", 2, 6],
  [
    "se(2) ⊕ se(3)",
    sumOf(affineExtension(pseudoOrthogonal(2), 2), affineExtension(pseudoOrthogonal(3), 3)),
    "9,8,6,6",
    0,
    3,
  ],
  [
    "heis(3) ⊕ se(2) ⊕ so(3)",
    sumOf(pseudoOrthogonal(3), affineExtension(pseudoOrthogonal(2), 2), heisenberg(1)),
    "9,6,3,3",
    1,
    5,
  ],
];

/** The matrices X with X·φ = 0 for the 3-form φ of the octonions: the compact form of G₂, in so(7). */
function octonionDerivations(): Matrix[] {
  const terms = [
    [1, 2, 3, 1],
    [1, 4, 5, 1],
    [1, 6, 7, 1],
    [2, 4, 6, 1],
    [2, 5, 7, -1],
    [3, 4, 7, -1],
    [3, 5, 6, -1],
  ];
  const form = new Float64Array(343);
  for (const [a, b, c, sign] of terms) {
    for (const [i, j, k, parity] of [
      [a, b, c, 1],
      [b, c, a, 1],
      [c, a, b, 1],
      [b, a, c, -1],
      [a, c, b, -1],
      [c, b, a, -1],
    ]) {
      form[(i - 1) * 49 + (j - 1) * 7 + k - 1] = sign * parity;
    }
  }
  const equations = new Matrix(343, 49);
  for (let entry = 0; entry < 343; entry++) {
    const [i, j, k] = [Math.floor(entry / 49), Math.floor(entry / 7) % 7, entry % 7];
    for (let m = 0; m < 7; m++) {
      equations.data[entry * 49 + m * 7 + i] += form[m * 49 + j * 7 + k];
      equations.data[entry * 49 + m * 7 + j] += form[i * 49 + m * 7 + k];
      equations.data[entry * 49 + m * 7 + k] += form[i * 49 + j * 7 + m];
    }
  }
  const { basis } = nullSpace(equations);
  return Array.from({ length: basis.columns }, (_, c) => new Matrix(7, 7, basis.column(c)));
}

describe("identifyAlgebra, on known algebras", () => {
  for (const [name, basis, derived, centre, rank] of known) {
    it(`names ${name} in any frame and basis, with noise`, () => {
      for (const noise of basis.length > 8 ? [1e-6] : [0, 1e-6, 1e-4]) {
        // One matrix cannot tell its own noise.
        const options = basis.length === 1 ? { tolerance: 1e-2 } : {};
        const random = RandomStream.fromSeed(7).split(name).split(noise);
        const found = named(disguised(basis, random, noise), options);
        expect(found.name).to.equal(name);
        expect(found.dimension).to.equal(basis.length);
        expect(found.derivedSeries.join()).to.equal(derived);
        expect(found.centreDimension).to.equal(centre);
        expect(found.rank).to.equal(rank);
        expect(found.determined).to.equal(true);
      }
    });
  }

  it("a noisy null space of a network, at a percent", () => {
    const basis = affineExtension(pseudoOrthogonal(3), 3).map((X) =>
      X.scale(1 / X.frobeniusNorm()),
    );
    const random = RandomStream.fromSeed(5);
    const found = named(basis.map((X) => X.add(new Matrix(4, 4, random.normals(16)), 0.005)));
    expect(found.name).to.equal("se(3)");
    expect(found.closureResidual).to.be.within(1e-3, 0.1);
  });

  describe("in oblique frames and bases that are nearly dependent", () => {
    const nameOf = (basis: Matrix[], noise: number, seed: number): string => {
      const random = RandomStream.fromSeed(seed);
      const n = basis[0].rows;
      const frame = matrixExponential(new Matrix(n, n, random.normals(n * n)).scale(0.25));
      const moved = basis.map((X) => frame.multiply(X).multiply(inverseMatrix(frame)));
      const mix = new Matrix(basis.length, basis.length, random.normals(basis.length ** 2));
      const given = moved.map((_, i) => {
        const X = moved.reduce((sum, Y, j) => sum.add(Y, mix.at(i, j)), Matrix.zeros(n));
        const error = new Matrix(n, n, random.normals(n * n));
        return X.add(error, (noise * X.frobeniusNorm()) / n);
      });
      return identifyAlgebra(given, { coordinates: "linear" }).name;
    };

    it("two rotations stay two rotations, also where one of them stands nearly still", () => {
      const torus = sumOf(pseudoOrthogonal(2), pseudoOrthogonal(2));
      for (let seed = 0; seed < 60; seed++) {
        expect(nameOf(torus, 1e-6, seed), `seed ${seed}`).to.equal("so(2) ⊕ so(2)");
      }
    });

    it("what has no radical to act on is not said to act on one", () => {
      const sum = sumOf(pseudoOrthogonal(3), specialLinear(2));
      for (const seed of [1, 8]) {
        expect(nameOf(sum, 1e-3, seed)).to.equal("sl(2,ℝ) ⊕ so(3)");
      }
    });
  });

  it("names G₂, the symmetries of the octonions", () => {
    const found = named(disguised(octonionDerivations(), RandomStream.fromSeed(1), 1e-6));
    expect([found.dimension, found.rank, found.name]).to.deep.equal([14, 2, "g2 compact"]);
  });

  it("has invariants that do not depend on basis, frame and scale", () => {
    const bases = known.map(([, basis]) => basis).filter((basis) => basis.length < 9);
    const invariants = (identity: NamedAlgebra): unknown => [
      identity.name,
      identity.derivedSeries,
      identity.lowerCentralSeries,
      identity.killing,
      [identity.radicalDimension, identity.nilradicalDimension, identity.rank],
      identity.factors.map(({ name, dimension }) => [name, dimension]).sort(),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...bases),
        fc.nat(2 ** 31),
        fc.integer({ min: -6, max: 6 }),
        (basis, seed, power) => {
          const turned = disguised(basis, RandomStream.fromSeed(seed));
          const scaled = turned.map((X) => X.scale(10 ** power));
          expect(invariants(named(scaled))).to.deep.equal(invariants(named(basis)));
        },
      ),
      { numRuns: 40 },
    );
  });
});
