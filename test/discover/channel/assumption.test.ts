import { expect } from "chai";
import fc from "fast-check";
import {
  assumptionOf,
  channel,
  discoverInChannel,
  levelSets,
  referenceLaw,
} from "../../../src/discover/channel/index.js";
import { equivarianceGroup } from "../../../src/discover/equivariance/index.js";
import { DomainError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/index.js";

const rows = (n: number, m: number, at: (x: number, y: number) => number) =>
  Array.from({ length: n }, (_, x) => Array.from({ length: m }, (_, y) => at(x, y)));
const THIRD = rows(3, 3, (x, y) => [0.5, 0.3, 0.2][(y - x + 3) % 3]);
const INDEPENDENT = rows(2, 3, (_, y) => [0.5, 0.3, 0.2][y]);
const OUTPUT = [0.3, 0.2, 0.35, 0.15];
const WIDE = rows(2, 4, (x, y) => OUTPUT[y] * (x === Math.floor(y / 2) ? 1.5 : 0.5));
const kindsOf = (found: ReturnType<typeof discoverInChannel>) => found.findings.map((f) => f.kind);

describe("the assumption on the reference", () => {
  it("E3: product law, skewed inputs: equivariances are lost, none invented", () => {
    const skewed = channel(THIRD, { inputLaw: [0.5, 0.3, 0.2] });
    const assumption = assumptionOf(skewed, "product");
    expect(assumption.losesNone.guaranteed).equal(false);
    expect(assumption.losesNone.reason).contain("0.200 to 0.500");
    expect(assumption.inventsNone.guaranteed).equal(true);
    expect(assumption.zeroSumValues).lengthOf(2);
    const found = discoverInChannel(skewed, { reference: "product" });
    expect([found.order, found.comparison.equivariances]).eql([1n, 3n]);
    expect(found.comparison).include({ losesNone: false, inventsNone: true });
    expect(kindsOf(found)).contain("loses equivariances").not.contain("invents equivariances");
    expect(found.findings[0].message).contain("1 pairs keep the levels and 3 keep the channel");
  });

  for (const [name, kernel, shown, real] of [
    ["independent", INDEPENDENT, 12n, 2n],
    ["wide", WIDE, 8n, 1n],
  ] as const) {
    it(`E3: product law, ${name}: equivariances are invented, none lost`, () => {
      const made = channel(kernel);
      const assumption = assumptionOf(made, "product");
      expect(assumption.losesNone.guaranteed).equal(true);
      expect(assumption.inventsNone.guaranteed).equal(false);
      expect(assumption.inventsNone.reason).contain("exceeds |X| = 2");
      const found = discoverInChannel(made, { reference: "product" });
      expect([found.order, found.comparison.equivariances]).eql([shown, real]);
      expect(found.comparison).include({ losesNone: true, inventsNone: false });
      expect(kindsOf(found)).contain("invents equivariances");
    });
  }

  it("the default needs no assumption: the same channels, no warning of a direction", () => {
    for (const [kernel, inputLaw, order] of [
      [THIRD, [0.5, 0.3, 0.2], 3n],
      [INDEPENDENT, [0.9, 0.1], 2n],
      [WIDE, [0.9, 0.1], 1n],
    ] as const) {
      const found = discoverInChannel(channel(kernel, { inputLaw }));
      expect(found.order).equal(order);
      expect(found.assumption.losesNone.guaranteed).equal(true);
      expect(found.assumption.inventsNone.guaranteed).equal(true);
      expect(kindsOf(found).filter((kind) => kind.includes("equivariances"))).eql([]);
    }
  });

  it("as many outputs as inputs, but independent: the zero-sum vectors are all in the kernel", () => {
    const made = channel(rows(3, 3, (_, y) => [0.5, 0.3, 0.2][y]));
    const { inventsNone } = assumptionOf(made, "product");
    expect(inventsNone.guaranteed).equal(false);
    expect(discoverInChannel(made, { reference: "product" }).order).equal(36n);
    expect(discoverInChannel(made).order).equal(6n);
  });

  it("a guarantee is never broken, on random channels of few values", () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
    const cases = sizes.chain(([n, m]) =>
      fc.tuple(
        fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: m, maxLength: m }), {
          minLength: n,
          maxLength: n,
        }),
        fc.array(fc.integer({ min: 1, max: 2 }), { minLength: n, maxLength: n }),
        fc.constantFrom("equivariance", "product", "distribution" as const),
      ),
    );
    fc.assert(
      fc.property(cases, ([weights, law, reference]) => {
        const kernel = weights.map((row) => {
          const sum = row.reduce((a, b) => a + b, 0);
          return row.map((w) => (sum === 0 ? 1 / row.length : w / sum));
        });
        const total = law.reduce((a, b) => a + b, 0);
        const made = channel(kernel, { inputLaw: law.map((p) => p / total) });
        const assumption = assumptionOf(made, reference as "product");
        const ours = equivarianceGroup(levelSets(made, { reference: reference as "product" }));
        const real = equivarianceGroup(levelSets(made));
        const losesNone = real.generators.every((pair) => ours.contains(pair));
        const inventsNone = ours.generators.every((pair) => real.contains(pair));
        expect(losesNone || !assumption.losesNone.guaranteed).equal(true);
        expect(inventsNone || !assumption.inventsNone.guaranteed).equal(true);
      }),
      { numRuns: 200 },
    );
  });

  it("a matrix is known again as the law that it is", () => {
    const made = channel(THIRD, { inputLaw: [0.5, 0.3, 0.2] });
    for (const name of ["equivariance", "product", "distribution"] as const) {
      expect(assumptionOf(made, referenceLaw(made, name)).reference).equal(name);
    }
    const other = Matrix.fromRows(rows(3, 3, (x, y) => (1 + x + 3 * y) / 45));
    const assumption = assumptionOf(made, other);
    expect(assumption.reference).equal("given");
    expect(assumption.losesNone.guaranteed || assumption.inventsNone.guaranteed).equal(false);
    expect(() => assumptionOf(made, "uniform" as "product")).throw(DomainError, '"uniform"');
  });

  it("inputs that never occur are named: nothing is certain of them", () => {
    const made = channel(THIRD, { inputLaw: [0.5, 0.5, 0], inputNames: ["a", "b", "c"] });
    expect(assumptionOf(made).losesNone.reason).contain("input 2 (c) has probability 0");
    const found = discoverInChannel(made);
    expect(found.comparison).eql({ equivariances: 3n, losesNone: false, inventsNone: true });
    expect(kindsOf(found)).contain("unseen inputs");
  });
});

