import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { sha256 } from "../../../src/files.js";
import { DataError, readIdx } from "../../../src/index.js";
import { folderOfFiles, SMALL_IDX } from "./small-idx.js";

describe("IDX files", () => {
  const { folder, put } = folderOfFiles();

  it("are read with their shape, compressed or not", () => {
    for (const path of [put("plain", SMALL_IDX), put("small.gz", gzipSync(SMALL_IDX))]) {
      const { shape, data } = readIdx(path);
      expect(shape).to.deep.equal([2, 3]);
      expect([...data]).to.deep.equal([10, 20, 30, 40, 50, 60]);
    }
    expect(readIdx(put("hashed", SMALL_IDX), sha256(SMALL_IDX)).shape).to.deep.equal([2, 3]);
  });

  it("are refused by name when they are missing, altered, truncated or something else", () => {
    const gz = gzipSync(SMALL_IDX);
    expect(() => readIdx(join(folder, "none"))).to.throw(DataError, "cannot be read");
    expect(() => readIdx(put("altered", SMALL_IDX), sha256("other"))).to.throw(
      DataError,
      "SHA-256",
    );
    expect(() => readIdx(put("cut.gz", gz.subarray(0, gz.length - 9)))).to.throw(
      DataError,
      "no whole gzip",
    );
    expect(() => readIdx(put("short", SMALL_IDX.subarray(0, 15)))).to.throw(
      DataError,
      "holds 3 numbers for the shape 2 × 3",
    );
    expect(() => readIdx(put("header", SMALL_IDX.subarray(0, 7)))).to.throw(
      DataError,
      "within its header",
    );
    expect(() => readIdx(put("text", Buffer.from("hello")))).to.throw(DataError, "two zero bytes");
    expect(() => readIdx(put("floats", Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 0)))).to.throw(
      DataError,
      "0x0d",
    );
    expect(() => readIdx(put("empty", new Uint8Array(0)))).to.throw(DataError, "two zero bytes");
  });
});
