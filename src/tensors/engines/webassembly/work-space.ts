/** What operations work on beside their tensors, such as factors of products in panels. */
import { aligned } from "./strides.js";

/** How many numbers an operation works on, and how many of them, the last, each worker has of its own. */
export interface WorkSpace {
  readonly all: number;
  readonly own: number;
}

export const NO_SPACE: WorkSpace = { all: 0, own: 0 };

/** Columns that a packed factor is rounded up to on any machine. */
export const PANEL = 32;
/** Of single-product.h: a right factor with longer rows is packed. */
export const LONGEST_ROW = 256;

export const inPanels = (rows: number, columns: number): number =>
  aligned(rows * Math.ceil(columns / PANEL) * PANEL + 2 * PANEL);
