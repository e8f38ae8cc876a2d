/**
 * A folder of images of a user's own as a data set.
 *
 *   photographs/            photographs/
 *     cats/   a.png           a.png
 *             b.jpg           b.webp
 *     dogs/   c.webp
 *   two classes             one class
 *
 * Files come in the order of their names, folder by folder, whatever the system. Photographs are
 * first turned as their camera says, what is transparent shows the background, then they are scaled.
 * The scaling is libvips', whose last bit may change with its version.
 */
import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { AbortedError, DataError, DomainError } from "../../errors.js";
import { interruptSignal } from "../../interrupt.js";
import { type ImageFit, imageDecoder } from "./decode-image.js";
import { type ImageSet, imageSet } from "./image-set.js";

const EXTENSIONS: readonly string[] = [".png", ".jpg", ".jpeg", ".webp"];
/** Decoded at a time; libvips has threads of its own. */
const AT_ONCE = 4;

export interface ImageFolderOptions {
  /** Pixels in each direction, or in two. */
  readonly size: number | { readonly height: number; readonly width: number };
  /** 1 for grey, 3 for colours; 3 unless given. */
  readonly channels?: 1 | 3;
  /** "contain" pads to the size, "cover" cuts, "fill" stretches; "contain" unless given. */
  readonly fit?: ImageFit;
  /** Grey of padding and behind what is transparent, 0 … 1; 0 unless given. */
  readonly background?: number;
  /** Subfolders that are classes, in the order of their labels; all that hold images unless given. */
  readonly classes?: readonly string[];
  /** The first so many of each class; all unless given. */
  readonly most?: number;
  /** That of the running cell unless given. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface FolderImages extends ImageSet {
  /** Where each image comes from, below the folder. */
  readonly files: readonly string[];
  /** Files that are no PNG, JPEG or WebP by their name, and were left out. */
  readonly skipped: readonly string[];
}

/**
 * @throws DataError for a folder that cannot be read or holds no images, or holds some both itself and
 * in subfolders, and for a file that cannot be decoded, by its name; DomainError for sizes that are
 * none; EnvironmentError where the package sharp is not installed; AbortedError
 */
export async function imageFolder(
  folder: string,
  options: ImageFolderOptions,
): Promise<FolderImages> {
  const { channels = 3, fit = "contain", background = 0, signal = interruptSignal() } = options;
  const { height, width } = requireSize(options.size);
  const decode = await imageDecoder({ height, width, channels, fit, background });
  const { classNames, listed, skipped } = listClasses(folder, options);
  const length = height * width * channels;
  const values = new Uint8Array(listed.length * length);
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < listed.length) {
      if (signal?.aborted) {
        throw new AbortedError(
          `imageFolder: stopped with ${done} of ${listed.length} images; nothing was kept.`,
          { cause: signal.reason },
        );
      }
      const k = next++;
      values.set(await decode(join(folder, listed[k].file)), k * length);
      options.onProgress?.({ done: ++done, total: listed.length });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    next = listed.length;
  }
  const labels = listed.map(({ label }) => label);
  const name = basename(realpathSync(folder));
  const set = imageSet({ name, height, width, channels, values, labels, classNames });
  return { ...set, files: listed.map(({ file }) => file), skipped };
}

interface Listing {
  readonly classNames: readonly string[];
  readonly listed: readonly { readonly file: string; readonly label: number }[];
  readonly skipped: readonly string[];
}

function listClasses(folder: string, { classes, most }: ImageFolderOptions): Listing {
  if (most !== undefined && !(Number.isSafeInteger(most) && most >= 1)) {
    throw new DomainError(`imageFolder: most is ${most}; expected a whole number from 1 on.`);
  }
  const skipped: string[] = [];
  const below = (place: string) => filesBelow(folder, place, skipped);
  const own = entries(folder).filter((name) => !isFolder(join(folder, name)));
  const loose = classes ? [] : own.filter((name) => keepImage(name, skipped));
  const subfolders = classes ?? entries(folder).filter((name) => isFolder(join(folder, name)));
  const found = subfolders.map((name) => ({ name, files: below(name) }));
  const full = classes ? found : found.filter(({ files }) => files.length > 0);
  const empty = full.find(({ files }) => files.length === 0);
  if (empty || (full.length === 0 && loose.length === 0)) {
    throw new DataError(
      `imageFolder: ${empty ? join(folder, empty.name) : folder} holds no file ending in ${EXTENSIONS.join(", ")}; put images there${skipped.length > 0 ? `, ${skipped[0]} is none by its name` : ""}.`,
    );
  }
  if (loose.length > 0 && full.length > 0) {
    throw new DataError(
      `imageFolder: ${folder} holds images itself (${loose[0]}) and in subfolders (${full[0].files[0]}); put every image into a subfolder, or name the subfolders in classes.`,
    );
  }
  const groups = loose.length > 0 ? [{ name: basename(realpathSync(folder)), files: loose }] : full;
  return {
    classNames: groups.map(({ name }) => name),
    listed: groups.flatMap(({ files }, label) =>
      files.slice(0, most).map((file) => ({ file, label })),
    ),
    skipped,
  };
}

/** Images in `place` and below it, as paths below `folder`; each folder once, however it is linked. */
function filesBelow(
  folder: string,
  place: string,
  skipped: string[],
  seen: Set<string> = new Set(),
): string[] {
  const path = join(folder, place);
  const names = entries(path);
  const real = realpathSync(path);
  if (seen.has(real)) return [];
  seen.add(real);
  return names.flatMap((name) => {
    const inner = join(place, name);
    if (isFolder(join(folder, inner))) return filesBelow(folder, inner, skipped, seen);
    return keepImage(inner, skipped) ? [inner] : [];
  });
}

function keepImage(file: string, skipped: string[]): boolean {
  const isImage = EXTENSIONS.includes(extname(file).toLowerCase());
  if (!isImage) skipped.push(file);
  return isImage;
}

/** Names in a folder by their code units, without hidden ones. */
function entries(path: string): string[] {
  try {
    return readdirSync(path)
      .filter((name) => !name.startsWith("."))
      .sort();
  } catch (cause) {
    throw new DataError(
      `imageFolder: ${path} cannot be read (${(cause as Error).message}); expected a folder of images or of subfolders, one for each class. Relative paths count from ${process.cwd()}.`,
      { cause },
    );
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function requireSize(size: ImageFolderOptions["size"]): { height: number; width: number } {
  const { height, width } = typeof size === "number" ? { height: size, width: size } : { ...size };
  for (const [argument, pixels] of Object.entries({ height, width })) {
    if (!(Number.isSafeInteger(pixels) && pixels >= 1 && pixels <= 4096)) {
      throw new DomainError(
        `imageFolder: the ${argument} is ${pixels} pixels; expected a whole number from 1 to 4096.`,
      );
    }
  }
  return { height, width };
}
