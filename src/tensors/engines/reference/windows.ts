/** Planar convolution, pooling and their derivatives, sums in Float64 and rounded once. */
import type { ConvolveOperation, PoolOperation, Window } from "../../plan/index.js";
import type { Numbers } from "./map.js";

/** Visits (output pixel, input pixel, window cell) wherever the window covers the image. */
function forEachCover(
  w: Window,
  visit: (output: number, input: number, cell: number) => void,
): void {
  for (let b = 0; b < w.batch; b++) {
    for (let y = 0; y < w.outputHeight; y++) {
      for (let x = 0; x < w.outputWidth; x++) {
        const output = (b * w.outputHeight + y) * w.outputWidth + x;
        for (let i = 0; i < w.windowHeight; i++) {
          const row = y * w.strideHeight + i * w.dilationHeight - w.padTop;
          if (row < 0 || row >= w.inputHeight) continue;
          for (let j = 0; j < w.windowWidth; j++) {
            const column = x * w.strideWidth + j * w.dilationWidth - w.padLeft;
            if (column < 0 || column >= w.inputWidth) continue;
            const input = (b * w.inputHeight + row) * w.inputWidth + column;
            visit(output, input, i * w.windowWidth + j);
          }
        }
      }
    }
  }
}

/** Visits (output number, input number, filter number) of all products in a convolution. */
function forEachProduct(
  w: Window,
  visit: (output: number, input: number, filter: number) => void,
): void {
  const { inputChannels: ins, outputChannels: outs } = w;
  const multiplier = w.depthwise ? outs / ins : outs;
  forEachCover(w, (output, input, cell) => {
    for (let c = 0; c < ins; c++) {
      for (let q = 0; q < multiplier; q++) {
        const channel = w.depthwise ? c * multiplier + q : q;
        visit(output * outs + channel, input * ins + c, (cell * ins + c) * multiplier + q);
      }
    }
  });
}

export function convolve(operation: ConvolveOperation, [a, b]: Numbers[], out: Numbers): void {
  const sums = new Float64Array(out.length);
  const { kind, window } = operation;
  forEachProduct(window, (output, input, filter) => {
    if (kind === "convolve") sums[output] += a[input] * b[filter];
    else if (kind === "convolveInput") sums[input] += a[output] * b[filter];
    else sums[filter] += a[input] * b[output];
  });
  out.set(sums);
}

/** The first of equal maxima takes the slope; NaN is the maximum of a window that holds one. */
export function pool(operation: PoolOperation, inputs: Numbers[], out: Numbers): void {
  const { kind, pooling, window: w } = operation;
  const channels = w.outputChannels;
  const image = inputs[kind === "pool" ? 0 : 1];
  const outputs = w.batch * w.outputHeight * w.outputWidth * channels;
  const best = new Float64Array(outputs).fill(-Infinity);
  const sums = new Float64Array(outputs);
  const counts = new Int32Array(outputs);
  const winner = new Int32Array(outputs).fill(-1);
  forEachCover(w, (output, input) => {
    for (let c = 0; c < channels; c++) {
      const [o, i] = [output * channels + c, input * channels + c];
      counts[o]++;
      if (pooling === "mean") {
        if (kind === "pool") sums[o] += image[i];
      } else if (
        winner[o] < 0 ||
        image[i] > best[o] ||
        (Number.isNaN(image[i]) && !Number.isNaN(best[o]))
      ) {
        best[o] = image[i];
        winner[o] = i;
      }
    }
  });
  if (kind === "pool") {
    for (let o = 0; o < outputs; o++) {
      out[o] = pooling === "maximum" ? best[o] : Math.fround(sums[o]) / counts[o];
    }
    return;
  }
  const slope = inputs[0];
  const slopes = new Float64Array(out.length);
  forEachCover(w, (output, input) => {
    for (let c = 0; c < channels; c++) {
      const [o, i] = [output * channels + c, input * channels + c];
      if (pooling === "mean") slopes[i] += Math.fround(slope[o] / counts[o]);
      else if (winner[o] === i) slopes[i] += slope[o];
    }
  });
  out.set(slopes);
}
