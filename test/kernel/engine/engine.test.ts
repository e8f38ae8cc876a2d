import { expect } from "chai";
import { startEngine } from "../../../src/kernel/engine/engine.js";
import type { Engine, Output } from "../../../src/kernel/engine/types.js";
import type { CellSource, Language } from "../../../src/kernel/language/language.js";

/** A language whose cells are JavaScript, and which fails to remember them. */
const forgetful: Language = {
  compile: async ({ code }: CellSource) => ({
    script: { code: `(() => async () => { ${code} })()`, map: "", names: [] },
  }),
  check: async () => [],
  commit: async () => {
    throw new Error("no room left");
  },
  complete: async (_, offset) => ({ start: offset, end: offset, entries: [] }),
  inspect: async () => undefined,
  isComplete: async () => ({ status: "complete" }),
  problems: async () => [],
  reset: async () => {},
  cancel: () => {},
  close: async () => {},
};

describe("an engine whose language fails", () => {
  let engine: Engine;
  before(() => {
    engine = startEngine({ language: forgetful, cwd: process.cwd() });
  });
  after(() => engine.close());

  it("answers when the cell has ended, so that no two cells run at once", async () => {
    const shown: Output[] = [];
    const code = "await new Promise((resolve) => setTimeout(resolve, 200)); console.log('end')";
    const failure = await engine
      .execute({ code, label: "cell[1]" }, (output) => shown.push(output))
      .catch((error: Error) => error);
    expect(failure).to.have.property("message", "no room left");
    expect(shown).to.deep.equal([{ type: "stream", name: "stdout", text: "end\n" }]);
  });
});
