/** Takes the compiler's spelling of variables out of V8's messages. */

/** `(0 , ɵf.f)` as in calls, and `ɵx.x`. */
const called = /\(0 ?, ?ɵ([\p{ID_Continue}$]+)\.\1((?:\.[\p{ID_Continue}$]+)*)\)/gu;
const boxed = /ɵ([\p{ID_Continue}$]+)\.\1(?![\p{ID_Continue}$])/gu;

export function clean(text: string): string {
  return text.includes("ɵ") ? text.replace(called, "$1$2").replace(boxed, "$1") : text;
}
