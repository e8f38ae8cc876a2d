/**
 * Group elements as one line of text, for messages that must name the element
 * at fault.
 */
import { Matrix } from "../numerics/index.js";
import { type Group, isFiniteGroup } from "./group.js";

const LONGEST_TEXT = 120;

/** `element` on one line: "element 3, [1, 0, 2]" in a finite group, else "element […]". */
export function elementText<Element>(group: Group<Element>, element: Element): string {
  const text = valueText(element);
  if (!isFiniteGroup(group)) return `element ${text}`;
  return `element ${group.indexOf(element)}, ${text}`;
}

/** Any element's value on one line, cut after 120 characters. */
export function valueText(value: unknown): string {
  const text = (JSON.stringify(value, (_, part) => plain(part)) ?? String(value))
    .replaceAll('"', "")
    .replaceAll(",", ", ")
    .replaceAll(":", ": ");
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

/** What JSON can show: matrices by rows, numbers to five digits. */
function plain(value: unknown): unknown {
  if (value instanceof Matrix) return value.toRows();
  if (value instanceof Float64Array) return Array.from(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "number") return value;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}
