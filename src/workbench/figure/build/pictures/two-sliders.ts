/**
 * One picture of a table of pictures, with a slider for its row and one for its column: what a thing
 * is and how it is turned, each by itself. All pictures lie in one image, and a slider moves the
 * window over it.
 */
import { ShapeError } from "../../../../errors.js";
import { Figure } from "../../figure.js";
import type { Slider } from "../../json/layout.js";
import { houseLayout } from "../../style.js";
import { bareAxis, mosaic, type Picture } from "./mosaic.js";

export interface PictureSlider {
  /** Written before the value, such as "pose: ". */
  readonly name: string;
  readonly labels: readonly string[];
  /** Positions with a mark, such as the stabiliser's; by number from 0. */
  readonly marked?: readonly number[];
  /** Where it stands at first; default 0. */
  readonly start?: number;
}

export interface PictureSlidersOptions {
  /** pictures[i][j] is shown at position i of `down` and j of `across`. */
  readonly pictures: readonly (readonly Picture[])[];
  readonly down: PictureSlider;
  readonly across: PictureSlider;
  readonly inkOnPaper?: boolean;
  readonly title?: string;
  readonly width?: number;
  readonly height?: number;
}

/** @throws ShapeError for a table of another size than the labels say */
export function pictureSlidersFigure(options: PictureSlidersOptions): Figure {
  const { pictures, down, across, inkOnPaper, title, width = 520, height = 560 } = options;
  requireLabels("down", down, pictures.length);
  for (const row of pictures) requireLabels("across", across, row.length);
  const made = mosaic("pictureSlidersFigure", pictures, { inkOnPaper });
  const layout = houseLayout(title, width, height);
  layout.margin = { l: 30, r: 30, t: layout.margin?.t ?? 24, b: 190 };
  const window = (tile: number, at: number): [number, number] => [
    at * tile - 0.5,
    (at + 1) * tile + 0.5,
  ];
  const [row, column] = [down.start ?? 0, across.start ?? 0];
  const below = (tile: number, at: number): [number, number] =>
    window(tile, at).reverse() as [number, number];
  layout.xaxis = { ...bareAxis, range: window(made.tileWidth, column) };
  layout.yaxis = { ...bareAxis, range: below(made.tileHeight, row), scaleanchor: "x" };
  layout.sliders = [
    slider(across, column, -0.04, (at) => ({ "xaxis.range": window(made.tileWidth, at) })),
    slider(down, row, -0.32, (at) => ({ "yaxis.range": below(made.tileHeight, at) })),
  ];
  return new Figure({ data: [made.trace], layout });
}

/** The mark beside the label of a marked position. */
export const SLIDER_MARK = "●";

function slider(
  { name, labels, marked = [] }: PictureSlider,
  active: number,
  y: number,
  change: (at: number) => Record<string, unknown>,
): Slider {
  return {
    active,
    y,
    pad: { t: 10 },
    currentvalue: { prefix: name },
    steps: labels.map((label, at) => ({
      label: marked.includes(at) ? `${label} ${SLIDER_MARK}` : label,
      method: "relayout",
      args: [change(at)],
    })),
  };
}

function requireLabels(which: string, { labels }: PictureSlider, count: number): void {
  if (labels.length === count && count > 0) return;
  throw new ShapeError(
    `pictureSlidersFigure: ${which} has ${labels.length} labels for ${count} pictures; expected as many, and one at least.`,
  );
}
