/** SVG to PNG by resvg with one known font, so that every machine makes the same picture. */
import { createRequire } from "node:module";
import type { Resvg as Renderer } from "@resvg/resvg-js";
import { EnvironmentError } from "../../../../errors.js";
import { fontPath } from "../text/font.js";
import { encodePng } from "./encode.js";
import { indexed } from "./palette.js";

/** Flat colours of a picture that keep their own place in its palette. */
const MOST_KEPT = 60;

const require = createRequire(import.meta.url);

/** @throws EnvironmentError when resvg cannot be loaded on this machine */
export function pngOf(svg: string, scale: number): Uint8Array {
  const named = namedColors(svg);
  // Lines and letters need few shades; a colour scale needs as many as there are.
  const many = named.size > MOST_KEPT || svg.includes('id="color-bar"');
  const colors = many ? 256 : Math.max(32, named.size + 20);
  const fontFiles = [fontPath("DejaVuSans")];
  if (svg.includes('font-weight="bold"')) fontFiles.push(fontPath("DejaVuSans-Bold"));
  if (svg.includes('font-style="italic"')) fontFiles.push(fontPath("DejaVuSans-Oblique"));
  const Resvg = loadRenderer();
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: "DejaVu Sans" },
  }).render();
  return encodePng(
    indexed(picture.pixels, colors, many ? [] : named),
    picture.width,
    picture.height,
  );
}

/** The colours of lines and areas: two that tell classes apart must not become one. */
function namedColors(svg: string): Set<number> {
  return new Set(
    Array.from(svg.matchAll(/="#([0-9a-f]{6})"/g), ([, hex]) => Number.parseInt(hex, 16)),
  );
}

/** Loaded with the first picture: it is native code that a program without figures does not need. */
function loadRenderer(): typeof Renderer {
  try {
    return (require("@resvg/resvg-js") as { Resvg: typeof Renderer }).Resvg;
  } catch (cause) {
    throw new EnvironmentError(
      "Figure.toPng needs the package @resvg/resvg-js with its binary for this machine; run npm install.",
      { cause },
    );
  }
}
