/** A notebook in a context of its own: boxes, the driver of generators, and the compiler. */
import { createRequire } from "node:module";
import vm from "node:vm";
import {
  ASYNC_DRIVER,
  type CellCompiler,
  createCellCompiler,
} from "../../../src/kernel/compiler/index.js";
import type { Diagnostic, Script } from "../../../src/kernel/language/language.js";

const newBox = `(name) => Object.create(Object.create(null, { [name]: {
  get() {
    if (name in globalThis) return globalThis[name];
    throw new ReferenceError(name + " is not defined");
  },
  set(value) {
    Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
  },
} }))`;

export class CellError extends Error {
  constructor(readonly errors: Diagnostic[]) {
    super(errors.map(({ message }) => message).join("\n"));
  }
}

export class TestNotebook {
  readonly context = vm.createContext({ log: [] as unknown[] });
  /** Number of times that the driver has stepped a generator. */
  steps = 0;
  readonly modules = new Map<string, unknown>();
  readonly loaded: [specifier: string, options: unknown][] = [];
  readonly #boxes = new Set<string>();
  #cells = 0;
  script!: Script;

  constructor(readonly compiler: CellCompiler = createCellCompiler()) {
    const load = async (specifier: string, options: unknown) => {
      this.loaded.push([specifier, options]);
      if (this.modules.has(specifier)) return this.modules.get(specifier);
      return import(specifier);
    };
    this.set("load", Object.assign(load, { meta: { url: "file:///notebook.ts" } }));
    this.set("require", createRequire(import.meta.url));
    this.set("count", () => this.steps++);
    const symbol = `Symbol.for("${ASYNC_DRIVER}")`;
    vm.runInContext(
      `const ɵimport = load, ɵnew = ${newBox}; globalThis[${symbol}] = ${driver};`,
      this.context,
    );
    this.#box("require");
    vm.runInContext("ɵrequire.require = require", this.context);
    for (const name of ["load", "require"]) delete this.context[name];
  }

  set(name: string, value: unknown): void {
    this.context[name] = value;
  }

  async compile(code: string): Promise<Script> {
    const cell = { id: ++this.#cells, label: `cell[${this.#cells}]`, code };
    const result = await this.compiler.compile(cell);
    if ("errors" in result) throw new CellError(result.errors);
    return result.script;
  }

  /** Compiles, commits and runs a cell. */
  async run(code: string): Promise<unknown> {
    this.script = await this.compile(code);
    this.compiler.commit({ id: this.#cells, label: `cell[${this.#cells}]`, code });
    for (const name of this.script.names) this.#box(name);
    const options = { filename: `cell[${this.#cells}].js` };
    const start = vm.runInContext(
      this.script.code,
      this.context,
      options,
    ) as () => Promise<unknown>;
    return start();
  }

  #box(name: string): void {
    if (this.#boxes.has(name)) return;
    this.#boxes.add(name);
    vm.runInContext(`const ɵ${name} = ɵnew("${name}")`, this.context);
  }

  /** The value of a variable, past the compiler. */
  value(name: string): unknown {
    return vm.runInContext(`ɵ${name}.${name}`, this.context);
  }
}

const driver = `(self, parameters, generatorFunction) => new Promise((resolve, reject) => {
  const generator = generatorFunction.apply(self, parameters);
  const step = (method, argument) => {
    count();
    let result;
    try { result = generator[method](argument); } catch (error) { return reject(error); }
    if (result.done) resolve(result.value);
    else Promise.resolve(result.value).then((v) => step("next", v), (e) => step("throw", e));
  };
  step("next");
})`;
