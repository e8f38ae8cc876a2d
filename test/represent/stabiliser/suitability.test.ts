import { expect } from "chai";
import {
  cyclicGroup,
  dihedralGroup,
  type FiniteGroup,
  type Permutation,
  symmetricGroup,
} from "../../../src/groups/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { type GroupFunction, suitability } from "../../../src/represent/index.js";

type Word = readonly number[];

const words = (length: number, letters: number): Word[] =>
  length === 0
    ? [[]]
    : words(length - 1, letters).flatMap((head) =>
        Array.from({ length: letters }, (_, letter) => [...head, letter]),
      );

/** Letters move with their places: (g x)_{g(i)} = x_i. */
const move = (g: Permutation, x: Word): Word => {
  const out = [...x];
  g.forEach((place, i) => {
    out[place] = x[i];
  });
  return out;
};

/** ψ(x) sorts back: x = ψ(x) (sorted x). */
const bySorting = (length: number, letters: number): GroupFunction<Permutation, Word> => ({
  group: symmetricGroup(length),
  samples: words(length, letters),
  act: move,
  pose: (x) => x.map((_, i) => i).sort((a, b) => x[a] - x[b] || a - b),
  key: (x) => x.join(""),
});

/** Any suitable ψ: of each orbit one sample is x̂, and each x has one of the poses that give it. */
function randomChoice<Element, Sample>(
  group: FiniteGroup<Element>,
  samples: readonly Sample[],
  act: (g: Element, x: Sample) => Sample,
  key: (x: Sample) => string,
  seed: number,
): GroupFunction<Element, Sample> {
  const random = RandomStream.fromSeed(seed);
  const pose = new Map<string, Element>();
  for (const x of samples) {
    if (pose.has(key(x))) continue;
    const xHat = act(group.sample(random), x);
    for (const y of samples) {
      const fitting = group.elements.filter((g) => key(act(g, xHat)) === key(y));
      if (fitting.length > 0) pose.set(key(y), fitting[random.integer(fitting.length)]);
    }
  }
  return { group, samples, act, key, pose: (x) => pose.get(key(x))! };
}

describe("suitable group functions", () => {
  it("S₃ on words of three letters: 126 of 162 pairs up to G_x, all of them up to G_x̂", () => {
    expect(suitability(bySorting(3, 3))).to.deep.equal({
      isSuitable: true,
      pairs: 162,
      upToCanonicalStabiliser: 162,
      upToOwnStabiliser: 126,
      isOnto: true,
      isBijective: true,
    });
  });

  const D4 = dihedralGroup(4);
  it("whatever is chosen: the sharper statement holds for D₄ on words of four letters", () => {
    const places = (g: { rotation: number; reflected: boolean }): number[] =>
      [0, 1, 2, 3].map((i) => (g.rotation + (g.reflected ? 4 - i : i)) % 4);
    const act = (g: { rotation: number; reflected: boolean }, x: Word) => move(places(g), x);
    const choice = (letters: number, seed: number) =>
      suitability(randomChoice(D4, words(4, letters), act, (x) => x.join(""), seed));
    for (const letters of [2, 3]) {
      for (let seed = 0; seed < 3; seed++) {
        const found = choice(letters, seed);
        expect([found.isSuitable, found.isBijective]).to.deep.equal([true, true]);
        expect(found.upToCanonicalStabiliser).to.equal(letters ** 4 * 8);
        expect(found.upToOwnStabiliser).to.be.below(letters ** 4 * 8);
        // 0012 is kept by the identity alone; each word of two letters by a reflection as well.
        if (letters === 3) expect(found.isOnto).to.equal(true);
      }
    }
    expect([0, 1, 2].map((seed) => choice(2, seed).isOnto)).to.include(false);
  });

  it("abelian groups and free actions: both readings are one", () => {
    const C4 = cyclicGroup(4);
    const shift = (g: number, x: Word) => x.map((_, i) => x[(i - g + 4) % 4]);
    const cyclic = suitability(randomChoice(C4, words(4, 2), shift, (x) => x.join(""), 1));
    expect(cyclic.upToOwnStabiliser).to.equal(cyclic.pairs);
    const S3 = symmetricGroup(3);
    const free = suitability(randomChoice(S3, S3.elements, S3.compose, (x) => x.join(""), 2));
    expect([free.pairs, free.upToOwnStabiliser, free.isBijective]).to.deep.equal([36, 36, true]);
  });

  it("a function that forgets the pose is not suitable", () => {
    const found = suitability({ ...bySorting(2, 2), pose: () => [0, 1] });
    expect(found.isSuitable).to.equal(false);
    expect(found.isOnto).to.equal(false);
    expect(found.isBijective).to.equal(false);
    // Only for the words 00 and 11, whose two pairs each hold, and the pairs of 01 and 10 with e.
    expect(found.upToCanonicalStabiliser).to.equal(6);
  });

  it("names samples that the action leads out of", () => {
    const words = bySorting(2, 2);
    expect(() => suitability({ ...words, samples: [[0, 1]] })).to.throw("not among the samples");
  });
});
