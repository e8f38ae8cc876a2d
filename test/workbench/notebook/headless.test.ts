import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { startHeadless } from "../../../src/workbench/notebook/headless.js";
import { inScratch } from "../../fixtures/fixture.js";

describe("our kernel without sockets", () => {
  it("comes to an end with a cell that nothing interrupts", () =>
    inScratch(async (folder) => {
      // The top level of a module runs outside of what an interrupt can break.
      writeFileSync(join(folder, "stuck.js"), "for (;;) {}\nexport const never = 1;\n");
      const kernel = startHeadless({ cwd: folder });
      // So that the next cell is stuck while it runs, not interrupted while it is compiled.
      await kernel.execute("1");
      const { status, outputs } = await kernel.execute('import "./stuck.js";', { timeout: 1000 });
      await kernel.shutdown();
      expect(status).to.equal("error");
      expect(outputs.at(-1)).to.deep.include({ output_type: "error", ename: "Timeout" });
    }));
});
