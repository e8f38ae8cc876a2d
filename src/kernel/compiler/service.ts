/** esbuild's service process, and another one when it is lost. */
import { stop, type TransformOptions, type TransformResult, transform } from "esbuild";

/** Grows when a service has been given up, so that many that fail at once give it up once. */
let services = 0;

/** esbuild's `transform`. An interrupt of the terminal ends its process but not ours. */
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
