/**
 * Whether the parts of an autoencoder fit each other, by what they say of themselves: asked where they
 * are put together, so that nothing is trained before. What a part leaves out is not asked.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../errors.js";
import type { CodeEncoder, Decoder, Distance, PoseEncoder, SampleShape } from "./autoencoder.js";
import type { VectorDecoder, VectorEncoder } from "./equivariant-autoencoder.js";
import type { BatchAction, PoseSpace } from "./poses/index.js";

interface CodingParts {
  readonly encoder: PoseEncoder | CodeEncoder;
  readonly decoder: Decoder;
  readonly distance: Distance;
}

/** @throws ShapeError for codes of two sizes; for samples of two shapes, where the distance needs one */
export function requireSameCodes(
  caller: string,
  { encoder, decoder, distance }: CodingParts,
): void {
  const { codeSize } = decoder;
  if (codeSize !== undefined && encoder.codeSize !== codeSize) {
    throw new ShapeError(
      `${caller}: the encoder gives codes of ${encoder.codeSize} numbers, the decoder reads codes of ${codeSize}; give both the same codeSize.`,
    );
  }
  requireComparable(caller, { encoder, decoder, distance });
}

/** @throws ShapeError for vectors of two shapes; for samples of two, where the distance needs one */
export function requireSameVectors(
  caller: string,
  {
    encoder,
    decoder,
    distance,
  }: {
    readonly encoder: VectorEncoder;
    readonly decoder: VectorDecoder;
    readonly distance: Distance;
  },
): void {
  const [given, read] = [encoder.vectorShape, decoder.vectorShape];
  if (!isCompatible(given, read)) {
    throw new ShapeError(
      `${caller}: the encoder gives vectors of shape ${named(given)}, the decoder reads ${named(read)}; give both the same number of vectors.`,
    );
  }
  requireComparable(caller, { encoder, decoder, distance });
}

interface ComparedParts {
  readonly encoder: { readonly sampleShape?: SampleShape };
  readonly decoder: { readonly sampleShape?: SampleShape };
  readonly distance: Distance;
}

function requireComparable(caller: string, { encoder, decoder, distance }: ComparedParts): void {
  const [given, made] = [encoder.sampleShape, decoder.sampleShape];
  if (distance.needsSameShape !== true || isCompatible(given, made)) return;
  throw new ShapeError(
    `${caller}: the encoder reads samples of shape ${named(given)}, the decoder gives ${named(made)}; make both for the same samples, or choose a distance between different ones, such as chamferDistance.`,
  );
}

/** @throws ShapeError for poses that the space does not read */
export function requireReadablePoses<Element>(
  caller: string,
  encoder: Pick<PoseEncoder, "poseShape" | "frequencies">,
  { name, shape, frequencies }: PoseSpace<Element>,
): void {
  if (!isCompatible(encoder.poseShape, shape)) {
    throw new ShapeError(
      `${caller}: the encoder gives poses of shape ${named(encoder.poseShape)}, the pose space "${name}" reads ${named(shape)}; choose the space for these poses, or an encoder that gives others.`,
    );
  }
  if (encoder.frequencies === undefined || frequencies === undefined) return;
  if (encoder.frequencies.join() === frequencies.join()) return;
  throw new ShapeError(
    `${caller}: the encoder's vectors have the frequencies ${named(encoder.frequencies)}, the pose space "${name}" reads ${named(frequencies)}; give both the same ones.`,
  );
}

/**
 * Tries the action with the identity on one sample of zeros, where all of its shape is known.
 * @throws ShapeError where it fails, or gives another shape
 */
export function requireAction<Element>(
  caller: string,
  { space, action }: { readonly space: PoseSpace<Element>; readonly action: BatchAction },
  sampleShape: SampleShape | undefined,
): void {
  if (sampleShape === undefined) return;
  const lengths = sampleShape.filter((length) => length !== null);
  if (lengths.length < sampleShape.length) return;
  const shape = [1, ...lengths];
  const misfit = `${caller}: the action does not move samples of shape ${named(sampleShape)} by elements of "${space.name}"`;
  const result = tf.tidy(() => {
    try {
      return action(space.tensorsOf([space.group.identity]), tf.zeros(shape)).shape;
    } catch (error) {
      throw new ShapeError(`${misfit}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  });
  if (result.join() === shape.join()) return;
  throw new ShapeError(
    `${misfit}: it gave shape [${result}] for one of them; expected [${shape}], samples as they were.`,
  );
}

/** @throws ShapeError unless both encoders read the same samples */
export function requireSameSamples(
  caller: string,
  { poser, encoder }: { readonly poser: PoseEncoder; readonly encoder: CodeEncoder },
): void {
  if (isCompatible(poser.sampleShape, encoder.sampleShape)) return;
  throw new ShapeError(
    `${caller}: the poser reads samples of shape ${named(poser.sampleShape)}, the encoder ${named(encoder.sampleShape)}; make both for the same samples.`,
  );
}

/** Whether one shape can be both; where one is not said, it can. */
function isCompatible(a: SampleShape | undefined, b: SampleShape | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const isSame = (length: number | null, k: number): boolean =>
    length === null || b[k] === null || length === b[k];
  return a.length === b.length && a.every(isSame);
}

const named = (shape: SampleShape | undefined): string =>
  `[${shape?.map((length) => length ?? "any").join(", ")}]`;
