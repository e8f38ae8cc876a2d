/** Run by resume.test: trains with frequent saves, says so after some of them, and is killed. */
import { existsSync } from "node:fs";
import { storePath, trainEnsemble } from "../../../src/ensemble/index.js";
import { paperOptions } from "../examples.js";

const store = process.argv[2];
const options = paperOptions("weakly-invariant", { particles: 400, seed: 9 });
let chunks = 0;
await trainEnsemble(options, {
  store,
  saveEvery: 0,
  onProgress: () => {
    if (++chunks === 3 && existsSync(storePath(store, options))) process.stdout.write("saved\n");
  },
});
