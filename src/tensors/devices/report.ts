/** Which devices tensors could run on here, and which one they do. */
import { DEVICE_NAMES, type DeviceName, type DeviceUse } from "./device-names.js";
import { deviceInUse } from "./in-use.js";
import { look, type Sight } from "./look.js";
import { describeWebAssembly } from "./webassembly.js";

export interface DeviceStatus {
  readonly device: DeviceName;
  /** Whether `useDevice` would take it. */
  readonly available: boolean;
  /** What it is, or why not. */
  readonly detail: string;
  readonly remedy?: string;
}

export interface DeviceReport {
  /** Undefined before the first tensor. */
  readonly inUse: DeviceUse | undefined;
  readonly devices: readonly DeviceStatus[];
}

/** Looks anew at each call: some tenths of a second. */
export async function deviceReport(): Promise<DeviceReport> {
  const [gpu, native] = await Promise.all([look("gpu"), look("native")]);
  const seen: Record<DeviceName, Sight> = {
    webassembly: { found: true, detail: describeWebAssembly() },
    webgpu: gpu,
    native,
    cpu: { found: true, detail: "plain JavaScript" },
  };
  const devices = DEVICE_NAMES.map((device) => {
    const { found: available, ...rest } = seen[device];
    return { device, available, ...rest };
  });
  const report: DeviceReport = { inUse: deviceInUse(), devices };
  Object.defineProperty(report, Symbol.for("Jupyter.display"), { value: () => bundle(report) });
  return report;
}

function bundle({ inUse, devices }: DeviceReport): Record<string, unknown> {
  const rows = devices.map(({ device, available, detail, remedy }) => {
    const line = `${available ? "✓" : "–"} ${device}: ${detail}`;
    return remedy === undefined ? line : `${line}; ${remedy}`;
  });
  const now =
    inUse === undefined ? "no tensor yet" : `${inUse.device ?? inUse.backend}: ${inUse.detail}`;
  const text = [`in use: ${now}`, ...rows];
  return {
    "text/markdown": text.map((line) => `- ${line}\n`).join(""),
    "text/plain": text.join("\n"),
  };
}
