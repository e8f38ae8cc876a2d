import { expect } from "chai";
import { intertwiners } from "../../../src/enforce/intertwiners/index.js";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  circleGroup,
  circleRepresentation,
  cyclicGroup,
  cyclicRepresentation,
  definingRepresentation,
  dihedralGroup,
  dihedralRepresentation,
  directSum,
  dual,
  type FiniteGroup,
  fixedSpace,
  type Group,
  homRepresentation,
  orthogonalGroup,
  permutationRepresentation,
  power,
  pseudoOrthogonalGroup,
  type Representation,
  regularRepresentation,
  representation,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  symmetricGroup,
  symplecticGroup,
  tensorProduct,
  translationGroup,
  trivialRepresentation,
} from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

const rotations = specialOrthogonalGroup(3);
const vector = definingRepresentation(rotations);
const reflections = definingRepresentation(orthogonalGroup(3));

/** dim Hom = |G|⁻¹ Σ χ_V(g⁻¹) χ_W(g). */
function burnside<Element>(
  group: FiniteGroup<Element>,
  from: Representation<Element>,
  to: Representation<Element>,
): number {
  const sum = group.elements
    .map((g) => from.matrix(group.inverse(g)).trace() * to.matrix(g).trace())
    .reduce((a, b) => a + b, 0);
  return Math.round(sum / group.order);
}

/** ‖σ(g) W − W ρ(g)‖ over ‖W‖ for a random W of the space and random g. */
function violation<Element>(
  from: Representation<Element>,
  to: Representation<Element>,
  group: Group<Element> = from.group,
): number {
  const random = RandomStream.fromSeed(7);
  const space = intertwiners(from, to);
  const W = space.combine(random.normals(space.dimension));
  let largest = 0;
  for (let k = 0; k < 3; k++) {
    const g = group.sample(random);
    const difference = to
      .matrix(g)
      .multiply(W)
      .subtract(W.multiply(from.matrix(g)));
    largest = Math.max(largest, difference.frobeniusNorm() / Math.max(1e-300, W.frobeniusNorm()));
  }
  return largest;
}

