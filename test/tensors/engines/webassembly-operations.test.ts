import { webAssemblyEngine } from "../../../src/tensors/engines/webassembly/index.js";
import { expectAgreement } from "./agreement.js";
import { operationCases } from "./operation-cases.js";

describe("operations on WebAssembly, against the interpreter", () => {
  for (const [kind, cases] of Object.entries(operationCases())) {
    it(kind, async () => {
      const engine = webAssemblyEngine({ native: false });
      for (const given of cases) await expectAgreement(engine, given);
    });
  }
});
