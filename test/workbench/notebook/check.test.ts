import { expect } from "chai";
import { checkNotebook } from "../../../src/workbench/notebook/index.js";
import { fixtureNotebook } from "../../fixtures/fixture.js";

describe("the type check of a notebook", () => {
  it("finds nothing in a sound one that imports the library", async () => {
    expect(await checkNotebook(fixtureNotebook("success"))).to.deep.equal([]);
  });

  it("names the notebook, the code cell, the line and the column", async () => {
    const path = fixtureNotebook("type-error");
    const [first, ...rest] = await checkNotebook(path);
    expect(rest).to.deep.equal([]);
    expect(first.where).to.equal(`${path}:2:2:7`);
    expect(first.message).to.include("Type 'number' is not assignable to type 'string'");
  });
});
