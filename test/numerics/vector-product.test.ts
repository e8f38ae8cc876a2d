import { expect } from "chai";
import fc from "fast-check";
import { dot, vectorProduct } from "../../src/numerics/index.js";

const whole = fc.integer({ min: -1000, max: 1000 });
const vector = fc.tuple(whole, whole, whole);

describe("numerics/vector-product", () => {
  it("e₁ × e₂ = e₃, and so on around", () => {
    const axes = [Float64Array.of(1, 0, 0), [0, 1, 0], Float32Array.of(0, 0, 1)];
    axes.forEach((e, k) => {
      const product = vectorProduct(e, axes[(k + 1) % 3]);
      expect(product).to.deep.equal(Array.from(axes[(k + 2) % 3]));
    });
  });

  it("is orthogonal to both, and as long as their parallelogram is large", () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const c = vectorProduct(a, b);
        expect([dot(a, c), dot(b, c)].map(Math.abs)).to.deep.equal([0, 0]);
        // Lagrange: |a × b|² = |a|² |b|² − (a · b)², whole numbers all of them.
        expect(dot(c, c)).to.equal(dot(a, a) * dot(b, b) - dot(a, b) ** 2);
      }),
    );
  });
});
