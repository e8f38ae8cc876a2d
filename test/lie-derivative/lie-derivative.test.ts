import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../src/errors.js";
import {
  affineGroup,
  definingRepresentation,
  orthogonalGroup,
  permutationRepresentation,
  power,
  specialEuclideanGroup,
  specialOrthogonalGroup,
  symmetricGroup,
  trivialRepresentation,
} from "../../src/groups/index.js";
import {
  affineAction,
  affineField,
  functionLibrary,
  type LieDerivative,
  lieAction,
  lieDerivative,
  lieMatrix,
  type ModelSpace,
  monomialLibrary,
  polynomialField,
  polynomialKernels,
  polynomialMaps,
  polynomialVectorFields,
  representationAction,
  vectorField,
} from "../../src/lie-derivative/index.js";
import {
  boxMeasure,
  gaussHermite,
  gaussianMeasure,
  Matrix,
  MonomialBasis,
  matrixExponential,
  numericalDifferentiable,
  type SparseMatrix,
} from "../../src/numerics/index.js";
import { drawn } from "./examples.js";

const seeds = fc.integer({ min: 0, max: 1e6 });

function bracketOf(A: Matrix, B: Matrix): Matrix {
  return A.multiply(B).subtract(B.multiply(A));
}

/** (A, b; 0, 0) */
function homogeneous(A: Matrix, b: Float64Array): Matrix {
  const out = Matrix.zeros(A.rows + 1);
  for (let i = 0; i < A.rows; i++) {
    out.row(i).set(A.row(i));
    out.data[i * out.columns + A.rows] = b[i];
  }
  return out;
}

function affineParts(M: Matrix): { A: Matrix; b: Float64Array } {
  const m = M.rows - 1;
  const A = new Matrix(m, m);
  for (let i = 0; i < m; i++) A.row(i).set(M.row(i).subarray(0, m));
  return { A, b: M.column(m).subarray(0, m) };
}

function block(space: ModelSpace, M: Matrix, output?: Matrix, source?: Matrix): SparseMatrix {
  const { A, b } = affineParts(M);
  const draft = { input: affineField(A, b), ...(output && { output }), ...(source && { source }) };
  return lieDerivative(space, lieAction("one", [draft])).blocks[0];
}

