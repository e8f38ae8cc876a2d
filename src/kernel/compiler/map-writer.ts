/** Writes a text and its source map at once (ECMA-426, "Source map format", mappings). */

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export class MapWriter {
  #code = "";
  #mappings = "";
  /** Column in the new text, and of the latest segment in its line. */
  #column = 0;
  #mapped = 0;
  #isFirst = true;
  /** Line and column in the old text of the latest segment. */
  #oldLine = 0;
  #oldColumn = 0;
  /** Line of the latest place; places mostly grow. */
  #line = 0;

  /** `lines` are where the old lines begin; the first of them counts from column `shift`. */
  constructor(
    private readonly lines: readonly number[],
    private readonly shift: number,
  ) {}

  /** Writes text that is not in the old one but belongs to a place there, if one is given. */
  insert(text: string, place?: number): void {
    if (place !== undefined && text !== "") this.#segment(place);
    let begin = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", begin)) {
      this.#endLine();
      begin = end + 1;
    }
    this.#column += text.length - begin;
    this.#code += text;
  }

  /** Copies a part of the old text, with a segment for each word and each mark. */
  copy(old: string, from: number, to: number): void {
    let inWord = false;
    for (let place = from; place < to; place++) {
      const unit = old.charCodeAt(place);
      if (endsLine(unit, old, place)) {
        this.#endLine();
        inWord = false;
        continue;
      }
      const isWord = isWordUnit(unit);
      if (!(isWord && inWord) && unit > 32) this.#segment(place);
      inWord = isWord;
      this.#column++;
    }
    this.#code += old.slice(from, to);
  }

  finish(): { code: string; mappings: string } {
    return { code: this.#code, mappings: this.#mappings };
  }

  #endLine(): void {
    this.#mappings += ";";
    this.#column = 0;
    this.#mapped = 0;
    this.#isFirst = true;
  }

  #segment(place: number): void {
    const line = this.#lineOf(place);
    const column = Math.max(place - this.lines[line] - (line === 0 ? this.shift : 0), 0);
    this.#mappings +=
      (this.#isFirst ? "" : ",") +
      number(this.#column - this.#mapped) +
      "A" +
      number(line - this.#oldLine) +
      number(column - this.#oldColumn);
    this.#isFirst = false;
    this.#mapped = this.#column;
    this.#oldLine = line;
    this.#oldColumn = column;
  }

  #lineOf(place: number): number {
    while (this.#line > 0 && this.lines[this.#line] > place) this.#line--;
    while (this.#line + 1 < this.lines.length && this.lines[this.#line + 1] <= place) this.#line++;
    return this.#line;
  }
}

/** Line terminators of ECMAScript (section 12.3), a pair of which counts once. */
function endsLine(unit: number, text: string, place: number): boolean {
  if (unit === CARRIAGE_RETURN) return text.charCodeAt(place + 1) !== LINE_FEED;
  return unit === LINE_FEED || unit === 0x2028 || unit === 0x2029;
}

/** Letters, digits, `_`, `$`, and everything outside of ASCII. */
function isWordUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit === 36 ||
    unit > 127
  );
}

/** A number in base 64, five bits to a digit, the sign in the lowest bit. */
function number(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += digits[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
