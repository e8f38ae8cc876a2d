/** The process of `look`: node look-process.js gpu|software|native, answers JSON. */
import type { Looked, Sight } from "./look.js";
import { MissingDeviceError } from "./missing-device.js";

async function find(device: Looked): Promise<string> {
  if (device === "native") {
    return (await import("./native/open.js")).openNative().detail;
  }
  const { findAdapter } = await import("./webgpu/request-gpu.js");
  return (await findAdapter({ software: device === "software" })).name;
}

const answer = (sight: Sight): void => {
  process.stdout.write(JSON.stringify(sight));
};

find(process.argv[2] as Looked).then(
  (detail) => answer({ found: true, detail }),
  (error: unknown) => {
    if (error instanceof MissingDeviceError) {
      answer({ found: false, detail: error.reason, remedy: error.remedy });
    } else {
      answer({ found: false, detail: error instanceof Error ? error.message : String(error) });
    }
  },
);
