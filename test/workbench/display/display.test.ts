import { createRequire } from "node:module";
import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import {
  display,
  hostHook,
  type MimeBundle,
  markdown,
  type Placement,
} from "../../../src/workbench/display/index.js";

type Written = { bundle: MimeBundle } & Placement;

/** What `action` writes to a kernel that left its writer in the global scope. */
function written(action: () => void): Written[] {
  const log: Written[] = [];
  const scope = globalThis as Record<symbol, unknown>;
  const earlier = scope[hostHook];
  scope[hostHook] = (bundle: MimeBundle, placement: Placement) =>
    log.push({ bundle, ...placement });
  try {
    action();
  } finally {
    if (earlier === undefined) delete scope[hostHook];
    else scope[hostHook] = earlier;
  }
  return log;
}

const shown = (bundle: unknown) => ({ [Symbol.for("Jupyter.display")]: () => bundle });

describe("display", () => {
  it("gives the kernel a value's own bundle, and text for others", () => {
    const log = written(() => {
      display(shown({ "image/png": "AAAA" }));
      display("words");
      display({ answer: 42 });
    });
    expect(log.map(({ bundle }) => bundle)).to.deep.equal([
      { "image/png": "AAAA" },
      { "text/plain": "words" },
      { "text/plain": "{ answer: 42 }" },
    ]);
    expect(log.every(({ update, id }) => !update && id === undefined)).to.equal(true);
  });

  it("returns nothing without an id, so that it may end a cell", () => {
    let result: unknown = "unset";
    written(() => {
      result = display("words");
    });
    expect(result).to.equal(undefined);
  });

  it("replaces an output by its id", () => {
    const log = written(() => {
      display("one", { id: "state" }).update("two");
    });
    expect(log.map(({ bundle, id, update }) => [bundle["text/plain"], id, update])).to.deep.equal([
      ["one", "state", false],
      ["two", "state", true],
    ]);
    expect(() => display("x", { id: "" })).to.throw(DomainError, /id/);
  });

  it("keeps the order of promised bundles and writes them to the cell that asked", async () => {
    let release: (bundle: MimeBundle) => void = () => {};
    const late = new Promise<MimeBundle>((resolve) => {
      release = resolve;
    });
    let handle: ReturnType<typeof display> | undefined;
    const log = written(() => {
      handle = display(shown(late), { id: "late" }) as never;
    });
    expect(log).to.have.length(0);
    release({ "text/plain": "there" });
    await (handle as unknown as { shown: Promise<void> }).shown;
    expect(log.map(({ bundle }) => bundle["text/plain"])).to.deep.equal(["there"]);
  });

  it("shows Markdown with a text beside it", () => {
    expect(written(() => markdown("**bold** $x^2$"))[0].bundle).to.deep.equal({
      "text/markdown": "**bold** $x^2$",
      "text/plain": "**bold** $x^2$",
    });
  });

  it("finds tslab's own writer in the module cache", () => {
    const cache = createRequire(import.meta.url).cache as Record<string, unknown>;
    const path = "/anywhere/node_modules/tslab/dist/jupyter.js";
    const log: unknown[][] = [];
    cache[path] = { exports: { lastWriteDisplayData: (...args: unknown[]) => log.push(args) } };
    try {
      display("one", { id: "a" }).update("two");
      display("three");
    } finally {
      delete cache[path];
    }
    const content = (text: string, transient: object) => ({
      data: { "text/plain": text },
      metadata: {},
      transient,
    });
    expect(log).to.deep.equal([
      [content("one", { display_id: "a" }), false],
      [content("two", { display_id: "a" }), true],
      [content("three", {}), false],
    ]);
  });
});
