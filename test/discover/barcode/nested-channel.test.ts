/** The nested channel of the card's E4, and C3: larger groups at smaller β, each with its own stretch. */
import { expect } from "chai";
import {
  AbortedError,
  channel,
  DomainError,
  equivarianceGroup,
  hardPartition,
  iibSolve,
  levelSets,
  nestedChannel,
  nestedShift,
  ShapeError,
  type SymmetryBar,
  softEquivariances,
  symmetryBarcode,
} from "../../../src/index.js";

const levels = levelSets(channel(nestedChannel()));
const shifts = [nestedShift(1), nestedShift(2)];

/** β, symbols, I, loss, order, mean defects of the shifts by 1 and 2: E4, the digits that it gives. */
type Row = readonly [number, number, string, string, bigint, string, string];
const TABLE: readonly Row[] = [
  [0.3, 1, "0.0000", "0.5336", 518400n, "0", "0"],
  [0.5, 2, "0.0476", "0.4170", 720n, "4e-4", "2e-5"],
  [1, 2, "0.1469", "0.2768", 12n, "8e-4", "6e-5"],
  [20, 6, "1.2166", "0.00170", 6n, "5e-4", "3e-5"],
  [100, 6, "1.2582", "0.000003106", 6n, "0", "0"],
  [2e4, 6, "1.2582", "0.000003106", 6n, "0", "0"],
  [1e5, 10, "1.3293", "0.00000195", 3n, "0.144", "0.003"],
  [1e6, 11, "1.5756", "2.78e-7", 3n, "0.458", "1e-8"],
  [3e6, 12, "1.9367", "2.48e-8", 3n, "0.995", "0.002"],
];

/** As far as the digits go: half a unit of the last one, or 1e-9 for 0. */
function expectDigits(value: number, digits: string, where: string): void {
  const [mantissa, exponent = "0"] = digits.split("e");
  const places = mantissa.split(".")[1]?.length ?? 0;
  const half = digits === "0" ? 1e-9 : 0.501 * 10 ** (Number(exponent) - places);
  expect(value, where).to.be.closeTo(Number(digits), half);
}

describe("soft equivariances of the nested channel (E4)", () => {
  const betas = [...TABLE.map(([beta]) => beta), 1e7];
  const found = softEquivariances(levels, betas, { pairs: shifts });

  it("has the card's symbols, rates, losses and orders", () => {
    TABLE.forEach(([beta, symbols, rate, loss, order], k) => {
      const where = `β = ${beta}`;
      expect(found[k].beta).to.equal(beta);
      expect(found[k].symbols, where).to.equal(symbols);
      expectDigits(found[k].rate, rate, where);
      expectDigits(found[k].loss, loss, where);
      expect(found[k].order, where).to.equal(order);
    });
    const { symbols, rate, loss, order } = found[found.length - 1];
    expect(symbols).to.be.at.least(14);
    expect(rate).to.be.at.least(1.98);
    expect(loss).to.be.below(1.5e-8);
    expect(order).to.equal(1n);
  });

  it("has the card's defects of the shifts by 1 and by 2", () => {
    TABLE.forEach(([beta, , , , , one, two], k) => {
      const [first, second] = found[k].pairDefects.map(({ mean }) => mean);
      expectDigits(first, one, `β = ${beta}`);
      expectDigits(second, two, `β = ${beta}`);
    });
    const [first, second] = found[found.length - 1].pairDefects.map(({ mean }) => mean);
    expect(first).to.be.closeTo(1, 0.01);
    expect(second).to.be.above(0.03);
  });

  it("names the groups and gives the defect of each generator", () => {
    const names = found.map(({ name }) => name);
    expect(names).to.deep.equal(["S6^2", "S6", "D6", "C6", "C6", "C6", "C3", "C3", "C3", "C1"]);
    const plateau = found[5];
    expect(plateau.defects).to.have.length(plateau.generators.length);
    for (const { mean } of plateau.defects) expect(mean).to.be.at.most(1e-9);
  });
});

