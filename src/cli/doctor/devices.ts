import { look } from "../../tensors/devices/look.js";
import { deviceReport } from "../../tensors/devices/report.js";
import { absent, type Check, ok } from "./check.js";

const USES: Readonly<Record<string, string>> = {
  webgpu: "large networks only",
  native: "TensorFlow's own kernels only",
};

/** What tensors can run on, each device tried in a process of its own. */
export async function checkDevices(): Promise<Check[]> {
  const [{ devices }, software] = await Promise.all([deviceReport(), look("software")]);
  const checks = devices.map(({ device, available, detail, remedy }) =>
    available
      ? ok(`tensors: ${device}`, detail)
      : absent(
          `tensors: ${device}`,
          `${detail}; needed for ${USES[device]}`,
          remedy ?? "see the message; `webassembly` does the same work",
        ),
  );
  const name = "tensors: webgpu in software";
  return [
    ...checks,
    software.found
      ? ok(name, `${software.detail}, for the tests`)
      : absent(
          name,
          `${software.detail}; only the tests of webgpu need it`,
          software.remedy ?? "see the message",
        ),
  ];
}
