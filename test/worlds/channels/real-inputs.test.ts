import { expect } from "chai";
import { DataError, DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  confusionCounts,
  digitConfusion,
  GRID_ACTIONS,
  gridWorld,
  letterPairs,
  mnistPixels,
  SPACE_NAME,
  strokePixels,
} from "../../../src/worlds/channels/index.js";

describe("letters that follow letters", () => {
  it("counts pairs, a run of other signs as one space", () => {
    const { counts, inputNames, outputNames } = letterPairs("Aba, -- ab");
    expect(inputNames).deep.equal(["a", "b", SPACE_NAME]);
    expect(outputNames).deep.equal(inputNames);
    // a b a ␣ a b
    expect(counts.toRows()).deep.equal([
      [0, 2, 1],
      [1, 0, 0],
      [1, 0, 0],
    ]);
  });

  it("without spaces no pair goes over a gap; without folding A is no a", () => {
    const { counts, inputNames } = letterPairs("Ab aa", { space: false, foldCase: false });
    expect(inputNames).deep.equal(["A", "a", "b"]);
    expect(counts.toRows()).deep.equal([
      [0, 0, 1],
      [0, 1, 0],
      [0, 0, 0],
    ]);
  });

  it("letters outside a given alphabet are gaps, and composed letters are one", () => {
    const { counts, inputNames } = letterPairs("e\u0301te", { alphabet: "ét", space: false });
    expect(inputNames).deep.equal(["é", "t"]);
    expect(counts.toRows()).deep.equal([
      [0, 1],
      [0, 0],
    ]);
  });

  it("every pair is counted once: n letters have n − 1 pairs", () => {
    const text = "the quick brown fox jumps over the lazy dog";
    const { counts } = letterPairs(text);
    expect(counts.data.reduce((sum, n) => sum + n, 0)).equal(text.length - 1);
  });

  it("names what is wrong", () => {
    expect(() => letterPairs("123")).throw(DomainError, "no letter");
    expect(() => letterPairs("ab", { alphabet: "aa" })).throw(DomainError, '"a" twice');
    expect(() => letterPairs("x", { alphabet: "xy" })).throw(DataError, "no two letters");
  });
});

/** The turn or mirror of the plane as (row, column) from the middle, in all eight ways. */
const MOVES = [0, 1, 2, 3].flatMap((turns) =>
  [false, true].map((mirrored) => ([row, column]: readonly number[]): number[] => {
    let at = mirrored ? [row, -column] : [row, column];
    for (let k = 0; k < turns; k++) at = [at[1], -at[0]];
    return at;
  }),
);

