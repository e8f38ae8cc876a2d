import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  algebraEmbedding,
  assertRepresentation,
  blockEmbedding,
  circleGroup,
  cyclicGroup,
  cyclicRepresentation,
  definingRepresentation,
  dihedralGroup,
  externalTensor,
  factorRepresentation,
  fixedSpace,
  homRepresentation,
  isFiniteGroup,
  isLieGroup,
  orthogonalGroup,
  permutationRepresentation,
  productGroup,
  pseudoOrthogonalGroup,
  restriction,
  specialEuclideanGroup,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  symmetricGroup,
  tensorProduct,
  vectorRepresentation,
} from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(41);

describe("groups/representation/pullback", () => {
  const mixed = productGroup(symmetricGroup(3), orthogonalGroup(2));

  it("makes representations of products with finite and continuous factors", () => {
    const points = permutationRepresentation(symmetricGroup(3));
    const plane = definingRepresentation(orthogonalGroup(2));
    const [P, V] = [factorRepresentation(mixed, 0, points), factorRepresentation(mixed, 1, plane)];
    const outer = externalTensor(mixed, points, plane);
    for (const rep of [P, V, outer, homRepresentation(outer, P)]) {
      expect(rep.differential).to.be.a("function");
      assertRepresentation(rep, { random });
    }
    const g = mixed.sample(random);
    const trace = points.matrix(g[0]).trace() * plane.matrix(g[1]).trace();
    expect(outer.matrix(g).trace()).to.be.closeTo(trace, 1e-14);
    // Three points in the plane: the S_3 × O(2)-equivariant linear maps are C(S_3, ℝ³) ⊗ C(O(2), ℝ²), 2 · 1.
    expect(fixedSpace(homRepresentation(outer, outer)).dimension).to.equal(2);
    expect(fixedSpace(P).dimension).to.equal(1);
    expect(fixedSpace(V).dimension).to.equal(0);
  });

  it("makes representations of finite products", () => {
    const product = productGroup(cyclicGroup(3), symmetricGroup(3));
    expect(isFiniteGroup(product)).to.equal(true);
    const outer = externalTensor(
      product,
      cyclicRepresentation(cyclicGroup(3)),
      permutationRepresentation(symmetricGroup(3)),
    );
    assertRepresentation(outer, { orthogonal: true });
    expect(fixedSpace(tensorProduct(outer, outer)).dimension).to.equal(2 * 2);
  });

  it("restricts to subgroups of matrices", () => {
    const motions = specialEuclideanGroup(3);
    const turns = specialOrthogonalGroup(3);
    const V = definingRepresentation(motions);
    const along = blockEmbedding(turns, motions);
    const restricted = restriction(V, along);
    assertRepresentation(restricted, { random });
    // ℝ³ ⊕ the line of the homogeneous coordinate.
    expect(fixedSpace(restricted).dimension).to.equal(1);
    const space = orthogonalGroup(3);
    const inside = restriction(vectorRepresentation(space), blockEmbedding(turns, space));
    assertRepresentation(inside, { random, orthogonal: true });
    // Rotations of the last two of the coordinates t, x, y of O(1, 2).
    const lorentz = pseudoOrthogonalGroup(1, 2);
    const plane = restriction(
      definingRepresentation(lorentz),
      blockEmbedding(circleGroup(), lorentz, 1),
    );
    assertRepresentation(plane, { random });
    expect(fixedSpace(plane).dimension).to.equal(1);
  });

  it("restricts along embeddings of algebras: SU(2) covers SO(3)", () => {
    const cover = specialUnitaryGroup(2);
    const turns = specialOrthogonalGroup(3);
    // R12, Q12, H1 have brackets [a, b] = ±2 c; half of them are the rates about three axes.
    const [r, q, h] = cover.algebra;
    const sign = Math.sign(
      r
        .multiply(q)
        .subtract(q.multiply(r))
        .data.reduce((sum, x, k) => sum + x * h.data[k], 0),
    );
    const [z, y, x] = turns.algebra;
    // With L_z = R12, L_y = −R13, L_x = R23: [L_x, L_y] = L_z.
    const along = algebraEmbedding(cover, turns, [x.scale(2), y.scale(-2), z.scale(2 * sign)]);
    const rep = restriction(definingRepresentation(turns), along);
    assertRepresentation(rep, { random, orthogonal: true });
    expect(rep.matrix(cover.exp(h.scale(Math.PI))).maxDifference(Matrix.identity(3))).to.be.below(
      1e-13,
    );
  });

  it("finds out that SO(3) has no map to SU(2) although their algebras are isomorphic", () => {
    const cover = specialUnitaryGroup(2);
    const turns = specialOrthogonalGroup(3);
    const [r, q, h] = cover.algebra;
    const bracket = r.multiply(q).subtract(q.multiply(r));
    const sign = Math.sign(bracket.data.reduce((sum, x, k) => sum + x * h.data[k], 0));
    const along = algebraEmbedding(turns, cover, [h.scale(sign / 2), q.scale(-0.5), r.scale(0.5)]);
    const rep = restriction(definingRepresentation(cover), along);
    expect(() => assertRepresentation(rep, { random })).to.throw(DomainError, /no representation/);
  });

  it("refuses maps of algebras that are none, and blocks that do not fit", () => {
    const turns = specialOrthogonalGroup(3);
    const [a, b, c] = turns.algebra;
    expect(() => algebraEmbedding(turns, turns, [a, b, c.scale(2)])).to.throw(
      DomainError,
      /homomorphism of Lie algebras/,
    );
    expect(() => algebraEmbedding(turns, turns, [a, b])).to.throw(ShapeError, /2 images/);
    expect(() => algebraEmbedding(turns, turns, [a, b, Matrix.identity(3)])).to.throw(
      DomainError,
      /not in the Lie algebra/,
    );
    expect(() => blockEmbedding(turns, specialOrthogonalGroup(2))).to.throw(
      ShapeError,
      /do not fit/,
    );
    expect(() => blockEmbedding(pseudoOrthogonalGroup(1, 2), turns)).to.throw(
      DomainError,
      /not in/,
    );
    const V = definingRepresentation(orthogonalGroup(3));
    expect(() => restriction(V, blockEmbedding(turns, turns))).to.throw(DomainError, /two groups/);
  });

  it("refuses factors that are none", () => {
    const plane = definingRepresentation(orthogonalGroup(2));
    expect(() => factorRepresentation(mixed, 2 as 1, plane)).to.throw(ShapeError, /factor 2/);
    expect(() =>
      factorRepresentation(mixed, 1, definingRepresentation(orthogonalGroup(3))),
    ).to.throw(DomainError, /two groups/);
    const short = externalTensor as (...args: unknown[]) => unknown;
    expect(() => short(mixed, plane)).to.throw(ShapeError, /1 representations for the 2 factors/);
  });
});