describe("discoverInChannel", () => {
  it("E1: the circulant of four, with its cost and what it keeps", () => {
    const found = discoverInChannel(
      channel(rows(4, 4, (x, y) => [0.5, 0.2, 0.17, 0.13][(y - x + 4) % 4])),
    );
    expect(found.order).equal(4n);
    expect(found.rate).closeTo(1.23492, 5e-6);
    expect(found.relevance).closeTo(0.151372, 5e-7);
    expect(found.findings).eql([]);
    for (const pair of found.generators) expect([...pair.input]).eql([...pair.output]);
  });

  it("invariances act on inputs and leave the outputs", () => {
    const found = discoverInChannel(
      channel([
        [0.7, 0.3],
        [0.7, 0.3],
        [0.3, 0.7],
      ]),
      {
        reference: "invariance",
      },
    );
    expect(found.order).equal(2n);
    expect(found.generators.map(({ input, output }) => [[...input], [...output]])).eql([
      [
        [1, 0, 2],
        [0, 1],
      ],
    ]);
    // Two rows lean to the first output and one to the second: outputs cannot be exchanged.
    expect(found.comparison).eql({ equivariances: 2n, losesNone: true, inventsNone: true });
    expect(found.findings).eql([]);
  });

  it("says that all pairs are alike, that levels coincide, that levels are close", () => {
    expect(
      kindsOf(
        discoverInChannel(
          channel([
            [0.5, 0.5],
            [0.5, 0.5],
          ]),
        ),
      ),
    ).eql(["one level"]);
    // Two values only, but rows of different patterns: no symmetry explains all the ties.
    const tied = channel([
      [0.6, 0.2, 0.2],
      [0.6, 0.2, 0.2],
      [0.2, 0.6, 0.2],
    ]);
    expect(kindsOf(discoverInChannel(tied))).eql(["coincident levels"]);
    expect(kindsOf(discoverInChannel(channel([[0.5 + 1e-8, 0.5 - 1e-8]])))).contain("weak gap");
  });
});