describe("enforce/intertwiners", () => {
  it("has the known dimensions between tensor orders of SO(3) and O(3)", () => {
    const expected: readonly (readonly [number, number, number])[] = [
      [1, 1, 1],
      [2, 1, 1],
      [1, 2, 1],
      [2, 2, 3],
      [3, 1, 3],
      [3, 2, 6],
      [3, 0, 1],
    ];
    for (const [i, o, dimension] of expected) {
      const space = intertwiners(power(vector, i), power(vector, o));
      expect(space.dimension, `SO(3) ${i} to ${o}`).to.equal(dimension);
      expect(space.exact).to.equal(true);
      expect(space.residual).to.be.below(1e-12);
    }
    for (const [i, o] of [
      [2, 1],
      [3, 2],
      [3, 0],
    ]) {
      expect(intertwiners(power(reflections, i), power(reflections, o)).dimension).to.equal(0);
    }
  });

  it("counts invariant tensors as the theory of characters does", () => {
    // SO(3): the numbers of Riordan, 1/π ∫ (1 + 2 cos φ)^n (1 − cos φ) dφ
    const riordan = [1, 0, 1, 1, 3, 6, 15, 36, 91];
    const line = power(vector, 0);
    riordan.forEach((count, n) => {
      expect(intertwiners(power(vector, n), line).dimension, `T${n}`).to.equal(count);
    });
    // O(n) with n ≥ k: pairings of 2k places, (2k − 1)!!; SO(n) the same for 2k < n
    const five = definingRepresentation(specialOrthogonalGroup(5));
    expect(intertwiners(power(five, 2), power(five, 2)).dimension).to.equal(3);
    expect(intertwiners(power(five, 3), power(five, 2)).dimension).to.equal(1);
    // Sp(4, ℝ): pairings of 4 places too; SU(2) on ℝ⁴ = ℍ from the left commutes with ℍ from the right
    const four = definingRepresentation(symplecticGroup(2));
    expect(intertwiners(power(four, 2), power(four, 2)).dimension).to.equal(3);
    const spin = definingRepresentation(specialUnitaryGroup(2));
    expect(intertwiners(spin, spin).dimension).to.equal(4);
  });

  it("solves 6561 unknowns for tensors of order 4, exactly", () => {
    const space = intertwiners(power(vector, 4), power(vector, 4));
    expect(space.dimension).to.equal(91);
    expect(space.evidence[0].certificate!.unknowns).to.equal(6561);
    expect(space.residual).to.be.below(1e-12);
    const gram = space.basis.transpose().multiply(space.basis);
    expect(gram.maxDifference(Matrix.identity(91))).to.be.below(1e-12);
  });

  it("knows the Lorentz group, whose dual is another representation", () => {
    // T^{2k} of SO(1,3) has as many invariants as SU(2) × SU(2) on (½, ½): Catalan squared
    const lorentz = definingRepresentation(pseudoOrthogonalGroup(1, 3));
    expect(intertwiners(lorentz, lorentz).dimension).to.equal(1);
    expect(intertwiners(lorentz, dual(lorentz)).dimension).to.equal(1);
    expect(intertwiners(power(lorentz, 2), power(lorentz, 2)).dimension).to.equal(4);
    expect(
      intertwiners(lorentz, tensorProduct(lorentz, dual(lorentz), lorentz)).dimension,
    ).to.equal(4);
    expect(intertwiners(power(lorentz, 3), power(lorentz, 3)).dimension).to.equal(25);
    expect(violation(power(lorentz, 2), directSum(dual(lorentz), power(lorentz, 2)))).to.be.below(
      1e-10,
    );
    const metric = intertwiners(lorentz, dual(lorentz)).map(0);
    const sign = Math.sign(metric.at(0, 0));
    expect(
      metric.maxDifference(Matrix.diagonal([sign, -sign, -sign, -sign].map((x) => x / 2))),
    ).to.be.below(1e-14);
  });

  it("counts Bell's numbers for permutations", () => {
    // set partitions of k places into at most n parts: n = 5, k ≤ 5; S(6) into at most 5 is 202
    const five = permutationRepresentation(symmetricGroup(5));
    for (const [i, o, bell] of [
      [0, 1, 1],
      [1, 1, 2],
      [1, 2, 5],
      [2, 2, 15],
      [2, 3, 52],
      [3, 3, 202],
    ]) {
      const space = intertwiners(power(five, i), power(five, o));
      expect(space.dimension, `${i} to ${o}`).to.equal(bell);
      expect(space.exact).to.equal(true);
    }
  });

  it("agrees with Burnside's count and the fixed space, rational or not", () => {
    const D4 = dihedralGroup(4);
    const C5 = cyclicGroup(5);
    const S3 = symmetricGroup(3);
    const compare = <Element>(
      group: FiniteGroup<Element>,
      from: Representation<Element>,
      to: Representation<Element>,
      exact: boolean,
    ): void => {
      const space = intertwiners(from, to);
      expect(space.dimension).to.equal(burnside(group, from, to));
      expect(space.exact).to.equal(exact);
      const fixed = fixedSpace(homRepresentation(from, to));
      expect(space.dimension).to.equal(fixed.dimension);
      const projector = space.basis.multiply(space.basis.transpose());
      expect(projector.maxDifference(fixed.projector)).to.be.below(1e-10);
      expect(violation(from, to)).to.be.below(1e-12);
    };
    const square = dihedralRepresentation(D4);
    compare(D4, directSum(square, power(square, 2)), regularRepresentation(D4), true);
    const turn = cyclicRepresentation(C5);
    compare(C5, power(turn, 2), directSum(turn, trivialRepresentation(C5, 2)), false);
    const sum = directSum(trivialRepresentation(S3, 2), permutationRepresentation(S3));
    compare(S3, tensorProduct(sum, sum), dual(sum), true);
  });

  it("gives the gap where it decides in Float64, and the same spaces", () => {
    const exact = intertwiners(power(vector, 2), power(vector, 2));
    const float = intertwiners(power(vector, 2), power(vector, 2), { method: "float64" });
    expect(float.dimension).to.equal(3);
    expect(float.exact).to.equal(false);
    expect(float.gap!.ratio).to.be.above(1e10);
    expect(exact.gap).to.equal(undefined);
    const projector = (basis: Matrix): Matrix => basis.multiply(basis.transpose());
    expect(projector(exact.basis).maxDifference(projector(float.basis))).to.be.below(1e-12);
    // so(3) turned by an irrational angle
    const angle = Matrix.fromRows([
      [Math.cos(1), -Math.sin(1), 0],
      [Math.sin(1), Math.cos(1), 0],
      [0, 0, 1],
    ]);
    const around = (M: Matrix): Matrix => angle.multiply(M).multiply(angle.transpose());
    const turned = representation(rotations, 3, around, { differential: around });
    const mixed = intertwiners(turned, directSum(vector, turned));
    expect(mixed.dimension).to.equal(2);
    expect(violation(turned, directSum(vector, turned))).to.be.below(1e-12);
    expect(() => intertwiners(turned, turned, { method: "exact" })).to.throw(
      DomainError,
      "exactNullSpace",
    );
  });

  it("solves each pair of summands once, whatever their number", () => {
    const line = trivialRepresentation(rotations);
    const parts = [
      ...Array.from({ length: 20 }, () => line),
      ...Array.from({ length: 8 }, () => vector),
      ...Array.from({ length: 3 }, () => power(vector, 2)),
    ];
    const channels = directSum(...parts);
    const space = intertwiners(channels, channels);
    // multiplicities of spin 0, 1, 2 in it: T2 = 0 ⊕ 1 ⊕ 2
    expect(space.dimension).to.equal((20 + 3) ** 2 + (8 + 3) ** 2 + 3 ** 2);
    // orders 0 to 4 of tensors
    expect(space.evidence).to.have.length(5);
    expect(violation(channels, channels)).to.be.below(1e-12);
  });

  it("projects onto the equivariant maps", () => {
    const [from, to] = [directSum(vector, power(vector, 2)), directSum(power(vector, 2), vector)];
    const space = intertwiners(from, to);
    const random = RandomStream.fromSeed(3);
    const W = new Matrix(12, 12, random.normals(144));
    const projected = space.project(W);
    expect(space.project(projected).maxDifference(projected)).to.be.below(1e-13);
    // by the normal equations of the basis
    const { basis } = space;
    const expected = basis.apply(basis.transpose().apply(W.data));
    projected.data.forEach((value, k) => {
      expect(value).to.be.closeTo(expected[k], 1e-12);
    });
    for (let k = 0; k < space.dimension; k++) {
      expect(space.map(k).data).to.deep.equal(basis.column(k));
    }
  });

  it("works for turns of any frequency and for groups that do not act reductively", () => {
    const circle = circleGroup();
    const frequencies = [1, 2, 3].map((k) => circleRepresentation(circle, k));
    for (const [i, a] of frequencies.entries()) {
      for (const [j, b] of frequencies.entries()) {
        expect(intertwiners(a, b).dimension).to.equal(i === j ? 2 : 0);
      }
    }
    // turns by 1 ⊗ 2 = 1 ⊕ 3
    const [one, two, three] = frequencies;
    expect(intertwiners(tensorProduct(one, two), directSum(one, three)).dimension).to.equal(4);
    // translations by homogeneous matrices: maps that commute with all I + b e_nᵀ
    const shifts = definingRepresentation(translationGroup(2));
    const commuting = intertwiners(shifts, shifts);
    // (Z commutes with E_13 and E_23): multiples of I, and those two
    expect(commuting.dimension).to.equal(3);
  });

  it("has an answer where nothing or everything is equivariant", () => {
    const none = intertwiners(vector, trivialRepresentation(rotations));
    expect(none.dimension).to.equal(0);
    expect(none.project(new Matrix(1, 3, Float64Array.of(1, 2, 3))).maxAbs()).to.equal(0);
    expect(none.basis.columns).to.equal(0);
    const trivial = trivialRepresentation(rotations, 2);
    expect(intertwiners(trivial, trivial).dimension).to.equal(4);
    const C1 = cyclicGroup(1);
    const all = intertwiners(regularRepresentation(C1), cyclicRepresentation(C1));
    expect(all.dimension).to.equal(2);
  });

  it("refuses what does not fit", () => {
    const plane = definingRepresentation(specialOrthogonalGroup(2));
    expect(() => intertwiners(vector, plane as Representation<Matrix>)).to.throw(
      DomainError,
      "SO(2)",
    );
    const rough = representation(rotations, 3, (g) => g);
    expect(() => intertwiners(rough, rough)).to.throw(DomainError, "no differential");
    const space = intertwiners(vector, vector);
    expect(() => space.map(1)).to.throw(ShapeError, "map");
    expect(() => space.combine([1, 2])).to.throw(ShapeError, "combine");
    expect(() => space.project(new Matrix(2, 3))).to.throw(ShapeError, "2 × 3");
    expect(() => intertwiners(power(vector, 7), power(vector, 7))).to.throw(DomainError, "4782969");
  });
});
