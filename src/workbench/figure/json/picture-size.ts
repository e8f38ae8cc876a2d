/** Width and height of a PNG in a data address, read from its header (W3C Portable Network Graphics, IHDR). */
import { DomainError } from "../../../errors.js";

const START = "data:image/png;base64,";
const HEADER_BYTES = 24;

/** In pixels. @throws DomainError for anything but a PNG in base64 */
export function pictureSize(source: string, where: string): { width: number; height: number } {
  const header = source.startsWith(START)
    ? Buffer.from(source.slice(START.length, START.length + (HEADER_BYTES / 3) * 4), "base64")
    : Buffer.alloc(0);
  if (header.length < HEADER_BYTES || header.toString("latin1", 12, 16) !== "IHDR") {
    throw new DomainError(
      `${where} begins with ${JSON.stringify(source.slice(0, 30))}; expected "${START}…" with a PNG.`,
    );
  }
  return { width: header.readUInt32BE(16), height: header.readUInt32BE(20) };
}
