/**
 * The discovering reading of the same matrix, by plain singular values.
 */
import { expect } from "chai";
import { enforce } from "../../src/enforce/index.js";
import { affineGroup, generalLinearGroup, specialOrthogonalGroup } from "../../src/groups/index.js";
import {
  affineAction,
  lieDerivative,
  lieMatrix,
  type OutputLaw,
  polynomialMaps,
} from "../../src/lie-derivative/index.js";
import {
  boxMeasure,
  Matrix,
  nullSpace,
  numericalDifferentiable,
  singularValues,
} from "../../src/numerics/index.js";
import { drawn } from "./examples.js";

type Model = (x: Float64Array) => number | number[];

/** Dimensions of the symmetry algebra in aff(m), at N normal points. */
function discovered(f: Model, m: number, output: OutputLaw = "invariant", N = 40): number {
  const n = output === "invariant" ? 1 : m;
  const { matrix } = lieMatrix(
    numericalDifferentiable(f, m, n),
    affineAction(affineGroup(m), { output }),
    drawn(21, N, m),
  );
  return nullSpace(matrix, { tolerance: 1e-8 }).basis.columns;
}

describe("symmetry algebras in aff(m)", () => {
  // so(3); so(3,1); a conjugate of so(3); turns, and everything that moves z only (z's own
  // translation and multiples of x, y, z along z); complex multiples; turns.
  const rows: [string, Model, number, OutputLaw, number][] = [
    ["|x|² on ℝ³", (x) => x[0] ** 2 + x[1] ** 2 + x[2] ** 2, 3, "invariant", 3],
    [
      "the Minkowski form on ℝ⁴",
      (x) => -(x[0] ** 2) + x[1] ** 2 + x[2] ** 2 + x[3] ** 2,
      4,
      "invariant",
      6,
    ],
    ["x² + 2y² + 3z²", (x) => x[0] ** 2 + 2 * x[1] ** 2 + 3 * x[2] ** 2, 3, "invariant", 3],
    ["x² + y² on ℝ³", (x) => x[0] ** 2 + x[1] ** 2, 3, "invariant", 5],
    ["a damped rotation", ([x, y]) => [-0.1 * x - y, x - 0.1 * y], 2, "vector", 2],
    [
      "the Hopf normal form",
      ([x, y]) => {
        const r = x * x + y * y;
        return [x - y - r * x, x + y - r * y];
      },
      2,
      "vector",
      1,
    ],
  ];
  for (const [title, f, m, output, expected] of rows) {
    it(`${title}: ${expected}`, () => {
      expect(discovered(f, m, output)).to.equal(expected);
    });
  }
});

describe("enforcing and discovering are dual", () => {
  const space = polynomialMaps(3, 3, { outputs: 3 });
  const enforced = enforce(
    lieDerivative(space, affineAction(specialOrthogonalGroup(3), { output: "vector" })),
  );
  const affine = affineAction(affineGroup(3), { output: "vector" });

  it("finds so(3) again in a random member of the cubic SO(3) fields", () => {
    expect(enforced.dimension).to.equal(2);
    const D = lieDerivative(space, affine);
    for (const seed of [1, 2, 3]) {
      const w = enforced.parameters(drawn(seed, 1, 2).data);
      const { basis, gap } = nullSpace(D.atModel(w));
      expect(basis.columns).to.equal(3);
      expect(gap.ratio).to.be.greaterThan(1e10);
      // Columns of the null space are combinations of E_ij with c_ij = −c_ji, no translation.
      basis.toRows().forEach((row, p) => {
        const name = D.names[p];
        const mirrored = name.replace(/^E(.)(.)$/, "E$2$1");
        const other = name.startsWith("E") ? basis.row(D.names.indexOf(mirrored)) : [0, 0, 0];
        row.forEach((value, k) => {
          expect(value).to.be.closeTo(-other[k], 1e-12);
        });
      });
    }
  });

  // F = (a + b|x|²) x. L of a translation e is a e + b(|x|² e + 2 (x·e) x), of a symmetric S
  // it is 2b (xᵀSx) x, of a rotation 0. With E x² = 1/3, E x⁴ = 1/5, E x⁶ = 1/7 on [−1, 1]³.
  it("has the singular values of (a + b|x|²) x in closed form", () => {
    const [a, b] = [0.8, -0.45];
    const w = new Float64Array(space.parameters);
    for (let i = 0; i < 3; i++) {
      const e = [0, 0, 0];
      e[i] = 1;
      w[i * 20 + space.monomials.indexOf(e)] = a;
      for (let j = 0; j < 3; j++) {
        const cubic = [...e];
        cubic[j] += 2;
        w[i * 20 + space.monomials.indexOf(cubic)] = b;
      }
    }
    const D = lieDerivative(space, affine);
    const values = singularValues(D.root(boxMeasure(3)).multiply(D.atModel(w)));
    const squared = 3 * (1 / 5) + 6 / 9; // E |x|⁴
    const own = 1 / 5 + 2 / 9; // E x₁² |x|²
    const alpha = 1 / 7 + 2 / 15; // E x₁⁴ |x|²
    const beta = 2 / 15 + 1 / 27; // E x₁² x₂² |x|²
    const translation = Math.sqrt(
      a * a + 2 * a * b + b * b * squared + 4 * b * (a / 3 + b * own) + 4 * b * b * own,
    );
    const scale = 2 * Math.abs(b);
    const expected = [
      translation,
      translation,
      translation,
      scale * Math.sqrt(alpha + 2 * beta),
      scale * Math.sqrt(2 * beta),
      scale * Math.sqrt(2 * beta),
      scale * Math.sqrt(2 * beta),
      scale * Math.sqrt(alpha - beta),
      scale * Math.sqrt(alpha - beta),
      0,
      0,
      0,
    ].sort((p, q) => q - p);
    values.forEach((value, k) => {
      expect(value).to.be.closeTo(expected[k], 1e-13);
    });
  });

  it("leaves 9, 7, 6, 5, 4, 3, 3 dimensions at 1 … 7 points", () => {
    const F = enforced.model(drawn(22, 1, 2).data);
    const points = drawn(23, 7, 3);
    const counts = Array.from({ length: 7 }, (_, k) => {
      const few = new Matrix(k + 1, 3, points.data.slice(0, 3 * (k + 1)));
      return nullSpace(lieMatrix(F, affine, few).matrix).basis.columns;
    });
    expect(counts).to.deep.equal([9, 7, 6, 5, 4, 3, 3]);
  });

  it("finds gl(3) in what the quadratic library leaves, c x", () => {
    const quadratic = polynomialMaps(3, 2, { outputs: 3 });
    const turned = affineAction(specialOrthogonalGroup(3), { output: "vector" });
    const { dimension, basis } = enforce(lieDerivative(quadratic, turned));
    expect(dimension).to.equal(1);
    const D = lieDerivative(quadratic, affine);
    const kernel = nullSpace(D.atModel(basis.column(0))).basis;
    expect(kernel.columns).to.equal(9);
    expect(generalLinearGroup(3).algebra).to.have.lengthOf(9);
  });
});
