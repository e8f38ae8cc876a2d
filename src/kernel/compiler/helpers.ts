/**
 * esbuild's helpers for async functions, led to a driver of our own.
 *
 * `__async` becomes the global function under `ASYNC_DRIVER`, with the signature
 * `(thisArg, args, generatorFunction) => Promise`; where there is no such
 * function esbuild's own helper stays. Async generators, which esbuild steps by
 * itself, are stepped through `__async` as well.
 *
 * Helpers keep their number of lines, so that source maps stay true.
 */

/** Key of the driver in the registry of symbols: `globalThis[Symbol.for(ASYNC_DRIVER)]`. */
export const ASYNC_DRIVER = "Intertwine.async";

const asyncFunction =
  /^var (__async\d*) = (\(__this, __arguments, generator\) => \{\n[\s\S]*?\n\});$/m;
const asyncGenerator =
  /^var (__asyncGenerator\d*) = \(__this, __arguments, generator\) => \{\n[\s\S]*?\n\};$/m;
const pair = /^var (__await\d*) = function\(promise, isYieldStar\)/m;

/** Redirects the helpers in code that esbuild has written. */
export function redirectHelpers(code: string): string {
  const found = asyncFunction.exec(code);
  if (!found) return code;
  const [whole, name, body] = found;
  const driven = `var ${name} = globalThis[Symbol.for("${ASYNC_DRIVER}")] ?? (${body});`;
  const result = code.replace(whole, () => driven);
  const await_ = pair.exec(code)?.[1];
  if (await_ === undefined) return result;
  return result.replace(asyncGenerator, (original: string, generator: string) => {
    const ours = `var ${generator} = ${drivenGenerator(name, await_)};`;
    return ours + "\n".repeat(original.split("\n").length - ours.split("\n").length);
  });
}

/**
 * Async generators over the driver. A request waits for those before it and is
 * stepped until the generator gives something out (ECMAScript 2022, section
 * 27.6.3). What the generator waits for it yields as a pair: the promise, and
 * whether that is an iterator's answer within `yield*`.
 */
function drivenGenerator(driver: string, await_: string): string {
  return `(__this, __arguments, generator) => {
  generator = generator.apply(__this, __arguments);
  var last, request = (start) => (argument) => last = ((before) => ${driver}(null, null, function* () {
    if (before) try { yield before; } catch {}
    for (var key = start, value = argument; ; ) {
      var { value: given, done } = generator[key](value), waits = given instanceof ${await_}, answer;
      try { answer = yield waits ? given[0] : given; } catch (error) { key = "throw", value = error; continue; }
      if (!waits) return { value: answer, done };
      key = key === "return" ? key : "next", value = given[1] ? { done: answer.done, value: answer.value } : answer;
    } }))(last);
  return { [Symbol.asyncIterator]() { return this; }, next: request("next"), throw: request("throw"), return: request("return") }; }`;
}
