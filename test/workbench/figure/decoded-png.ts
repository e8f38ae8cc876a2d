/** Reads back PNG files of colour type 3 whose rows are not filtered, for tests. */
import { inflateSync } from "node:zlib";

export interface DecodedPng {
  readonly width: number;
  readonly height: number;
  /** The red of a pixel, which is its grey where it is grey. */
  greyAt(x: number, y: number): number;
}

export function decodedPng(source: string): DecodedPng {
  const file = Buffer.from(source.slice(source.indexOf(",") + 1), "base64");
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    chunks.set(file.toString("latin1", at + 4, at + 8), file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const part = (type: string): Buffer => {
    const found = chunks.get(type);
    if (!found) throw new Error(`The PNG has no ${type}.`);
    return found;
  };
  const [width, height] = [0, 4].map((at) => part("IHDR").readUInt32BE(at));
  const rows = inflateSync(part("IDAT"));
  const palette = part("PLTE");
  return { width, height, greyAt: (x, y) => palette[3 * rows[y * (width + 1) + 1 + x]] };
}
