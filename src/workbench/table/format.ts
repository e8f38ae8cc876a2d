/** How values stand in a table: numbers with few digits, intervals, gaps. */

/** A value with the ends of its interval. */
export interface Interval {
  low: number;
  high: number;
  mean?: number;
  estimate?: number;
}

function isInterval(value: unknown): value is Interval {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Interval).low === "number" &&
    typeof (value as Interval).high === "number"
  );
}

/** What `overSeeds` gives: a value, with an interval when there are several seeds. */
function isMeasured(value: unknown): value is { value: number; interval?: [number, number] } {
  if (typeof value !== "object" || value === null || !("value" in value)) return false;
  const known = Object.keys(value).every((key) => ["value", "interval", "unit"].includes(key));
  return known && typeof value.value === "number";
}

/** `value` as text: 0.1235, 1.235e-5, 12000, "0.12 [0.1, 0.15]", yes, –. */
export function formatValue(value: unknown, digits: number): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "number") return formatNumber(value, digits);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (isMeasured(value)) {
    const { value: mean, interval } = value;
    if (interval === undefined) return formatNumber(mean, digits);
    return formatValue({ mean, low: interval[0], high: interval[1] }, digits);
  }
  if (isInterval(value)) {
    const center = value.mean ?? value.estimate;
    const ends = `[${formatNumber(value.low, digits)}, ${formatNumber(value.high, digits)}]`;
    return center === undefined ? ends : `${formatNumber(center, digits)} ${ends}`;
  }
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Whole numbers stay whole; very small and very large ones get an exponent. */
export function formatNumber(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) {
    return value
      .toExponential(digits - 1)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e");
  }
  return String(Number(value.toPrecision(digits)));
}
