/** Pictures side by side in one image: a PNG holds a hundred of them in the room of ten charts. */
import { DomainError, ShapeError } from "../../../../errors.js";
import type { Matrix } from "../../../../numerics/matrix.js";
import type { Axis } from "../../json/layout.js";
import type { ImageTrace } from "../../json/traces.js";
import { encodePng } from "../../render/picture/encode.js";

/** Rows of pixels, 0 (paper) to 1 (ink). What lies beyond is cut off there. */
export type Picture = Matrix;

export interface Mosaic {
  readonly trace: ImageTrace;
  /** Pixels of one tile with its margin. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly rows: number;
  readonly columns: number;
}

/** Shades that the eye tells apart in a small picture; fewer make shorter files. */
const SHADES = 32;
/** Grey of the two ends; ink is not quite black. */
const PAPER = 255;
const INK = 26;

/**
 * rows[i][j] stands in row i and column j; a place may be empty (null).
 * @throws ShapeError for no picture, or pictures of several sizes; DomainError for NaN
 */
export function mosaic(
  caller: string,
  rows: readonly (readonly (Picture | null)[])[],
  { margin = 1, inkOnPaper = true }: { margin?: number; inkOnPaper?: boolean } = {},
): Mosaic {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const first = rows.flat().find((picture) => picture !== null);
  if (!first) throw new ShapeError(`${caller}: got no pictures; expected one or more.`);
  const [tileWidth, tileHeight] = [first.columns + margin, first.rows + margin];
  const [width, height] = [columns * tileWidth + margin, rows.length * tileHeight + margin];
  const indices = new Uint8Array(width * height).fill(SHADES);
  rows.forEach((row, i) => {
    row.forEach((picture, j) => {
      if (picture === null) return;
      if (picture.rows !== first.rows || picture.columns !== first.columns) {
        throw new ShapeError(
          `${caller}: the picture in row ${i}, column ${j} is ${picture.rows} × ${picture.columns}; expected ${first.rows} × ${first.columns} as the first.`,
        );
      }
      const corner = (i * tileHeight + margin) * width + j * tileWidth + margin;
      picture.data.forEach((value, k) => {
        if (Number.isNaN(value)) {
          throw new DomainError(
            `${caller}: the picture in row ${i}, column ${j} has NaN at pixel ${k}; expected numbers.`,
          );
        }
        const [y, x] = [Math.floor(k / picture.columns), k % picture.columns];
        const shade = Math.min(1, Math.max(0, value));
        indices[corner + y * width + x] = Math.round(shade * (SHADES - 1));
      });
    });
  });
  const png = encodePng({ palette: palette(inkOnPaper), indices }, width, height);
  const source = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  const trace: ImageTrace = { type: "image", source, hoverinfo: "skip" };
  return { trace, tileWidth, tileHeight, rows: rows.length, columns };
}

/** An axis of pixels, without any sign of it. */
export const bareAxis: Axis = {
  type: "linear",
  showgrid: false,
  zeroline: false,
  showline: false,
  showticklabels: false,
  ticks: "",
  constrain: "domain",
};

/** Greys from paper to ink, and the colour between pictures. */
function palette(inkOnPaper: boolean): Uint8Array {
  const greys = Array.from({ length: SHADES }, (_, k) => {
    const ink = k / (SHADES - 1);
    const grey = Math.round(inkOnPaper ? PAPER - (PAPER - INK) * ink : PAPER * ink);
    return [grey, grey, grey];
  });
  return Uint8Array.from([...greys, [214, 219, 226]].flat());
}
