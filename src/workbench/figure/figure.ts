/**
 * A figure: Plotly's JSON, which a notebook shows as a live chart, and a PNG
 * of the same, drawn here, for every place that has no Plotly. One bundle
 * carries both and a text; it holds no HTML, because a front end would
 * prefer that to the picture and then refuse to run it.
 */
import { DomainError } from "../../errors.js";
import { writeWhole } from "../../files.js";
import {
  displayMetadataMethod,
  displayMethod,
  inspectMethod,
  type MimeBundle,
} from "../display/bundle.js";
import { describe } from "./describe.js";
import { checkFigure } from "./json/check.js";
import type { FigureJson, Frame, Layout } from "./json/layout.js";
import { lean } from "./json/lean.js";
import { emitted } from "./json/thin.js";
import type { Trace } from "./json/traces.js";
import { pngOf } from "./render/picture/png.js";
import { svgOf } from "./render/svg.js";

export class Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
  /** Positions of the slider; empty for a figure without one. */
  readonly frames: readonly Frame[];

  /** @throws DomainError for unknown traces, NaN and Infinity; ShapeError for lengths that differ */
  constructor(json: FigureJson) {
    checkFigure(json);
    this.data = json.data;
    this.layout = json.layout;
    this.frames = json.frames ?? [];
  }

  /** The figure in Plotly's JSON, numbers with five digits, at most 1000 points in a trace. */
  toJSON(): FigureJson {
    return emitted({
      data: [...this.data],
      layout: this.layout,
      ...(this.frames.length > 0 && { frames: [...this.frames] }),
    });
  }

  /** The picture in SVG, as wide and high as the layout says. */
  toSvg(): string {
    return svgOf(this.toJSON());
  }

  /** The picture in PNG; `scale` pixels for each pixel of the layout. */
  toPng(scale: number = 2): Uint8Array {
    return pngOf(this.toSvg(), scale);
  }

  /** A few lines of text: title, axes, and each trace's size and range. */
  toString(): string {
    return describe(this);
  }

  /** Writes the figure as .png, .svg or .json. @throws DomainError for another ending */
  save(path: string): void {
    const ending = /\.(png|svg|json)$/.exec(path)?.[1];
    if (ending === "png") writeWhole(path, this.toPng());
    else if (ending === "svg") writeWhole(path, this.toSvg());
    else if (ending === "json") writeWhole(path, `${JSON.stringify(this.toJSON())}\n`);
    else throw new DomainError(`Figure.save: got ${path}; expected a name in .png, .svg or .json.`);
  }

  /**
   * Its PNG has one pixel for each of the layout's: JupyterLab's renderer of
   * Plotly shows it, as large as it is, until the mouse enters the figure.
   */
  [displayMethod](): MimeBundle {
    return {
      "application/vnd.plotly.v1+json": lean(this.toJSON()),
      "image/png": Buffer.from(this.toPng(1)).toString("base64"),
      "text/plain": this.toString(),
    };
  }

  /** The picture's size, for front ends that would fit it to their own width. */
  [displayMetadataMethod](): Record<string, unknown> {
    const { width = 760, height = 460 } = this.layout;
    return { "image/png": { width, height } };
  }

  [inspectMethod](): string {
    return this.toString();
  }
}
