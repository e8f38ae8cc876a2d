import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import sharp from "sharp";
import { AbortedError, DataError, DomainError } from "../../../src/errors.js";
import { type ImageFolderOptions, imageFolder } from "../../../src/worlds/images/index.js";

async function failure(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected an error");
}

/** An image of 4 × 4 pixels: the left half one colour, the right half another. */
function halves(left: number[], right: number[]) {
  const bytes = Array.from({ length: 16 }, (_, k) => (k % 4 < 2 ? left : right)).flat();
  const channels = left.length as 3 | 4;
  return sharp(Uint8Array.from(bytes), { raw: { width: 4, height: 4, channels } });
}

describe("worlds/images/image-folder", () => {
  const root = mkdtempSync(join(tmpdir(), "intertwine-images-"));
  const [red, blue] = [
    [255, 0, 0],
    [0, 0, 255],
  ];
  const at = (...path: string[]) => join(root, ...path);
  before(async () => {
    for (const folder of [
      "two/b",
      "two/a/deeper",
      "two/.hidden",
      "one",
      "mixed/a",
      "none",
      "bad",
    ]) {
      mkdirSync(at(folder), { recursive: true });
    }
    await halves(red, blue).png().toFile(at("two/a/2.png"));
    await halves(blue, red).webp({ lossless: true }).toFile(at("two/a/deeper/1.WEBP"));
    await halves([255, 255, 255], [255, 255, 255])
      .jpeg({ quality: 100 })
      .toFile(at("two/b/x.jpeg"));
    writeFileSync(at("two/b/notes.txt"), "no image");
    await halves([...red, 255], [...red, 0])
      .png()
      .toFile(at("one/clear.png"));
    await halves(red, blue)
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100, chromaSubsampling: "4:4:4" })
      .toFile(at("one/lying.jpg"));
    await halves(red, blue).png().toFile(at("mixed/loose.png"));
    await halves(red, blue).png().toFile(at("mixed/a/1.png"));
    const whole = await halves(red, blue).png().toBuffer();
    writeFileSync(at("bad/cut.png"), whole.subarray(0, whole.length - 30));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it("subfolders are classes, files in the order of their names; what is no image is told", async () => {
    const seen: number[] = [];
    const set = await imageFolder(at("two"), {
      size: 4,
      onProgress: ({ done, total }) => {
        expect(total).equal(3);
        seen.push(done);
      },
    });
    expect([set.count, set.height, set.width, set.channels]).deep.equal([3, 4, 4, 3]);
    expect(set.files).deep.equal([
      join("a", "2.png"),
      join("a", "deeper", "1.WEBP"),
      join("b", "x.jpeg"),
    ]);
    expect([...set.labels]).deep.equal([0, 0, 1]);
    expect([set.classNames, set.name, set.skipped]).deep.equal([
      ["a", "b"],
      "two",
      [join("b", "notes.txt")],
    ]);
    expect(seen).deep.equal([1, 2, 3]);
    // Lossless: the colours of the halves as they were.
    expect([...set.values.subarray(0, 12)]).deep.equal([1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1]);
    expect([...set.values.subarray(48, 51)]).deep.equal([0, 0, 1]);
    expect(Math.min(...set.values.subarray(96))).above(0.98);
    const chosen = await imageFolder(at("two"), { size: 4, classes: ["b", "a"], most: 1 });
    expect([chosen.count, chosen.classNames, [...chosen.labels]]).deep.equal([
      2,
      ["b", "a"],
      [0, 1],
    ]);
  });

  it("one folder is one class; the camera's turn is taken back, what is clear shows the background", async () => {
    const set = await imageFolder(at("one"), { size: 4, background: 1 });
    expect([set.classNames, [...set.labels]]).deep.equal([["one"], [0, 0]]);
    expect([...set.values.subarray(0, 12)]).deep.equal([1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1]);
    // Orientation 6 wants a quarter turn clockwise: the left half, red, comes to the top.
    const pixel = (row: number, column: number) => set.values.subarray(48 + 3 * (4 * row + column));
    for (let column = 0; column < 4; column++) {
      expect(pixel(0, column)[0]).above(0.9);
      expect(pixel(3, column)[2]).above(0.9);
    }
  });

  it("pads to the size, cuts or stretches, and makes grey", async () => {
    const wide = (fit: ImageFolderOptions["fit"]) =>
      imageFolder(at("bad2"), { size: { height: 4, width: 8 }, channels: 1, fit, background: 0.2 });
    mkdirSync(at("bad2"));
    await halves([255, 255, 255], [255, 255, 255]).png().toFile(at("bad2/white.png"));
    const contain = await wide("contain");
    expect(contain.channels).equal(1);
    expect([...contain.values.subarray(0, 8)]).deep.equal(
      [0.2, 0.2, 1, 1, 1, 1, 0.2, 0.2].map(Math.fround),
    );
    for (const fit of ["cover", "fill"] as const) {
      expect([...(await wide(fit)).values]).deep.equal(Array(32).fill(1));
    }
    // Luminance of pure red in sRGB is 0.2126 in linear light; encoded again, between 0.2 and 0.6.
    const grey = await imageFolder(at("mixed"), { size: 4, channels: 1, classes: ["a"] });
    expect(grey.values[0]).within(0.2, 0.6);
    expect(grey.values[2]).below(grey.values[0]);
  });

  it("names the folder or the file that is wrong", async () => {
    const of = (folder: string, more: Partial<ImageFolderOptions> = {}) =>
      failure(imageFolder(at(folder), { size: 4, ...more }));
    const cut = await of("bad");
    expect(cut).instanceOf(DataError);
    expect(cut.message).include(at("bad", "cut.png")).include("cannot be decoded");
    expect((await of("nowhere")).message).include("cannot be read");
    expect((await of("none")).message).include("holds no file ending in .png");
    expect((await of("two", { classes: ["a", "c"] })).message).include(at("two", "c"));
    expect((await of("mixed")).message)
      .include("loose.png")
      .include("in subfolders");
    writeFileSync(at("bad", "cut.png"), "");
    expect((await of("bad")).message).include("cut.png");
  });

  it("names the option that is wrong, and stops when the signal fires", async () => {
    const wrong: [Partial<ImageFolderOptions>, string][] = [
      [{ size: undefined as never }, "height is undefined"],
      [{ size: 0 }, "height is 0"],
      [{ size: { height: 4, width: 4.5 } }, "width is 4.5"],
      [{ channels: 4 as 3 }, "channels is 4"],
      [{ fit: "inside" as "fill" }, '"inside"'],
      [{ background: 255 }, "background is 255"],
      [{ most: 0 }, "most is 0"],
    ];
    for (const [options, words] of wrong) {
      const error = await failure(imageFolder(at("two"), { size: 4, ...options }));
      expect(error).instanceOf(DomainError);
      expect(error.message).include(words);
    }
    const stopped = imageFolder(at("two"), { size: 4, signal: AbortSignal.abort() });
    expect(await failure(stopped)).instanceOf(AbortedError);
  });

  it("goes round no circle of links", async function () {
    mkdirSync(at("circle/a"), { recursive: true });
    await halves(red, blue).png().toFile(at("circle/a/1.png"));
    try {
      symlinkSync(at("circle/a"), at("circle/a/again"), "dir");
    } catch {
      this.skip();
    }
    expect((await imageFolder(at("circle"), { size: 2 })).count).equal(1);
  });
});
