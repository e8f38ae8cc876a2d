export { type CirclePerceptronOptions, circlePerceptron } from "./circle-perceptron.js";
export { type FrequencyLinearOptions, frequencyLinear } from "./frequency-linear.js";
export { type RingWaveOptions, type RingWaves, ringWaves } from "./ring-waves.js";
export { type Band, samplesOf, spectrumOf, widthOf } from "./spectrum.js";
