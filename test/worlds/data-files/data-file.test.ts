import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { AbortedError, DataError } from "../../../src/errors.js";
import { sha256 } from "../../../src/files.js";
import {
  type DataFile,
  dataFolders,
  dataPath,
  fetchDataFile,
} from "../../../src/worlds/data-files/data-file.js";
import { MNIST_FILES } from "../../../src/worlds/images/index.js";

const BODY = Buffer.from("twelve bytes");

async function failure(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected an error");
}

describe("worlds/data-files/data-file", () => {
  const folder = mkdtempSync(join(tmpdir(), "intertwine-data-"));
  const cache = join(folder, "cache");
  let server: Server;
  let host = "";
  let asked = 0;
  before(async () => {
    server = createServer((request, answer) => {
      asked++;
      if (request.url === "/missing") answer.writeHead(404).end();
      else if (request.url === "/other") answer.end("other bytes!");
      else if (request.url === "/long") answer.end("more bytes than expected");
      else if (request.url === "/slow") answer.write("twelve");
      else answer.end(BODY);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => rmSync(cache, { recursive: true, force: true }));
  const file = (place: string, mirrors: string[] = []): DataFile => ({
    name: "a.bin",
    bytes: BODY.length,
    sha256: sha256(BODY),
    address: `${host}/${place}`,
    mirrors: mirrors.map((mirror) => `${host}/${mirror}`),
  });

  it("is brought once, with progress, and found from then on", async () => {
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      expect(total).equal(12);
      seen.push(done);
    };
    const path = await fetchDataFile("test", file("a.bin"), [cache], { onProgress });
    expect(readFileSync(path)).deep.equal(BODY);
    expect(seen.at(-1)).equal(12);
    const before = asked;
    expect(await fetchDataFile("test", file("a.bin"), [cache])).equal(path);
    expect(asked).equal(before);
  });

  it("comes from a mirror where the first place fails; an altered copy in the cache is replaced", async () => {
    mkdirSync(cache);
    writeFileSync(join(cache, "a.bin"), "altered");
    const path = await fetchDataFile("test", file("missing", ["other", "a.bin"]), [cache]);
    expect(readFileSync(path)).deep.equal(BODY);
  });

  it("is refused by name when it is missing, longer or has other bytes, and nothing is kept", async () => {
    const wrong = file("missing", ["other", "long"]);
    const error = await failure(fetchDataFile("test", wrong, [cache]));
    expect(error).instanceOf(DataError);
    expect(error.message).include("/missing cannot be had (status 404)");
    expect(error.message).include(`${sha256("other bytes!")}; expected ${sha256(BODY)}`);
    expect(error.message).include("more than the 12 bytes expected");
    expect(existsSync(join(cache, "a.bin"))).equal(false);
  });

  it("stops when the signal fires", async () => {
    const stop = new AbortController();
    const options = { signal: stop.signal, onProgress: () => stop.abort() };
    const error = await failure(fetchDataFile("test", file("slow"), [cache], options));
    expect(error).instanceOf(AbortedError);
    expect(existsSync(join(cache, "a.bin"))).equal(false);
  });

  describe("where INTERTWINE_DATA says", () => {
    const present = process.env.INTERTWINE_DATA;
    afterEach(() => {
      if (present === undefined) delete process.env.INTERTWINE_DATA;
      else process.env.INTERTWINE_DATA = present;
    });

    it("is found there first, and never written to", async () => {
      process.env.INTERTWINE_DATA = folder;
      const folders = dataFolders("mine");
      expect(folders).deep.equal([join(folder, "mine"), resolve("data", "cache", "mine")]);
      expect(dataFolders("mine", "elsewhere")).deep.equal(["elsewhere"]);
      mkdirSync(join(folder, "mine"));
      writeFileSync(join(folder, "mine", "a.bin"), BODY);
      const before = asked;
      const both = [join(folder, "mine"), cache];
      expect(await fetchDataFile("test", file("a.bin"), both)).equal(join(both[0], "a.bin"));
      expect(asked).equal(before);
      writeFileSync(join(folder, "mine", "a.bin"), "altered");
      const error = await failure(fetchDataFile("test", file("a.bin"), both));
      expect(error.message).include(join(both[0], "a.bin"));
      rmSync(join(folder, "mine"), { recursive: true });
      expect(dataPath(file("a.bin"), both)).equal(join(cache, "a.bin"));
    });

    it("is refused when that is no folder", () => {
      process.env.INTERTWINE_DATA = join(folder, "none");
      expect(() => dataFolders("mine")).throw(DataError, "which is no folder");
    });
  });

  it("of MNIST stand in the manifest of data as they do here", () => {
    const entries = JSON.parse(readFileSync(join("data", "manifest.json"), "utf8"));
    for (const part of ["train", "test"] as const) {
      for (const { name, address, bytes, sha256: hash } of Object.values(MNIST_FILES[part])) {
        expect(entries[`cache/mnist/${name}`]).include({
          ...{ address, bytes, sha256: hash, committed: false },
          how: `fetchMnist("${part}")`,
        });
      }
    }
  });
});
