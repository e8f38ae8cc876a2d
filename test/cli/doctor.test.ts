import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findChromium } from "../../src/cli/doctor/chromium.js";
import { examine } from "../../src/cli/doctor/doctor.js";
import { checkChromium } from "../../src/cli/doctor/environment.js";
import { tslabKernelSpec } from "../../src/cli/tslab/kernelspec.js";
import { intertwineKernelSpec } from "../../src/kernel/index.js";
import { inScratch } from "../fixtures/fixture.js";
import { intertwine } from "./command.js";

describe("intertwine doctor", () => {
  const find = (folder: string, name: string) =>
    examine(folder).find((check) => check.name === name);

  it("answers JSON, with a remedy wherever something is missing", async () => {
    const { status, stdout } = await intertwine("doctor", "--json");
    const { complete, checks } = JSON.parse(stdout);
    expect(status).to.equal(complete ? 0 : 1);
    expect(checks.map(({ name }: { name: string }) => name)).to.include.members([
      "Node",
      "JupyterLab",
      "kernel",
      "kernel: tslab",
      "WebAssembly",
      "linear algebra: eigen",
      "data",
      "disk",
      "Chromium",
      "tensors: webassembly",
      "tensors: webgpu",
      "tensors: native",
      "tensors: cpu",
      "tensors: webgpu in software",
    ]);
    for (const check of checks) {
      expect(check.status === "ok", check.name).to.equal(check.remedy === undefined);
    }
  });

  it("finds JupyterLab in .venv, and says when it is not there", () =>
    inScratch((folder) => {
      expect(find(folder, "JupyterLab")).to.include({ status: "missing" });
      const packages = join(folder, ".venv", "lib", "python3.11", "site-packages");
      mkdirSync(join(packages, "jupyterlab-4.9.9.dist-info"), { recursive: true });
      expect(find(folder, "JupyterLab")).to.include({ status: "ok", detail: "4.9.9 in .venv" });
    }));

  // Without tslab notebooks run all the same.
  for (const [name, folderName, spec, status] of [
    ["kernel", "intertwine", intertwineKernelSpec(), "missing"],
    ["kernel: tslab", "tslab", tslabKernelSpec(), "absent"],
  ] as const) {
    it(`finds the kernel ${folderName} in .venv, and says when it is not as it should be`, () =>
      inScratch((folder) => {
        expect(find(folder, name)).to.include({ status });
        const kernel = join(folder, ".venv", "share", "jupyter", "kernels", folderName);
        mkdirSync(kernel, { recursive: true });
        writeFileSync(join(kernel, "kernel.json"), JSON.stringify(spec));
        expect(find(folder, name)).to.include({ status: "ok" });
        const moved = { ...spec, argv: ["/elsewhere/node"] };
        writeFileSync(join(kernel, "kernel.json"), JSON.stringify(moved));
        expect(find(folder, name)).to.include({ status });
        writeFileSync(join(kernel, "kernel.json"), '{ "argv": [');
        expect(find(folder, name)).to.include({ status });
        expect(find(folder, name)?.detail).to.include("damaged").and.include("kernel.json");
        expect(find(folder, name)?.remedy).to.include("npm start");
      }));
  }

  it("compares data with their manifest", () =>
    inScratch((folder) => {
      // SHA-256 of "abc", FIPS 180-2 appendix B.1.
      const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
      mkdirSync(join(folder, "data"));
      writeFileSync(join(folder, "data", "manifest.json"), JSON.stringify({ a: { sha256 } }));
      expect(find(folder, "data")).to.include({ status: "missing" });
      writeFileSync(join(folder, "data", "a"), "abc");
      expect(find(folder, "data")).to.include({ status: "ok" });
      writeFileSync(join(folder, "data", "a"), "abd");
      expect(find(folder, "data")).to.include({ status: "missing" });
      const fetched = { b: { sha256, committed: false, how: "fetch it" } };
      writeFileSync(join(folder, "data", "manifest.json"), JSON.stringify(fetched));
      expect(find(folder, "data")).to.include({ status: "ok" });
      writeFileSync(join(folder, "data", "b"), "abd");
      const altered = find(folder, "data");
      expect(altered).to.include({ status: "missing", remedy: "remove data/b, then fetch it" });
    }));

  it("finds the browser on the PATH or where CHROMIUM says", () =>
    inScratch((folder) => {
      const file = join(folder, "chromium");
      writeFileSync(file, "");
      if (process.platform !== "win32") {
        expect(findChromium({ PATH: `/nowhere:${folder}` })).to.equal(file);
      }
      expect(findChromium({ CHROMIUM: file })).to.equal(file);
      expect(findChromium({ CHROMIUM: join(folder, "other"), PATH: folder })).to.equal(undefined);
      expect(findChromium({ CHROMIUM: folder })).to.equal(undefined);
      expect(findChromium({ PATH: "/nowhere" })).to.equal(undefined);
      const named = checkChromium({ CHROMIUM: join(folder, "other"), PATH: folder });
      expect(named.status).to.equal("absent");
      expect(named.detail).to.include(`CHROMIUM=${join(folder, "other")} names no file`);
      expect(checkChromium({ PATH: "/nowhere" }).detail).to.include("not on the PATH");
    }));
});
