import { expect } from "chai";
import { History } from "../../../src/kernel/server/requests/history.js";

function history(): History {
  const cells = new History();
  for (const [i, code] of ["let a = 1", "a + 1", "let b", "a + 1"].entries()) {
    cells.add(i + 1, code);
  }
  cells.setOutput(2, "2");
  return cells;
}

const lines = (entries: unknown[][]) => entries.map(([, line]) => line);

describe("the history", () => {
  it("gives the last n", () => {
    const cells = history();
    expect(lines(cells.find({ access: "tail", output: false, n: 2 }))).to.deep.equal([3, 4]);
    expect(lines(cells.find({ access: "tail", output: false, n: 0 }))).to.deep.equal([]);
    expect(lines(cells.find({ access: "tail", output: false }))).to.deep.equal([1, 2, 3, 4]);
  });

  it("gives a range of this session, whose numbers are 0 and 1, its end excluded", () => {
    const range = (more: object) =>
      lines(history().find({ access: "range", output: false, ...more }));
    expect(range({ session: 0, start: 2, stop: 4 })).to.deep.equal([2, 3]);
    expect(range({ session: 1, start: 3 })).to.deep.equal([3, 4]);
    expect(range({})).to.deep.equal([1, 2, 3, 4]);
    expect(range({ session: -1, start: 1 })).to.deep.equal([]);
  });

  it("searches by globs that match the whole", () => {
    const search = (pattern: string, more: object = {}) =>
      lines(history().find({ access: "search", output: false, pattern, ...more }));
    expect(search("let*")).to.deep.equal([1, 3]);
    expect(search("let")).to.deep.equal([]);
    expect(search("*1")).to.deep.equal([1, 2, 4]);
    expect(search("a ? 1")).to.deep.equal([2, 4]);
    expect(search("a [+-] 1", { unique: true })).to.deep.equal([4]);
    expect(search("*", { n: 2 })).to.deep.equal([3, 4]);
    // Characters that mean something to regular expressions mean themselves here.
    expect(search("a + (")).to.deep.equal([]);
    expect(search("[z-a]")).to.deep.equal([]);
  });

  it("adds outputs when asked", () => {
    expect(history().find({ access: "range", output: true, start: 1, stop: 3 })).to.deep.equal([
      [1, 1, ["let a = 1", null]],
      [1, 2, ["a + 1", "2"]],
    ]);
  });
});
