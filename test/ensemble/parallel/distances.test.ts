import { expect } from "chai";
import { relativeMeanDistance, relativeMeanDistances } from "../../../src/ensemble/index.js";
import { AbortedError, DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

describe("relativeMeanDistances", () => {
  const cloud = (rows: number, seed: number) =>
    new Matrix(rows, 3, RandomStream.fromSeed(seed).normals(3 * rows));
  const pairs = [10, 250, 40, 300].map((rows, k) => [cloud(rows, k), cloud(rows, k + 9)] as const);

  it("gives each pair's distance in order, to the bit, for any number of workers", async () => {
    const expected = pairs.map(([a, b]) => relativeMeanDistance(a, b));
    for (const workers of [1, 3]) {
      const reports: number[] = [];
      const found = await relativeMeanDistances(pairs, {
        workers,
        onProgress: ({ done }) => reports.push(done),
      });
      expect(Array.from(found)).to.deep.equal(expected);
      expect(reports).to.deep.equal([1, 2, 3, 4]);
    }
    expect(await relativeMeanDistances([])).to.have.length(0);
  });

  it("throws the library's own errors, also from a worker", async () => {
    const failure = (promise: Promise<unknown>) =>
      promise.then(
        () => undefined,
        (e: Error) => e,
      );
    const uneven = await failure(relativeMeanDistances([[cloud(300, 1), cloud(299, 2)]]));
    expect(uneven).to.be.instanceOf(ShapeError);
    const flat = await failure(relativeMeanDistances([[cloud(300, 1), Matrix.zeros(300, 2)]]));
    expect(flat).to.be.instanceOf(ShapeError);
    const idle = await failure(relativeMeanDistances(pairs, { workers: 0 }));
    expect(idle).to.be.instanceOf(DomainError);
    const stopped = await failure(relativeMeanDistances(pairs, { signal: AbortSignal.abort() }));
    expect(stopped).to.be.instanceOf(AbortedError);
  });
});
