import { expect } from "chai";
import { watchGpu } from "../../../src/tensors/devices/webgpu/faults.js";
import type { GpuDevice, GpuError } from "../../../src/tensors/index.js";

class GPUOutOfMemoryError {
  constructor(readonly message: string) {}
}
class GPUValidationError {
  constructor(readonly message: string) {}
}

/** A device on which things can be made to happen. */
function stub() {
  let report: (event: { error: GpuError }) => void = () => {};
  let lose: (loss: { reason: string; message: string }) => void = () => {};
  const lost = new Promise<{ reason: string; message: string }>((resolve) => {
    lose = resolve;
  });
  const device = {
    lost,
    limits: { maxBufferSize: 2 ** 20, maxStorageBufferBindingSize: 2 ** 21 },
    addEventListener: (_: string, listener: typeof report) => {
      report = listener;
    },
    destroy: () => lose({ reason: "destroyed", message: "" }),
  } as unknown as GpuDevice;
  return {
    watch: watchGpu(device, "Test GPU"),
    report: (error: GpuError) => report({ error }),
    async lose(reason: string, message: string) {
      lose({ reason, message });
      await lost;
    },
    lost,
  };
}

describe("what happens to a GPU", () => {
  it("is nothing at first", () => {
    const { watch } = stub();
    expect(() => watch.check()).not.to.throw();
    expect(watch.lost).to.equal(false);
    expect(() => watch.checkSize(2 ** 20)).not.to.throw();
    expect(() => watch.checkSize(2 ** 20 + 1)).to.throw("takes 1 MiB in one");
  });

  it("when it is lost is told with the reason, at every check from then on", async () => {
    const { watch, lose } = stub();
    await lose("unknown", "the driver was reset\nat somewhere");
    expect(watch.lost).to.equal(true);
    for (const _ of [1, 2]) {
      expect(() => watch.check()).to.throw(
        /Test GPU was lost .*\(unknown: the driver was reset\).*last checkpoint/,
      );
    }
  });

  it("when its memory is full names the memory, not what failed after it", () => {
    const { watch, report } = stub();
    report(new GPUOutOfMemoryError("could not allocate"));
    report(new GPUValidationError("Buffer is invalid"));
    expect(() => watch.check()).to.throw(/memory of Test GPU is full.*smaller batches/);
    expect(watch.lost).to.equal(false);
  });

  it("when it refuses a command says that its numbers cannot be trusted", () => {
    const { watch, report } = stub();
    report(new GPUValidationError("Binding size is zero\n - While calling"));
    expect(() => watch.check()).to.throw(/cannot be trusted: Binding size is zero$/);
  });

  it("when it is closed by us is no loss", async () => {
    const { watch, lost } = stub();
    watch.end();
    await lost;
    expect(() => watch.check()).to.throw("was closed");
  });
});
