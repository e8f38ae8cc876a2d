export type { BarFigureOptions, BarSeries } from "./build/bar.js";
export { barFigure } from "./build/bar.js";
export type { GraphFigureOptions } from "./build/graph.js";
export { graphFigure } from "./build/graph.js";
export { graphPlaces } from "./build/graph-places.js";
export type { GridFigureOptions } from "./build/grid.js";
export { gridFigure } from "./build/grid.js";
export type { HeatmapFigureOptions } from "./build/heatmap.js";
export { heatmapFigure } from "./build/heatmap.js";
export type { HistogramFigureOptions, Sample as HistogramSample } from "./build/histogram.js";
export { histogramFigure } from "./build/histogram.js";
export type { LegendPlace } from "./build/legend.js";
export type { LineFigureOptions, Series as LineSeries } from "./build/line.js";
export { lineFigure } from "./build/line.js";
export type {
  Cloud as ParticleCloud,
  ParticleFigureOptions,
  ParticleFrame,
} from "./build/particles.js";
export { particleFigure } from "./build/particles.js";
export * from "./build/pictures/index.js";
export type { Plane as ParticlePlane } from "./build/plane.js";
export type { PointLabel } from "./build/point-labels.js";
export type { Reference as ReferenceLine } from "./build/reference.js";
export type { Spectrum as FigureSpectrum, SpectrumFigureOptions } from "./build/spectrum.js";
export { spectrumFigure } from "./build/spectrum.js";
export type { Scale as AxisScale } from "./build/values.js";
export * from "./channel/index.js";
export { Figure } from "./figure.js";
export { type FrameInspectorOptions, frameInspectorFigure } from "./inspector/frame-inspector.js";
export { type PathFigureOptions, type PathModel, pathFigure } from "./inspector/path-figure.js";
export type { FigureJson, Frame as FigureFrame, Layout as FigureLayout } from "./json/layout.js";
export { pointLimit as figurePointLimit } from "./json/thin.js";
export type { Trace } from "./json/traces.js";
export { palette as figurePalette } from "./style.js";
