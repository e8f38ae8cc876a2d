import { expect } from "chai";
import fc from "fast-check";
import type { Source } from "../../../src/kernel/modules/source/source.js";
import { type Node, Versions } from "../../../src/kernel/modules/versions.js";

/** A file for each number, which imports the files that its edges lead to. */
function graph(size: number, edges: readonly (readonly [number, number])[], edited?: number) {
  const nodes = new Map<string, Node>();
  for (let file = 0; file < size; file++) {
    const targets = new Map(
      edges.filter(([from]) => from === file).map(([, to]) => [`./${to}`, `/${to}`] as const),
    );
    const hash = file === edited ? "edited" : `content ${file}`;
    const source: Source = { hash, format: "module", code: "", imports: [] };
    nodes.set(`/${file}`, { file: `/${file}`, source, targets });
  }
  return nodes;
}

/** Whether a chain of imports leads from one file to the other, by its definition. */
function reaches(edges: readonly (readonly [number, number])[], from: number, to: number) {
  const seen = new Set([from]);
  for (const file of seen) for (const [a, b] of edges) if (a === file) seen.add(b);
  return seen.has(to);
}

const graphs = fc.integer({ min: 1, max: 8 }).chain((size) => {
  const file = fc.integer({ min: 0, max: size - 1 });
  return fc.record({
    size: fc.constant(size),
    edges: fc.array(fc.tuple(file, file), { maxLength: 20 }),
    edited: file,
  });
});

describe("versions of local files", () => {
  it("change where a chain of imports leads to the edited file, and nowhere else", () => {
    fc.assert(
      fc.property(graphs, ({ size, edges, edited }) => {
        const versions = new Versions();
        const before = versions.assign(graph(size, edges));
        const after = versions.assign(graph(size, edges, edited));
        for (let file = 0; file < size; file++) {
          const changed = before.get(`/${file}`)!.id !== after.get(`/${file}`)!.id;
          expect(changed, `file ${file}`).to.equal(reaches(edges, file, edited));
        }
      }),
    );
  });

  it("do not depend on the file from which the graph is entered, nor on what was there before", () => {
    fc.assert(
      fc.property(graphs, ({ size, edges, edited }) => {
        const versions = new Versions();
        const ids = (nodes: Map<string, Node>) =>
          [...versions.assign(nodes)].map(([file, { id }]) => `${file} ${id}`).sort();
        const first = ids(graph(size, edges));
        ids(graph(size, edges, edited));
        const reversed = new Map([...graph(size, edges)].reverse());
        expect(ids(reversed)).to.deep.equal(first);
      }),
    );
  });

  it("lead to the versions that they were made of", () => {
    fc.assert(
      fc.property(graphs, ({ size, edges, edited }) => {
        const versions = new Versions();
        versions.assign(graph(size, edges));
        const assigned = versions.assign(graph(size, edges, edited));
        for (const [from, to] of edges)
          expect(assigned.get(`/${from}`)!.imports.get(`./${to}`)).to.equal(assigned.get(`/${to}`));
      }),
    );
  });

  it("are enough for a chain longer than the stack", () => {
    const size = 20_000;
    const edges = Array.from({ length: size - 1 }, (_, i) => [i, i + 1] as const);
    const nodes = new Map<string, Node>();
    for (const [from, to] of edges) {
      const source: Source = { hash: String(from), format: "module", code: "", imports: [] };
      nodes.set(`/${from}`, { file: `/${from}`, source, targets: new Map([["next", `/${to}`]]) });
    }
    const source: Source = { hash: "last", format: "module", code: "", imports: [] };
    nodes.set(`/${size - 1}`, { file: `/${size - 1}`, source, targets: new Map() });
    expect(new Versions().assign(nodes).size).to.equal(size);
  });

  it("that are retired get another id, and so does all that imports them", () => {
    const edges = [
      [0, 1],
      [1, 2],
    ] as const;
    const versions = new Versions();
    const before = versions.assign(graph(3, edges));
    versions.retire(`file:///1?v=${before.get("/1")!.id}`);
    const after = versions.assign(graph(3, edges));
    const changed = ["/0", "/1", "/2"].map((file) => before.get(file)!.id !== after.get(file)!.id);
    expect(changed).to.deep.equal([true, true, false]);
  });
});
