/** Card E1–E3; planted groups; 1,000 channels against all permutations of their inputs. */
import { expect } from "chai";
import {
  AbortedError,
  type ChannelPair,
  DomainError,
  equivarianceGroup,
  type LabelMatrix,
  permutationGroupOrder,
  RandomStream,
  ShapeError,
} from "../../../src/index.js";
import { groupByTrial, labelled, planted } from "./label-matrices.js";

const circulant = (c: readonly number[]): number[][] =>
  c.map((_, x) => c.map((_, y) => c[(y - x + c.length) % c.length]));
const outer = (a: readonly number[], b: readonly number[]): number[][] =>
  a.map((u) => b.map((v) => u * v));
const joined = ({ input, output }: ChannelPair): number[] => [
  ...input,
  ...Array.from(output, (y) => input.length + y),
];

/** The group, once its generators, orbits and order were held against one another. */
function checked(levels: LabelMatrix) {
  const group = equivarianceGroup(levels);
  const { inputs, outputs } = levels;
  const ofPairs = group.pairOrbits();
  for (const pair of group.generators) {
    expect(group.contains(pair)).to.equal(true);
    for (let x = 0; x < inputs; x++) {
      expect(group.inputOrbits[pair.input[x]]).to.equal(group.inputOrbits[x]);
      for (let y = 0; y < outputs; y++) {
        const image = pair.input[x] * outputs + pair.output[y];
        expect(ofPairs[image]).to.equal(ofPairs[x * outputs + y]);
      }
    }
  }
  expect(permutationGroupOrder(group.generators.map(joined), inputs + outputs)).to.equal(
    group.order,
  );
  return group;
}