describe("grid worlds", () => {
  const room = gridWorld({ rows: 3, columns: 3, walls: [[1, 1]], slip: 0.2 });

  it("moves where it is meant to, slips across, and stays at walls", () => {
    const small = gridWorld({ rows: 1, columns: 2, slip: 0.5 });
    expect(small.moves.inputNames.slice(0, 4)).deep.equal(["0,0↑", "0,0→", "0,0↓", "0,0←"]);
    // ↑ runs into the border; half the time it slips, to the right or into the border.
    expect(small.moves.kernel.toRows().slice(0, 4)).deep.equal([
      [0.75, 0.25],
      [0.5, 0.5],
      [0.75, 0.25],
      [1, 0],
    ]);
    expect(small.underPolicy().kernel.toRows()).deep.equal([
      [0.75, 0.25],
      [0.25, 0.75],
    ]);
  });

  it("every turn and mirror of a square room is an equivariance, with what it does to the actions", () => {
    const { cells, moves } = room;
    expect(cells).length(8);
    const cellAt = (row: number, column: number): number =>
      cells.findIndex(([r, c]) => r === row + 1 && c === column + 1);
    const steps = [
      [-1, 0],
      [0, 1],
      [1, 0],
      [0, -1],
    ];
    for (const move of MOVES) {
      const output = cells.map(([r, c]) => {
        const [row, column] = move([r - 1, c - 1]);
        return cellAt(row, column);
      });
      const action = steps.map((step) => {
        const [row, column] = move(step);
        return steps.findIndex(([r, c]) => r === row && c === column);
      });
      for (let x = 0; x < 32; x++) {
        const image = 4 * output[Math.floor(x / 4)] + action[x % 4];
        for (let y = 0; y < 8; y++) {
          expect(moves.kernel.at(image, output[y])).closeTo(moves.kernel.at(x, y), 1e-15);
        }
      }
    }
  });

  it("on a torus the uniform policy walks to each neighbour alike", () => {
    const { kernel } = gridWorld({ rows: 3, columns: 4, wraps: true, slip: 0.3 }).underPolicy();
    for (let cell = 0; cell < 12; cell++) {
      const row = [...kernel.row(cell)].sort((a, b) => b - a);
      row.forEach((p, k) => {
        expect(p).closeTo(k < 4 ? 0.25 : 0, 1e-15);
      });
    }
  });

  it("a policy of one action is that action's rows", () => {
    const right = new Matrix(8, 4);
    for (let cell = 0; cell < 8; cell++) right.data[4 * cell + GRID_ACTIONS.indexOf("→")] = 1;
    const { kernel } = room.underPolicy(right);
    for (let cell = 0; cell < 8; cell++) {
      expect([...kernel.row(cell)]).deep.equal([...room.moves.kernel.row(4 * cell + 1)]);
    }
  });

  it("names what is wrong", () => {
    expect(() => gridWorld({ rows: 0, columns: 1 })).throw(DomainError, "rows is 0");
    expect(() => gridWorld({ rows: 1, columns: 1, slip: 2 })).throw(DomainError, "slip is 2");
    expect(() => gridWorld({ rows: 1, columns: 1, walls: [[0, 1]] })).throw(DomainError, "0, 1");
    expect(() => gridWorld({ rows: 1, columns: 1, walls: [[0, 0]] })).throw(
      DomainError,
      "everywhere",
    );
    expect(() => room.underPolicy(new Matrix(8, 3))).throw(ShapeError, "8 × 4");
    expect(() => room.underPolicy(new Matrix(8, 4))).throw(DomainError, "row 0 of the policy");
  });
});

describe("confusions", () => {
  it("counts labels against predictions", () => {
    const { counts, inputNames } = confusionCounts([0, 0, 1, 2], [0, 1, 1, 0], ["a", "b", "c"]);
    expect(inputNames).deep.equal(["a", "b", "c"]);
    expect(counts.toRows()).deep.equal([
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    expect(confusionCounts([1], [0], 2).outputNames).deep.equal(["0", "1"]);
  });

  it("names what is wrong", () => {
    expect(() => confusionCounts([0], [], 1)).throw(ShapeError, "1 labels and 0 predictions");
    expect(() => confusionCounts([0], [1], 1)).throw(DomainError, "predictions[0] is 1");
    expect(() => confusionCounts([0.5], [0], 1)).throw(DomainError, "labels[0] is 0.5");
    expect(() => confusionCounts([], [], [])).throw(DomainError, "is 0");
  });

  it("a network learns generated digits; each image it had not seen is counted once", async () => {
    const images = strokePixels(1000, RandomStream.fromSeed(6));
    expect(images.pixels.length).equal(1000 * 14 * 14);
    expect(images.pixels.every((ink) => ink >= 0 && ink <= 1)).equal(true);
    const judged = await digitConfusion(images, { training: 700 });
    const { counts, accuracy } = judged;
    expect(counts.data.reduce((sum, n) => sum + n, 0)).equal(300);
    expect(counts.trace() / 300).closeTo(accuracy, 1e-12);
    // Chance is 0.1; a linear classifier on such digits is far beyond one half.
    expect(accuracy).above(0.6);
    const again = await digitConfusion(images, { training: 700 });
    expect([...again.counts.data]).deep.equal([...counts.data]);
  });

  it("names what is wrong with the images", async () => {
    const images = strokePixels(100, RandomStream.fromSeed(6));
    const refused = async (training: number): Promise<unknown> =>
      digitConfusion(images, { training }).catch((error: unknown) => error);
    expect(await refused(100))
      .instanceOf(DomainError)
      .property("message")
      .contains("100 of 100");
    expect(await refused(10))
      .instanceOf(DomainError)
      .property("message")
      .contains("training is 10");
    expect(() => mnistPixels("test", "nowhere")).throw(DataError, "nowhere");
  });
});
