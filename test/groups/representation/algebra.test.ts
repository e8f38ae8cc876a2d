import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import {
  assertRepresentation,
  circleGroup,
  circleRepresentation,
  cyclicGroup,
  cyclicRepresentation,
  definingRepresentation,
  directSum,
  dual,
  homRepresentation,
  matrixGroup,
  permutationRepresentation,
  power,
  regularRepresentation,
  symmetricGroup,
  tensorProduct,
  trivialRepresentation,
} from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

const S3 = symmetricGroup(3);
const points = permutationRepresentation(S3);
const regular = regularRepresentation(S3);
/** C₄ turning a sheared plane: a representation that is not orthogonal. */
const skewedC4 = definingRepresentation(
  matrixGroup("C4", [
    Matrix.fromRows([
      [2, -5],
      [1, -2],
    ]),
  ]),
);

describe("groups/representation/algebra", () => {
  it("has the characters of sum, product, power and dual", () => {
    for (const g of S3.elements) {
      const [chi, psi] = [points.matrix(g).trace(), regular.matrix(g).trace()];
      expect(directSum(points, regular, points).matrix(g).trace()).to.equal(2 * chi + psi);
      expect(tensorProduct(points, regular).matrix(g).trace()).to.equal(chi * psi);
      expect(tensorProduct(points, points, points).matrix(g).trace()).to.equal(chi ** 3);
      expect(power(points, 3).matrix(g).trace()).to.equal(chi ** 3);
      expect(dual(points).matrix(g).trace()).to.equal(points.matrix(S3.inverse(g)).trace());
    }
  });

  it("makes representations, also of one that is not orthogonal", () => {
    const four = skewedC4.group;
    const twisted = directSum(skewedC4, trivialRepresentation(four));
    for (const rep of [
      twisted,
      dual(skewedC4),
      power(skewedC4, 2),
      tensorProduct(twisted, dual(twisted)),
      homRepresentation(skewedC4, twisted),
    ]) {
      assertRepresentation(rep);
    }
  });

  it("makes representations of SO(2) whose differentials are their derivatives", () => {
    const circle = circleGroup();
    const [one, three] = [circleRepresentation(circle), circleRepresentation(circle, 3)];
    const random = RandomStream.fromSeed(3);
    for (const rep of [
      directSum(one, trivialRepresentation(circle, 2), three),
      tensorProduct(one, three),
      power(one, 3),
      dual(three),
      homRepresentation(one, directSum(three, one)),
    ]) {
      expect(rep.differential).to.be.a("function");
      assertRepresentation(rep, { random, orthogonal: true });
    }
  });

  it("puts the parts of a sum side by side, in order", () => {
    const sum = directSum(trivialRepresentation(S3), points);
    expect(sum.matrix([1, 2, 0]).toRows()).to.deep.equal([
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ]);
  });

  it("acts on maps by Z ↦ σ(g) Z ρ(g)⁻¹, flattened row by row", () => {
    const input = skewedC4;
    const output = directSum(trivialRepresentation(input.group), input);
    const Z = new Matrix(3, 2, RandomStream.fromSeed(8).normals(6));
    for (const g of (input.group as ReturnType<typeof matrixGroup>).elements) {
      const moved = output
        .matrix(g)
        .multiply(Z)
        .multiply(input.matrix(input.group.inverse(g)));
      const flat = homRepresentation(input, output).matrix(g).apply(Z.data);
      expect(moved.maxDifference(new Matrix(3, 2, flat))).to.be.below(1e-12);
    }
  });

  it("is g Z gᵀ for the swap of two coordinates", () => {
    const C2 = symmetricGroup(2);
    const swap = permutationRepresentation(C2);
    // S (a b; c d) Sᵀ = (d c; b a).
    const moved = homRepresentation(swap, swap).matrix([1, 0]).apply([1, 2, 3, 4]);
    expect(Array.from(moved)).to.deep.equal([4, 3, 2, 1]);
  });

  it("has the trivial line as zeroth power and itself as first", () => {
    const line = power(points, 0);
    expect(line.dimension).to.equal(1);
    expect(line.matrix([1, 0, 2]).toRows()).to.deep.equal([[1]]);
    expect(power(points, 1).matrix([1, 0, 2]).toRows()).to.deep.equal(
      points.matrix([1, 0, 2]).toRows(),
    );
  });

  it("prints what it is made of", () => {
    const C2 = cyclicGroup(2);
    const [V, one] = [regularRepresentation(C2), trivialRepresentation(C2)];
    const turn = cyclicRepresentation(C2, 2);
    const sum = directSum(V, V, one);
    expect(String(sum)).to.equal("C2: 2·regular ⊕ trivial");
    expect(directSum(sum, one, one, V).name).to.equal("2·regular ⊕ 3·trivial ⊕ regular");
    expect(trivialRepresentation(C2, 3).name).to.equal("3·trivial");
    expect(tensorProduct(sum, V, turn).name).to.equal(
      "(2·regular ⊕ trivial) ⊗ regular ⊗ rotation[2]",
    );
    expect(directSum(tensorProduct(V, V), tensorProduct(V, V)).name).to.equal(
      "2·(regular ⊗ regular)",
    );
    expect(
      directSum(directSum(tensorProduct(V, V), tensorProduct(V, V)), tensorProduct(V, V)).name,
    ).to.equal("3·(regular ⊗ regular)");
    expect(dual(V).name).to.equal("regular*");
    expect(dual(sum).name).to.equal("(2·regular ⊕ trivial)*");
    expect(power(V, 2).name).to.equal("regular^⊗2");
    expect(power(sum, 3).name).to.equal("(2·regular ⊕ trivial)^⊗3");
    expect(directSum(homRepresentation(sum, V), V).name).to.equal(
      "Hom(2·regular ⊕ trivial, regular) ⊕ regular",
    );
    expect(dual(homRepresentation(V, one)).name).to.equal("Hom(regular, trivial)*");
  });

  it("takes parts of a group that was made twice by the same words", () => {
    const again = trivialRepresentation(symmetricGroup(3));
    expect(directSum(points, again).dimension).to.equal(4);
    const circles = [1, 2].map((k) => circleRepresentation(circleGroup(), k));
    expect(homRepresentation(circles[0], circles[1]).dimension).to.equal(4);
  });

  it("refuses no parts, parts of groups that differ, and powers that are none", () => {
    expect(() => directSum()).to.throw(DomainError, /directSum: got no representation/);
    expect(() => tensorProduct()).to.throw(DomainError, /tensorProduct: got no representation/);
    const renamed = trivialRepresentation({ ...S3, name: "S(3)" });
    const rotations: typeof S3 = { ...S3, generators: [[1, 2, 0]] };
    const smaller: typeof S3 = { ...S3, order: 5 };
    const circle = circleRepresentation(circleGroup());
    const larger = { ...circleGroup(), components: [Matrix.diagonal([1, -1])] };
    const faster = { ...circleGroup(), algebra: [circleGroup().algebra[0].scale(2)] };
    for (const combine of [directSum, tensorProduct, homRepresentation]) {
      const refusal = new RegExp(`${combine.name}: .*make the group once`);
      for (const other of [
        renamed,
        trivialRepresentation(rotations),
        trivialRepresentation(smaller),
      ]) {
        expect(() => combine(points, other)).to.throw(DomainError, refusal);
      }
      for (const other of [larger, faster]) {
        expect(() => combine(circle, trivialRepresentation(other))).to.throw(DomainError, refusal);
      }
    }
    for (const exponent of [-1, 1.5, Number.NaN]) {
      expect(() => power(points, exponent)).to.throw(DomainError, /power: got exponent/);
    }
  });

  it("has no differential when a part has none", () => {
    const circle = circleGroup();
    const smooth = circleRepresentation(circle);
    const { differential: _, ...rough } = smooth;
    expect(directSum(smooth, rough).differential).to.equal(undefined);
    expect(tensorProduct(smooth, rough).differential).to.equal(undefined);
    expect(dual(rough).differential).to.equal(undefined);
    expect(homRepresentation(rough, smooth).differential).to.equal(undefined);
  });
});