describe("lieDerivative", () => {
  it("reads one bilinear map twice: L(w) c = (Σ c_p C_p) w", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const space = polynomialMaps(2, 3, { outputs: 2 });
        const D = lieDerivative(space, affineAction(affineGroup(2), { output: "vector" }));
        const w = drawn(seed, 1, space.parameters).data;
        const c = drawn(seed + 1, 1, 6).data;
        const discover = D.atModel(w).apply(c);
        const enforced = D.atGenerator(c).apply(w);
        discover.forEach((value, r) => {
          expect(value).to.be.closeTo(enforced[r], 1e-11);
        });
      }),
      { numRuns: 20 },
    );
  });

  it("turns brackets round, since K_gh = K_h K_g: [L_ξ, L_η] = L_[η, ξ]", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const space = polynomialMaps(2, 3, { outputs: 2 });
        const [x, y] = [0, 2].map((k) =>
          homogeneous(drawn(seed + k, 2, 2), drawn(seed + k + 1, 1, 2).data),
        );
        // B must be a representation too: here the linear part.
        const lie = (M: Matrix) => block(space, M, affineParts(M).A).toDense();
        const expected = lie(bracketOf(y, x));
        const got = bracketOf(lie(x), lie(y));
        expect(got.maxDifference(expected)).to.be.below(1e-10 * (1 + expected.maxAbs()));
      }),
      { numRuns: 15 },
    );
  });

  it("is d/dt of K_exp(tξ) F at t = 0", () => {
    const space = polynomialMaps(2, 3, { outputs: 2 });
    const M = homogeneous(drawn(1, 2, 2), drawn(2, 1, 2).data);
    const B = drawn(3, 2, 2);
    const w = drawn(4, 1, space.parameters).data;
    const derivative = space.model(block(space, M, B).apply(w));
    const x = drawn(5, 1, 2);
    const moved = numericalDifferentiable(
      ([t]) => {
        const { A, b } = affineParts(matrixExponential(M.scale(t)));
        const there = new Matrix(
          1,
          2,
          A.apply(x.row(0)).map((value, i) => value + b[i]),
        );
        return matrixExponential(B.scale(-t)).apply(space.model(w).values(there).row(0));
      },
      1,
      2,
    );
    const slope = moved.jacobians(Matrix.fromRows([[0]]));
    const got = derivative.values(x).row(0);
    got.forEach((value, a) => {
      expect(value).to.be.closeTo(slope[a], 1e-9);
    });
  });

  it("agrees with the formula at points, for maps and models", () => {
    const space = polynomialMaps(3, 3, { outputs: 3 });
    const action = affineAction(affineGroup(3), { output: "vector" });
    const D = lieDerivative(space, action);
    const w = drawn(6, 1, space.parameters).data;
    const points = drawn(7, 5, 3);
    const { matrix, generators } = lieMatrix(space.model(w), action, points);
    expect(generators).to.have.lengthOf(12);
    const sampled = space
      .design(points)
      .multiply(D.atModel(w))
      .scale(1 / Math.sqrt(5));
    expect(matrix.maxDifference(sampled)).to.be.below(1e-11);
  });

  it("has a root that gives mean squares", () => {
    const space = polynomialMaps(2, 2, { outputs: 2 });
    const D = lieDerivative(space, affineAction(specialEuclideanGroup(2), { output: "vector" }));
    const w = drawn(8, 1, space.parameters).data;
    const { nodes, weights } = gaussHermite(6);
    const scaled = D.root(gaussianMeasure(2)).multiply(D.atModel(w));
    for (let p = 0; p < 3; p++) {
      const F = space.model(D.blocks[p].apply(w));
      let mean = 0;
      nodes.forEach((x, i) => {
        nodes.forEach((y, j) => {
          const value = F.values(Matrix.fromRows([[x, y]])).row(0);
          mean += weights[i] * weights[j] * (value[0] ** 2 + value[1] ** 2);
        });
      });
      const norm = scaled.column(p).reduce((sum, value) => sum + value * value, 0);
      expect(norm).to.be.closeTo(mean, 1e-10 * (1 + mean));
    }
    // Without a measure: the uniform one on [−1, 1]².
    expect(D.root().maxDifference(D.root(boxMeasure(2)))).to.equal(0);
  });

  it("keeps the algebra's whole numbers beside normalised generators", () => {
    const space = polynomialMaps(3, 2);
    const D = lieDerivative(space, affineAction(specialEuclideanGroup(3)));
    D.exactBlocks.forEach((exact, p) => {
      expect(exact.values.every(Number.isInteger)).to.equal(true);
      const factor = D.names[p].startsWith("R") ? Math.SQRT1_2 : 1;
      const difference = exact.scale(factor).toDense().maxDifference(D.blocks[p].toDense());
      expect(difference).to.be.below(1e-15);
    });
    const raw = lieDerivative(space, affineAction(specialEuclideanGroup(3), { normalise: false }));
    expect(raw.blocks[0].toDense().maxDifference(raw.exactBlocks[0].toDense())).to.equal(0);
  });

  it("has K_g − I: ρ⁻¹ F(g x) − F(x) at points", () => {
    const space = polynomialMaps(3, 3, { outputs: 3 });
    const D = lieDerivative(space, affineAction(orthogonalGroup(3), { output: "vector" }));
    expect(D.discrete).to.have.lengthOf(1);
    const g = orthogonalGroup(3).components[0];
    const w = drawn(9, 1, space.parameters).data;
    const x = drawn(10, 1, 3);
    const got = space.model(D.discrete[0].apply(w)).values(x).row(0);
    const there = new Matrix(1, 3, g.apply(x.row(0)));
    const expected = g.transpose().apply(space.model(w).values(there).row(0));
    const here = space.model(w).values(x).row(0);
    got.forEach((value, a) => {
      expect(value).to.be.closeTo(expected[a] - here[a], 1e-12);
    });
  });

  it("takes permutations as discrete elements", () => {
    const group = symmetricGroup(3);
    const action = representationAction(
      permutationRepresentation(group),
      trivialRepresentation(group),
    );
    expect(action.generators).to.have.lengthOf(0);
    expect(action.discrete).to.have.lengthOf(2);
    const space = polynomialMaps(3, 2);
    const D = lieDerivative(space, action);
    const sum = new Float64Array(space.parameters);
    for (const exponent of [
      [2, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
    ]) {
      sum[new MonomialBasis(3, 2).indexOf(exponent)] = 1;
    }
    for (const K of D.discrete) expect(K.apply(sum).every((value) => value === 0)).to.equal(true);
  });
});

