/** Grid, frame, ticks, tick labels and titles of a panel, and the room that they need. */
import { gridColor, sizes } from "../../style.js";
import { element, line } from "../element.js";
import { textElement, textSize } from "../rich-text.js";
import type { Panel } from "./panels.js";

const frameColor = "#555555";
const tickLength = 5;
const labelGap = 4;

export function gridElements({ xAxis, yAxis, xScale, yScale, box }: Panel): string {
  const stroke = { stroke: gridColor, "stroke-width": 1 };
  const bottom = box.top + box.height;
  const right = box.left + box.width;
  const vertical =
    xAxis.showgrid === false
      ? []
      : xScale.ticks.map(({ position: p }) => line([p, box.top], [p, bottom], stroke));
  const horizontal =
    yAxis.showgrid === false
      ? []
      : yScale.ticks.map(({ position: p }) => line([box.left, p], [right, p], stroke));
  return [...vertical, ...horizontal].join("");
}

/** True when neighbouring labels of the x axis would touch. */
function slanted({ xScale, xAxis }: Panel): boolean {
  const size = xAxis.tickfont?.size ?? sizes.tick;
  const places = xScale.ticks.map(({ position, label }) => ({
    position,
    half: textSize(label, size).width / 2 + 3,
  }));
  return places.some(
    (place, k) =>
      k > 0 && Math.abs(place.position - places[k - 1].position) < place.half + places[k - 1].half,
  );
}

/** Height of the labels below the panel and width of those to its left. */
function labelRoom(panel: Panel): { below: number; left: number } {
  const { xAxis, yAxis, xScale, yScale } = panel;
  const width = (label: string, size = sizes.tick): number => textSize(label, size).width;
  const slope = slanted(panel);
  const below =
    xAxis.showticklabels === false
      ? 0
      : slope
        ? 10 + 0.6 * Math.max(...xScale.ticks.map(({ label }) => width(label)), 0)
        : 1.3 * sizes.tick;
  const left =
    yAxis.showticklabels === false
      ? 0
      : Math.max(0, ...yScale.ticks.map(({ label }) => width(label)));
  return { below, left };
}

/** Pixels that ticks, labels and titles need below the panel and to its left. */
export function axisRoom(panel: Panel): { below: number; left: number } {
  const labels = labelRoom(panel);
  const title = (text: string | undefined): number =>
    text ? textSize(text, sizes.axis).height + 6 : 0;
  return {
    below: tickLength + labelGap + labels.below + title(panel.xAxis.title?.text),
    left: tickLength + labelGap + labels.left + title(panel.yAxis.title?.text),
  };
}

export function axisElements(panel: Panel): string {
  const { box, xAxis, yAxis } = panel;
  const labels = horizontalAxis(panel) + verticalAxis(panel);
  if (xAxis.showline === false && yAxis.showline === false) return labels;
  const frame = element("rect", {
    x: box.left,
    y: box.top,
    width: box.width,
    height: box.height,
    fill: "none",
    stroke: frameColor,
    "stroke-width": 1,
  });
  return frame + labels;
}

function horizontalAxis(panel: Panel): string {
  const { box, xAxis, xScale } = panel;
  const bottom = box.top + box.height;
  const parts = tickMarks(panel.xAxis.ticks, xScale.ticks, xScale.minor, (p, length) =>
    line([p, bottom], [p, bottom + length], { stroke: frameColor, "stroke-width": 1 }),
  );
  if (xAxis.showticklabels !== false) {
    const slope = slanted(panel);
    for (const { position, label } of xScale.ticks) {
      const y = bottom + tickLength + labelGap;
      parts.push(
        slope
          ? textElement(label, {
              x: position + 4,
              y: y + 6,
              size: sizes.tick,
              horizontal: "end",
              angle: -35,
            })
          : textElement(label, {
              x: position,
              y,
              size: sizes.tick,
              horizontal: "middle",
              vertical: "top",
            }),
      );
    }
  }
  if (xAxis.title?.text) {
    parts.push(
      textElement(xAxis.title.text, {
        x: box.left + box.width / 2,
        y: bottom + tickLength + labelGap + labelRoom(panel).below + 3,
        size: sizes.axis,
        horizontal: "middle",
        vertical: "top",
      }),
    );
  }
  return parts.join("");
}

function verticalAxis(panel: Panel): string {
  const { box, yAxis, yScale } = panel;
  const parts = tickMarks(panel.yAxis.ticks, yScale.ticks, yScale.minor, (p, length) =>
    line([box.left - length, p], [box.left, p], { stroke: frameColor, "stroke-width": 1 }),
  );
  if (yAxis.showticklabels !== false) {
    for (const { position, label } of yScale.ticks) {
      const x = box.left - tickLength - labelGap;
      parts.push(textElement(label, { x, y: position, size: sizes.tick, horizontal: "end" }));
    }
  }
  if (yAxis.title?.text) {
    parts.push(
      textElement(yAxis.title.text, {
        x: box.left - tickLength - labelGap - labelRoom(panel).left - 5,
        y: box.top + box.height / 2,
        size: sizes.axis,
        horizontal: "middle",
        vertical: "bottom",
        angle: -90,
      }),
    );
  }
  return parts.join("");
}

function tickMarks(
  ticks: "outside" | "inside" | "" | undefined,
  major: readonly { position: number }[],
  minor: readonly number[],
  mark: (position: number, length: number) => string,
): string[] {
  if (ticks === "") return [];
  return [
    ...major.map(({ position }) => mark(position, tickLength)),
    ...minor.map((position) => mark(position, 3)),
  ];
}
