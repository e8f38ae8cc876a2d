import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sight } from "../../../src/tensors/devices/look.js";
import { softwareDriver, withDriver } from "../../../src/tensors/devices/webgpu/vulkan.js";
import { deviceReport } from "../../../src/tensors/index.js";
import { inScratch } from "../../fixtures/fixture.js";

describe("looking for devices", () => {
  it("reports each by name, with a remedy for what is not here", async () => {
    const { devices } = await deviceReport();
    expect(devices.map(({ device }) => device)).to.deep.equal([
      ...["webassembly", "webgpu", "native", "cpu"],
    ]);
    for (const { device, available, detail, remedy } of devices) {
      expect(detail, device).not.to.equal("");
      if (available) expect(remedy, device).to.equal(undefined);
    }
    expect(devices[0].available).to.equal(true);
    expect(devices[3].available).to.equal(true);
  }).timeout(60_000);

  it("adds what Dawn says to what is not found, and nothing to what is", () => {
    const warning = "Warning: Couldn't load Vulkan: no such file\n    at operator()";
    const absent = JSON.stringify({ found: false, detail: "no GPU was found", remedy: "a driver" });
    expect(sight("gpu", null, absent, warning)).to.deep.equal({
      found: false,
      detail: "no GPU was found (Dawn: Couldn't load Vulkan: no such file)",
      remedy: "a driver",
    });
    const found = { found: true, detail: "A GPU" };
    expect(sight("gpu", null, JSON.stringify(found), warning)).to.deep.equal(found);
  });

  it("outlives a driver that crashes or hangs", () => {
    const crash = { signal: "SIGSEGV" as const, message: "Command failed" };
    expect(sight("gpu", crash, "", "")).to.deep.equal({
      found: false,
      detail: "the driver crashed (SIGSEGV) when it was tried",
    });
    const hang = { killed: true, signal: "SIGTERM" as const, message: "Command failed" };
    expect(sight("native", hang, "", "").detail).to.match(/library did not answer within \d+ s/);
  });
});

describe("a Vulkan driver in software", () => {
  it("is found beside the browser, through links", () =>
    inScratch((folder) => {
      const [install, path] = [join(folder, "install"), join(folder, "path")];
      for (const made of [install, path]) mkdirSync(made);
      for (const file of ["chrome", "vk_swiftshader_icd.json"]) {
        writeFileSync(join(install, file), "");
      }
      symlinkSync(join(install, "chrome"), join(path, "google-chrome"));
      const driver = join(install, "vk_swiftshader_icd.json");
      expect(softwareDriver({ PATH: `/nowhere:${path}` })).to.equal(driver);
      expect(softwareDriver({ PATH: "", CHROMIUM: join(install, "chrome") })).to.equal(driver);
    }));

  it("is set for the time of the request, and never over the user's own", async () => {
    const names = ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"];
    const before = names.map((name) => process.env[name]);
    try {
      for (const name of names) delete process.env[name];
      const read = async () => process.env.VK_DRIVER_FILES;
      expect(await withDriver("/a.json", read)).to.equal("/a.json");
      expect(process.env).not.to.have.property("VK_DRIVER_FILES");
      process.env.VK_DRIVER_FILES = "/b.json";
      expect(await withDriver("/a.json", read)).to.equal("/b.json");
      expect(process.env.VK_DRIVER_FILES).to.equal("/b.json");
      delete process.env.VK_DRIVER_FILES;
      process.env.VK_ICD_FILENAMES = "/c.json";
      expect(await withDriver("/a.json", read)).to.equal(undefined);
    } finally {
      names.forEach((name, index) => {
        if (before[index] === undefined) delete process.env[name];
        else process.env[name] = before[index];
      });
    }
  });
});
