export type {
  Autoencoder,
  CodeEncoder,
  Decoder,
  Distance,
  Encoding,
  PoseEncoder,
} from "./autoencoder.js";
export * from "./poses/index.js";
