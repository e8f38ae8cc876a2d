import { expect } from "chai";
import { checkCells } from "../../../src/kernel/types/index.js";
import { webAssemblyDeclaration } from "../../../src/kernel/types/web-assembly.js";

describe("the types of WebAssembly", () => {
  it("are there without the rest of a browser", () => {
    const code = `const memory = new WebAssembly.Memory({ initial: 1 });
const bytes: ArrayBuffer = memory.buffer;
const compiled: Promise<WebAssembly.Module> = WebAssembly.compile(new Uint8Array(8));
const wrong: string = memory.grow(1);
window`;
    const found = checkCells([{ label: "cell", code }], { cwd: process.cwd() });
    expect(found.map(({ line, code }) => `${line} ${code}`)).to.deep.equal([
      "4 TS2322",
      "5 TS2304",
    ]);
  });

  it("are not declared twice", () => {
    expect(webAssemblyDeclaration({ lib: ["lib.es2023.d.ts", "lib.dom.d.ts"] })).to.equal("");
  });
});
