/**
 * How Dawn finds a driver on Linux: it opens libvulkan.so.1, the loader, which reads the drivers
 * that are installed, or those that VK_DRIVER_FILES names. SwiftShader is such a driver in
 * software; Chromium brings it, and a loader beside it. It is for tests: every operation of
 * WebGPU, on the processor.
 */
import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

const BROWSERS = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];
const FOLDERS = [
  ...["/usr/lib/chromium", "/usr/lib64/chromium-browser", "/usr/lib/chromium-browser"],
  ...["/opt/google/chrome", "/opt/chromium.org/chromium"],
];
const DRIVER = "vk_swiftshader_icd.json";
const LOADER = "libvulkan.so.1";

/** The description of SwiftShader beside a browser that is installed here. */
export function softwareDriver(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = (env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => BROWSERS.map((name) => join(folder, name)));
  const programs = [...(env.CHROMIUM ? [env.CHROMIUM] : []), ...named].filter(isFile);
  return [...programs.map((file) => dirname(realpathSync(file))), ...FOLDERS, ...playwright()]
    .map((folder) => join(folder, DRIVER))
    .find(isFile);
}

/** Browsers that Playwright fetched. */
function playwright(): string[] {
  const folder = join(homedir(), ".cache", "ms-playwright");
  return existsSync(folder)
    ? readdirSync(folder).map((browser) => join(folder, browser, "chrome-linux"))
    : [];
}

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Kept, so that it stays open. */
let loader: unknown;

/**
 * Opens the loader that lies beside the driver where the system has none: a library that is open
 * already is found by its name.
 */
export function openLoaderBeside(driver: string): void {
  const beside = join(dirname(driver), LOADER);
  if (loader !== undefined || process.platform !== "linux" || !isFile(beside)) return;
  try {
    const koffi = createRequire(import.meta.url)("koffi") as { load(file: string): unknown };
    try {
      loader = koffi.load(LOADER);
    } catch {
      loader = koffi.load(beside);
    }
  } catch {
    // Without koffi, or where it does not open: Dawn says that it finds no Vulkan.
  }
}

/**
 * Runs `work` with variables of the environment that are not set otherwise: the driver's description, and the
 * folder without which drivers complain. They hold for the process while it runs, and not in
 * worker threads, whose environment is a copy.
 */
export async function withDriver<T>(
  driver: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const wanted: Record<string, string> = { XDG_RUNTIME_DIR: tmpdir() };
  if (driver !== undefined && process.env.VK_ICD_FILENAMES === undefined) {
    wanted.VK_DRIVER_FILES = driver;
  }
  const set = Object.keys(wanted).filter((name) => process.env[name] === undefined);
  for (const name of set) process.env[name] = wanted[name];
  try {
    return await work();
  } finally {
    for (const name of set) delete process.env[name];
  }
}
