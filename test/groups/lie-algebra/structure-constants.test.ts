import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  bracket,
  closureResidual,
  generatedAlgebra,
  killingForm,
  structureConstants,
} from "../../../src/groups/lie-algebra/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  affineExtension,
  disguised,
  generalLinear,
  heisenberg,
  pseudoOrthogonal,
  specialLinear,
  symplectic,
  unit,
} from "./known-algebras.js";

describe("structureConstants", () => {
  it("of rotations are those of the vector product", () => {
    // L_x = E_32 − E_23 and so on: [L_x, L_y] = L_z, cyclic.
    const basis = [
      unit(3, 2, 1).add(unit(3, 1, 2), -1),
      unit(3, 0, 2).add(unit(3, 2, 0), -1),
      unit(3, 1, 0).add(unit(3, 0, 1), -1),
    ];
    const { constants, killingForm: K, closureResidual: residual } = structureConstants(basis);
    const expected = new Float64Array(27);
    for (const [i, j, k] of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ]) {
      expected[(i * 3 + j) * 3 + k] = 1;
      expected[(j * 3 + i) * 3 + k] = -1;
    }
    constants.forEach((c, e) => {
      expect(c).to.be.closeTo(expected[e], 1e-14);
    });
    expect(K.maxDifference(Matrix.identity(3).scale(-2))).to.be.below(1e-13);
    expect(residual).to.be.below(1e-15);
  });

  it("give the Killing form 2n tr XY of sl(n)", () => {
    const basis = disguised(specialLinear(3), RandomStream.fromSeed(1));
    const K = killingForm(basis);
    basis.forEach((X, i) => {
      basis.forEach((Y, j) => {
        expect(K.at(i, j)).to.be.closeTo(6 * X.multiply(Y).trace(), 1e-10);
      });
    });
  });

  it("satisfy [X_i, X_j] = Σ c X_k and Jacobi in any basis", () => {
    const bases = [pseudoOrthogonal(3, 1), heisenberg(2), symplectic(1), generalLinear(2)];
    fc.assert(
      fc.property(fc.constantFrom(...bases), fc.nat(2 ** 31), (basis, seed) => {
        const own = disguised(basis, RandomStream.fromSeed(seed));
        const d = own.length;
        const { constants, adjoint } = structureConstants(own);
        for (let i = 0; i < d; i++) {
          for (let j = 0; j < d; j++) {
            let rest = bracket(own[i], own[j]);
            let jacobi = bracket(adjoint[i], adjoint[j]);
            for (let k = 0; k < d; k++) {
              rest = rest.add(own[k], -constants[(i * d + j) * d + k]);
              jacobi = jacobi.add(adjoint[k], -constants[(i * d + j) * d + k]);
            }
            expect(rest.maxAbs()).to.be.below(1e-11);
            expect(jacobi.maxAbs()).to.be.below(1e-10);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it("of s X are s times those of X, for every s", () => {
    for (const size of [1e-310, 1e-200, 1e200]) {
      const { constants } = structureConstants(pseudoOrthogonal(3).map((X) => X.scale(size)));
      const nonzero = constants.filter((c) => Math.abs(c) > 1e-9 * size);
      expect(nonzero).to.have.length(6);
      for (const c of nonzero) expect(Math.abs(c) / size).to.be.closeTo(1, 1e-12);
    }
  });

  it("are asked for by killingForm, which speaks for itself", () => {
    const [x, y] = pseudoOrthogonal(3);
    expect(() => killingForm([x, y])).to.throw(DomainError, /^killingForm: .*does not close/);
    expect(() => structureConstants([x], { closureTolerance: Number.NaN })).to.throw(
      DomainError,
      /closureTolerance is NaN/,
    );
  });

  it("refuse an open, a dependent and a broken basis", () => {
    const [x, y, z] = pseudoOrthogonal(3);
    expect(() => structureConstants([x, y])).to.throw(DomainError, /does not close/);
    expect(() => structureConstants([x, y, z, x])).to.throw(DomainError, /3 are independent/);
    expect(() => structureConstants([x, Matrix.identity(2)])).to.throw(ShapeError, /basis\[1\]/);
    const noisy = [x, y, z.add(unit(3, 0, 0), 1e-4)];
    expect(() => structureConstants(noisy)).to.throw(DomainError, /closureTolerance/);
    expect(structureConstants(noisy, { closureTolerance: 1e-3 }).dimension).to.equal(3);
  });

  it("of no matrices are none", () => {
    expect(structureConstants([]).constants).to.have.length(0);
  });
});

describe("closureResidual", () => {
  it("is 0 for algebras, abelian ones and nothing", () => {
    expect(closureResidual(pseudoOrthogonal(4))).to.be.below(1e-14);
    expect(closureResidual(affineExtension([], 3))).to.equal(0);
    expect(closureResidual([])).to.equal(0);
    expect(closureResidual([Matrix.zeros(2)])).to.equal(0);
  });

  it("is the share of the brackets outside the span, whatever the scale", () => {
    // [E12, E21] = E11 − E22 of norm √2, half along E11: √(1/√2² )/√… = ‖(E11 − E22)⊥‖/‖…‖.
    // Brackets: [E12,E21] = E11 − E22 (inside part E11, outside E22), [E11,E12] = E12, [E11,E21] = −E21:
    // squares 2 + 1 + 1, of which 1 is outside.
    const basis = [unit(2, 0, 1), unit(2, 1, 0), unit(2, 0, 0)];
    expect(closureResidual(basis)).to.be.closeTo(0.5, 1e-12);
    expect(closureResidual(basis.map((X, k) => X.scale(10 ** (3 * k))))).to.be.closeTo(0.5, 1e-12);
  });

  it("grows with the noise in proportion", () => {
    const residual = (noise: number): number =>
      closureResidual(disguised(pseudoOrthogonal(3, 1), RandomStream.fromSeed(4), noise));
    expect(residual(1e-4) / residual(1e-6)).to.be.closeTo(100, 1);
  });
});

describe("bracket", () => {
  it("refuses matrices of other shapes", () => {
    expect(() => bracket(Matrix.identity(2), Matrix.identity(3))).to.throw(ShapeError);
  });
});

describe("generatedAlgebra", () => {
  it("grows to the smallest algebra", () => {
    // Neighbouring rotations generate so(n); E_12, E_23, E_34 all strictly upper matrices.
    const chain = [0, 1, 2, 3].map((i) => unit(5, i, i + 1).add(unit(5, i + 1, i), -1));
    expect(generatedAlgebra(chain).dimension).to.equal(10);
    expect(generatedAlgebra([0, 1, 2].map((i) => unit(4, i, i + 1))).dimension).to.equal(6);
    expect(generatedAlgebra([]).dimension).to.equal(0);
  });

  it("refuses tolerances out of range", () => {
    expect(() => generatedAlgebra([Matrix.identity(2)], { tolerance: -1 })).to.throw(
      DomainError,
      /^generatedAlgebra: tolerance is -1/,
    );
  });

  it("of two matrices at random is gl(n)", () => {
    const random = RandomStream.fromSeed(3);
    const two = [0, 1].map(() => new Matrix(3, 3, random.normals(9)));
    const { dimension, basis } = generatedAlgebra(two);
    expect(dimension).to.equal(9);
    expect(closureResidual(basis)).to.be.below(1e-12);
  });
});
