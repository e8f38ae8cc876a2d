import { formatNumber } from "../table/format.js";
import { type Claim, verdictText } from "./claim.js";
import { toleranceText } from "./judge.js";

const head = ["claim", "where", "statement", "paper", "measured", "tolerance", "verdict"];

/** The rows as a Markdown table. */
export function claimsMarkdown(claims: readonly Claim[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...claims.map((claim) => line(cells(claim)))]
    .concat("")
    .join("\n");
}

/** The rows as aligned text; the statement stands on a line of its own. */
export function claimsText(claims: readonly Claim[]): string {
  const rows = [head, ...claims.map(cells)].map((row) => row.filter((_, column) => column !== 2));
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row, index) => {
      const line = row.map((cell, column) => cell.padEnd(widths[column])).join("  ");
      return index === 0 ? line : `${line.trimEnd()}\n    ${claims[index - 1].statement}`;
    })
    .join("\n");
}

function cells(claim: Claim): string[] {
  return [
    claim.id,
    claim.where,
    claim.statement,
    typeof claim.paper === "number" ? short(claim.paper) : claim.paper,
    measuredText(claim.measured),
    claim.tolerance === null ? "–" : toleranceText(claim.tolerance),
    verdictText(claim),
  ];
}

function measuredText(measured: Claim["measured"]): string {
  if (measured === null || measured.value === null) {
    return "–";
  }
  const { value, interval, unit } = measured;
  return [short(value), interval && `[${interval.map(short).join(", ")}]`, unit]
    .filter(Boolean)
    .join(" ");
}

function short(value: number): string {
  return formatNumber(value, 4);
}