describe("equivarianceGroup", () => {
  it("agrees with all permutations on 1,000 random channels up to 6 × 6", () => {
    const random = RandomStream.fromSeed(20231025);
    const orders = new Set<number>();
    for (let trial = 0; trial < 1000; trial++) {
      const stream = random.split(trial);
      const inputs = 1 + stream.integer(6);
      const outputs = 1 + stream.integer(6);
      const levels =
        trial % 2 === 0 ? few(stream, inputs, outputs) : generated(stream, inputs, outputs);
      const group = equivarianceGroup(levels);
      const { order, inputOrbits, outputOrbits, pairOrbits } = groupByTrial(levels);
      orders.add(order);
      expect(group.order, `trial ${trial}`).to.equal(BigInt(order));
      expect([...group.inputOrbits]).to.deep.equal(inputOrbits);
      expect([...group.outputOrbits]).to.deep.equal(outputOrbits);
      expect([...group.pairOrbits()]).to.deep.equal(pairOrbits);
      for (const pair of group.generators) expect(group.contains(pair)).to.equal(true);
    }
    expect(orders.size).to.be.above(20);
  });

  it("has the orders of card E1", () => {
    const nuisance = Array.from({ length: 6 }, (_, x) =>
      [0, 1, 2].map((y) => [0.6, 0.3, 0.1][(y - x + 6) % 3]),
    );
    const noise = [0, 1, 2, 3].map((x) => [0, 1, 2, 3].map((y) => [0.5, 0.25, 0.15, 0.1][x ^ y]));
    const zoo: [number[][], bigint][] = [
      [circulant([0.5, 0.2, 0.17, 0.13]), 4n],
      [circulant([0.4, 0.2, 0.1, 0.1, 0.2]), 10n],
      [circulant([0.7, 0.1, 0.1, 0.1]), 24n],
      [
        [
          [0.7, 0.3, 0],
          [0, 0.3, 0.7],
        ],
        2n,
      ],
      [
        [
          [0.65, 0.3, 0.05],
          [0.05, 0.3, 0.65],
        ],
        2n,
      ],
      [nuisance, 24n],
      [noise, 4n],
    ];
    for (const [kernel, order] of zoo) expect(checked(labelled(kernel)).order).to.equal(order);
  });

  it("recovers planted groups, relabelled at random (card E2)", () => {
    const cycle = (n: number): number[] => Array.from({ length: n }, (_, k) => (k + 1) % n);
    const mirror = (n: number): number[] => Array.from({ length: n }, (_, k) => (n - k) % n);
    const swap = (n: number): number[] => Array.from({ length: n }, (_, k) => (k < 2 ? 1 - k : k));
    const same = (input: number[]): { input: number[]; output: number[] } => ({
      input,
      output: input,
    });
    const fixing = (n: number, g: number[]): number[] => [
      ...g,
      ...Array.from({ length: n - g.length }, (_, k) => g.length + k),
    ];
    const shift = (bit: number): number[] => Array.from({ length: 8 }, (_, k) => k ^ bit);
    const torus = (a: number, b: number): number[] =>
      Array.from({ length: 9 }, (_, k) => ((Math.floor(k / 3) + a) % 3) * 3 + (((k % 3) + b) % 3));
    const cases: [string, number, number[][], bigint][] = [
      ["C5", 5, [cycle(5)], 5n],
      ["C7", 7, [cycle(7)], 7n],
      ["D6", 6, [cycle(6), mirror(6)], 12n],
      ["D8", 8, [cycle(8), mirror(8)], 16n],
      ["S5", 5, [cycle(5), swap(5)], 120n],
      ["Z2^3", 8, [shift(1), shift(2), shift(4)], 8n],
      ["C3 × C3", 9, [torus(1, 0), torus(0, 1)], 9n],
      ["trivial", 6, [], 1n],
      ["S6 on six of nine", 9, [fixing(9, cycle(6)), fixing(9, swap(6))], 720n],
      [
        "S5 × S3 on nine",
        9,
        [
          fixing(9, cycle(5)),
          fixing(9, swap(5)),
          [0, 1, 2, 3, 4, 6, 5, 7, 8],
          [0, 1, 2, 3, 4, 6, 7, 5, 8],
        ],
        720n,
      ],
    ];
    const random = RandomStream.fromSeed(7);
    for (const [name, n, generators, order] of cases) {
      for (let draw = 0; draw < 10; draw++) {
        const levels = planted(n, n, generators.map(same), random.split(`${name} ${draw}`));
        expect(checked(levels).order, name).to.equal(order);
      }
    }
  });

  it("counts exchanges of equal inputs: two pairs of them among six rows", () => {
    const rows = [
      [1, 2, 3],
      [1, 2, 3],
      [2, 3, 4],
      [2, 3, 4],
      [5, 6, 7],
      [6, 7, 9],
    ];
    expect(checked(labelled(rows)).order).to.equal(4n);
  });

  it("has the orders of card E3, of the channel and of its ratios to p_X p_Y", () => {
    const circulant3 = circulant([0.5, 0.3, 0.2]);
    expect(equivarianceGroup(labelled(circulant3)).order).to.equal(3n);
    const law = [0.5, 0.3, 0.2];
    const outputLaw = [0, 1, 2].map((y) =>
      law.reduce((sum, p, x) => sum + p * circulant3[x][y], 0),
    );
    const ratios = circulant3.map((row) => row.map((value, y) => value / outputLaw[y]));
    expect(equivarianceGroup(labelled(ratios)).order).to.equal(1n);
    const independent = outer([1, 1], [0.5, 0.3, 0.2]);
    expect(equivarianceGroup(labelled(independent)).order).to.equal(2n);
    expect(equivarianceGroup(labelled(outer([1, 1], [1, 1, 1]))).order).to.equal(12n);
    const wide = [
      [1.5, 1.5, 0.5, 0.5],
      [0.5, 0.5, 1.5, 1.5],
    ];
    const kernel = wide.map((row) => row.map((r, y) => r * [0.3, 0.2, 0.35, 0.15][y]));
    expect(equivarianceGroup(labelled(kernel)).order).to.equal(1n);
    expect(equivarianceGroup(labelled(wide)).order).to.equal(8n);
  });

  it("counts all permutations of one label: |X|! |Y|!", () => {
    const levels = { inputs: 30, outputs: 20, labels: new Int32Array(600) };
    const factorial = (n: bigint): bigint => (n < 2n ? 1n : n * factorial(n - 1n));
    const group = equivarianceGroup(levels);
    expect(group.order).to.equal(factorial(30n) * factorial(20n));
    expect(group.generators).to.have.length(4);
    expect(group.pairOrbits().every((least) => least === 0)).to.equal(true);
  });

  it("finds 1000 × 1000: all labels different, a circulant, a diagonal", () => {
    const n = 1000;
    const matrix = (label: (x: number, y: number) => number): LabelMatrix => ({
      inputs: n,
      outputs: n,
      labels: Int32Array.from({ length: n * n }, (_, a) => label(Math.floor(a / n), a % n)),
    });
    expect(equivarianceGroup(matrix((x, y) => x * n + y)).order).to.equal(1n);
    const cyclic = equivarianceGroup(matrix((x, y) => (y - x + n) % n));
    expect(cyclic.order).to.equal(1000n);
    expect(new Set(cyclic.pairOrbits()).size).to.equal(1000);
    const diagonal = equivarianceGroup(matrix((x, y) => (x === y ? 1 : 0)));
    let factorial = 1n;
    for (let k = 2n; k <= 1000n; k++) factorial *= k;
    expect(diagonal.order).to.equal(factorial);
    expect(new Set(diagonal.pairOrbits()).size).to.equal(2);
  });

  it("names what is wrong", () => {
    const labels = Int32Array.of(0, 1, 1, 0);
    const levels = { inputs: 2, outputs: 2, labels };
    expect(() => equivarianceGroup({ inputs: 0, outputs: 2, labels: new Int32Array(0) })).to.throw(
      DomainError,
      "at least one",
    );
    expect(() => equivarianceGroup({ ...levels, outputs: 3 })).to.throw(ShapeError, "expected 6");
    expect(() => equivarianceGroup({ ...levels, labels: Int32Array.of(0, 1, -1, 0) })).to.throw(
      DomainError,
      "input 1 and output 0",
    );
    const group = equivarianceGroup(levels);
    const pair = (input: number[], output: number[]): ChannelPair => ({
      input: Int32Array.from(input),
      output: Int32Array.from(output),
    });
    expect(group.contains(pair([1, 0], [1, 0]))).to.equal(true);
    expect(group.contains(pair([1, 0], [0, 1]))).to.equal(false);
    expect(() => group.contains(pair([1, 0, 2], [1, 0]))).to.throw(ShapeError);
    expect(() => group.contains(pair([1, 1], [1, 0]))).to.throw(DomainError);
    const signal = AbortSignal.abort();
    const cube = {
      inputs: 8,
      outputs: 8,
      labels: Int32Array.from({ length: 64 }, (_, a) => (a >> 3) ^ (a & 7)),
    };
    expect(() => equivarianceGroup(cube, { signal })).to.throw(AbortedError);
  });
});

/** A few labels at random, and sometimes equal rows. */
function few(random: RandomStream, inputs: number, outputs: number): LabelMatrix {
  const count = 1 + random.integer(4);
  const labels = Int32Array.from({ length: inputs * outputs }, () => random.integer(count));
  if (inputs > 1 && random.integer(3) === 0) labels.copyWithin(outputs, 0, outputs);
  return { inputs, outputs, labels };
}

/** The orbits of one or two random pairs of permutations. */
function generated(random: RandomStream, inputs: number, outputs: number): LabelMatrix {
  const pairs = Array.from({ length: 1 + random.integer(2) }, () => ({
    input: random.permutation(inputs),
    output: random.permutation(outputs),
  }));
  return planted(inputs, outputs, pairs, random);
}
