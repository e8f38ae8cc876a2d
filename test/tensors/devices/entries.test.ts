import { expect } from "chai";
import { Entries } from "../../../src/tensors/devices/webgpu/entries.js";
import { findAdapter } from "../../../src/tensors/devices/webgpu/request-gpu.js";
import type { GpuEntry } from "../../../src/tensors/index.js";
import { requireSoftwareGpu } from "../../fixtures/tensors/software-gpu.js";

/** The number of entries that were made goes with each. */
function counted() {
  let made = 0;
  const entries = new Entries(() => ({ number: ++made }) as unknown as GpuEntry);
  const of = (driver?: string) => (entries.of(driver) as unknown as { number: number }).number;
  return { entries, of };
}

describe("entries to the GPUs of a process", () => {
  it("are one for each driver, however often it is asked for", () => {
    const { of } = counted();
    const asked = [undefined, "/a.json", undefined, "/b.json", "/a.json", undefined];
    expect(asked.map(of)).to.deep.equal([1, 2, 1, 3, 2, 1]);
  });

  it("are others where the environment names other drivers", () => {
    const { of } = counted();
    const before = process.env.VK_DRIVER_FILES;
    try {
      delete process.env.VK_DRIVER_FILES;
      const first = of();
      process.env.VK_DRIVER_FILES = "/c.json";
      expect([first, of(), of()]).to.deep.equal([1, 2, 2]);
    } finally {
      if (before === undefined) delete process.env.VK_DRIVER_FILES;
      else process.env.VK_DRIVER_FILES = before;
    }
  });

  it("look anew after one that found nothing", () => {
    const { entries, of } = counted();
    of("/a.json");
    entries.giveUp("/a.json");
    expect([of("/a.json"), of("/a.json"), of()]).to.deep.equal([2, 2, 3]);
  });

  it("give two devices that live side by side, and another after both were lost", async function () {
    await requireSoftwareGpu(this);
    const open = async () => {
      const { adapter } = await findAdapter({ software: true });
      return adapter.requestDevice();
    };
    const [first, second] = [await open(), await open()];
    for (const device of [first, second]) {
      device.destroy();
      expect((await device.lost).reason).to.equal("destroyed");
    }
    const third = await open();
    // MAP_READ | COPY_DST
    const buffer = third.createBuffer({ size: 16, usage: 9 });
    third.queue.writeBuffer(buffer, 0, Float32Array.of(1, 2, 3, 4));
    await buffer.mapAsync(1);
    expect([...new Float32Array(buffer.getMappedRange())]).to.deep.equal([1, 2, 3, 4]);
    buffer.unmap();
    third.destroy();
  });
});
