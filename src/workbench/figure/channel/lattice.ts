/**
 * Groups that lie in one another, as Hasse draws them: the larger one above, a line where nothing
 * lies between, with the index of the smaller in the larger beside it.
 */
import { DomainError } from "../../../errors.js";
import { Figure } from "../figure.js";
import type { Annotation } from "../json/layout.js";
import type { ScatterTrace } from "../json/traces.js";
import { houseLayout, ink, sizes } from "../style.js";
import type { FigureGroup } from "./barcode.js";
import { groupText, orderColors, orderText } from "./class-colors.js";

/** What `symmetryBarcode` gives, as far as it is drawn. */
export interface FigureLattice {
  readonly groups: readonly FigureGroup[];
  /** When given, groups without a bar that lie in none are left out. */
  readonly bars?: readonly { readonly group: number }[];
  readonly lattice: {
    /** [i, j]: group j lies in group i, and none of the groups between. */
    readonly covers: readonly (readonly [number, number])[];
  };
}

export interface LatticeFigureOptions {
  title?: string;
  width?: number;
  height?: number;
}

/** @throws DomainError for no groups, covers of no group, or groups that lie in one another around a circle */
export function latticeFigure(given: FigureLattice, options: LatticeFigureOptions = {}): Figure {
  const { groups, covers } = drawnPart(given);
  if (groups.length === 0) throw new DomainError("latticeFigure: got no groups; expected one.");
  const heights = heightsAbove(groups.length, covers);
  const xs = spread(heights, covers);
  const tallest = Math.max(...heights);
  const widest = Math.max(...xs) - Math.min(...xs) + 1;
  const layout = houseLayout(
    options.title,
    options.width ?? Math.min(1000, 200 + 170 * widest),
    options.height ?? 110 + 76 * (tallest + 1),
  );
  layout.margin = { l: 16, r: 16, t: options.title ? (layout.margin?.t ?? 0) : 16, b: 16 };
  const bare = { showgrid: false, showticklabels: false, ticks: "" as const, zeroline: false };
  // Names stand to the right of their discs.
  const range: [number, number] = [Math.min(...xs) - 0.5, Math.max(...xs) + 0.9];
  layout.xaxis = { type: "linear", range, ...bare };
  layout.yaxis = { type: "linear", range: [-0.55, tallest + 0.55], ...bare };
  layout.showlegend = false;
  const colors = orderColors(groups.map(({ order }) => order));
  layout.annotations = [
    ...covers.map(([i, j]) => indexLabel(groups, xs, heights, i, j)),
    ...groups.map(({ name, order }, k) => {
      const unnamed = name === "" || name.includes("order");
      const second = `order ${orderText(order)}`;
      return label(
        unnamed ? second : `<b>${groupText(name)}</b><br>${second}`,
        xs[k],
        heights[k],
        16,
      );
    }),
  ];
  const lines = covers.flatMap(([i, j]) => [
    [xs[i], heights[i]],
    [xs[j], heights[j]],
    [null, null],
  ]);
  const data: ScatterTrace[] = [
    {
      ...{ type: "scatter", name: "inclusion", mode: "lines", hoverinfo: "skip" },
      x: lines.map(([x]) => x),
      y: lines.map(([, y]) => y),
      line: { color: "#9a9a9a", width: 1.5 },
    },
    ...groups.map(({ name }, k): ScatterTrace => {
      const marker = { color: colors[k], size: 22, symbol: "circle" as const };
      return { type: "scatter", name, mode: "markers", x: [xs[k]], y: [heights[k]], marker };
    }),
  ];
  return new Figure({ data: covers.length > 0 ? data : data.slice(1), layout });
}

/** The groups that are drawn, and the covers by their numbers among those. */
function drawnPart({ groups, bars, lattice: { covers } }: FigureLattice): {
  groups: readonly FigureGroup[];
  covers: readonly (readonly [number, number])[];
} {
  if (bars === undefined) return { groups, covers };
  const used = new Set([...bars.map(({ group }) => group), ...covers.flat()]);
  const numbers = [...used].filter((k) => k in groups).sort((i, j) => i - j);
  return {
    groups: numbers.map((k) => groups[k]),
    covers: covers.map(([i, j]) => [numbers.indexOf(i), numbers.indexOf(j)] as const),
  };
}

/** The longest chain from each group down; 0 at the bottom. */
function heightsAbove(count: number, covers: readonly (readonly [number, number])[]): number[] {
  const heights = new Array<number>(count).fill(0);
  for (const [i, j] of covers) {
    if (i in heights && j in heights && i !== j) continue;
    throw new DomainError(
      `latticeFigure: covers hold [${i}, ${j}]; expected two of the ${count} groups, from 0 on.`,
    );
  }
  for (let round = 0; round <= count; round++) {
    let changed = false;
    for (const [i, j] of covers) {
      if (heights[i] > heights[j]) continue;
      heights[i] = heights[j] + 1;
      changed = true;
    }
    if (!changed) return heights;
  }
  throw new DomainError("latticeFigure: the covers go around in a circle; expected an order.");
}

/** Each row about the middle, its groups in the order of the middles of those below them. */
function spread(
  heights: readonly number[],
  covers: readonly (readonly [number, number])[],
): number[] {
  const xs = heights.map(() => 0);
  for (let height = 0; height <= Math.max(...heights); height++) {
    const row = heights.flatMap((h, k) => (h === height ? [k] : []));
    const middles = new Map(
      row.map((k) => {
        const below = covers.flatMap(([i, j]) => (i === k ? [xs[j]] : []));
        return [k, below.reduce((sum, x) => sum + x, 0) / Math.max(1, below.length)];
      }),
    );
    row.sort((a, b) => middles.get(a)! - middles.get(b)!);
    row.forEach((k, place) => {
      xs[k] = 1.4 * (place - (row.length - 1) / 2);
    });
  }
  return xs;
}

function indexLabel(
  groups: readonly FigureGroup[],
  xs: readonly number[],
  heights: readonly number[],
  i: number,
  j: number,
): Annotation {
  const index = BigInt(groups[i].order) / BigInt(groups[j].order);
  // Nearer to the larger group, so that lines that cross in the middle keep theirs apart.
  const between = (values: readonly number[]): number => 0.66 * values[i] + 0.34 * values[j];
  const font = { size: sizes.tick - 2, color: "#666666" };
  return { ...label(`index ${orderText(index)}`, between(xs), between(heights), 4), font };
}

function label(text: string, x: number, y: number, xshift: number): Annotation {
  return {
    ...{ text, x, y, xref: "x", yref: "y", xshift },
    ...{ xanchor: "left", yanchor: "middle", align: "left", showarrow: false },
    font: { size: sizes.tick, color: ink },
  };
}
