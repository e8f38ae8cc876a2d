/** A line of code with a mark under what is wrong in it, for all messages of the kernel. */

/** Longest line that is shown whole, in UTF-16 code units; of a longer one the part around the mark. */
const WIDTH = 160;

export interface Marked {
  /** From 1, in UTF-16 code units, as is `length`. */
  column: number;
  /** What goes on in later lines is marked to the end of this one; 1 when left out. */
  length?: number;
}

/** The line as it is shown, and the line of marks that belongs below it. */
export function excerpt(
  line: string,
  { column, length = 1 }: Marked,
  mark = "^",
): [shown: string, marks: string] {
  const from = Math.max(0, Math.min(column - 1 - WIDTH / 2, line.length - WIDTH));
  const shown = line.slice(from, from + WIDTH);
  const start = column - 1 - from;
  const marks = Math.max(1, Math.min(length, shown.length - start));
  // Tabs stay tabs, so that the mark stands under what it marks however wide they are.
  const indent = shown.slice(0, start).replace(/[^\t]/g, " ");
  return [shown, indent + mark.repeat(marks)];
}
