import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { identifyAlgebra, type NamedAlgebra } from "../../../src/groups/lie-algebra/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  affineExtension,
  disguised,
  generalLinear,
  heisenberg,
  pseudoOrthogonal,
  semidirectLine,
  specialLinear,
  specialUnitary,
  sumOf,
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
const line = generalLinear(1);

describe("identifyAlgebra", () => {
  it("knows isomorphic names and puts the one that fits the matrices first", () => {
    expect(named(pseudoOrthogonal(3)).aliases).to.include.members(["su(2)", "sp(1)"]);
    expect(named(specialLinear(2)).aliases).to.include.members(["so(2,1)", "su(1,1)"]);
    expect(named(pseudoOrthogonal(3, 1)).aliases).to.include("sl(2,ℂ)");
    expect(named(pseudoOrthogonal(4)).aliases).to.include("so(3) ⊕ so(3)");
    expect(named(sumOf(pseudoOrthogonal(4), pseudoOrthogonal(2, 2))).name).to.equal(
      "so(2,2) ⊕ so(4)",
    );
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
      [rows([[4]]), "scaling"],
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

    it("matrices of any size span the same", () => {
      const [x, y, z] = pseudoOrthogonal(3);
      for (const size of [1e-310, 1e-200, 1e200]) {
        expect(named([x.scale(size), y, z.scale(size)]).name).to.equal("so(3)");
      }
    });

    it("many matrices fit into memory: so(12) has 78 of 12 × 12", () => {
      const found = named(pseudoOrthogonal(12));
      expect([found.name, found.rank, found.action?.signature]).to.deep.equal([
        "so(12)",
        6,
        [12, 0],
      ]);
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
      for (const dependenceTolerance of [Number.NaN, 2]) {
        expect(() => identifyAlgebra([one(2)], { dependenceTolerance })).to.throw(
          DomainError,
          /dependenceTolerance/,
        );
      }
      expect(() => identifyAlgebra([one(2)], { coordinates: "polar" as "linear" })).to.throw(
        DomainError,
        /"polar".*"homogeneous"/,
      );
      expect(() => identifyAlgebra(one(2) as unknown as Matrix[])).to.throw(ShapeError, /no list/);
      expect(() => identifyAlgebra([one(2)], { coordinates: "homogeneous" })).to.throw(
        DomainError,
        /last row/,
      );
    });
  });
});
