import { expect } from "chai";
import { DomainError, ShapeError } from "../../../../src/errors.js";
import { RandomStream } from "../../../../src/numerics/index.js";
import {
  digitMultisets,
  MultisetRanks,
  type Multisets,
  multisetsOf,
  oneHotSets,
  permutedCopies,
} from "../../../../src/worlds/sets/index.js";

const stream = (seed = 1) => RandomStream.fromSeed(seed);
const rowsOf = ({ letters, members, count }: Multisets): number[][] =>
  Array.from({ length: count }, (_, k) => [...letters.subarray(k * members, (k + 1) * members)]);
const keysOf = (sets: Multisets): string[] =>
  rowsOf(sets).map((row) => [...row].sort((a, b) => a - b).join());

describe("worlds/sets/multisets", () => {
  it("counts multisets of ten kinds: C(N + 9, 9)", () => {
    const known = { 10: 92_378, 20: 10_015_005, 30: 211_915_132, 40: 2_054_455_634 };
    for (const [members, count] of Object.entries(known)) {
      expect(new MultisetRanks(Number(members), 10).count).to.equal(count);
    }
  });

  it("numbers all multisets, each once", () => {
    const ranks = new MultisetRanks(4, 3); // C(6, 4) = 15
    const keys = new Set<string>();
    for (let rank = 0; rank < 15; rank++) {
      const letters = new Uint8Array(4);
      ranks.write(rank, letters);
      expect([...letters]).to.deep.equal([...letters].sort());
      const counts = [0, 1, 2].map((letter) => letters.filter((own) => own === letter).length);
      expect(ranks.rankOf(counts)).to.equal(rank);
      keys.add(letters.join());
    }
    expect(keys.size).to.equal(15);
  });

  it("gives different multisets to test and training, in orders of their own", () => {
    const { train, test, found } = digitMultisets({ stream: stream(), draws: 3000, test: 500 });
    expect(train.count + test.count).to.equal(found);
    const sorted = keysOf(test);
    expect(new Set([...keysOf(train), ...sorted]).size).to.equal(found);
    const isSorted = rowsOf(test).filter((row, k) => row.join() === sorted[k]);
    expect(isSorted).to.deep.equal([]);
    const again = digitMultisets({ stream: stream(), draws: 3000, test: 500 });
    expect(Buffer.compare(again.test.letters, test.letters)).to.equal(0);
    expect(Buffer.compare(again.train.letters, train.letters)).to.equal(0);
  });

  it("takes lists of one's own", () => {
    const sets = multisetsOf([
      [0, 2, 2],
      [1, 1, 0],
    ]);
    expect(sets).to.deep.equal({
      ...{ members: 3, kinds: 3, count: 2 },
      letters: Uint8Array.of(0, 2, 2, 1, 1, 0),
    });
    expect([...oneHotSets(sets, [1])]).to.deep.equal([0, 1, 0, 0, 1, 0, 1, 0, 0]);
    expect(multisetsOf([[0]], { kinds: 4 }).kinds).to.equal(4);
  });

  it("names lists of different lengths, and letters that are none", () => {
    expect(() => multisetsOf([[0, 1], [1]])).to.throw(ShapeError, "list 1 has 1 letters");
    expect(() => multisetsOf([])).to.throw(ShapeError, "no letters");
    for (const letter of [-1, 0.5, 256, Number.NaN]) {
      expect(() => multisetsOf([[0, letter]])).to.throw(
        DomainError,
        `letter 1 of list 0 is ${letter}`,
      );
    }
    expect(() => multisetsOf([[0, 3]], { kinds: 3 })).to.throw(DomainError, "from 0 to 2");
    expect(() => multisetsOf([[0]], { kinds: 300 })).to.throw(DomainError, "kinds is 300");
    const wrong = { members: 2, kinds: 2, count: 2, letters: Uint8Array.of(0, 1, 2, 0) };
    expect(() => oneHotSets(wrong)).to.throw(DomainError, "letter 0 of set 1 is 2");
    expect(() => oneHotSets({ ...wrong, count: 3 })).to.throw(ShapeError, "expected 6");
  });

  it("draws letters that are equally likely, and puts them into orders that are", () => {
    const { train } = digitMultisets({ stream: stream(), draws: 20_000, test: 0, kinds: 5 });
    const first = rowsOf(train).map((row) => row[0]);
    for (let letter = 0; letter < 5; letter++) {
      const share = first.filter((own) => own === letter).length / first.length;
      // five standard deviations of a share of 1/5
      expect(share).to.be.closeTo(0.2, 5 * Math.sqrt(0.16 / first.length));
    }
  });

  it("puts three letters into each of their six orders equally often", () => {
    const sets = { members: 3, kinds: 3, count: 6000, letters: new Uint8Array(18_000) };
    sets.letters.forEach((_, k) => {
      sets.letters[k] = k % 3;
    });
    const orders = new Map<string, number>();
    for (const row of rowsOf(permutedCopies(sets, stream(3)))) {
      orders.set(row.join(), (orders.get(row.join()) ?? 0) + 1);
    }
    expect(orders.size).to.equal(6);
    // five standard deviations of 6000 draws of probability 1/6
    for (const times of orders.values()) expect(times).to.be.closeTo(1000, 145);
  });

  it("finds all multisets where there are few", () => {
    const options = { stream: stream(), members: 3, kinds: 2, draws: 500, test: 1 };
    const { train, test } = digitMultisets(options);
    const keys = [...keysOf(train), ...keysOf(test)].sort();
    expect(keys).to.deep.equal(["0,0,0", "0,0,1", "0,1,1", "1,1,1"]);
    expect(() => digitMultisets({ ...options, train: 4 })).to.throw(
      DomainError,
      "500 draws gave 4 different multisets of the 4 that there are; expected 5",
    );
  });

  it("permutes copies within each multiset", () => {
    const { test } = digitMultisets({ stream: stream(), draws: 400, test: 200 });
    const copies = permutedCopies(test, stream(2));
    expect(keysOf(copies)).to.deep.equal(keysOf(test));
    expect(Buffer.compare(copies.letters, test.letters)).not.to.equal(0);
  });

  it("writes one 1 for each member", () => {
    const sets: Multisets = { members: 2, kinds: 3, count: 2, letters: Uint8Array.of(0, 2, 1, 1) };
    expect([...oneHotSets(sets)]).to.deep.equal([1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0]);
    expect([...oneHotSets(sets, [1])]).to.deep.equal([0, 1, 0, 0, 1, 0]);
    expect(() => oneHotSets(sets, [0, 2])).to.throw(DomainError, "row 1 is 2; expected");
  });

  it("refuses sizes that are none", () => {
    expect(() => digitMultisets({ stream: stream(), members: 0 })).to.throw(DomainError, "members");
    expect(() => digitMultisets({ stream: stream(), draws: -1 })).to.throw(DomainError, "draws");
    expect(() => new MultisetRanks(60, 60)).to.throw(DomainError, "2^53");
  });
});
