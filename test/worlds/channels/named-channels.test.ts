import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { cyclicGroup, symmetricGroup } from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  circulantChannel,
  erasureChannel,
  groupNoiseChannel,
  nestedChannel,
  nestedShift,
  plantedChannel,
  plantedGroups,
  productChannel,
  randomChannel,
  randomLaw,
  repeatedInputs,
  sampleCounts,
  symmetricChannel,
} from "../../../src/worlds/channels/index.js";

type Pair = { readonly input: ArrayLike<number>; readonly output: ArrayLike<number> };

/** The largest |p(τy|σx) − p(y|x)|. */
function defect(kernel: Matrix, { input, output }: Pair): number {
  let worst = 0;
  for (let x = 0; x < kernel.rows; x++) {
    for (let y = 0; y < kernel.columns; y++) {
      worst = Math.max(worst, Math.abs(kernel.at(input[x], output[y]) - kernel.at(x, y)));
    }
  }
  return worst;
}

function expectLaws(kernel: Matrix): void {
  for (let x = 0; x < kernel.rows; x++) {
    const row = kernel.row(x);
    expect(row.every((value) => value >= 0)).equal(true);
    expect(row.reduce((sum, value) => sum + value, 0)).closeTo(1, 1e-12);
  }
}

describe("channels with known equivariances", () => {
  it("a circulant, a symmetric and an erasure channel, entry by entry", () => {
    expect(circulantChannel([0.5, 0.3, 0.2]).toRows()).deep.equal([
      [0.5, 0.3, 0.2],
      [0.2, 0.5, 0.3],
      [0.3, 0.2, 0.5],
    ]);
    const symmetric = symmetricChannel(4, 0.7);
    expect(symmetric.at(1, 1)).equal(0.7);
    expect(symmetric.at(1, 2)).closeTo(0.1, 1e-15);
    expect(erasureChannel(0.3).toRows()).deep.equal([
      [0.7, 0, 0.3],
      [0, 0.7, 0.3],
    ]);
  });

  it("noise of a group commutes with multiplication from the left, and is circulant for C_n", () => {
    const noise = [0.5, 0.2, 0.17, 0.13];
    expect(groupNoiseChannel(cyclicGroup(4), noise).toRows()).deep.equal(
      circulantChannel(noise).toRows(),
    );
    const group = symmetricGroup(3);
    const kernel = groupNoiseChannel(group, randomLaw(6, RandomStream.fromSeed(2)));
    expectLaws(kernel);
    for (const g of group.elements) {
      const moved = group.elements.map((x) => group.indexOf(group.compose(g, x)));
      expect(defect(kernel, { input: moved, output: moved })).equal(0);
    }
    // S3 does not commute, so that multiplication from the right is no equivariance.
    const right = group.elements.map((x) => group.indexOf(group.compose(x, group.generators[0])));
    expect(defect(kernel, { input: right, output: right })).above(1e-3);
  });

  it("repeated inputs and products", () => {
    const base = circulantChannel([0.6, 0.3, 0.1]);
    const twice = repeatedInputs(base, 2);
    // The card's p(y|x) = c[(y − x) mod 3] for six inputs.
    for (let x = 0; x < 6; x++) {
      for (let y = 0; y < 3; y++) {
        expect(twice.at(x, y)).equal([0.6, 0.3, 0.1][(y - x + 6) % 3]);
      }
    }
    const product = productChannel(base, erasureChannel(0.3));
    expect([product.rows, product.columns]).deep.equal([6, 9]);
    expect(product.at(1 * 2 + 1, 2 * 3 + 2)).closeTo(base.at(1, 2) * 0.3, 1e-15);
    expectLaws(product);
  });

  it("the nested channel has C6 without its breaking terms, C3 without the fine one, nothing with both", () => {
    const [none, coarse, both] = [{ coarse: 0, fine: 0 }, { fine: 0 }, {}].map(nestedChannel);
    for (const kernel of [none, coarse, both]) expectLaws(kernel);
    expect(defect(none, nestedShift(1))).equal(0);
    expect(defect(coarse, nestedShift(2))).equal(0);
    expect(defect(coarse, nestedShift(1))).within(1e-4, 2e-2);
    expect(defect(both, nestedShift(2))).within(1e-6, 1e-3);
    // The card: D(p ‖ p_X ⊗ unif) = 0.5335678464.
    const sum = both.data.reduce((total, p) => total + (p / 6) * Math.log(6 * p), 0);
    expect(sum).closeTo(0.5335678464, 1e-10);
  });

  it("names what is wrong", () => {
    expect(() => circulantChannel([0.5, 0.4])).throw(DomainError, "sums to 0.9");
    expect(() => circulantChannel([0.5, Number.NaN])).throw(DomainError, "noise[1] is NaN");
    expect(() => circulantChannel([])).throw(DomainError, "length of noise is 0");
    expect(() => symmetricChannel(1, 0.5)).throw(DomainError, "n is 1");
    expect(() => erasureChannel(1.5)).throw(DomainError, "erasure is 1.5");
    expect(() => groupNoiseChannel(cyclicGroup(3), [1])).throw(ShapeError, "expected 3");
    expect(() => repeatedInputs(new Matrix(1, 1), 0)).throw(DomainError, "copies is 0");
    expect(() => productChannel(new Matrix(0, 0), new Matrix(1, 1))).throw(DomainError, "empty");
  });
});

