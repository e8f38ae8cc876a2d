/** A table of texts as HTML and as lines of aligned text. */

export interface Written {
  caption: string | undefined;
  columns: string[];
  cells: string[][];
  /** Columns that are aligned at their right end. */
  numeric: boolean[];
}

/** Columns two spaces apart, a rule below their names. */
export function textTable({ caption, columns, cells, numeric }: Written): string {
  const widths = columns.map((name, k) =>
    Math.max(length(name), ...cells.map((row) => length(row[k]))),
  );
  const lineOf = (row: string[]): string =>
    row
      .map((text, k) => {
        const space = " ".repeat(widths[k] - length(text));
        return numeric[k] ? space + text : text + space;
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [...(caption ? [caption] : []), lineOf(columns), rule, ...cells.map(lineOf)].join("\n");
}

/** Characters, not UTF-16 units; marks that combine with a letter take no place. */
function length(text: string): number {
  return [...text.replaceAll(/\p{Mn}/gu, "")].length;
}

export function htmlTable({ caption, columns, cells, numeric }: Written): string {
  const align = numeric.map((right) => ` style="text-align: ${right ? "right" : "left"}"`);
  const rowOf = (tag: string, row: string[]): string =>
    `<tr>${row.map((text, k) => `<${tag}${align[k]}>${escaped(text)}</${tag}>`).join("")}</tr>`;
  return [
    "<table>",
    ...(caption ? [`<caption>${escaped(caption)}</caption>`] : []),
    `<thead>${rowOf("th", columns)}</thead>`,
    "<tbody>",
    ...cells.map((row) => rowOf("td", row)),
    "</tbody>",
    "</table>",
  ].join("\n");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
