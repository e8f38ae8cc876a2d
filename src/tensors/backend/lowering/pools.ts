/** Planar pools and their derivatives. */
import { backend_util } from "@tensorflow/tfjs-core";
import type { Place, PoolOperation, Window } from "../../plan/index.js";
import type { Attributes, Emitter, Lowering } from "./lowering.js";

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

export const POOLS: Readonly<Record<string, Lowering>> = {
  AvgPool: forward("mean"),
  AvgPoolGrad: back("mean"),
  MaxPool: forward("maximum"),
  MaxPoolGrad: back("maximum"),
};
