import { spawnSync } from "node:child_process";
import { expect } from "chai";
import fc from "fast-check";
import { Codec, createHeader, WireError } from "../../../src/kernel/wire/index.js";
import { ReplayGuard } from "../../../src/kernel/wire/replay.js";

const header = createHeader("execute_request", "session");

function frames(codec: Codec, content: object = { code: "1" }): Buffer[] {
  return codec.encode({ header, parent: {}, content }).map((frame) => Buffer.from(frame));
}

describe("messages on the wire", () => {
  it("have the signature of RFC 4231 (test case 2)", () => {
    // HMAC-SHA-256 of "what do ya want for nothing?" under the key "Jefe"; the four
    // parts are signed as one text, so any split of it has this signature.
    const codec = new Codec("Jefe");
    const parts = ["what do ya ", "want for ", "nothing", "?"].map((part) => Buffer.from(part));
    const signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    const signed = [Buffer.from("<IDS|MSG>"), Buffer.from(signature), ...parts];
    // Beyond the signature: what is signed is no JSON.
    expect(() => codec.decode(signed)).to.throw(WireError, "the header is no JSON");
    signed[1] = Buffer.from(signature.replace("5b", "5c"));
    expect(() => codec.decode(signed)).to.throw(WireError, "signature does not match");
  });

  it("come back as they were", () => {
    const text = fc.string({ unit: "binary" });
    const bytes = fc.uint8Array({ maxLength: 50 });
    const message = fc.record({
      content: fc.dictionary(text, fc.jsonValue()),
      metadata: fc.dictionary(text, fc.jsonValue()),
      buffers: fc.array(bytes, { maxLength: 3 }),
      identities: fc.array(bytes, { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(message, (given) => {
        const codec = new Codec("key");
        const encoded = codec.encode({ header, parent: header, ...given });
        const back = codec.decode(encoded.map((frame) => Buffer.from(frame)));
        expect(back.header).to.deep.equal(header);
        expect(back.parent).to.deep.equal(header);
        expect(JSON.stringify(back.content)).to.equal(JSON.stringify(given.content));
        expect(JSON.stringify(back.metadata)).to.equal(JSON.stringify(given.metadata));
        const plain = (list: Uint8Array[]) => list.map((one) => [...one]);
        expect(plain(back.buffers)).to.deep.equal(plain(given.buffers));
        expect(plain(back.identities)).to.deep.equal(plain(given.identities));
      }),
      { numRuns: 30 },
    );
  });

  it("with one byte changed are refused", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(), (index, at) => {
        const codec = new Codec("key");
        const changed = frames(codec);
        changed[index][at % changed[index].length] ^= 1;
        expect(() => codec.decode(changed)).to.throw(WireError, "signature does not match");
      }),
    );
  });

  it("are taken once", () => {
    const codec = new Codec("key");
    const once = frames(codec);
    expect(codec.decode(once).content).to.deep.equal({ code: "1" });
    expect(() => codec.decode(once)).to.throw(WireError, "has come before");
  });

  it("without a key are not signed", () => {
    const codec = new Codec("");
    const unsigned = frames(codec);
    expect(unsigned[1].length).to.equal(0);
    codec.decode(unsigned);
    expect(codec.decode(unsigned).header.msg_type).to.equal("execute_request");
  });

  it("of jupyter_client are understood, and ours by it", function () {
    const code = `
import sys, json
from jupyter_client.session import Session
session = Session(key=b"key")
frames = [bytes.fromhex(frame) for frame in json.load(sys.stdin)]
_, rest = session.feed_identities(frames)
message = session.deserialize(rest)
assert message["content"] == {"code": "π"}, message
print(json.dumps([f.hex() for f in session.serialize(session.msg("kernel_info_request", {"ä": 1}))]))
`;
    const codec = new Codec("key");
    const input = JSON.stringify(
      frames(codec, { code: "π" }).map((frame) => frame.toString("hex")),
    );
    const python = process.env.INTERTWINE_PYTHON ?? ".venv/bin/python";
    const run = spawnSync(python, ["-c", code], { input, encoding: "utf8" });
    if (run.error !== undefined || /No module named/.test(run.stderr)) {
      this.skip();
    }
    expect(run.stderr).to.equal("");
    const theirs = (JSON.parse(run.stdout) as string[]).map((frame) => Buffer.from(frame, "hex"));
    expect(codec.decode(theirs)).to.deep.include({ content: { ä: 1 } });
  });
});

describe("the replay guard", () => {
  it("remembers the last signatures and forgets the oldest", () => {
    const guard = new ReplayGuard(3);
    expect(["a", "b", "c"].map((one) => guard.admit(one))).to.deep.equal([true, true, true]);
    expect(["a", "b", "c"].map((one) => guard.admit(one))).to.deep.equal([false, false, false]);
    expect(guard.admit("d")).to.equal(true);
    expect(guard.admit("a")).to.equal(true);
    expect(["c", "d", "a"].map((one) => guard.admit(one))).to.deep.equal([false, false, false]);
  });
});
