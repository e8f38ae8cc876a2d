import { availableParallelism } from "node:os";
import { expect } from "chai";
import { shareCores } from "../../../src/cli/reproduce/share-cores.js";

describe("cores of runs at the same time", () => {
  it("are shared, one at least for each", () => {
    const alone: NodeJS.ProcessEnv = {};
    shareCores(1, alone);
    expect(alone).to.deep.equal({});
    const many: NodeJS.ProcessEnv = {};
    shareCores(10 * availableParallelism(), many);
    expect(many).to.deep.equal({ INTERTWINE_WORKERS: "1" });
    const two: NodeJS.ProcessEnv = {};
    shareCores(2, two);
    expect(2 * Number(two.INTERTWINE_WORKERS)).to.be.at.most(Math.max(2, availableParallelism()));
  });

  it("stay as somebody shared them", () => {
    const env: NodeJS.ProcessEnv = { INTERTWINE_WORKERS: "3" };
    shareCores(8, env);
    expect(env).to.deep.equal({ INTERTWINE_WORKERS: "3" });
  });
});
