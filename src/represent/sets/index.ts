export { sequenceDecoder, sequenceEncoder } from "./sequence-autoencoder.js";
export { type SetAccuracy, setAccuracy } from "./set-accuracy.js";
export { type SetDecoderOptions, setDecoder } from "./set-decoder.js";
export { type SetEncoderOptions, setEncoder } from "./set-encoder.js";
