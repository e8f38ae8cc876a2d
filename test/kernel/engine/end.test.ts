import { expect } from "chai";
import { describeEnd } from "../../../src/kernel/engine/end.js";

describe("the end of the process of the cells", () => {
  for (const [what, end, ename, words] of [
    [
      "no memory left",
      { code: null, signal: "SIGABRT", words: "FATAL ERROR: … JavaScript heap out of memory" },
      "OutOfMemory",
      "--max-old-space-size",
    ],
    ["killed", { code: null, signal: "SIGKILL", words: "" }, "ProcessKilled", "memory runs out"],
    [
      "ended by itself",
      { code: 3, signal: null, words: "last line\n" },
      "ProcessEnded",
      "last line",
    ],
    [
      "a crash with stacks",
      {
        code: null,
        signal: "SIGABRT",
        words:
          "it broke\n----- Native stack trace -----\n\n 1: 0xc node::Abort()\nNode.js v22.0.0\n",
      },
      "ProcessEnded",
      "by SIGABRT. Its last words: it broke",
    ],
    ["a crash", { code: null, signal: "SIGSEGV", words: "" }, "ProcessEnded", "by SIGSEGV"],
    [
      "not started",
      { code: null, signal: null, words: "", why: "spawn ENOENT" },
      "ProcessNotStarted",
      "spawn ENOENT",
    ],
  ] as const) {
    it(`is told: ${what}`, () => {
      const { failure } = describeEnd({ ...end, asked: false });
      expect(failure.ename).to.equal(ename);
      expect(failure.evalue).to.include(words);
      // Where nothing has run, nothing is lost.
      const lost = failure.traceback.join("\n").includes("run the cells again from the top");
      expect(lost).to.equal(what !== "not started");
    });
  }
});
