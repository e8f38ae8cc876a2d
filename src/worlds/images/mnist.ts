/**
 * MNIST, 70 000 handwritten digits of 28 × 28 bytes (Y. LeCun, C. Cortes, C. J. C. Burges).
 *
 * The files are not ours to hand on: `fetchMnist` brings them to `data/cache/mnist` or another
 * folder, or they lie in `$INTERTWINE_DATA/mnist` already. They are known by their SHA-256.
 */
import { DataError, DomainError } from "../../errors.js";
import {
  type DataFile,
  type DownloadControl,
  dataFolders,
  dataPath,
  fetchDataFile,
} from "../data-files/data-file.js";
import { type IdxArray, readIdx } from "../data-files/idx.js";

/** Where the files go in a project. */
export const MNIST_FOLDER = "data/cache/mnist";
/** Where they come from: a mirror of 2017. */
export const MNIST_SOURCE = "https://storage.googleapis.com/cvdf-datasets/mnist/";
const MNIST_MIRROR = "https://ossci-datasets.s3.amazonaws.com/mnist/";

export type MnistPart = "train" | "test";

export const MNIST_FILES: Readonly<
  Record<MnistPart, { readonly images: DataFile; readonly labels: DataFile }>
> = {
  train: {
    images: mnistFile(
      "train-images-idx3-ubyte.gz",
      9_912_422,
      "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    ),
    labels: mnistFile(
      "train-labels-idx1-ubyte.gz",
      28_881,
      "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    ),
  },
  test: {
    images: mnistFile(
      "t10k-images-idx3-ubyte.gz",
      1_648_877,
      "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    ),
    labels: mnistFile(
      "t10k-labels-idx1-ubyte.gz",
      4542,
      "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    ),
  },
};

export interface MnistImages {
  /** count × side × side, row by row from the top. */
  readonly images: IdxArray;
  readonly labels: Uint8Array;
}

/**
 * The images and labels of one part.
 * @param folder where the files lie; unless given, $INTERTWINE_DATA/mnist and `MNIST_FOLDER` of the project
 * @throws DataError for a file that is missing or altered, saying where it goes and where it comes from
 */
export function readMnist(part: MnistPart, folder?: string): MnistImages {
  const files = filesOf("readMnist", part);
  const folders = dataFolders("mnist", folder);
  const read = (file: DataFile): IdxArray => {
    try {
      return readIdx(dataPath(file, folders), file.sha256);
    } catch (cause) {
      if (!(cause instanceof DataError)) throw cause;
      throw new DataError(`${cause.message} fetchMnist brings it; its source is ${file.address}.`, {
        cause,
      });
    }
  };
  return { images: read(files.images), labels: read(files.labels).data };
}

/**
 * Downloads one part, 1.6 MB ("test") or 9.9 MB ("train"), unless it is there, and gives the paths
 * of images and labels.
 * @throws DataError when it cannot be had or has other bytes than expected; AbortedError
 */
export async function fetchMnist(
  part: MnistPart,
  options: DownloadControl & { readonly folder?: string } = {},
): Promise<[images: string, labels: string]> {
  const files = filesOf("fetchMnist", part);
  const folders = dataFolders("mnist", options.folder);
  return [
    await fetchDataFile("fetchMnist", files.images, folders, options),
    await fetchDataFile("fetchMnist", files.labels, folders, options),
  ];
}

function filesOf(caller: string, part: MnistPart): (typeof MNIST_FILES)[MnistPart] {
  const files = MNIST_FILES[part];
  if (!files) throw new DomainError(`${caller}: got "${part}"; expected "train" or "test".`);
  return files;
}

function mnistFile(name: string, bytes: number, sha256: string): DataFile {
  return {
    ...{ name, bytes, sha256 },
    address: MNIST_SOURCE + name,
    mirrors: [MNIST_MIRROR + name],
  };
}
