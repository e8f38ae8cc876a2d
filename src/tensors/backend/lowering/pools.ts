/** Planar pools and their derivatives. */
import { backend_util } from "@tensorflow/tfjs-core";
import type { Place, PoolOperation, Window } from "../../plan/index.js";
import { mapped } from "./chain.js";
import {
  type Attributes,
  type Emitter,
  type Inputs,
  type Lowering,
  sizeOf,
  viewed,
} from "./lowering.js";
import { joined, padded, picked, stridesOf } from "./rearranged.js";
import { reduced } from "./reductions.js";

type Pooling = PoolOperation["pooling"];

function windowOf(shape: readonly number[], attributes: Attributes): Window {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const info = backend_util.computePool2DInfo(
    ...([shape as [number, number, number, number], filterSize as number] as const),
    ...([strides as number, 1, pad as "same", dimRoundingMode as "floor"] as const),
  );
  return {
    batch: info.batchSize,
    inputHeight: info.inHeight,
    inputWidth: info.inWidth,
    inputChannels: info.inChannels,
    outputHeight: info.outHeight,
    outputWidth: info.outWidth,
    outputChannels: info.outChannels,
    windowHeight: info.filterHeight,
    windowWidth: info.filterWidth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    dilationHeight: info.dilationHeight,
    dilationWidth: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
    depthwise: true,
  };
}

function forward(pooling: Pooling): Lowering {
  return ({ x }, attributes, emitter: Emitter) => {
    const window = windowOf(x.shape, attributes);
    const { batch, outputHeight, outputWidth, outputChannels } = window;
    const shape = [batch, outputHeight, outputWidth, outputChannels];
    const output = emitter.place(shape, "float32");
    emitter.emit({ kind: "pool", pooling, window, inputs: [x], outputs: [output] });
    return output;
  };
}

/** TensorFlow.js divides slopes of means by the window's size, at the edges too, where less was counted; here by what was. */
function back(pooling: Pooling): Lowering {
  return ({ dy, input, output }, attributes, emitter: Emitter) => {
    const window = windowOf(input.shape, attributes);
    const slope = emitter.place(input.shape, "float32");
    const inputs: Place[] = output === undefined ? [dy, input] : [dy, input, output];
    emitter.emit({ kind: "poolBack", pooling, window, inputs, outputs: [slope] });
    return slope;
  };
}

/**
 * Maxima and where they lie: the cells of the windows side by side, the first of equal ones wins.
 * Places are counted through an image, or through the whole batch.
 */
function maximaAndPlaces({ x }: Inputs, attributes: Attributes, emitter: Emitter): Place[] {
  const w = windowOf(x.shape, attributes);
  const channels = w.inputChannels;
  const shape = [w.batch, w.outputHeight, w.outputWidth, channels];
  const over = (out: number, stride: number, cells: number, pad: number, length: number): number =>
    Math.max(0, (out - 1) * stride + cells - pad - length);
  const down = over(w.outputHeight, w.strideHeight, w.windowHeight, w.padTop, w.inputHeight);
  const right = over(w.outputWidth, w.strideWidth, w.windowWidth, w.padLeft, w.inputWidth);
  const margins = [
    [0, 0],
    [w.padTop, down],
    [w.padLeft, right],
    [0, 0],
  ] as const;
  const wide = padded(emitter, x, margins, -Infinity);
  const [image, row, column] = stridesOf(wide.shape);
  const strides = [image, w.strideHeight * row, w.strideWidth * column, 1];
  const cells: Place[] = [];
  for (let i = 0; i < w.windowHeight; i++) {
    for (let j = 0; j < w.windowWidth; j++) {
      const cell = picked(emitter, wide, { shape, offset: i * row + j * column, strides });
      cells.push(viewed(cell, [1, ...shape]));
    }
  }
  const all = joined(emitter, cells, 0);
  const where = reduced(emitter, all, [0], "argMaximum", "int32");
  const inBatch = attributes.includeBatchInIndex === true;
  // The place of a window's first cell, which may lie outside the image.
  const first = new Int32Array(sizeOf(shape));
  for (let k = 0; k < first.length; k++) {
    const pixel = Math.floor(k / channels);
    const y = Math.floor(pixel / w.outputWidth) % w.outputHeight;
    const line = y * w.strideHeight - w.padTop;
    const across = (pixel % w.outputWidth) * w.strideWidth - w.padLeft;
    const b = inBatch ? Math.floor(pixel / (w.outputWidth * w.outputHeight)) : 0;
    first[k] = ((b * w.inputHeight + line) * w.inputWidth + across) * channels + (k % channels);
  }
  const places = mapped(emitter, [where, emitter.constant(first, shape)], (chain) => {
    const whole = (value: number): number => chain.constant(value, "int32");
    const inRow = whole(w.windowWidth);
    const lines = chain.step("floorDivide", 0, inRow);
    const down = chain.step("multiply", lines, whole(w.inputWidth * channels));
    const across = chain.step("multiply", chain.step("modulo", 0, inRow), whole(channels));
    return chain.step("add", 1, chain.step("add", down, across));
  });
  return [reduced(emitter, all, [0], "maximum"), places];
}

export const POOLS: Readonly<Record<string, Lowering>> = {
  AvgPool: forward("mean"),
  AvgPoolGrad: back("mean"),
  MaxPool: forward("maximum"),
  MaxPoolWithArgmax: maximaAndPlaces,
  MaxPoolGrad: back("maximum"),
};
