import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findChromium } from "../../src/cli/doctor/chromium.js";
import { examine } from "../../src/cli/doctor/doctor.js";
import { checkChromium } from "../../src/cli/doctor/environment.js";
import { tslabKernelSpec } from "../../src/cli/tslab/kernelspec.js";
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
      "WebAssembly",
      "linear algebra: eigen",
      "data",
      "disk",
      "Chromium",
    ]);
    for (const check of checks) {
      expect(check.status === "ok", check.name).to.equal(check.remedy === undefined);
    }
  });

  it("finds JupyterLab and the kernel in .venv, and says when they are not there", () =>
    inScratch((folder) => {
      expect(find(folder, "JupyterLab")).to.include({ status: "missing" });
      expect(find(folder, "kernel")).to.include({ status: "missing" });
      const packages = join(folder, ".venv", "lib", "python3.11", "site-packages");
      mkdirSync(join(packages, "jupyterlab-4.9.9.dist-info"), { recursive: true });
      const kernel = join(folder, ".venv", "share", "jupyter", "kernels", "tslab");
      mkdirSync(kernel, { recursive: true });
      writeFileSync(join(kernel, "kernel.json"), JSON.stringify(tslabKernelSpec()));
      expect(find(folder, "JupyterLab")).to.include({ status: "ok", detail: "4.9.9 in .venv" });
      expect(find(folder, "kernel")).to.include({ status: "ok" });
      const moved = { ...tslabKernelSpec(), argv: ["/elsewhere/node"] };
      writeFileSync(join(kernel, "kernel.json"), JSON.stringify(moved));
      expect(find(folder, "kernel")).to.include({ status: "missing" });
      writeFileSync(join(kernel, "kernel.json"), '{ "argv": [');
      expect(find(folder, "kernel")).to.include({ status: "missing" });
      expect(find(folder, "kernel")?.detail).to.include("damaged").and.include("kernel.json");
      expect(find(folder, "kernel")?.remedy).to.include("npm start");
    }));

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