describe("groups/lie/product-group", () => {
  const group = productGroup(symmetricGroup(3), orthogonalGroup(2), specialEuclideanGroup(2));

  it("multiplies place by place and has the direct sum of the algebras", () => {
    expect(isLieGroup(group)).to.equal(true);
    expect(group.name).to.equal("S3 × O(2) × SE(2)");
    expect(group.algebra.length).to.equal(0 + 1 + 3);
    expect(group.generatorNames).to.deep.equal(["2:R12", "3:R12", "3:T1", "3:T2"]);
    const own = [...orthogonalGroup(2).algebra, ...specialEuclideanGroup(2).algebra];
    group.algebra.forEach((xi, p) => {
      const block = p === 0 ? own[p].directSum(Matrix.zeros(3)) : Matrix.zeros(2).directSum(own[p]);
      expect(xi.toRows()).to.deep.equal(block.toRows());
    });
    expect(group.compact).to.equal(false);
    // 3! · 2 · 1 components; generated by those of S_3 (2) and one reflection.
    expect(group.components.length).to.equal(6 * 2 - 1);
    expect(group.discreteGenerators?.length).to.equal(3);
    for (let k = 0; k < 10; k++) {
      const [a, b, c] = [group.sample(random), group.sample(random), group.sample(random)];
      const left = group.compose(group.compose(a, b), c);
      expect(group.equals(left, group.compose(a, group.compose(b, c)))).to.equal(true);
      expect(group.equals(group.compose(a, group.inverse(a)), group.identity)).to.equal(true);
      expect(group.equals(group.compose(a, group.identity), a)).to.equal(true);
    }
  });

  it("takes exp and log by blocks, and names a place that no exp reaches", () => {
    const xi = group.algebra.reduce((sum, a, p) => sum.add(a, 0.3 * (p + 1)), Matrix.zeros(5));
    const g = group.exp(xi);
    expect(g[0]).to.deep.equal([0, 1, 2]);
    expect(group.log(g).maxDifference(xi)).to.be.below(1e-15);
    expect(
      group
        .embed(2, group.part(2, xi))
        .add(group.embed(1, group.part(1, xi)))
        .maxDifference(xi),
    ).to.equal(0);
    expect(() => group.log([[1, 0, 2], g[1], g[2]])).to.throw(
      DomainError,
      /place 0 holds \[1, 0, 2\]/,
    );
    const spoilt = xi.clone();
    spoilt.data[1 * 5 + 3] = 1;
    expect(() => group.exp(spoilt)).to.throw(DomainError, /entry \(1, 3\).*blocks/);
    expect(() => group.exp(Matrix.zeros(4))).to.throw(ShapeError, /4 × 4/);
    expect(() => group.part(3, xi)).to.throw(ShapeError, /factor 3/);
  });

  it("is finite when all factors are, in the order of its indices", () => {
    const product = productGroup(cyclicGroup(2), dihedralGroup(3), cyclicGroup(3));
    expect(product.order).to.equal(2 * 6 * 3);
    product.elements.forEach((element, k) => {
      expect(product.indexOf(element)).to.equal(k);
    });
    expect(product.generators.length).to.equal(1 + 2 + 1);
    const seen = new Set([0]);
    const open = [product.identity];
    for (const g of open) {
      for (const s of product.generators) {
        const next = product.compose(g, s);
        if (seen.has(product.indexOf(next))) continue;
        seen.add(product.indexOf(next));
        open.push(next);
      }
    }
    expect(seen.size).to.equal(36);
  });

  it("nests, and refuses nothing and strangers", () => {
    const nested = productGroup(productGroup(circleGroup(), circleGroup()), cyclicGroup(2));
    expect(nested.name).to.equal("(SO(2) × SO(2)) × C2");
    expect(nested.algebra.length).to.equal(2);
    expect(nested.compact).to.equal(true);
    expect(() => productGroup()).to.throw(DomainError, /no group/);
    const { identity, compose, inverse, equals, sample } = circleGroup();
    const bare = { name: "bare", identity, compose, inverse, equals, sample };
    expect(() => productGroup(bare)).to.throw(
      DomainError,
      /neither a finite group nor a Lie group/,
    );
  });
});