describe("model spaces", () => {
  it("name the monomials that leave a library", () => {
    const space = monomialLibrary(2, [
      [2, 0],
      [0, 2],
    ]);
    const action = affineAction(specialEuclideanGroup(2));
    const D = lieDerivative(space, action);
    expect([...D.leaving].sort()).to.deep.equal(["x₁", "x₁x₂", "x₂"]);
    expect(D.blocks[0].rows).to.equal(5);
    expect(() => lieDerivative(space, action, { requireClosed: true })).to.throw(
      DomainError,
      /x₁x₂/,
    );
    const whole = lieDerivative(polynomialMaps(2, 2), action, { requireClosed: true });
    expect(whole.leaving).to.have.lengthOf(0);
    expect(whole.rowName(0)).to.equal("1");
  });

  it("extend their rows for generators of higher degree", () => {
    // L of x₁² along (x₂² ∂₁) is 2 x₁ x₂².
    const space = polynomialMaps(2, 2);
    const field = polynomialField({
      variables: 2,
      components: [[{ coefficient: 1, exponent: Uint8Array.of(0, 2) }], []],
    });
    const D = lieDerivative(space, lieAction("shear", [{ input: field }]));
    const column = D.blocks[0].toDense().column(new MonomialBasis(2, 2).indexOf([2, 0]));
    const rows = [...column.keys()].filter((r) => column[r] !== 0);
    expect(rows.map((r) => [D.rowName(r), column[r]])).to.deep.equal([["x₁x₂²", 2]]);
    expect(D.leaving).to.include("x₁x₂²");
    expect(D.root().columns).to.equal(D.blocks[0].rows);
  });

  it("give vector fields their Lie bracket with a nonlinear field", () => {
    const components = [
      [
        { coefficient: 2, exponent: Uint8Array.of(1, 1) },
        { coefficient: -1, exponent: Uint8Array.of(0, 3) },
      ],
      [{ coefficient: 3, exponent: Uint8Array.of(2, 0) }],
    ];
    const v = polynomialField({ variables: 2, components });
    const space = polynomialVectorFields(2, 2);
    const action = lieAction("v", [{ input: v }]);
    const D = lieDerivative(space, action);
    const w = drawn(11, 1, space.parameters).data;
    const points = drawn(12, 4, 2);
    const F = space.model(w);
    const { matrix } = lieMatrix(F, action, points, { as: "vector field" });
    // The same by the row names: coefficients times monomials, component after component.
    const image = D.blocks[0].apply(w);
    for (let i = 0; i < 4; i++) {
      const x = points.row(i);
      const slope = new Matrix(2, 2, F.jacobians(new Matrix(1, 2, x.slice())));
      const J = Matrix.fromRows([
        [2 * x[1], 2 * x[0] - 3 * x[1] ** 2],
        [6 * x[0], 0],
      ]);
      const velocity = [2 * x[0] * x[1] - x[1] ** 3, 3 * x[0] ** 2];
      const value = F.values(new Matrix(1, 2, x.slice())).row(0);
      const expected = slope.apply(velocity).map((s, a) => s - J.apply(value)[a]);
      expected.forEach((entry, a) => {
        expect(2 * matrix.data[i * 2 + a]).to.be.closeTo(entry, 1e-10 * (1 + Math.abs(entry)));
      });
    }
    // A field commutes with itself: F = v, degree 3.
    const cubic = polynomialVectorFields(2, 3);
    const self = new Float64Array(cubic.parameters);
    components.forEach((component, a) => {
      for (const { coefficient, exponent } of component) {
        self[a * cubic.monomials.size + cubic.monomials.indexOf(exponent)] = coefficient;
      }
    });
    expect(image.some((value) => value !== 0)).to.equal(true);
    const still = lieDerivative(cubic, action).blocks[0].apply(self);
    expect(still.every((value) => value === 0)).to.equal(true);
  });

  it("derive kernels of integral operators as d/dt of the moved kernel, matrices included", () => {
    const space = polynomialKernels(2, 2, { outputs: 2, sources: 2 });
    const M = homogeneous(drawn(13, 2, 2), drawn(14, 1, 2).data);
    const [out, into] = [drawn(15, 2, 2), drawn(16, 2, 2)];
    const w = drawn(17, 1, space.parameters).data;
    const k = space.model(w);
    const z = drawn(18, 1, 4);
    const moved = numericalDifferentiable(
      ([t]) => {
        const { A, b } = affineParts(matrixExponential(M.scale(t)));
        const at = [0, 2].flatMap((offset) =>
          [...A.apply(z.row(0).subarray(offset, offset + 2))].map((value, i) => value + b[i]),
        );
        const value = new Matrix(2, 2, k.values(Matrix.fromRows([at])).data);
        const volume = A.at(0, 0) * A.at(1, 1) - A.at(0, 1) * A.at(1, 0);
        return matrixExponential(out.scale(-t))
          .multiply(value)
          .multiply(matrixExponential(into.scale(t)))
          .scale(volume).data;
      },
      1,
      4,
    );
    const slope = moved.jacobians(Matrix.fromRows([[0]]));
    const got = space.model(block(space, M, out, into).apply(w)).values(z).data;
    got.forEach((value, a) => {
      expect(value).to.be.closeTo(slope[a], 1e-9);
    });
  });

  it("give a library of functions the derivatives of the same polynomials", () => {
    const basis = new MonomialBasis(2, 2);
    const functions = basis.exponents.map(([a, b], k) => ({
      name: basis.name(k),
      value: ([x, y]: Float64Array) => x ** a * y ** b,
      gradient: ([x, y]: Float64Array) => [
        a === 0 ? 0 : a * x ** (a - 1) * y ** b,
        b === 0 ? 0 : b * x ** a * y ** (b - 1),
      ],
    }));
    const points = drawn(19, 9, 2);
    const action = affineAction(orthogonalGroup(2), { output: "vector" });
    const polynomial = polynomialMaps(2, 2, { outputs: 2 });
    const exact = lieDerivative(polynomial, action);
    for (const vector of [false, true]) {
      const library = functionLibrary(functions, points, { outputs: 2, vectorField: vector });
      const D = lieDerivative(library, action);
      const scale = 1 / 3;
      const pairs = [
        [D.blocks[0], exact.blocks[0]],
        [D.discrete[0], exact.discrete[0]],
      ] as const;
      for (const [sampled, coefficients] of pairs) {
        const expected = polynomial.design(points).multiply(coefficients.toDense()).scale(scale);
        expect(sampled.toDense().maxDifference(expected)).to.be.below(1e-12);
      }
      const w = drawn(20, 1, 12).data;
      const [a, b] = [library.model(w), polynomial.model(w)];
      expect(a.values(points).maxDifference(b.values(points))).to.be.below(1e-12);
      const slopes = b.jacobians(points);
      a.jacobians(points).forEach((value, i) => {
        expect(value).to.be.closeTo(slopes[i], 1e-12);
      });
      expect(library.design(points).maxDifference(polynomial.design(points))).to.be.below(1e-12);
      expect(D.root().maxDifference(Matrix.identity(18))).to.equal(0);
      expect(() => D.root(boxMeasure(2))).to.throw(DomainError, /points only/);
    }
  });

  it("refuse what does not fit, naming both sizes", () => {
    const rotations = affineAction(specialOrthogonalGroup(3), { output: "vector" });
    expect(() => lieDerivative(polynomialMaps(3, 2), rotations)).to.throw(
      ShapeError,
      /3 inputs and 3 outputs.*3 inputs and 1 outputs/,
    );
    expect(() =>
      affineAction(specialOrthogonalGroup(3), { output: "vector", outputs: 2 }),
    ).to.throw(ShapeError, /dimension 3, but outputs is 2/);
    const swirl = lieAction("swirl", [
      {
        input: vectorField(
          2,
          (x) => [Math.sin(x[1]), 0],
          () => Matrix.zeros(2),
        ),
      },
    ]);
    expect(() => lieDerivative(polynomialMaps(2, 1), swirl)).to.throw(
      DomainError,
      /not polynomial/,
    );
    expect(() =>
      lieAction("mixed", [
        { input: affineField(Matrix.zeros(2)) },
        { input: affineField(Matrix.zeros(3)) },
      ]),
    ).to.throw(ShapeError, /dimension 3; expected 2/);
    const D: LieDerivative = lieDerivative(polynomialMaps(3, 1), affineAction(affineGroup(3)));
    expect(() => D.atGenerator([1])).to.throw(ShapeError, /1 coefficients; expected 12/);
    expect(() => D.atModel([1])).to.throw(ShapeError, /1 parameters; expected 4/);
    const closure = numericalDifferentiable((x) => x[0], 2, 1);
    expect(() => lieMatrix(closure, affineAction(affineGroup(3)), drawn(1, 2, 3))).to.throw(
      ShapeError,
      /ℝ\^2/,
    );
    const right = numericalDifferentiable((x) => x[0], 3, 1);
    expect(() => lieMatrix(right, affineAction(affineGroup(3)), new Matrix(0, 3))).to.throw(
      DomainError,
      /no points/,
    );
    const kernels = polynomialKernels(3, 1, { sources: 3 });
    const vectors = affineAction(specialOrthogonalGroup(3), { source: "vector" });
    lieDerivative(kernels, vectors);
    expect(() => lieDerivative(polynomialKernels(3, 1), vectors)).to.throw(ShapeError, /3 × 3/);
    const tensors = power(definingRepresentation(specialOrthogonalGroup(3)), 2);
    expect(affineAction(specialOrthogonalGroup(3), { output: tensors }).outputs).to.equal(9);
  });
});
