/**
 * Callbacks of notebooks and packages: those of timers, microtasks and
 * promises run in breakable segments, and those of a run that was interrupted
 * are called no more, so that a package's loop ends at its next one.
 */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import timersPromises from "node:timers/promises";
import { promisify } from "node:util";
import { apply, NativePromise, promiseThen, stopTimer } from "../host/originals.js";
import { ownRun, type Run } from "./run.js";
import { segment } from "./segment.js";

type Callback = (...parameters: unknown[]) => unknown;
type Report = (error: unknown, run: Run | undefined) => void;

/** Replaces the platform's functions; `report` hears of errors that nobody catches. */
export function guardCallbacks(report: Report): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) {
    const guarded = guardTimer(timers[name] as Callback, report);
    const promised = (timersPromises as unknown as Record<string, Callback>)[name];
    Object.defineProperty(guarded, "name", { value: name });
    if (name !== "setInterval") {
      const quiet = guardPromise(promised);
      (timersPromises as unknown as Record<string, unknown>)[name] = quiet;
      Object.defineProperty(guarded, promisify.custom, { enumerable: true, get: () => quiet });
    } else {
      (timersPromises as unknown as Record<string, unknown>)[name] = guardIterator(promised);
    }
    (timers as unknown as Record<string, unknown>)[name] = guarded;
    scope[name] = guarded;
  }
  const { scheduler } = timersPromises;
  for (const name of ["wait", "yield"] as const) {
    const original = scheduler[name].bind(scheduler) as Callback;
    Object.defineProperty(scheduler, name, { value: guardPromise(original) });
  }
  const originalMicrotask = queueMicrotask as Callback;
  scope.queueMicrotask = function queueMicrotask(callback: unknown): void {
    originalMicrotask(isFunction(callback) ? guard(callback, report) : callback);
  };
  guardThen();
  syncBuiltinESMExports();
}

function isFunction(value: unknown): value is Callback {
  return typeof value === "function";
}

function guard(callback: Callback, report: Report): Callback {
  const run = ownRun();
  return function (this: unknown, ...parameters: unknown[]) {
    if (run?.isOver) {
      // An interval would come again; other timers do not mind.
      stopTimer(this as NodeJS.Timeout | undefined);
      return;
    }
    try {
      segment(() => apply(callback, this, parameters));
    } catch (error) {
      report(error, run);
    }
  };
}

function guardTimer(original: Callback, report: Report): Callback {
  return function (this: unknown, callback: unknown, ...rest: unknown[]) {
    return apply(original, this, [
      isFunction(callback) ? guard(callback, report) : callback,
      ...rest,
    ]);
  };
}

function guardPromise(original: Callback): Callback {
  return (...parameters) => {
    const run = ownRun();
    const promise = original(...parameters) as Promise<unknown>;
    if (run === undefined) {
      return promise;
    }
    return new NativePromise((resolve, reject) => {
      const settle = (act: (value: unknown) => void) => (value: unknown) => {
        if (!run.isOver) {
          act(value);
        }
      };
      apply(promiseThen, promise, [settle(resolve), settle(reject)]);
    });
  };
}

function guardIterator(original: Callback): Callback {
  return (...parameters) => {
    const run = ownRun();
    const iterator = original(...parameters) as AsyncGenerator<unknown>;
    const { next } = iterator;
    const guarded = guardPromise(() => apply(next, iterator, []));
    return Object.defineProperty(iterator, "next", {
      value: () => (run?.isOver ? new NativePromise(() => {}) : guarded()),
    });
  };
}

/**
 * `await` does not go through `then`, so it costs nothing there. The function
 * is V8's own to all that Node does internally.
 *
 * Packages that were compiled for older engines await by `then`: those that
 * wait when the run is interrupted hear of it as of an error, once, so that
 * their `finally` blocks run and the next cell finds them as they should be.
 */
function guardThen(): void {
  // biome-ignore lint/suspicious/noThenProperty: it is the one of promises.
  Object.defineProperty(Promise.prototype, "then", {
    writable: true,
    configurable: true,
    enumerable: false,
    value: function (this: Promise<unknown>, fulfilled?: unknown, rejected?: unknown) {
      const run = ownRun();
      const heard = run?.interruption !== undefined;
      const wrap = (callback: unknown, instead: unknown) =>
        isFunction(callback)
          ? (value: unknown) => {
              if (run?.isOver) {
                throw run.interruption;
              }
              return run?.interruption !== undefined && !heard && isFunction(instead)
                ? segment(() => instead(run.interruption))
                : segment(() => callback(value));
            }
          : callback;
      return apply(promiseThen, this, [wrap(fulfilled, rejected), wrap(rejected, undefined)]);
    },
  });
}
