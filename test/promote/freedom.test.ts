import { expect } from "chai";
import { Matrix, nullSpace } from "../../src/numerics/index.js";
import { symmetryFreedom } from "../../src/promote/freedom.js";
import { composedPolynomial } from "../../src/worlds/polynomials/index.js";
import { motions, normals, translations } from "./examples.js";

describe("the freedom of a model with a found symmetry", () => {
  it("is C(r + 2, 2) + r (m − r) for quadratics in r features of ℝᵐ", () => {
    for (const [m, r] of [
      [5, 1],
      [5, 2],
      [7, 3],
    ]) {
      const options = { features: "ortho", inputs: m, latent: r, degree: 2, seed: 4 } as const;
      const { coefficients, features } = composedPolynomial(options);
      const algebra = nullSpace(features).basis.transpose();
      const freedom = symmetryFreedom(translations(m, 2), coefficients, algebra, 1e-6);
      expect(freedom).to.equal(((r + 2) * (r + 1)) / 2 + r * (m - r));
    }
  });

  it("is 5 for a + b |x − c|² in ℝ³ and the rotations about c", () => {
    const options = { features: "quad", inputs: 3, latent: 1, degree: 1, seed: 2 } as const;
    const { coefficients } = composedPolynomial(options);
    const derivative = motions(3, 2);
    const { basis } = nullSpace(derivative.atModel(coefficients), { tolerance: 1e-9 });
    expect(basis.columns).to.equal(3);
    expect(symmetryFreedom(derivative, coefficients, basis.transpose(), 1e-6)).to.equal(5);
  });

  it("is 1 for constants, however they are rounded", () => {
    const w = Float64Array.from({ length: 15 }, (_, i) => (i === 0 ? 2 : 1e-17));
    expect(symmetryFreedom(translations(4, 2), w, Matrix.identity(4), 1e-6)).to.equal(1);
  });

  it("is the whole space where nothing is symmetric", () => {
    const none = new Matrix(0, 4);
    expect(symmetryFreedom(translations(4, 2), normals(1, 15), none, 1e-6)).to.equal(15);
  });
});
