/** Spectra: singular values or eigenvalues against their place, by decades, so that gaps show. */
import type { Figure } from "../figure.js";
import { type LineFigureOptions, lineFigure, type Series } from "./line.js";

export interface Spectrum extends Pick<Series, "color" | "symbol" | "mode"> {
  name: string;
  /** In the order in which they are drawn, from place 1. */
  values: ArrayLike<number>;
}

export interface SpectrumFigureOptions
  extends Pick<
    LineFigureOptions,
    "title" | "yTitle" | "references" | "legend" | "width" | "height"
  > {
  spectra: readonly Spectrum[];
  /** Smaller values, zero included, are drawn here; by default at 1e-17. */
  floor?: number;
}

/** @throws as lineFigure */
export function spectrumFigure({
  spectra,
  floor = 1e-17,
  ...options
}: SpectrumFigureOptions): Figure {
  return lineFigure({
    ...{ xTitle: "index", yTitle: "singular value", yScale: "log", yFloor: floor },
    ...options,
    series: spectra.map(({ values, ...one }) => ({
      ...{ mode: "markers" as const, x: Array.from(values, (_, k) => k + 1), y: values },
      ...one,
    })),
  });
}
