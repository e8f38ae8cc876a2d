/**
 * A picture in at most 256 colours: its own if they are so few, otherwise
 * the means of boxes in colour space, cut at the median where they are
 * longest. Plots are flat, so that the eye sees no difference and the file is
 * a third as long.
 */

export interface Indexed {
  /** Red, green, blue of each colour. */
  palette: Uint8Array;
  /** Number of the colour of each pixel. */
  indices: Uint8Array;
}

interface Box {
  colors: number[];
  channel: number;
  /** Length of the longest side, weighted by how many pixels the box holds. */
  weight: number;
}

/**
 * `pixels` holds red, green, blue, alpha of opaque pixels. Colours of `kept`, as 0xrrggbb, stay what
 * they are where the picture has them; they should be fewer than `most`.
 */
export function indexed(pixels: Uint8Array, most = 256, kept: Iterable<number> = []): Indexed {
  const counts = new Map<number, number>();
  for (let k = 0; k < pixels.length; k += 4) {
    const color = packed(pixels, k);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const numbers = new Map<number, number>();
  const palette: number[] = [];
  const exact = new Set([...kept].filter((color) => counts.has(color)));
  const others = [...counts.keys()].filter((color) => !exact.has(color));
  const parts = [
    ...[...exact].map((color) => [color]),
    ...boxes(others, counts, most - exact.size),
  ];
  for (const colors of parts) {
    for (const color of colors) numbers.set(color, palette.length / 3);
    palette.push(...mean(colors, counts));
  }
  const indices = new Uint8Array(pixels.length / 4);
  for (let k = 0; k < indices.length; k++) indices[k] = numbers.get(packed(pixels, 4 * k)) ?? 0;
  return { palette: Uint8Array.from(palette), indices };
}

function packed(pixels: Uint8Array, at: number): number {
  return (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
}

function channelOf(color: number, channel: number): number {
  return (color >> (16 - 8 * channel)) & 255;
}

function boxes(colors: number[], counts: ReadonlyMap<number, number>, most: number): number[][] {
  if (colors.length <= Math.max(most, 0)) return colors.map((color) => [color]);
  const cut: Box[] = [measured(colors, counts)];
  while (cut.length < most) {
    let widest = 0;
    for (let k = 1; k < cut.length; k++) if (cut[k].weight > cut[widest].weight) widest = k;
    const { colors: inside, channel } = cut[widest];
    if (inside.length < 2) break;
    inside.sort((a, b) => channelOf(a, channel) - channelOf(b, channel) || a - b);
    const at = medianOf(inside, counts);
    cut[widest] = measured(inside.slice(0, at), counts);
    cut.push(measured(inside.slice(at), counts));
  }
  return cut.map((box) => box.colors);
}

/** Where half of the pixels lie before, at least one colour on each side. */
function medianOf(colors: readonly number[], counts: ReadonlyMap<number, number>): number {
  const total = colors.reduce((sum, color) => sum + (counts.get(color) ?? 0), 0);
  let seen = 0;
  for (let k = 0; k < colors.length - 1; k++) {
    seen += counts.get(colors[k]) ?? 0;
    if (2 * seen >= total) return k + 1;
  }
  return colors.length - 1;
}

function measured(colors: number[], counts: ReadonlyMap<number, number>): Box {
  let channel = 0;
  let longest = -1;
  for (let c = 0; c < 3; c++) {
    let low = 255;
    let high = 0;
    for (const color of colors) {
      low = Math.min(low, channelOf(color, c));
      high = Math.max(high, channelOf(color, c));
    }
    if (high - low > longest) {
      longest = high - low;
      channel = c;
    }
  }
  const pixels = colors.reduce((sum, color) => sum + (counts.get(color) ?? 0), 0);
  return { colors, channel, weight: colors.length < 2 ? 0 : longest * pixels ** 0.25 };
}

/** The mean of a box, or its commonest colour when that has most of the pixels. */
function mean(colors: readonly number[], counts: ReadonlyMap<number, number>): number[] {
  const total = colors.reduce((sum, color) => sum + (counts.get(color) ?? 0), 0);
  const ruling = colors.find((color) => 2 * (counts.get(color) ?? 0) > total);
  return [0, 1, 2].map((channel) => {
    if (ruling !== undefined) return channelOf(ruling, channel);
    const sum = colors.reduce(
      (sofar, color) => sofar + (counts.get(color) ?? 0) * channelOf(color, channel),
      0,
    );
    return Math.round(sum / total);
  });
}
