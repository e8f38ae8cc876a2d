/** The cells of a code: coloured by their symbols, which have numbers. */
import { Figure } from "../figure.js";
import type { HeatmapTrace } from "../json/traces.js";
import { cellAxis, houseLayout, sequential } from "../style.js";

export interface CellNames {
  inputs: number;
  outputs: number;
  inputNames?: readonly string[];
  outputNames?: readonly string[];
}

/** Cells that have room for a number. */
const LABELLED = 400;

/**
 * @param shares the place of each part on the scale of colours, 0 … 1
 * @param partition labels at x |Y| + y; cells of a label that is no part stay blank
 */
export function cellPanel(
  shares: readonly number[],
  partition: { readonly labels: ArrayLike<number>; readonly parts: number },
  { inputs, outputs, inputNames, outputNames }: CellNames,
): Figure {
  const labels = Array.from({ length: inputs }, (_, x) =>
    Array.from({ length: outputs }, (_, y) => partition.labels[x * outputs + y]),
  );
  const cells: HeatmapTrace = {
    type: "heatmap",
    z: labels.map((row) => row.map((label) => shares[label] ?? null)),
    ...(outputNames && { x: [...outputNames] }),
    ...(inputNames && { y: [...inputNames] }),
    coloraxis: "coloraxis",
  };
  if (inputs * outputs <= LABELLED) {
    cells.text = labels.map((row) =>
      row.map((label) => (label < partition.parts ? String(label + 1) : "")),
    );
    cells.texttemplate = "%{text}";
  }
  const layout = houseLayout("Cells by their symbol", 400, 400);
  layout.xaxis = cellAxis("output y", outputNames ? "category" : "linear");
  layout.yaxis = { ...cellAxis("input x", inputNames ? "category" : "linear") };
  layout.yaxis.autorange = "reversed";
  layout.coloraxis = { colorscale: sequential, cmin: 0, cmax: 1, showscale: false };
  return new Figure({ data: [cells], layout });
}
