import { expect } from "chai";
import {
  average,
  DomainError,
  elementsFrame,
  haarQuadrature,
  Matrix,
  orthogonalGroup,
  pointOutput,
  product,
  RandomStream,
  ShapeError,
  vectorOutput,
} from "../../src/index.js";

const stream = (label: string) => RandomStream.fromSeed(5).split(label);
const cloud = (label: string) => new Matrix(4, 3, stream(label).normals(12));

describe("elementsFrame", () => {
  const turned = (g: Matrix, x: Matrix) => product(x, g.transpose());

  it("averages exactly what the rule integrates: a quadratic model over O(3)", () => {
    // x_i ↦ M (x_i ⊙ x_i) + N x_i: degree 3 in g with the way back, so 4 points will do.
    const [M, N] = ["M", "N"].map((label) => new Matrix(3, 3, stream(label).normals(9)));
    const model = (x: Matrix) =>
      turned(
        M,
        new Matrix(
          4,
          3,
          x.data.map((v) => v * v),
        ),
      ).add(turned(N, x));
    const averaged = average(
      model,
      elementsFrame(haarQuadrature(orthogonalGroup(3), 4)),
      vectorOutput,
    );
    const x = cloud("x");
    // The equivariant part of a linear map is tr(N)/3; −1 leaves nothing of the even one.
    const trace = (N.at(0, 0) + N.at(1, 1) + N.at(2, 2)) / 3;
    expect(averaged(x).maxDifference(x.scale(trace))).to.be.below(1e-12);
  });

  it("carries points back through a shift, with poses of O(3) that give the cloud again", () => {
    const g = orthogonalGroup(3).sample(stream("g"));
    const frame = elementsFrame(
      { elements: [g, Matrix.identity(3)], weights: Float64Array.of(0.25, 0.75) },
      { centred: true },
    );
    const x = cloud("y");
    const [first, second] = frame.poses(x);
    expect([first.weight, second.weight]).to.deep.equal([0.25, 0.75]);
    expect(turned(first.element, first.form).maxDifference(second.form)).to.be.below(1e-14);
    expect(average((c: Matrix) => c, frame, pointOutput)(x).maxDifference(x)).to.be.below(1e-14);
  });

  it("refuses no elements, other sizes and what is not orthogonal", () => {
    const of = (...elements: Matrix[]) =>
      elementsFrame({ elements, weights: new Float64Array(elements.length).fill(1) });
    expect(() => of()).to.throw(DomainError, "no elements");
    expect(() => of(Matrix.identity(3), Matrix.identity(2))).to.throw(
      ShapeError,
      "element 1 is 2 × 2",
    );
    expect(() => of(Matrix.diagonal([1, 2]))).to.throw(DomainError, "element 0");
    expect(() => of(Matrix.identity(2)).poses(cloud("x"))).to.throw(ShapeError);
  });
});
