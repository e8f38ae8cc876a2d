import { expect } from "chai";
import { CellOutputs, type DisplayIds } from "../../../src/workbench/jupyter/outputs.js";

describe("outputs of a cell", () => {
  const display = (text: string, id?: string) => ({
    data: { "text/plain": text },
    metadata: {},
    transient: id === undefined ? {} : { display_id: id },
  });

  it("merge adjacent writes of one stream and keep the order of two", () => {
    const outputs = new CellOutputs(new Map());
    for (const [name, text] of [
      ["stdout", "a"],
      ["stdout", "b\n"],
      ["stderr", "!"],
      ["stdout", "c"],
    ]) {
      outputs.take("stream", { name, text });
    }
    expect(outputs.list).to.deep.equal([
      { output_type: "stream", name: "stdout", text: "ab\n" },
      { output_type: "stream", name: "stderr", text: "!" },
      { output_type: "stream", name: "stdout", text: "c" },
    ]);
  });

  it("are replaced by their id, in an earlier cell too", () => {
    const ids: DisplayIds = new Map();
    const [first, second] = [new CellOutputs(ids), new CellOutputs(ids)];
    first.take("display_data", display("0 %", "bar"));
    first.take("display_data", display("other"));
    second.take("update_display_data", display("100 %", "bar"));
    expect(first.list.map((output) => "data" in output && output.data["text/plain"])).to.deep.equal(
      ["100 %", "other"],
    );
    expect(second.list).to.deep.equal([]);
  });

  it("are cleared at once, or with the next output when told to wait", () => {
    const outputs = new CellOutputs(new Map());
    outputs.take("stream", { name: "stdout", text: "1" });
    outputs.take("clear_output", { wait: true });
    expect(outputs.list).to.have.length(1);
    outputs.take("stream", { name: "stdout", text: "2" });
    expect(outputs.list).to.deep.equal([{ output_type: "stream", name: "stdout", text: "2" }]);
    outputs.take("clear_output", { wait: false });
    expect(outputs.list).to.deep.equal([]);
  });
});
