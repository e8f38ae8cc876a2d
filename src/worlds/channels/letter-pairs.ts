/** Which letter follows which in a text: a channel from a letter to the next one. */
import { DataError, DomainError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";

/** Counts of what came in and what went out, with the letters' names. */
export interface NamedCounts {
  /** |X| × |Y|, whole numbers. */
  readonly counts: Matrix;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

export interface LetterPairOptions {
  /** Which letters count; default those of the text, in the order of their code points. */
  readonly alphabet?: string;
  /** A and a are one letter, a; default true. */
  readonly foldCase?: boolean;
  /** A run of anything else is one letter, the space "␣"; otherwise it ends a chain of pairs. Default true. */
  readonly space?: boolean;
}

/** The name of what stands between words. */
export const SPACE_NAME = "␣";

/**
 * counts(a, b): how often b comes right after a. Letters are those of Unicode, composed (NFC).
 * @throws DomainError for an alphabet with a letter twice or no letter; DataError for a text without any pair
 */
export function letterPairs(text: string, options: LetterPairOptions = {}): NamedCounts {
  const { foldCase = true, space = true } = options;
  const folded = (one: string): string => {
    const composed = one.normalize("NFC");
    return foldCase ? composed.toLowerCase() : composed;
  };
  const letters = [...folded(text)];
  const isLetter = (letter: string): boolean => /\p{L}/u.test(letter);
  const alphabet =
    options.alphabet === undefined
      ? [...new Set(letters.filter(isLetter))].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!)
      : [...folded(options.alphabet)];
  requireAlphabet(alphabet);
  const names = space && !alphabet.includes(SPACE_NAME) ? [...alphabet, SPACE_NAME] : alphabet;
  const places = new Map(names.map((name, k) => [name, k]));
  const counts = new Matrix(names.length, names.length);
  let before = -1;
  for (const letter of letters) {
    const place = places.get(letter) ?? (space ? names.length - 1 : -1);
    const repeatedSpace = space && place === names.length - 1 && before === place;
    if (before >= 0 && place >= 0 && !repeatedSpace)
      counts.data[before * names.length + place] += 1;
    before = place;
  }
  if (counts.maxAbs() === 0) {
    throw new DataError(
      `letterPairs: the text of ${letters.length} signs holds no two letters of the alphabet in a row; give a longer text.`,
    );
  }
  return { counts, inputNames: names, outputNames: names };
}

function requireAlphabet(alphabet: readonly string[]): void {
  if (alphabet.length === 0) {
    throw new DomainError("letterPairs: there is no letter; give a text, or an alphabet.");
  }
  const twice = alphabet.find((letter, k) => alphabet.indexOf(letter) !== k);
  if (twice === undefined) return;
  throw new DomainError(`letterPairs: the alphabet holds "${twice}" twice; name each letter once.`);
}
