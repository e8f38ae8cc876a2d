import { expect } from "chai";
import { userLine } from "../../../src/tensors/backend/index.js";

describe("The user's line", () => {
  it("is that of the caller", () => {
    expect(userLine()).to.match(/^user-line\.test\.[jt]s:6$/);
  });

  it("is told by a notebook that writes stacks of its own, for the first frame that is the user's", () => {
    const { prepareStackTrace } = Error;
    let asked: (string | null | undefined)[] = [];
    try {
      Error.prepareStackTrace = (_, sites) => {
        asked = sites.map((site) => site.getFileName());
        return "Error\n    at step (cell[3]:4:7)";
      };
      expect(userLine()).to.equal("cell[3]:4");
      Error.prepareStackTrace = () => "Error\n    at my cell 2:5:1";
      expect(userLine()).to.equal("my cell 2:5");
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
    expect(asked.length).to.equal(1);
    expect(asked[0]).to.match(/user-line\.test\.[jt]s$/);
  });
});
