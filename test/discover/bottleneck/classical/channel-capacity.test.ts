import { expect } from "chai";
import fc from "fast-check";
import { channel, channelCapacity } from "../../../../src/discover/index.js";
import { AbortedError, DomainError } from "../../../../src/errors.js";
import {
  entropy,
  Matrix,
  mutualInformation,
  RandomStream,
  relativeEntropy,
} from "../../../../src/numerics/index.js";

/** C. E. Shannon 1948; T. M. Cover and J. A. Thomas, Elements of Information Theory, chapter 7. */
describe("channelCapacity", () => {
  it("of the binary symmetric channel is log 2 − h(ε)", () => {
    for (const e of [0, 0.1, 0.37, 0.5]) {
      const { capacity, gap } = channelCapacity(
        channel([
          [1 - e, e],
          [e, 1 - e],
        ]),
      );
      expect(capacity).to.be.closeTo(Math.LN2 - entropy([e, 1 - e]), 1e-12);
      expect(gap).to.be.below(1e-12);
    }
  });

  it("of the erasure channel is (1 − ε) log 2", () => {
    const { capacity } = channelCapacity(
      channel(
        [
          [0.7, 0.3, 0],
          [0, 0.3, 0.7],
        ],
        { inputLaw: [0.9, 0.1] },
      ),
    );
    expect(capacity).to.be.closeTo(0.7 * Math.LN2, 1e-12);
  });

  it("of the Z-channel is log(1 + (1 − ε) ε^(ε / (1 − ε)))", () => {
    for (const e of [0.1, 0.5, 0.9]) {
      const { capacity, gap } = channelCapacity(
        channel([
          [1, 0],
          [e, 1 - e],
        ]),
      );
      expect(capacity).to.be.closeTo(Math.log(1 + (1 - e) * e ** (e / (1 - e))), 1e-11);
      expect(gap).to.be.below(1e-11);
    }
  });

  it("of the noisy typewriter with 26 letters is log 13, though many input laws attain it", () => {
    const rows = Array.from({ length: 26 }, (_, x) =>
      Array.from({ length: 26 }, (_, y) => (y === x || y === (x + 1) % 26 ? 0.5 : 0)),
    );
    expect(channelCapacity(channel(rows)).capacity).to.be.closeTo(Math.log(13), 1e-12);
  });

  it("is 0 for equal rows, and the same with inputs given twice or never used", () => {
    expect(
      channelCapacity(
        channel([
          [0.2, 0.8],
          [0.2, 0.8],
        ]),
      ).capacity,
    ).to.be.closeTo(0, 1e-14);
    const twice = channel(
      [
        [1, 0],
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      { inputLaw: [0.5, 0.5, 0] },
    );
    expect(channelCapacity(twice).capacity).to.be.closeTo(Math.log(1 + 0.5 * 0.5), 1e-11);
  });

  it("leaves out an input that is a mixture of others", () => {
    const { capacity, inputLaw } = channelCapacity(
      channel([
        [0.9, 0.1],
        [0.1, 0.9],
        [0.4, 0.6],
      ]),
    );
    expect(capacity).to.be.closeTo(Math.LN2 - entropy([0.1, 0.9]), 1e-12);
    expect(inputLaw[2]).to.be.below(1e-9);
  });

  it("is certified for all rows, and no input law has more", () => {
    fc.assert(
      fc.property(anyRows(), fc.nat(), (rows, seed) => {
        const made = channel(rows);
        const { capacity, upperBound, gap, inputLaw, outputLaw } = channelCapacity(made);
        expect(gap).to.be.at.most(1e-12 * Math.max(1, capacity));
        expect(upperBound - capacity).to.be.at.most(gap);
        expect(sumOf(inputLaw)).to.be.closeTo(1, 1e-12);
        expect(informationOf(made.kernel, inputLaw)).to.be.closeTo(capacity, 1e-12);
        for (const row of rows) {
          expect(relativeEntropy(row, outputLaw)).to.be.at.most(upperBound + 1e-12);
        }
        const random = RandomStream.fromSeed(seed);
        for (let k = 0; k < 5; k++) {
          const other = normalised(rows.map(() => -Math.log(1 - random.uniform())));
          expect(informationOf(made.kernel, other)).to.be.at.most(upperBound + 1e-12);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is what Arimoto's plain sweeps come to, where one input is all but a mixture of others", () => {
    const rows = [
      [0.023858508675265205, 0.002558942376518296, 0.019484709534137824, 0.9953185132432999],
      [0.001, 0.43715169419953714, 0.0017641587168929446, 0.001],
      [0.001, 0.001, 0.001, 0.1641958509288141],
    ].map(normalised);
    const { capacity, gap } = channelCapacity(channel(rows));
    expect(gap).to.be.below(1e-13);
    // After n sweeps from the uniform law at most (log |X|) / n is missing (Arimoto 1972).
    const sweeps = 300_000;
    const swept = sweptInformation(rows, sweeps);
    expect(capacity).to.be.within(swept - 1e-13, swept + Math.log(3) / sweeps);
  });

  it("is found among all laws of a grid for three inputs", () => {
    const steps = 60;
    for (let seed = 0; seed < 5; seed++) {
      const rows = randomRows(RandomStream.fromSeed(seed), 3, 4);
      const kernel = Matrix.fromRows(rows);
      let best = 0;
      for (let i = 0; i <= steps; i++) {
        for (let j = 0; i + j <= steps; j++) {
          const law = [i / steps, j / steps, (steps - i - j) / steps];
          best = Math.max(best, informationOf(kernel, law));
        }
      }
      const { capacity } = channelCapacity(channel(rows));
      expect(capacity).to.be.within(best - 1e-13, best + 1e-2);
    }
  });

  it("of inputs that are seen or not, through an output of their own, is log Σ e^(−h(ε_x) / (1 − ε_x))", () => {
    // Input 0 is always lost; x > 0 is seen with chance 1 − ε_x. With q_0 = e^(−C) that of no signal,
    // D_x = C asks for log(1 / q_x) = (C + h − ε C) / (1 − ε) = C + h / (1 − ε).
    const lost = [0.5, 0.9];
    const rows = [0, ...lost.map((_, k) => k + 1)].map((own, x) => {
      const row = new Array<number>(lost.length + 1).fill(0);
      row[0] = x === 0 ? 1 : lost[x - 1];
      if (x > 0) row[own] = 1 - lost[x - 1];
      return row;
    });
    const expected = Math.log(1 + sumOf(lost.map((e) => Math.exp(-entropy([e, 1 - e]) / (1 - e)))));
    expect(channelCapacity(channel(rows)).capacity).to.be.closeTo(expected, 1e-12);
  });

  it("knows one input, masses of 10⁻³⁰⁰, and laws that promise an input less than numbers hold", () => {
    expect(channelCapacity(channel([[0.2, 0.8]])).capacity).to.equal(0);
    const faint = channelCapacity(
      channel([
        [1 - 1e-300, 1e-300],
        [0, 1],
      ]),
    );
    expect(faint.capacity).to.be.closeTo(Math.LN2, 1e-14);
    // At the optimum log q_2 is near −(log 2) / 10⁻⁴: the last input has a mass of some e^−7000.
    const rare = channelCapacity(
      channel([
        [1, 0, 0],
        [0, 1, 0],
        [0.5, 0.5 - 1e-4, 1e-4],
      ]),
    );
    expect(rare.capacity).to.be.closeTo(Math.LN2, 1e-12);
    expect(rare.gap).to.be.below(1e-12);
  });

  it("chooses among two thousand coins, and is certified for some hundred inputs and outputs", () => {
    const random = RandomStream.fromSeed(3);
    const coins = Array.from({ length: 2000 }, () => {
      const p = 0.1 + 0.8 * random.uniform();
      return [p, 1 - p];
    });
    const heads = coins.map(([p]) => p).sort((a, b) => a - b);
    const { capacity, gap } = channelCapacity(channel(coins));
    expect(gap).to.be.below(1e-12);
    // Coins between two others are mixtures of them.
    expect(capacity).to.be.closeTo(twoCoins(heads[0], heads[heads.length - 1]), 1e-12);
    for (const alike of [1, 1e-9]) {
      const rows = randomRows(random, 150, 150).map((row, _, all) =>
        row.map((p, y) => alike * p + (1 - alike) * all[0][y]),
      );
      expect(channelCapacity(channel(rows.map(normalised))).gap).to.be.below(1e-12);
    }
    // A narrow bell for each input, two inputs to an output: the optimum is all but flat.
    const bells = Array.from({ length: 230 }, (_, x) =>
      normalised(Array.from({ length: 115 }, (_, y) => Math.exp(-((x / 2 - y) ** 2) / 200))),
    );
    expect(channelCapacity(channel(bells)).gap).to.be.below(1e-12);
  });

  it("names what is wrong", () => {
    const made = channel([
      [1, 0],
      [0, 1],
    ]);
    const broken = { ...made, kernel: new Matrix(2, 2, Float64Array.of(1, 0, 0.5, 0.4)) };
    expect(() => channelCapacity(broken)).to.throw(DomainError, /row 1 of the kernel sums to 0\.9/);
    expect(() => channelCapacity(made, { signal: AbortSignal.abort() })).to.throw(AbortedError);
  });
});

/** Rows that are random, near each other, mixtures of others, lopsided by many decades or full of zeros. */
function anyRows(): fc.Arbitrary<number[][]> {
  return fc
    .record({
      inputs: fc.integer({ min: 1, max: 7 }),
      outputs: fc.integer({ min: 1, max: 7 }),
      family: fc.constantFrom("even", "lopsided", "faint", "sparse", "near", "mixed"),
      decades: fc.integer({ min: 3, max: 14 }),
      seed: fc.nat(),
    })
    .map(({ inputs, outputs, family, decades, seed }) => {
      const random = RandomStream.fromSeed(seed);
      const fresh = randomRows(random, inputs, outputs);
      const noise = () => 1 + 10 ** -decades * (random.uniform() - 0.5);
      const mixed = (row: number[], x: number) => {
        if (x < 2) return row;
        const share = random.uniform() ** 3;
        return row.map((_, y) => (share * fresh[0][y] + (1 - share) * fresh[1][y]) * noise());
      };
      const families: Record<string, (row: number[], x: number) => number[]> = {
        even: (row) => row,
        lopsided: (row) => row.map((p) => p ** 12),
        faint: (row) => row.map(() => 10 ** (-290 * random.uniform())),
        sparse: (row, x) => row.map((p, y) => (y === x % outputs || p > 1 / outputs ? p : 0)),
        near: (_, x) => fresh[x % 2 < fresh.length ? x % 2 : 0].map((p) => p * noise()),
        mixed,
      };
      return fresh.map(families[family]).map(normalised);
    });
}

function randomRows(random: RandomStream, inputs: number, outputs: number): number[][] {
  const row = () => Array.from({ length: outputs }, () => 1e-3 - Math.log(1 - random.uniform()));
  return Array.from({ length: inputs }, () => normalised(row()));
}

/** I after so many of Arimoto's sweeps from the uniform law. */
function sweptInformation(rows: number[][], sweeps: number): number {
  let law = rows.map(() => 1 / rows.length);
  let information = 0;
  for (let sweep = 0; sweep <= sweeps; sweep++) {
    const output = rows[0].map((_, y) => sumOf(rows.map((row, x) => law[x] * row[y])));
    const divergences = rows.map((row) => sumOf(row.map((p, y) => p * Math.log(p / output[y]))));
    information = sumOf(law.map((mass, x) => mass * divergences[x]));
    law = normalised(law.map((mass, x) => mass * Math.exp(divergences[x])));
  }
  return information;
}

/** Capacity of a channel of two inputs and outputs (S. Muroga 1953): log Σ_y e^(h_y), K h = the −h(rows). */
function twoCoins(a: number, b: number): number {
  const [ha, hb] = [entropy([a, 1 - a]), entropy([b, 1 - b])];
  const first = (-ha * (1 - b) + hb * (1 - a)) / (a - b);
  const second = (ha * b - hb * a) / (a - b);
  return Math.log(Math.exp(first) + Math.exp(second));
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum;
}

function normalised(raw: number[]): number[] {
  const sum = raw.reduce((a, b) => a + b);
  return raw.map((p) => p / sum);
}

function informationOf(kernel: Matrix, law: ArrayLike<number>): number {
  return mutualInformation(Matrix.diagonal(law).multiply(kernel));
}
