/** Titles of the columns, the rows and the single panels of a grid, as annotations. */
import type { Figure } from "../figure.js";
import type { Annotation } from "../json/layout.js";
import { sizes, wrapped } from "../style.js";
import type { Place } from "./arrange.js";

interface Panel {
  figure: Figure;
  row: number;
  column: number;
}

export function panelAnnotations(
  panels: readonly Panel[],
  places: Place[][],
  titles: { columnTitles?: readonly string[]; rowTitles?: readonly string[] },
  width: number,
): Annotation[] {
  const above = titles.columnTitles
    ? titles.columnTitles.map((text, column) => titleAbove(text, places[0][column], width))
    : panels.flatMap(({ figure, row, column }) =>
        figure.layout.title
          ? [titleAbove(figure.layout.title.text, places[row][column], width)]
          : [],
      );
  const right = (titles.rowTitles ?? []).map(
    (text, row): Annotation => ({
      text,
      showarrow: false,
      xref: "paper",
      x: 1,
      xanchor: "left",
      xshift: 8,
      yref: "paper",
      y: middle(places[row][0].y),
      yanchor: "middle",
      textangle: 90,
      font: { size: sizes.panel },
    }),
  );
  return [...above, ...right];
}

function titleAbove(text: string, place: Place, width: number): Annotation {
  return {
    text: wrapped(text.replaceAll("<br>", " "), (place.x[1] - place.x[0]) * width, sizes.panel),
    showarrow: false,
    xref: "paper",
    x: middle(place.x),
    xanchor: "center",
    yref: "paper",
    y: place.y[1],
    yanchor: "bottom",
    yshift: 4,
    font: { size: sizes.panel },
  };
}

function middle([low, high]: [number, number]): number {
  return (low + high) / 2;
}
