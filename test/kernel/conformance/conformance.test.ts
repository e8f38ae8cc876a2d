/** `jupyter_kernel_test`, the suite that Jupyter gives to authors of kernels. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "../../fixtures/fixture.js";

const python = join(root, ".venv", "bin", "python3");

describe("jupyter_kernel_test", () => {
  it("passes whole, with nothing skipped", function () {
    this.timeout(180_000);
    if (!existsSync(python) && process.env.CI === undefined) {
      console.log("      skipped: .venv is not here; `npm start` makes it.");
      this.skip();
    }
    const script = join(root, "test", "kernel", "conformance", "conformance.py");
    const { status, stderr } = spawnSync(python, [script], { cwd: root, encoding: "utf8" });
    expect(status, stderr).to.equal(0);
    const results = stderr.split("\n").filter((line) => / \.\.\. /.test(line));
    expect(results).to.have.length(12);
    expect(results.filter((line) => !line.endsWith("ok"))).to.deep.equal([]);
  });
});
