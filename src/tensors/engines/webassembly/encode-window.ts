/** Planar convolutions and pools as the words that windows.h reads. */
import type { ConvolveOperation, Place, PoolOperation, Window } from "../../plan/index.js";
import { aligned } from "./strides.js";
import { inPanels, LONGEST_ROW, NO_SPACE, PANEL, type WorkSpace } from "./work-space.js";

const CONVOLUTIONS = ["convolve", "convolveInput", "convolveFilter"] as const;
/** Numbers of patches, or of lines with zeros around them, at once, and most pixels. */
const PATCHES = 16384;
const MOST_PIXELS = 128;
/** Numbers of a filter whose slopes of images are summed apart, and of all such slopes at once. */
const LARGEST_APART = 16384;
const APART = 131072;

type AddressOf = (place: Place) => number;

const bit = (truth: boolean): number => (truth ? 1 : 0);

function windowWords(w: Window): number[] {
  return [
    ...[w.batch, w.inputHeight, w.inputWidth, w.inputChannels],
    ...[w.outputHeight, w.outputWidth, w.outputChannels, w.windowHeight, w.windowWidth],
    ...[w.strideHeight, w.strideWidth, w.dilationHeight, w.dilationWidth],
    ...[w.padTop, w.padLeft, bit(w.depthwise)],
  ];
}

/** @returns what it works on, from `work` on */
export function encodeConvolution(
  words: number[],
  { kind, window, inputs, outputs }: ConvolveOperation,
  at: AddressOf,
  work: number,
): WorkSpace {
  const { inputChannels, outputChannels } = window;
  const inner = window.windowHeight * window.windowWidth * inputChannels;
  const isTurned = kind === "convolveInput" && canTurn(window);
  const isByPatches = kind === "convolveInput" && !isTurned;
  const pixels = Math.max(8, Math.min(MOST_PIXELS, Math.floor(PATCHES / inner / 8) * 8));
  const { lines, room } = linesOf(isTurned ? turned(window) : window);
  let packed = 0;
  let partials = 0;
  if (isTurned) packed = aligned(inner * outputChannels + 2 * PANEL);
  else if (isByPatches) packed = inPanels(outputChannels, inner);
  else if (outputChannels > LONGEST_ROW) {
    packed = inPanels(kind === "convolve" ? inner : lines * window.outputWidth, outputChannels);
  }
  if (kind === "convolveFilter" && inner * outputChannels <= LARGEST_APART) {
    const units = window.batch * Math.ceil(window.outputHeight / lines);
    partials = Math.min(units, Math.floor(APART / (inner * outputChannels)));
  }
  const apart = aligned(partials * inner * outputChannels);
  words.push(CONVOLUTIONS.indexOf(kind), ...windowWords(window));
  words.push(at(inputs[0]), at(inputs[1]), at(outputs[0]));
  words.push(work + apart, work + apart + packed, pixels, isByPatches ? 0 : lines, partials, work);
  if (window.depthwise) return NO_SPACE;
  const lined = aligned((isByPatches ? pixels * inner : room) + 2 * PANEL);
  const own = lined + (kind === "convolveFilter" ? packed : 0);
  return { all: apart + packed + lined, own };
}

export function encodePool(
  words: number[],
  { kind, pooling, window, inputs, outputs }: PoolOperation,
  at: AddressOf,
): void {
  const back = kind === "poolBack";
  const [first, second = first] = inputs.map(at);
  words.push(bit(back), bit(pooling === "mean"), ...windowWords(window));
  words.push(back ? second : first, first, at(outputs[0]));
}

/** The derivative by the image is a convolution of the slope where the window moves by one pixel. */
function canTurn(w: Window): boolean {
  return (
    w.strideHeight * w.strideWidth === 1 &&
    w.inputChannels >= 4 &&
    w.padTop <= (w.windowHeight - 1) * w.dilationHeight &&
    w.padLeft <= (w.windowWidth - 1) * w.dilationWidth
  );
}

const turned = (w: Window): Window => ({
  ...w,
  ...{ inputHeight: w.outputHeight, inputWidth: w.outputWidth, inputChannels: w.outputChannels },
  ...{ outputHeight: w.inputHeight, outputWidth: w.inputWidth, outputChannels: w.inputChannels },
});

/** Lines of the output that are computed at once, and the numbers of the image that they see. */
function linesOf(w: Window): { lines: number; room: number } {
  const reach = (w.outputWidth - 1) * w.strideWidth + (w.windowWidth - 1) * w.dilationWidth + 1;
  const pitch = reach * w.inputChannels;
  const beside = (w.windowHeight - 1) * w.dilationHeight + 1;
  const fitting = Math.floor((PATCHES / pitch - beside) / w.strideHeight) + 1;
  const lines = Math.max(1, Math.min(w.outputHeight, fitting));
  return { lines, room: ((lines - 1) * w.strideHeight + beside) * pitch };
}
