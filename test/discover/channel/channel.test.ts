import { expect } from "chai";
import fc from "fast-check";
import { channel, channelFromCounts, jointChannel } from "../../../src/discover/channel/index.js";
import { DataError, DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/index.js";

const SKEWED = [
  [0.65, 0.3, 0.05],
  [0.05, 0.3, 0.65],
];

describe("channels", () => {
  it("has a uniform input law and names unless given", () => {
    const made = channel(SKEWED);
    expect([...made.inputLaw]).eql([0.5, 0.5]);
    expect(made.inputNames).eql(["x0", "x1"]);
    expect(made.outputNames).eql(["y0", "y1", "y2"]);
    expect(made.kernel.toRows()).eql(SKEWED);
    expect(made.joint.at(0, 1)).equal(0.15);
  });

  it("does not keep hold of what it was given", () => {
    const kernel = Matrix.fromRows(SKEWED);
    const made = channel(kernel);
    kernel.data.fill(7);
    expect(made.kernel.toRows()).eql(SKEWED);
  });

  it("is its joint law and back again", () => {
    const law = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(law, (values) => {
        const total = values.reduce((a, b) => a + b, 0);
        const joint = new Matrix(
          3,
          4,
          Float64Array.from(values, (v) => v / total),
        );
        const made = jointChannel(joint);
        expect(made.joint.maxDifference(joint)).lessThan(1e-15);
        for (let x = 0; x < 3; x++) {
          expect(made.kernel.row(x).reduce((a, b) => a + b)).closeTo(1, 1e-14);
        }
      }),
    );
  });

  it("from counts: half a count for each pair, by hand", () => {
    const made = channelFromCounts([
      [3, 0],
      [1, 4],
    ]);
    expect(made.kernel.toRows()).eql([
      [3.5 / 4, 0.5 / 4],
      [1.5 / 6, 4.5 / 6],
    ]);
    expect([...made.inputLaw]).eql([0.4, 0.6]);
    const plain = channelFromCounts([[1, 3]], { pseudocount: 0, inputLaw: "uniform" });
    expect(plain.kernel.toRows()).eql([[0.25, 0.75]]);
    const given = channelFromCounts(new Matrix(2, 1, Float64Array.of(5, 0)), {
      inputLaw: [0.25, 0.75],
      inputNames: ["a", "b"],
    });
    expect([...given.inputLaw]).eql([0.25, 0.75]);
    expect(given.inputNames).eql(["a", "b"]);
  });

  it("names the row that does not sum to one, and by how much", () => {
    expect(() => channel([[1], [0.75]])).throw(DomainError, "row 1 of kernel sums to 0.75, -0.250");
    expect(() => channel([[0.5, 0.5]], { inputLaw: [0.5] })).throw(DomainError, "inputLaw sums to");
    expect(() => jointChannel([[0.5, 0.4]])).throw(DomainError, "joint sums to 0.9");
    expect(() => channel([[0.5, 0.5 + 1e-10]])).not.throw();
    expect(
      channel([[0.5, 0.5 + 1e-10]])
        .kernel.row(0)
        .reduce((a, b) => a + b),
    ).equal(1);
  });

  it("refuses entries that are no probabilities and alphabets without letters", () => {
    expect(() => channel([[1.5, -0.5]])).throw(DomainError, "kernel(0, 1) is -0.5");
    expect(() => channel([[Number.NaN, 1]])).throw(DomainError, "kernel(0, 0) is NaN");
    expect(() => channel([])).throw(ShapeError, "0 × 0");
    expect(() => channel([[], []])).throw(ShapeError, "2 × 0");
    expect(() => channel([[1], [0.5, 0.5]])).throw(ShapeError, "row 1 of kernel has 2 entries");
    expect(() => channel([[1]], { inputLaw: [0.5, 0.5] })).throw(ShapeError, "inputLaw has 2");
    expect(() => channel([[1]], { inputNames: [] })).throw(ShapeError, "inputNames has 0");
    expect(() => channel([[1], [1]], { inputNames: ["a", "a"] })).throw(DomainError, '"a" twice');
  });

  it("refuses what a file may hold in place of numbers and rows", () => {
    const read = (text: string): number[][] => JSON.parse(text) as number[][];
    expect(() => channel(read('[["0.5", "0.5"]]'))).throw(DomainError, 'kernel(0, 0) is "0.5"');
    expect(() => channel(read("[0.5, 0.5]"))).throw(ShapeError, "row 0 of kernel is 0.5");
    expect(() => channel(read("[[1], null]"))).throw(ShapeError, "row 1 of kernel is null");
    expect(() => channel(read("null"))).throw(ShapeError, "kernel is null");
    expect(() => channelFromCounts(read("[[1], null]"))).throw(ShapeError, "row 1 of counts");
    expect(() => channelFromCounts(read('[["1"]]'))).throw(DataError, 'counts(0, 0) is "1"');
  });

  it("refuses pairs whose probability is no number any more, and does not call them impossible", () => {
    const kernel = [
      [1, 1e-200],
      [0.5, 0.5],
    ];
    const made = channel(kernel, { inputLaw: [1e-100, 1] });
    expect(made.joint.at(0, 1)).closeTo(1e-300, 1e-312);
    expect(() => channel(kernel, { inputLaw: [1e-150, 1] })).throw(DomainError, "(0, 1)");
  });

  it("refuses counts that are no whole numbers, no counts, and inputs of which nothing is known", () => {
    expect(() => channelFromCounts([[1, 2.5]])).throw(DataError, "counts(0, 1) is 2.5");
    expect(() => channelFromCounts([[1], [-1]])).throw(DataError, "counts(1, 0) is -1");
    expect(() => channelFromCounts([[0, 0]])).throw(DataError, "all 1 × 2 counts are 0");
    expect(() => channelFromCounts([[1, 1]], { pseudocount: -1 })).throw(DomainError, "-1");
    const empty = [
      [1, 1],
      [0, 0],
    ];
    expect(() => channelFromCounts(empty, { pseudocount: 0 })).throw(DomainError, "input 1 (x1)");
    expect(() => jointChannel([[1], [0]], { inputNames: ["sun", "rain"] })).throw(
      DomainError,
      "input 1 (rain) never occurs",
    );
  });
});
