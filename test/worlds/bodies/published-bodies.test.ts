import { expect } from "chai";
import { AbortedError, DomainError } from "../../../src/errors.js";
import { publishedBodySequences } from "../../../src/worlds/bodies/index.js";

describe("published charged bodies", () => {
  it("begin as NumPy draws them, and parts follow each other", async () => {
    const { train, validation, test } = await publishedBodySequences({
      ...{ train: 2, validation: 1, test: 1 },
    });
    // numpy.random.seed(43); choice([-1, 0, 1], (5, 1), p=[.5, 0, .5]), of the sequences
    // 0 and 1, 10 000 and 12 000, with randn(3, 5) twice and 49 frames of both after each.
    expect(Array.from(train.charges.subarray(0, 5))).to.deep.equal([-1, 1, -1, -1, -1]);
    expect(Array.from(train.charges.subarray(5))).to.deep.equal([1, -1, 1, 1, 1]);
    expect(Array.from(validation.charges)).to.deep.equal([-1, 1, -1, -1, -1]);
    expect(Array.from(test.charges)).to.deep.equal([1, 1, -1, -1, 1]);
  });

  it("keep their momentum where no force was clipped: charges pull and push in pairs", async () => {
    const { train } = await publishedBodySequences({ train: 20, validation: 0, test: 0 });
    expect(train.sequences).to.equal(20);
    expect(train.targets).to.have.lengthOf(20 * 15);
    // Displacements of the centroid in one unit of time are the mean velocity.
    const tame = Array.from(train.clippedSteps, (steps, s) => (steps === 0 ? s : -1));
    const kept = tame.filter((s) => s >= 0);
    expect(kept.length).to.be.greaterThan(5);
    for (const s of kept) {
      for (let k = 0; k < 3; k++) {
        let [moved, velocity] = [0, 0];
        for (let i = 0; i < 5; i++) {
          const at = (5 * s + i) * 3 + k;
          moved += train.targets[at] - train.positions[at];
          velocity += train.velocities[at];
        }
        expect(moved).to.be.closeTo(velocity, 1e-9);
      }
    }
  });

  it("refuse more than were published, and stop when told to", async () => {
    const message = async (promise: Promise<unknown>): Promise<Error> =>
      promise.then(
        () => new Error("nothing was thrown"),
        (error: Error) => error,
      );
    const many = await message(publishedBodySequences({ train: 10_001, validation: 0, test: 0 }));
    expect(many).to.be.instanceOf(DomainError);
    expect(many.message).to.match(/10001 sequences of "train".*0 to 10000/);
    const signal = AbortSignal.abort();
    const counts = { train: 5, validation: 0, test: 0 };
    expect(await message(publishedBodySequences(counts, { signal }))).to.be.instanceOf(
      AbortedError,
    );
  });
});
