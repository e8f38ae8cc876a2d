import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { identifyAlgebra, type NamedAlgebra } from "../../../src/groups/lie-algebra/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  affineExtension,
  complexOf,
  disguised,
  galilei,
  generalLinear,
  heisenberg,
  pseudoOrthogonal,
  realForm,
  semidirectLine,
  specialLinear,
  specialUnitary,
  sumOf,
  symplectic,
  unit,
} from "./known-algebras.js";

function named(basis: readonly Matrix[], options = {}): NamedAlgebra {
  const identity = identifyAlgebra(basis, options);
  if (!identity.closes) throw new Error(identity.explanation);
  return identity;
}

const rows = Matrix.fromRows;
const turn = rows([
  [0, -1],
  [1, 0],
]);
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

describe("identifyAlgebra", () => {
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

  it("knows isomorphic names and puts the one that fits the matrices first", () => {
    expect(named(pseudoOrthogonal(3)).aliases).to.include.members(["su(2)", "sp(1)"]);
    expect(named(specialLinear(2)).aliases).to.include.members(["so(2,1)", "su(1,1)"]);
    expect(named(pseudoOrthogonal(3, 1)).aliases).to.include("sl(2,ℂ)");
    expect(named(pseudoOrthogonal(4)).aliases).to.include("so(3) ⊕ so(3)");
    expect(named(pseudoOrthogonal(3, 3)).aliases).to.include("sl(4,ℝ)");
    expect(named(specialUnitary(2, 2)).aliases).to.include("so(4,2)");
    expect(named(pseudoOrthogonal(5)).aliases).to.include("sp(2)");
  });

  it("gives the Bianchi type of every algebra of dimension three", () => {
    // r = 1/2: h = −((3/2)/(1/2))² = −9; a = 3/10: h = 9/100.
    const cases: [Matrix[], string, number?][] = [
      [affineExtension([], 3), "I"],
      [heisenberg(1), "II"],
      [sumOf(affineExtension(line, 1), pseudoOrthogonal(2)), "III"],
      [
        semidirectLine(
          rows([
            [1, 1],
            [0, 1],
          ]),
        ),
        "IV",
      ],
      [semidirectLine(one(2)), "V"],
      [affineExtension(pseudoOrthogonal(1, 1), 2), "VI", 0],
      [
        semidirectLine(
          rows([
            [1, 0],
            [0, 0.5],
          ]),
        ),
        "VI",
        -9,
      ],
      [affineExtension(pseudoOrthogonal(2), 2), "VII", 0],
      [
        semidirectLine(
          rows([
            [0.3, -1],
            [1, 0.3],
          ]),
        ),
        "VII",
        0.09,
      ],
      [specialLinear(2), "VIII"],
      [pseudoOrthogonal(3), "IX"],
    ];
    cases.forEach(([basis, type, parameter], k) => {
      const random = RandomStream.fromSeed(11).split(k);
      const { bianchi } = named(disguised(basis, random, 1e-6));
      expect(bianchi?.type).to.equal(type);
      if (parameter !== undefined) expect(bianchi?.parameter).to.be.closeTo(parameter, 2e-3);
    });
  });

  it("tells one-parameter groups by their eigenvalues", () => {
    const screw = turn.directSum(
      rows([
        [0, 0.5],
        [0, 0],
      ]),
    );
    const cases: [Matrix, string][] = [
      [turn, "rotation"],
      [screw, "screw"],
      [
        rows([
          [-0.1, -1],
          [1, -0.1],
        ]),
        "spiral",
      ],
      [Matrix.diagonal([1, 2, -1]), "scaling"],
      [unit(3, 0, 2), "translation"],
      [unit(2, 0, 1), "shear"],
    ];
    for (const [matrix, kind] of cases) {
      const coordinates = kind === "shear" ? "linear" : "auto";
      const found = named([matrix.scale(-3)], { coordinates });
      expect(found.action?.oneParameter).to.equal(kind);
      expect(found.name).to.equal(kind === "rotation" ? "so(2)" : `ℝ (${kind})`);
    }
  });

  describe("of discovered symmetries", () => {
    it("x² + y² in aff(3): a rotation and a scaling of z act on shears and a translation", () => {
      // v = ω(−y, x, 0) + (0, 0, ax + by + cz + d). ⟨J, E_zz⟩ acts on ℝ³ = ⟨E_zx, E_zy, E_z0⟩,
      // J by a rotation of the first two, E_zz by 1 on all: [𝔤, 𝔤] = ℝ³, centre {0}. K(J, J) = −2
      // and K(E_zz, E_zz) = 3, so that K has signature (1, 1).
      const basis = [
        turn.directSum(Matrix.zeros(2)),
        ...[0, 1, 2, 3].map((column) => unit(4, 2, column)),
      ];
      const found = named(basis);
      expect(found.name).to.equal("(so(2) ⊕ ℝ) ⋉ ℝ³");
      expect(found.derivedSeries).to.deep.equal([5, 3, 0]);
      expect([found.centreDimension, found.nilradicalDimension]).to.deep.equal([0, 3]);
      expect(found.killing).to.deep.equal({ positive: 1, negative: 1, zero: 3 });
      expect(found.solvable).to.equal(true);
      expect(found.action?.translations).to.equal(1);
    });

    it("a sphere about a point: so(3) with that point and its form", () => {
      const p = [1, -2, 0.5];
      const basis = pseudoOrthogonal(3).map((X) => {
        const moved = X.directSum(Matrix.zeros(1));
        X.apply(p).forEach((value, i) => {
          moved.data[i * 4 + 3] = -value;
        });
        return moved;
      });
      const { name, action } = named(basis);
      expect(name).to.equal("so(3)");
      expect(Array.from(action!.fixedPoint!).map((x, i) => x - p[i])).to.satisfy(
        (errors: number[]) => Math.max(...errors.map(Math.abs)) < 1e-9,
      );
      expect(action?.signature).to.deep.equal([3, 0]);
      // The form is 1/√3 on the diagonal: of norm one, and round.
      expect(action!.form!.maxDifference(one(3).scale(1 / Math.sqrt(3)))).to.be.below(1e-9);
    });

    it("so(4) hidden in five dimensions keeps a form on four of them", () => {
      const basis = pseudoOrthogonal(4).map((X) => X.directSum(Matrix.zeros(1)));
      // ℝ⁵ may as well be ℝ⁴ with homogeneous coordinates; a turned frame is linear.
      const found = named(disguised(basis, RandomStream.fromSeed(2), 1e-5));
      expect(found.name).to.equal("so(4)");
      expect(found.action?.signature).to.deep.equal([4, 0]);
      expect(found.action?.movingSpace.columns).to.equal(4);
    });

    it("a noisy null space of a network, at a percent", () => {
      const basis = affineExtension(pseudoOrthogonal(3), 3).map((X) =>
        X.scale(1 / X.frobeniusNorm()),
      );
      const random = RandomStream.fromSeed(5);
      const found = named(basis.map((X) => X.add(new Matrix(4, 4, random.normals(16)), 0.005)));
      expect(found.name).to.equal("se(3)");
      expect(found.closureResidual).to.be.within(1e-3, 0.1);
    });
  });

  it("is honest about what has no name", () => {
    const upper = [0, 1, 2, 3].flatMap((i) =>
      [0, 1, 2, 3].filter((j) => j > i).map((j) => unit(4, i, j)),
    );
    const found = named(upper);
    expect(found.determined).to.equal(false);
    expect(found.nilpotent).to.equal(true);
    expect(found.lowerCentralSeries).to.deep.equal([6, 3, 1, 0]);
    expect(found.name).to.contain("unnamed: dimension 6, nilpotent");
  });

  it("says what an open span generates", () => {
    // Two rotations of ℝ³ generate the third; E_12 and E_21 generate sl(2).
    const [x, y] = pseudoOrthogonal(3);
    const found = identifyAlgebra([x, y]);
    expect(found.closes).to.equal(false);
    expect(found.closureResidual).to.be.closeTo(1, 1e-12);
    expect(found.closes ? 0 : found.generated.dimension).to.equal(3);
    const other = identifyAlgebra([unit(2, 0, 1), unit(2, 1, 0)]);
    expect(other.closes ? 0 : other.generated.dimension).to.equal(3);
  });

  it("compares with candidates", () => {
    const found = named(pseudoOrthogonal(3), {
      candidates: [
        { name: "sl(3)", algebra: specialLinear(3) },
        { name: "Lorentz", algebra: pseudoOrthogonal(2, 1) },
        { name: "rotations", algebra: pseudoOrthogonal(3) },
      ],
    });
    expect(found.matches.map(({ name, relation }) => `${name} ${relation}`)).to.deep.equal([
      "rotations equal",
      "sl(3) contains",
      "Lorentz different",
    ]);
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

  describe("of degenerate input", () => {
    it("no matrices and zero matrices span {0}", () => {
      for (const basis of [[], [Matrix.zeros(3), Matrix.zeros(3)]]) {
        const found = named(basis);
        expect(found.name).to.equal("0");
        expect(found.dimension).to.equal(0);
        expect(found.factors).to.deep.equal([]);
        expect([found.abelian, found.solvable, found.semisimple]).to.deep.equal([
          true,
          true,
          false,
        ]);
      }
    });

    it("drops dependent matrices", () => {
      const [x, y, z] = pseudoOrthogonal(3);
      const found = named([x, y, x.add(y), z, Matrix.zeros(3)]);
      expect([found.name, found.dimension]).to.deep.equal(["so(3)", 3]);
    });

    it("refuses NaN, other sizes and options out of range", () => {
      const bad = Matrix.identity(2);
      bad.data[1] = Number.NaN;
      expect(() => identifyAlgebra([bad])).to.throw(DomainError, /entry \(0, 1\) of basis\[0\]/);
      expect(() => identifyAlgebra([one(2), one(3)])).to.throw(ShapeError, /basis\[1\] is 3 × 3/);
      expect(() => identifyAlgebra([new Matrix(2, 3)])).to.throw(ShapeError, /2 × 3/);
      expect(() => identifyAlgebra([one(2)], { tolerance: 2 })).to.throw(DomainError, /tolerance/);
      expect(() => identifyAlgebra([one(2)], { coordinates: "homogeneous" })).to.throw(
        DomainError,
        /last row/,
      );
    });

    it("a 1 × 1 matrix is a scaling", () => {
      expect(named([rows([[4]])]).name).to.equal("ℝ (scaling)");
    });
  });
});
