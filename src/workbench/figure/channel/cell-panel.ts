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

/** Letters that have room for their numbers. */
const NUMBERED = 16;

/** The names, or the numbers of few letters; undefined leaves the choice to the axis. */
export function letterNames(count: number, names?: readonly string[]): string[] | undefined {
  if (names) return [...names];
  return count <= NUMBERED ? Array.from({ length: count }, (_, k) => String(k)) : undefined;
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
  const [across, down] = [letterNames(outputs, outputNames), letterNames(inputs, inputNames)];
  const cells: HeatmapTrace = {
    type: "heatmap",
    z: labels.map((row) => row.map((label) => shares[label] ?? null)),
    ...(across && { x: across }),
    ...(down && { y: down }),
    coloraxis: "coloraxis",
  };
  if (inputs * outputs <= LABELLED) {
    cells.text = labels.map((row) =>
      row.map((label) => (label < partition.parts ? String(label + 1) : "")),
    );
    cells.texttemplate = "%{text}";
  }
  const layout = houseLayout("Cells by their symbol", 400, 400);
  layout.xaxis = cellAxis("output y", across ? "category" : "linear");
  layout.yaxis = { ...cellAxis("input x", down ? "category" : "linear") };
  layout.yaxis.autorange = "reversed";
  layout.coloraxis = { colorscale: sequential, cmin: 0, cmax: 1, showscale: false };
  return new Figure({ data: [cells], layout });
}
