export {
  type BarcodeFigureOptions,
  barcodeFigure,
  type FigureBar,
  type FigureBarcode,
  type FigureGroup,
} from "./barcode.js";
export { type ChannelFigureOptions, channelFigure } from "./channel-figure.js";
export { type CodeFigureOptions, type CodeFrame, codeFigure } from "./code-figure.js";
export { type FigureLattice, type LatticeFigureOptions, latticeFigure } from "./lattice.js";
