/** Ticks of an axis and their labels: 0.25, −40, 2×10⁻⁵, 10³. */

/** Decimal digits as superscripts: −12 → ⁻¹². */
function superscript(exponent: number): string {
  return [...String(exponent)]
    .map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]))
    .join("");
}

/** A number as mantissa times a power of ten; the mantissa 1 is left out. */
export function powerLabel(value: number): string {
  if (value === 0) return "0";
  const [mantissa, exponent] = Number(value.toPrecision(6)).toExponential().split("e");
  const power = `10${superscript(Number(exponent))}`;
  if (mantissa === "1") return power;
  return minus(`${mantissa}×${power}`);
}

/** Labels for equally spaced values, all with the same decimals or all with powers. */
export function linearLabels(values: readonly number[]): string[] {
  const largest = Math.max(...values.map(Math.abs), 0);
  const step = values.length > 1 ? Math.abs(values[1] - values[0]) : largest || 1;
  if (largest >= 1e5 || (largest > 0 && largest < 1e-3)) return values.map(powerLabel);
  const decimals = Math.min(8, Math.max(0, decimalsOf(step)));
  return values.map((value) => minus(value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1")));
}

function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 8; decimals++) {
    const shifted = step * 10 ** decimals;
    if (Math.abs(shifted - Math.round(shifted)) < 1e-6 * shifted) return decimals;
  }
  return 8;
}

function minus(text: string): string {
  return text.replace(/^-/, "−");
}

export interface LogTicks {
  major: number[];
  minor: number[];
}

/** Powers of ten within [low, high], every k-th if there are more than `most`; 1, 2, 5 within a short range. */
export function logTicks(low: number, high: number, most: number): LogTicks {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const decades = Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k);
  const within = (value: number): boolean =>
    value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  const multiples = (factors: number[]): number[] =>
    [first - 1, ...decades]
      .flatMap((k) => factors.map((factor) => Number(`${factor}e${k}`)))
      .filter(within);
  const stride = Math.max(1, Math.ceil(decades.length / Math.max(2, most)));
  const all = decades.map((k) => Number(`1e${k}`));
  if (decades.length >= 2) {
    const major = all.filter((_, k) => decades[k] % stride === 0);
    return {
      major,
      minor: stride > 1 ? all : decades.length <= 9 ? multiples([2, 3, 4, 5, 6, 7, 8, 9]) : [],
    };
  }
  const coarse = multiples([1, 2, 5]);
  const minor = multiples([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  return { major: coarse.length >= 2 ? coarse : minor, minor };
}
