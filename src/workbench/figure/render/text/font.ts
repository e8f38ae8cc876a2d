/**
 * Widths of text in DejaVu Sans, read from the font file itself (OpenType
 * tables cmap, format 4, and hmtx), so that labels can be placed without a
 * browser and to the same pixel everywhere.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { EnvironmentError } from "../../../../errors.js";

const require = createRequire(import.meta.url);

/** Path of a face, such as "DejaVuSans-Bold". @throws EnvironmentError when the font is missing */
export function fontPath(face: string): string {
  try {
    return require.resolve(`dejavu-fonts-ttf/ttf/${face}.ttf`);
  } catch (cause) {
    throw new EnvironmentError(
      `Figures need the font ${face} of the package dejavu-fonts-ttf; run npm install.`,
      { cause },
    );
  }
}

let regular: ((code: number) => number) | undefined;

/** Width in pixels of `text` in the regular face at `size` pixels. */
export function textWidth(text: string, size: number): number {
  regular ??= readWidths(readFileSync(fontPath("DejaVuSans")));
  let width = 0;
  for (const character of text) width += regular(character.codePointAt(0) ?? 0);
  return width * size;
}

/** Widths of characters in units of the font size. */
function readWidths(file: Buffer): (code: number) => number {
  const table = (tag: string): number => {
    for (let k = 0; k < file.readUInt16BE(4); k++) {
      const record = 12 + 16 * k;
      if (file.toString("latin1", record, record + 4) === tag) return file.readUInt32BE(record + 8);
    }
    throw new EnvironmentError(`The font has no table ${tag}; run npm install again.`);
  };
  const unitsPerEm = file.readUInt16BE(table("head") + 18);
  const metrics = file.readUInt16BE(table("hhea") + 34);
  const hmtx = table("hmtx");
  const glyphOf = readCharacterMap(file, table("cmap"));
  return (code) => {
    const glyph = Math.min(glyphOf(code), metrics - 1);
    return file.readUInt16BE(hmtx + 4 * glyph) / unitsPerEm;
  };
}

function readCharacterMap(file: Buffer, cmap: number): (code: number) => number {
  let start = 0;
  for (let k = 0; k < file.readUInt16BE(cmap + 2); k++) {
    const offset = cmap + file.readUInt32BE(cmap + 8 + 8 * k);
    if (file.readUInt16BE(offset) === 4) start = offset;
  }
  if (start === 0) throw new EnvironmentError("The font has no character map of format 4.");
  const segments = file.readUInt16BE(start + 6) / 2;
  const ends = start + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const offsets = deltas + 2 * segments;
  return (code) => {
    for (let s = 0; s < segments; s++) {
      if (code > file.readUInt16BE(ends + 2 * s)) continue;
      const first = file.readUInt16BE(starts + 2 * s);
      if (code < first) return 0;
      const delta = file.readUInt16BE(deltas + 2 * s);
      const offset = file.readUInt16BE(offsets + 2 * s);
      if (offset === 0) return (code + delta) & 0xffff;
      const glyph = file.readUInt16BE(offsets + 2 * s + offset + 2 * (code - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
