import { expect } from "chai";
import {
  circleGroup,
  circleRepresentation,
  cyclicGroup,
  cyclicRepresentation,
  directSum,
  dual,
  homRepresentation,
  permutationRepresentation,
  power,
  type Representation,
  representation,
  sparseDifferential,
  sparseMatrix,
  symmetricGroup,
  tensorProduct,
  tensorSummands,
  trivialRepresentation,
} from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

const S3 = symmetricGroup(3);
const points = permutationRepresentation(S3);
const line = trivialRepresentation(S3);

/** ρ(g) put together again from the summands. */
function assembled<Element>(rep: Representation<Element>, g: Element): Matrix {
  const out = Matrix.zeros(rep.dimension);
  for (const { factors, indices } of tensorSummands(rep)) {
    const block = factors
      .map((factor) =>
        factor.dual
          ? factor.representation.matrix(rep.group.inverse(g)).transpose()
          : factor.representation.matrix(g),
      )
      .reduce((product, matrix) => product.kronecker(matrix), Matrix.identity(1));
    indices.forEach((i, a) => {
      indices.forEach((j, b) => {
        out.row(i)[j] += block.at(a, b);
      });
    });
  }
  return out;
}

describe("groups/representation/structure", () => {
  it("takes representations apart into tensor products that make them up again", () => {
    const sum = directSum(line, points, trivialRepresentation(S3, 2));
    for (const rep of [
      points,
      sum,
      power(points, 3),
      power(points, 0),
      tensorProduct(sum, points, sum),
      dual(tensorProduct(points, sum)),
      dual(dual(sum)),
      homRepresentation(sum, directSum(points, line)),
      directSum(sum, power(sum, 2)),
    ]) {
      const random = RandomStream.fromSeed(1);
      const g = S3.sample(random);
      expect(assembled(rep, g).maxDifference(rep.matrix(g))).to.equal(0);
      const covered = tensorSummands(rep).flatMap(({ indices }) => Array.from(indices));
      const all = Array.from({ length: rep.dimension }, (_, i) => i);
      expect(covered.sort((a, b) => a - b)).to.deep.equal(all);
    }
  });

  it("counts the summands of sums and products", () => {
    const sum = directSum(line, points);
    expect(tensorSummands(sum).map(({ factors }) => factors.length)).to.deep.equal([0, 1]);
    expect(tensorSummands(power(sum, 2)).map(({ factors }) => factors.length)).to.deep.equal([
      0, 1, 1, 2,
    ]);
    expect(tensorSummands(trivialRepresentation(S3, 4))).to.have.length(4);
    expect(tensorSummands(dual(dual(points)))[0].factors[0]).to.deep.equal({
      representation: points,
      dual: false,
    });
  });

  it("gives the same matrices sparsely as densely", () => {
    const C4 = cyclicGroup(4);
    const turn = cyclicRepresentation(C4);
    const rep = directSum(
      turn,
      power(turn, 3),
      dual(tensorProduct(turn, trivialRepresentation(C4, 2))),
    );
    for (const g of C4.elements) {
      expect(sparseMatrix(rep, g).toDense().maxDifference(rep.matrix(g))).to.equal(0);
    }
    const circle = circleGroup();
    const [one, two] = [circleRepresentation(circle), circleRepresentation(circle, 2)];
    const smooth = directSum(
      power(one, 3),
      dual(tensorProduct(one, two)),
      trivialRepresentation(circle, 2),
    );
    const xi = circle.algebra[0];
    const difference = sparseDifferential(smooth, xi)
      .toDense()
      .maxDifference(smooth.differential!(xi));
    expect(difference).to.equal(0);
    const rough = representation(circle, 2, (g) => g);
    expect(() => sparseDifferential(rough, xi)).to.throw("no differential");
  });
});
