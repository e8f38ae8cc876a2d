/**
 * Printable names of composed representations: "2·regular ⊕ trivial",
 * "(swap ⊕ trivial) ⊗ swap*".
 */

const SUM = " ⊕ ";

/** "trivial", "2·trivial", … */
export function multipleName(count: number, name: string): string {
  return count === 1 ? name : `${count}·${factor(name)}`;
}

/** Equal neighbours are counted: V ⊕ V ⊕ W gives "2·V ⊕ W". */
export function sumName(names: readonly string[]): string {
  const terms: { count: number; name: string }[] = [];
  for (const text of names.flatMap(summands)) {
    const { count, name } = countedTerm(text);
    const last = terms[terms.length - 1];
    if (last?.name === name) last.count += count;
    else terms.push({ count, name });
  }
  return terms.map(({ count, name }) => multipleName(count, name)).join(SUM);
}

export function productName(names: readonly string[]): string {
  return names.map(factor).join(" ⊗ ");
}

export function dualName(name: string): string {
  return `${factor(name)}*`;
}

export function powerName(name: string, exponent: number): string {
  return `${factor(name)}^⊗${exponent}`;
}

/** "Sym^2(vector)", "Λ^2(vector)". */
export function symmetryPowerName(symbol: string, name: string, exponent: number): string {
  return `${symbol}^${exponent}(${name})`;
}

/** In parentheses, unless it is a single word. */
function factor(name: string): string {
  return /[\s·^⊕⊗]/.test(outside(name)) ? `(${name})` : name;
}

/** "3·V" as 3 times "V". */
function countedTerm(text: string): { count: number; name: string } {
  const match = /^(\d+)·(.+)$/.exec(text);
  if (match === null) return { count: 1, name: text };
  const name = outside(match[2]) === "" ? match[2].slice(1, -1) : match[2];
  return { count: Number(match[1]), name };
}

/** The terms of a sum, leaving what stands in parentheses whole. */
function summands(name: string): string[] {
  const terms: string[] = [];
  let open = "";
  for (const part of name.split(SUM)) {
    open += part;
    if (depthAfter(open) === 0) {
      terms.push(open);
      open = "";
    } else {
      open += SUM;
    }
  }
  return open === "" ? terms : [...terms, open.slice(0, -SUM.length)];
}

/** What stands outside all parentheses. */
function outside(name: string): string {
  let text = "";
  let depth = 0;
  for (const letter of name) {
    if (letter === "(") depth++;
    else if (letter === ")") depth--;
    else if (depth === 0) text += letter;
  }
  return text;
}

/** How many parentheses are still open at the end. */
function depthAfter(text: string): number {
  return text.split("(").length - text.split(")").length;
}