describe("planted channels", () => {
  for (const group of plantedGroups()) {
    it(`${group.name}: exact to the last bit after shuffling, and the group has the order that is said`, () => {
      const random = RandomStream.fromSeed(3).split(group.name);
      const { kernel, generators, inputLaw } = plantedChannel({
        ...group,
        random,
        concentration: 5,
      });
      expectLaws(kernel);
      expect(inputLaw.reduce((sum, value) => sum + value, 0)).closeTo(1, 1e-12);
      expect(generators).length(group.generators.length);
      for (const pair of generators) expect(defect(kernel, pair)).equal(0);
      expect(bruteForceOrder(kernel)).equal(group.order);
    });
  }

  it("is the same for the same stream, and unshuffled has the generators that were given", () => {
    const [, c5] = plantedGroups();
    const make = () => plantedChannel({ ...c5, random: RandomStream.fromSeed(1) });
    expect([...make().kernel.data]).deep.equal([...make().kernel.data]);
    const still = plantedChannel({ ...c5, random: RandomStream.fromSeed(1), shuffled: false });
    expect([...still.generators[0].input]).deep.equal([1, 2, 3, 4, 0]);
    expect([...still.inputLaw]).deep.equal(new Array(5).fill(0.2));
  });

  it("refuses what is no permutation", () => {
    const plant = (input: number[], output: number[]) =>
      plantedChannel({
        ...{ inputs: 2, outputs: 3, random: RandomStream.fromSeed(0) },
        generators: [{ input, output }],
      });
    expect(() => plant([0, 0], [0, 1, 2])).throw(DomainError, "sends 1 to 0");
    expect(() => plant([0, 1], [0, 1])).throw(ShapeError, "moves 2 letters");
  });
});

/**
 * Row permutations, built row by row as long as the columns of the images can be matched with those
 * of the rows; at the end each allows a permutation among every set of equal columns.
 */
function bruteForceOrder(kernel: Matrix): number {
  const columnKeys = (rows: readonly number[]): Map<string, number> => {
    const keys = new Map<string, number>();
    for (let y = 0; y < kernel.columns; y++) {
      const key = rows.map((x) => kernel.at(x, y)).join();
      keys.set(key, (keys.get(key) ?? 0) + 1);
    }
    return keys;
  };
  const rows = Array.from({ length: kernel.rows }, (_, x) => x);
  const own = rows.map((_, k) => columnKeys(rows.slice(0, k + 1)));
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const matchings = [...columnKeys(rows).values()].reduce((n, times) => n * factorial(times), 1);
  const extensions = (prefix: readonly number[]): number => {
    if (prefix.length === rows.length) return matchings;
    return rows
      .filter((x) => !prefix.includes(x))
      .map((x) => [...prefix, x])
      .filter((longer) => {
        const moved = columnKeys(longer);
        const known = own[longer.length - 1];
        return moved.size === known.size && [...known].every(([key, n]) => moved.get(key) === n);
      })
      .reduce((sum, longer) => sum + extensions(longer), 0);
  };
  return extensions([]);
}

describe("random channels and samples", () => {
  it("rows are laws; larger concentrations keep away from zero", () => {
    const random = RandomStream.fromSeed(4);
    const [flat, calm] = [1, 20].map((concentration) =>
      randomChannel(40, 30, random, concentration),
    );
    for (const kernel of [flat, calm]) expectLaws(kernel);
    // A Dirichlet coordinate has variance (1/n)(1 − 1/n)/(n c + 1).
    for (const [kernel, c] of [
      [flat, 1],
      [calm, 20],
    ] as const) {
      const variance = kernel.data.reduce((s, p) => s + (p - 1 / 30) ** 2, 0) / kernel.data.length;
      expect(variance / (((1 / 30) * (29 / 30)) / (30 * c + 1))).within(0.75, 1.3);
    }
  });

  it("counts sum to the samples, follow the joint law, and skip impossible pairs", () => {
    const kernel = erasureChannel(0.3);
    const inputLaw = [0.8, 0.2];
    const counts = sampleCounts({ kernel, inputLaw }, 100_000, RandomStream.fromSeed(5));
    expect(counts.data.reduce((sum, n) => sum + n, 0)).equal(100_000);
    for (let x = 0; x < 2; x++) {
      for (let y = 0; y < 3; y++) {
        const p = inputLaw[x] * kernel.at(x, y);
        expect(Math.abs(counts.at(x, y) - 1e5 * p)).at.most(5 * Math.sqrt(1e5 * p * (1 - p)));
      }
    }
    expect(sampleCounts({ kernel }, 0, RandomStream.fromSeed(5)).maxAbs()).equal(0);
  });

  it("names what is wrong", () => {
    const random = RandomStream.fromSeed(0);
    const kernel = symmetricChannel(2, 0.9);
    expect(() => sampleCounts({ kernel }, 1.5, random)).throw(DomainError, "samples is 1.5");
    expect(() => sampleCounts({ kernel, inputLaw: [1] }, 5, random)).throw(
      ShapeError,
      "expected 2",
    );
    expect(() => sampleCounts({ kernel, inputLaw: [1, 1] }, 5, random)).throw(
      DomainError,
      "sums to 2",
    );
    const bad = Matrix.fromRows([[0.5, 0.6]]);
    expect(() => sampleCounts({ kernel: bad }, 5, random)).throw(DomainError, "row 0 sums to 1.1");
    expect(() => sampleCounts({ kernel: new Matrix(0, 0) }, 5, random)).throw(DomainError, "0 × 0");
    expect(() => randomLaw(0, random)).throw(DomainError, "size is 0");
    expect(() => randomChannel(2, 2, random, 0.5)).throw(DomainError, "concentration is 0.5");
  });
});
