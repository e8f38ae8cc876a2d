/**
 * A symmetry barcode: one row for each group, one bar for each stretch of β on which the optimal
 * code has that group. A bar that touches the frame goes on beyond it.
 */
import { DomainError } from "../../../errors.js";
import { addPointLabels, type PointLabel } from "../build/point-labels.js";
import { addReferences, type Reference } from "../build/reference.js";
import { decadeStep } from "../build/values.js";
import { Figure } from "../figure.js";
import type { ScatterTrace } from "../json/traces.js";
import { houseLayout, ink, planarAxis } from "../style.js";
import { groupText, orderColors, orderText } from "./class-colors.js";

/** A stretch of β. */
export interface FigureBar {
  readonly from: number;
  readonly to: number;
  /** Number in `groups`. */
  readonly group: number;
  /** Whether it goes on beyond the range of β. */
  readonly beginsBefore?: boolean;
  readonly endsAfter?: boolean;
}

export interface FigureGroup {
  readonly name: string;
  readonly order: number | bigint;
}

/** What `symmetryBarcode` gives, as far as it is drawn. */
export interface FigureBarcode {
  readonly bars: readonly FigureBar[];
  /** Those without a bar have no row. */
  readonly groups: readonly FigureGroup[];
}

export interface BarcodeFigureOptions {
  title?: string;
  /** A dashed line at each of these, such as the largest β that a sample supports; on the axis "x". */
  references?: readonly Reference[];
  width?: number;
  height?: number;
}

/** Pixels of a bar, and from one row to the next: lengths stand above bars, or beside those of many rows. */
const LOOK = { thickness: 14, row: 46 };
const DENSE = { thickness: 10, row: 27 };
const MOST_ROWS = 10;

/** @throws DomainError for no bars, ends that are not 0 < from < to < ∞, or a bar of no group */
export function barcodeFigure(barcode: FigureBarcode, options: BarcodeFigureOptions = {}): Figure {
  const { bars, groups } = barcode;
  requireBars(barcode);
  const drawn = [...new Set(bars.map(({ group }) => group))];
  const rows = rowsByOrder(groups, drawn);
  const look = drawn.length > MOST_ROWS ? DENSE : LOOK;
  const colors = orderColors(groups.map(({ order }) => order));
  const low = Math.min(...bars.map(({ from }) => from));
  const high = Math.max(...bars.map(({ to }) => to));
  const margin = (high / low) ** 0.03;
  const [left, right] = [low / margin, high * margin];
  const data = bars.map((bar): ScatterTrace => {
    const { name, order } = groups[bar.group];
    const ends = [bar.beginsBefore ? left : bar.from, bar.endsAfter ? right : bar.to];
    return {
      type: "scatter",
      name: `${rowName(name, order)}: ${persistenceText(bar)}`,
      mode: "lines",
      showlegend: false,
      x: ends,
      y: [rows[bar.group], rows[bar.group]],
      line: { color: colors[bar.group], width: look.thickness },
    };
  });
  const layout = houseLayout(
    options.title,
    options.width ?? 760,
    options.height ?? 130 + look.row * drawn.length,
  );
  const step = decadeStep([left, right]);
  layout.xaxis = {
    ...planarAxis("β, nats of rate for a nat of relevance", "log"),
    range: [Math.log10(left), Math.log10(right)],
    ...(step !== undefined && { dtick: step }),
  };
  const order = drawn.sort((i, j) => rows[i] - rows[j]);
  layout.yaxis = {
    ...planarAxis(undefined, "linear"),
    range: [order.length - 0.5, -0.7],
    tickvals: order.map((k) => rows[k]),
    ticktext: order.map((k) => rowName(groups[k].name, groups[k].order)),
    showgrid: false,
  };
  const scales = { x: "log", y: "linear" } as const;
  addReferences(layout, options.references ?? [], scales);
  addPointLabels(
    layout,
    bars.map((look === DENSE ? labelBeside : labelAbove)(rows, [left, right])),
    scales,
  );
  return new Figure({ data, layout });
}

/** "C6, order 6"; the order alone for a group without a name. */
export function rowName(name: string, order: number | bigint): string {
  const unnamed = name === "" || name.includes("order");
  return unnamed ? `order ${orderText(order)}` : `${groupText(name)}, order ${orderText(order)}`;
}

/** log₁₀(to / from): a range that was cut short knows a lower bound only. */
function persistenceText({ from, to, beginsBefore, endsAfter }: FigureBar): string {
  const decades = Number(Math.log10(to / from).toPrecision(2));
  const unit = decades === 1 ? "decade" : "decades";
  return `${beginsBefore || endsAfter ? "≥ " : ""}${decades} ${unit}`;
}

/** Above the middle of the bar; towards the inside where that is too near to the frame. */
function labelAbove(
  rows: readonly number[],
  [left, right]: readonly [number, number],
): (bar: FigureBar) => PointLabel {
  return (bar) => {
    const share = Math.log(Math.sqrt(bar.from * bar.to) / left) / Math.log(right / left);
    const kept = Math.min(0.92, Math.max(0.08, share));
    return {
      text: persistenceText(bar),
      x: left * (right / left) ** kept,
      y: rows[bar.group] - 0.12,
      place: "above",
      color: ink,
    };
  };
}

/** Behind the end of the bar; before its start where that is too near to the frame. */
function labelBeside(
  rows: readonly number[],
  [left, right]: readonly [number, number],
): (bar: FigureBar) => PointLabel {
  return (bar) => {
    const behind = Math.log(bar.to / left) / Math.log(right / left) < 0.75;
    return {
      text: persistenceText(bar),
      x: behind ? bar.to : bar.from,
      y: rows[bar.group],
      place: behind ? "right" : "left",
      color: ink,
    };
  };
}

/** The row of each group that is drawn, large orders on top. */
function rowsByOrder(groups: readonly FigureGroup[], drawn: readonly number[]): number[] {
  const order = (k: number): bigint => BigInt(groups[k].order);
  const places = [...drawn].sort((i, j) =>
    order(i) === order(j) ? i - j : order(i) > order(j) ? -1 : 1,
  );
  return groups.map((_, k) => places.indexOf(k));
}

function requireBars({ bars, groups }: FigureBarcode): void {
  if (bars.length === 0) throw new DomainError("barcodeFigure: got no bars; expected one.");
  bars.forEach(({ from, to, group }, k) => {
    if (!(from > 0 && from < to && to < Number.POSITIVE_INFINITY)) {
      throw new DomainError(
        `barcodeFigure: bar ${k} goes from ${from} to ${to}; expected 0 < from < to, both finite.`,
      );
    }
    if (group in groups) return;
    throw new DomainError(
      `barcodeFigure: bar ${k} has group ${group}; expected one of the ${groups.length} groups, from 0 on.`,
    );
  });
}
