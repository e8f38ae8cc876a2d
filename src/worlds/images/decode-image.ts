/**
 * Files of images to bytes of one size, by sharp (libvips), which is loaded when one is first asked
 * for.
 */
import { DataError, DomainError, EnvironmentError } from "../../errors.js";
import type { ImageSize } from "./image-set.js";

export type ImageFit = "contain" | "cover" | "fill";

export interface DecodedImage extends ImageSize {
  readonly fit: ImageFit;
  /** Grey of padding and behind what is transparent, 0 … 1. */
  readonly background: number;
}

const FITS: readonly string[] = ["contain", "cover", "fill"];

/**
 * What gives a file's bytes, height × width × channels.
 * @throws DomainError for an option that is none; EnvironmentError without sharp. What is given throws
 * DataError for a file that cannot be decoded.
 */
export async function imageDecoder(
  wanted: DecodedImage,
): Promise<(path: string) => Promise<Uint8Array>> {
  const { height, width, channels, fit, background } = wanted;
  if (channels !== 1 && channels !== 3) {
    throw new DomainError(
      `imageFolder: channels is ${channels}; expected 1 for grey or 3 for colours.`,
    );
  }
  if (!FITS.includes(fit)) {
    throw new DomainError(`imageFolder: fit is "${fit}"; expected one of ${FITS.join(", ")}.`);
  }
  if (!(background >= 0 && background <= 1)) {
    throw new DomainError(
      `imageFolder: background is ${background}; expected a number from 0, black, to 1, white.`,
    );
  }
  const sharp = await loadSharp();
  const [r, g, b] = Array(3).fill(Math.round(255 * background));
  const colour = { r, g, b };
  return async (path) => {
    try {
      const { data, info } = await sharp(path, { failOn: "error" })
        .autoOrient()
        .flatten({ background: colour })
        .resize({ height, width, fit, background: colour })
        .toColourspace(channels === 1 ? "b-w" : "srgb")
        .raw({ depth: "uchar" })
        .toBuffer({ resolveWithObject: true });
      if (info.channels !== channels) throw new Error(`${info.channels} channels`);
      return data;
    } catch (cause) {
      throw new DataError(
        `imageFolder: ${path} cannot be decoded (${(cause as Error).message.trim()}); expected a PNG, JPEG or WebP. Mend it, or take it out of the folder.`,
        { cause },
      );
    }
  };
}

async function loadSharp(): Promise<typeof import("sharp")["default"]> {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    throw new EnvironmentError(
      `imageFolder: the package sharp, which decodes images, cannot be loaded (${String((cause as Error).message).split("\n")[0]}); npm install sharp, or give pixels of your own to imageSet.`,
      { cause },
    );
  }
}
