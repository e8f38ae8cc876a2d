/**
 * The first `limit` UTF-16 code units of `text`, or one less, so that neither
 * a surrogate pair nor "\r\n" is cut in two: a front end that sees "\r" alone
 * goes back to the beginning of the line.
 */
export function firstPiece(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  const before = text.charCodeAt(limit - 1);
  const isHalf = before >= 0xd800 && before <= 0xdbff;
  const isReturn = before === 0x0d && text[limit] === "\n";
  return text.slice(0, (isHalf || isReturn) && limit > 1 ? limit - 1 : limit);
}
