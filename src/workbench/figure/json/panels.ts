/**
 * Plotly's names of axes: panel 1 has the layout keys xaxis, yaxis or scene
 * and the references x, y or scene; panel k has xaxis⟨k⟩, x⟨k⟩, scene⟨k⟩.
 */
import type { Axis, Layout, Scene } from "./layout.js";

/** "x3" → "xaxis3". */
export function axisKey(reference: string): `xaxis${string}` | `yaxis${string}` {
  return `${reference[0]}axis${reference.slice(1)}` as `xaxis${string}`;
}

/** The reference of panel `number` (from 1): ("x", 3) → "x3", ("x", 1) → "x". */
export function reference(letter: string, number: number): string {
  return number === 1 ? letter : `${letter}${number}`;
}

export function axisOf(layout: Layout, ref: string): Axis {
  return layout[axisKey(ref)] ?? {};
}

export function sceneOf(layout: Layout, ref: string): Scene {
  return layout[ref as `scene${string}`] ?? {};
}
