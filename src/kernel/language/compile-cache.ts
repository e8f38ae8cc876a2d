/**
 * Keeps the compiled form of the compiler between starts, where Node can do
 * that (from 22.8 on). The files lie in the folder for temporary files, in
 * `node-compile-cache`, or where `NODE_COMPILE_CACHE` says; Node keeps the
 * versions and the users apart.
 */
import * as module from "node:module";

interface CompileCache {
  enableCompileCache?(): unknown;
  flushCompileCache?(): void;
}

const cache = module as CompileCache;

export function enableCompileCache(): void {
  cache.enableCompileCache?.();
}

/** Writes what was compiled so far, with the functions that have run since. */
export function flushCompileCache(): void {
  cache.flushCompileCache?.();
}
