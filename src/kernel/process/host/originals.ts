/**
 * Functions of the platform as they were at the start: a notebook may replace
 * any of them, and the process must go on.
 */
import { writeSync } from "node:fs";
import process from "node:process";
import timers from "node:timers";

export const NativePromise = Promise;
export const resolved = Promise.resolve.bind(Promise) as (value: unknown) => Promise<unknown>;
export const promiseThen = Promise.prototype.then;
export const { apply } = Reflect;
export const { parse: parseJson, stringify: stringifyJson } = JSON;
export const writeDescriptor = writeSync;
export const kill = process.kill.bind(process);
export const residentMemory = process.memoryUsage.rss;
export const resourceUsage = process.resourceUsage.bind(process);
export const now = performance.now.bind(performance);
export const { setTimeout: startTimer, clearTimeout: stopTimer, setImmediate: soon } = timers;
