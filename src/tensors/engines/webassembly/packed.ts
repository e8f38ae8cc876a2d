/** Room for factors of products that are copied into panels first. */
import { aligned } from "./strides.js";

/** Columns that a packed factor is rounded up to on any machine. */
export const PANEL = 32;
/** Of single-product.h: a right factor with longer rows is packed. */
export const LONGEST_ROW = 256;

export const inPanels = (rows: number, columns: number): number =>
  aligned(rows * Math.ceil(columns / PANEL) * PANEL + 2 * PANEL);
