/** Planar convolutions, depthwise ones, and their derivatives. */
import { backend_util } from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";
import type { ConvolveOperation, Place, Window } from "../../plan/index.js";
import { endingOf } from "./activations.js";
import { mapped } from "./chain.js";
import { type Attributes, type Emitter, type Inputs, type Lowering, viewed } from "./lowering.js";
import { asMatrix, product } from "./products.js";
import { transposed } from "./rearranged.js";

type Four = [number, number, number, number];
type Rounding = "floor" | "round" | "ceil";

const LAST = [0, 2, 3, 1];
const FIRST = [0, 3, 1, 2];

function windowOf(
  image: readonly number[],
  filter: readonly number[],
  attributes: Attributes,
  depthwise: boolean,
): Window {
  const { strides, pad, dilations, dimRoundingMode } = attributes;
  const info = backend_util.computeConv2DInfo(
    ...([image as Four, filter as Four, strides as number] as const),
    ...([(dilations ?? 1) as number, pad as "same", dimRoundingMode as Rounding] as const),
    ...([depthwise, "channelsLast"] as const),
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
    depthwise,
  };
}

/** Each number of the output sees one pixel: a product of matrices. */
const isPointwise = (w: Window): boolean =>
  !w.depthwise &&
  w.windowHeight * w.windowWidth * w.strideHeight * w.strideWidth === 1 &&
  w.inputHeight === w.outputHeight &&
  w.inputWidth === w.outputWidth;

/** Images with channels first are turned before, and turned back after. */
const isFirst = ({ dataFormat }: Attributes): boolean => dataFormat === "NCHW";
const turned = (emitter: Emitter, image: Place, attributes: Attributes): Place =>
  isFirst(attributes) ? transposed(emitter, image, LAST) : image;
const turnedBack = (emitter: Emitter, image: Place, attributes: Attributes): Place =>
  isFirst(attributes) ? transposed(emitter, image, FIRST) : image;
const turnedShape = (shape: readonly number[], attributes: Attributes): readonly number[] =>
  isFirst(attributes) ? LAST.map((axis) => shape[axis]) : shape;

function convolve(
  emitter: Emitter,
  kind: ConvolveOperation["kind"],
  window: Window,
  inputs: readonly Place[],
  shape: readonly number[],
): Place {
  const output = emitter.place(shape, "float32");
  emitter.emit({ kind, window, inputs, outputs: [output] });
  return output;
}

function forward(depthwise: boolean): Lowering {
  return (inputs: Inputs, attributes: Attributes, emitter: Emitter) => {
    const { filter } = inputs;
    if (depthwise && isFirst(attributes)) {
      throw new DomainError(
        'tf.depthwiseConv2d: got the format "NCHW"; expected "NHWC": transpose it first.',
      );
    }
    const x = turned(emitter, inputs.x, attributes);
    const w = windowOf(x.shape, filter.shape, attributes, depthwise);
    const shape = [w.batch, w.outputHeight, w.outputWidth, w.outputChannels];
    const ending = endingOf(channelwise(inputs, attributes), attributes);
    if (isPointwise(w)) {
      const matrix = viewed(filter, [w.inputChannels, w.outputChannels]);
      const canEnd = ending?.others.every((place) => place.shape.length <= 1) ?? true;
      if (canEnd) {
        const result = product(emitter, asMatrix(x), matrix, { ending });
        return turnedBack(emitter, viewed(result, shape), attributes);
      }
    }
    const plain = convolve(emitter, "convolve", w, [x, filter], shape);
    const ended =
      ending === undefined ? plain : mapped(emitter, [plain, ...ending.others], ending.build);
    return turnedBack(emitter, ended, attributes);
  };
}

/** Bias and weights as they lie beside an image with channels last. */
function channelwise(inputs: Inputs, attributes: Attributes): Inputs {
  if (!isFirst(attributes)) return inputs;
  const { bias, preluActivationWeights: weights } = inputs;
  for (const place of [bias, weights]) {
    if (place !== undefined && place.shape.length > 1) {
      throw new DomainError(
        `tf.fused.conv2d: got a bias or weights of shape [${place.shape}] for "NCHW"; expected one axis, of channels.`,
      );
    }
  }
  return inputs;
}

function backToInput(depthwise: boolean): Lowering {
  return ({ dy, filter }, attributes, emitter) => {
    const slope = turned(emitter, dy, attributes);
    const shape = turnedShape(attributes.inputShape as number[], attributes);
    const w = windowOf(shape, filter.shape, attributes, depthwise);
    if (isPointwise(w)) {
      const matrix = viewed(filter, [w.inputChannels, w.outputChannels]);
      const result = product(emitter, asMatrix(slope), matrix, { transposeB: true });
      return turnedBack(emitter, viewed(result, shape), attributes);
    }
    const result = convolve(emitter, "convolveInput", w, [slope, filter], shape);
    return turnedBack(emitter, result, attributes);
  };
}

function backToFilter(depthwise: boolean): Lowering {
  return ({ x, dy }, attributes, emitter) => {
    const image = turned(emitter, x, attributes);
    const slope = turned(emitter, dy, attributes);
    const shape = attributes.filterShape as number[];
    const w = windowOf(image.shape, shape, attributes, depthwise);
    if (isPointwise(w)) {
      const result = product(emitter, asMatrix(image), asMatrix(slope), { transposeA: true });
      return viewed(result, shape);
    }
    return convolve(emitter, "convolveFilter", w, [image, slope], shape);
  };
}

export const CONVOLUTIONS: Readonly<Record<string, Lowering>> = {
  Conv2D: forward(false),
  Conv2DBackpropFilter: backToFilter(false),
  Conv2DBackpropInput: backToInput(false),
  DepthwiseConv2dNative: forward(true),
  DepthwiseConv2dNativeBackpropFilter: backToFilter(true),
  DepthwiseConv2dNativeBackpropInput: backToInput(true),
  FusedConv2D: forward(false),
  FusedDepthwiseConv2D: forward(true),
};
