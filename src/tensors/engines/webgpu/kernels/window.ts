/** Which pixel a cell of a window covers, and the other way round. */
import type { Window } from "../../../plan/index.js";
import type { Shader } from "../shader/shader.js";

const NAMES = [
  ...["inputHeight", "inputWidth", "inputChannels"],
  ...["outputHeight", "outputWidth", "outputChannels", "windowHeight", "windowWidth"],
  ...["strideHeight", "strideWidth", "dilationHeight", "dilationWidth", "padTop", "padLeft"],
] as const;

export type WindowNames = Readonly<Record<(typeof NAMES)[number], string>>;

/** The numbers of a window, as parameters. */
export function windowParameters(shader: Shader, window: Window): WindowNames {
  const all = window as unknown as Record<string, number>;
  return Object.fromEntries(
    NAMES.map((name) => [name, shader.parameter(all[name])]),
  ) as unknown as WindowNames;
}

/** `pixel` of the input under `cell` of the window at pixel `own` of the output, if `inside`. */
export const inputPixelText = (w: WindowNames, own: string, cell: string): string => `
  let ox = ${own} % ${w.outputWidth};
  let oy = (${own} / ${w.outputWidth}) % ${w.outputHeight};
  let image = ${own} / (${w.outputWidth} * ${w.outputHeight});
  let iy = oy * ${w.strideHeight} + (${cell} / ${w.windowWidth}) * ${w.dilationHeight} - ${w.padTop};
  let ix = ox * ${w.strideWidth} + (${cell} % ${w.windowWidth}) * ${w.dilationWidth} - ${w.padLeft};
  let inside = iy < ${w.inputHeight} && ix < ${w.inputWidth};
  let pixel = (image * ${w.inputHeight} + iy) * ${w.inputWidth} + ix;`;

/** `pixel` of the output whose window has pixel `own` of the input under `cell`, if `inside`: there is one. */
export const outputPixelText = (w: WindowNames, own: string, cell: string): string => `
  let ix = ${own} % ${w.inputWidth};
  let iy = (${own} / ${w.inputWidth}) % ${w.inputHeight};
  let image = ${own} / (${w.inputWidth} * ${w.inputHeight});
  let dy = iy + ${w.padTop} - (${cell} / ${w.windowWidth}) * ${w.dilationHeight};
  let dx = ix + ${w.padLeft} - (${cell} % ${w.windowWidth}) * ${w.dilationWidth};
  let oy = dy / ${w.strideHeight};
  let ox = dx / ${w.strideWidth};
  let inside = bitcast<i32>(dy) >= 0 && bitcast<i32>(dx) >= 0 && oy * ${w.strideHeight} == dy && ox * ${w.strideWidth} == dx && oy < ${w.outputHeight} && ox < ${w.outputWidth};
  let pixel = (image * ${w.outputHeight} + oy) * ${w.outputWidth} + ox;`;
