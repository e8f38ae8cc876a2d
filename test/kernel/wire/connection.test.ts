import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Connection, readConnection } from "../../../src/kernel/wire/index.js";

const connection: Connection = {
  transport: "tcp",
  ip: "127.0.0.1",
  shell_port: 50_001,
  iopub_port: 50_002,
  stdin_port: 50_003,
  control_port: 50_004,
  hb_port: 50_005,
  signature_scheme: "hmac-sha256",
  key: "secret",
};

describe("the connection file", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "intertwine-connection-"));
    file = join(folder, "kernel.json");
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (text: string, mode = 0o600) => {
    writeFileSync(file, text);
    chmodSync(file, mode);
  };
  const read = (env: NodeJS.ProcessEnv = {}, log: string[] = []) =>
    readConnection(file, { env, log: (line) => log.push(line) });

  it("that only its owner may read is read without a word", () => {
    const log: string[] = [];
    write(JSON.stringify(connection));
    expect(read({}, log)).to.deep.equal(connection);
    expect(log).to.deep.equal([]);
  });

  it("that others may read, or without a key, is warned of", () => {
    const log: string[] = [];
    write(JSON.stringify({ ...connection, key: "", kernel_name: "intertwine" }), 0o644);
    expect(read({}, log).key).to.equal("");
    expect(log.at(-1)).to.contain("no key");
    if (process.platform !== "win32") {
      expect(log[0]).to.contain("chmod 600");
    }
  });

  const wrong: [string, object, RegExp][] = [
    ["another transport", { transport: "ipc" }, /transport "ipc"/],
    ["another signature", { signature_scheme: "hmac-md5" }, /"hmac-md5"/],
    ["a key that is a number", { key: 1 }, /key that is no text/],
    ["no ip", { ip: undefined }, /ip undefined/],
    ["a port of 0", { hb_port: 0 }, /hb_port 0; expected/],
    ["a port as text", { shell_port: "50001" }, /shell_port "50001"/],
    ["a port twice", { hb_port: 50_001 }, /50001 to both shell_port and hb_port/],
    ["the address of a network", { ip: "0.0.0.0" }, /INTERTWINE_KERNEL_ALLOW_REMOTE=1/],
    ["a name that only looks local", { ip: "127.0.0.1.example.org" }, /other computers/],
  ];
  for (const [what, change, message] of wrong) {
    it(`with ${what} is refused`, () => {
      write(JSON.stringify({ ...connection, ...change }));
      expect(() => read())
        .to.throw(message)
        .with.property("message")
        .that.contains(file);
    });
  }

  it("is refused when it is missing, cut off or no object", () => {
    expect(() => read()).to.throw("cannot be read");
    write('{"transport": "tc');
    expect(() => read()).to.throw("cut off");
    write("[]");
    expect(() => read()).to.throw("no object");
  });

  it("may name other addresses when the user says so", () => {
    write(JSON.stringify({ ...connection, ip: "*" }));
    expect(() => read({ INTERTWINE_KERNEL_ALLOW_REMOTE: "yes" })).to.throw("other computers");
    expect(read({ INTERTWINE_KERNEL_ALLOW_REMOTE: "1" }).ip).to.equal("0.0.0.0");
  });
});