describe("softEquivariances", () => {
  it("refuses β that are not > 0, foreign pairs, and stops when it is asked to", () => {
    expect(() => softEquivariances(levels, [1, 0])).to.throw(DomainError);
    const foreign = { input: Int32Array.of(1, 0), output: Int32Array.of(0) };
    expect(() => softEquivariances(levels, [1], { pairs: [foreign] })).to.throw(ShapeError);
    const stop = new AbortController();
    const options = { signal: stop.signal, onProgress: () => stop.abort() };
    expect(() => softEquivariances(levels, [1, 2, 3], options)).to.throw(AbortedError, /1 of 3/);
  });
});

describe("the symmetry barcode of the nested channel (C3)", () => {
  const { bars, lattice, groups, points, steps } = symmetryBarcode(levels);
  const orders = bars.map(({ order }) => order);

  it("has the orders 518400, 720, 12, 6, 3 and 1 as β rises, and no other", () => {
    const sequence = orders.filter((order, k) => k === 0 || order !== orders[k - 1]);
    expect(sequence).to.deep.equal([518400n, 720n, 12n, 6n, 3n, 1n]);
  });

  it("admits each group on a plateau of the code, not only of its hard labels", () => {
    const barOf = (order: bigint): SymmetryBar => bars.find((bar) => bar.order === order)!;
    for (const { least } of barOf(6n).newGenerators) expect(least.mean).to.be.below(1e-6);
    expect(barOf(6n).persistence).to.be.above(Math.log(2e4 / 100));
    expect(barOf(6n).from).to.be.below(20);
    expect(barOf(6n).to).to.be.within(2e4, 1e5);
    expect(barOf(3n).to).to.be.within(3e6, 1e7);
  });

  it("has C3 in C6 in every group above, but two dihedral groups side by side", () => {
    const at = (order: bigint): number => groups.findIndex((group) => group.order === order);
    const chain = [1n, 3n, 6n, 12n, 720n, 518400n].map(at);
    chain.forEach((part, k) => {
      if (part !== at(12n) && chain[k + 1] !== at(12n) && k + 1 < chain.length) {
        expect(lattice.contains[chain[k + 1]][part]).to.equal(true);
      }
    });
    for (const { order, group } of bars) {
      if (order === 12n) expect(lattice.contains[group][at(6n)]).to.equal(true);
    }
    expect(
      new Set(bars.filter(({ order }) => order === 12n).map(({ group }) => group)).size,
    ).to.equal(2);
    expect(lattice.nested).to.equal(false);
  });

  it("tells at each solved β what a solution there says", () => {
    for (const point of points.filter((_, k) => k % 20 === 7)) {
      const partition = hardPartition(levels, iibSolve(levels, point.beta));
      const step = steps.find(({ from, to }) => point.beta >= from && point.beta <= to)!;
      expect(equivarianceGroup(partition).order).to.equal(groups[step.group].order);
      expect([...partition.levelParts]).to.deep.equal([...step.levelParts]);
    }
  });
});

describe("invariance at finite β (trap 4)", () => {
  it("is not equality of rows, and no tolerance is right: the hard partition needs none", () => {
    // Within a part rows differ, by 1e-19 or so at β = 1000, where one double cannot tell them from equal ones.
    const orderAt = (beta: number, tolerance: number): bigint => {
      const { encoder } = iibSolve(levels, beta);
      const classes: number[] = [];
      const labels = levels.labels.map((l) => {
        const same = classes.findIndex((k) =>
          encoder.row(k).every((value, t) => Math.abs(value - encoder.at(l, t)) <= tolerance),
        );
        return same >= 0 ? same : classes.push(l) - 1;
      });
      return equivarianceGroup({ ...levels, labels }).order;
    };
    const hard = (beta: number): bigint =>
      equivarianceGroup(hardPartition(levels, iibSolve(levels, beta))).order;
    expect(orderAt(1, 0), "equality never grows").to.equal(1n);
    expect(orderAt(20, 0)).to.equal(1n);
    expect([1, 20].map(hard)).to.deep.equal([12n, 6n]);
    const byTolerance = [1e-1, 1e-3, 1e-6, 1e-9].map((tolerance) => orderAt(1e6, tolerance));
    expect(new Set(byTolerance).size, "the order depends on the tolerance").to.be.above(1);
    expect(hard(1e6)).to.equal(3n);
  });
});
