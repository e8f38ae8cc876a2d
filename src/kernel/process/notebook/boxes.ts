/**
 * Boxes of the notebook's variables. A variable `x` is the own property `x` of
 * an object that scripts reach as the constant `ɵx` in their common scope.
 */
import { Script } from "node:vm";
import { stringifyJson } from "../host/originals.js";

// Reserved words cannot be variables, so these never meet a variable's box.
const factory = "ɵnew";

export class Boxes {
  private readonly names = new Set<string>();

  constructor() {
    this.constant(factory, createBox);
  }

  /** Makes the boxes that do not exist yet. */
  ensure(names: readonly string[]): void {
    const missing = [...new Set(names)].filter((name) => !this.names.has(name));
    if (missing.length === 0) {
      return;
    }
    const list = missing.map((name) => `ɵ${name} = ${factory}(${stringifyJson(name)})`);
    new Script(`"use strict"; const ${list.join(", ")};`, {
      filename: "intertwine:boxes",
    }).runInThisContext();
    for (const name of missing) {
      this.names.add(name);
    }
  }

  /** Gives a variable its value from outside. */
  set(name: string, value: unknown): void {
    this.ensure([name]);
    const box = new Script(`ɵ${name}`).runInThisContext() as Record<string, unknown>;
    box[name] = value;
  }

  /** A constant of all scripts. */
  constant(name: string, value: unknown): void {
    const key = Symbol.for("Intertwine.constant");
    Object.defineProperty(globalThis, key, { value, configurable: true });
    new Script(`const ${name} = globalThis[Symbol.for("Intertwine.constant")]`).runInThisContext();
    Reflect.deleteProperty(globalThis, key);
  }
}

/**
 * An empty box. Its prototype is its own, so that V8 gives each box a hidden
 * class of its own and keeps numbers in place. Until the variable is declared
 * the box stands for the global variable of that name, or for none.
 */
function createBox(name: string): object {
  const prototype = Object.create(null, {
    [name]: {
      get() {
        if (name in globalThis) {
          return (globalThis as Record<string, unknown>)[name];
        }
        throw new ReferenceError(`${name} is not defined`);
      },
      set(value: unknown) {
        Object.defineProperty(this, name, {
          value,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      },
    },
  });
  return Object.create(prototype);
}
