import { stop, type TransformOptions, type TransformResult, transform } from "esbuild";

/** Grows when a service has been given up, so that many that fail at once give it up once. */
let services = 0;

/**
 * esbuild's `transform`. It runs in a process of its own, and an interrupt of the
 * terminal ends that process but not ours: then another one takes over.
 */
export async function transformWith(
  code: string,
  options: TransformOptions,
): Promise<TransformResult> {
  const service = services;
  try {
    return await transform(code, options);
  } catch (error) {
    if (!/^The service (?:was stopped|is no longer running)/.test((error as Error).message))
      throw error;
  }
  if (service === services) {
    services++;
    await stop();
  }
  return transform(code, options);
}
