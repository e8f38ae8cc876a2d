import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { Publisher, Replier, Router } from "../../../src/kernel/transport/index.js";
import { commandBytes, greetingBytes, RawPeer, readyBytes } from "./raw-peer.js";

const anywhere = { host: "127.0.0.1", port: 0 };
const open: { close(): Promise<void> }[] = [];

function keep<T extends { close(): Promise<void> }>(socket: T): T {
  open.push(socket);
  return socket;
}

describe("a peer", () => {
  const log: string[] = [];
  const options = { log: (line: string) => log.push(line), maximumMessage: 10_000 };
  let router: Router;
  let messages: string[][];

  beforeEach(async () => {
    log.length = 0;
    messages = [];
    const receive = (_: Buffer, parts: Buffer[]) => messages.push(parts.map(String));
    router = keep(await Router.bind(anywhere, receive, options));
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((socket) => socket.close()));
  });

  const refusals: [string, Buffer[], RegExp][] = [
    ["that is no ZeroMQ", [Buffer.from("GET / HTTP/1.1\r\n\r\n")], /greeting is not that of Zero/],
    ["of ZMTP 2", [greetingBytes({ version: [2, 0] })], /speaks ZMTP 2/],
    ["that wants encryption", [greetingBytes({ mechanism: "CURVE" })], /"CURVE"; NULL/],
    ["of the wrong type", [greetingBytes(), readyBytes("SUB")], /type "SUB" cannot talk to ROUTER/],
    ["that does not introduce itself", [greetingBytes(), Buffer.from([0, 1, 65])], /before READY/],
    ["with another command first", [greetingBytes(), commandBytes("HELLO")], /"HELLO" before/],
    ["with an identity of ours", [greetingBytes(), readyBytes("DEALER", "\0x")], /begins with 0/],
    [
      "whose properties are cut off",
      [greetingBytes(), commandBytes("READY", Buffer.from([11, 83]))],
      /cut off/,
    ],
    ["with an empty command", [greetingBytes(), Buffer.from([4, 0])], /without a name/],
    [
      "with a long introduction",
      [greetingBytes(), Buffer.from([6, 0, 0, 0, 0, 0, 1, 0, 1])],
      /65537 bytes/,
    ],
    [
      "with too long a frame",
      [greetingBytes(), readyBytes("DEALER"), Buffer.from([2, 0, 0, 0, 0, 0, 0, 0x27, 0x11])],
      /10001 bytes; at most 10000/,
    ],
    [
      "whose parts are too long together",
      [greetingBytes(), readyBytes("DEALER"), Buffer.alloc(30_000 * 2, Buffer.from([1, 0]))],
      /more than 10000 bytes/,
    ],
    [
      "that pings badly",
      [greetingBytes(), readyBytes("DEALER"), commandBytes("PING", Buffer.alloc(19))],
      /PING with 19 bytes/,
    ],
    [
      "that reports an error",
      [greetingBytes(), readyBytes("DEALER"), commandBytes("ERROR", Buffer.from("\x04oops"))],
      /it says: oops/,
    ],
  ];
  for (const [what, bytes, reason] of refusals) {
    it(`${what} is closed with the reason, and alone`, async () => {
      const good = new RawPeer(router.port).say(greetingBytes(), readyBytes("DEALER", "good"));
      await good.frame(0);
      const bad = new RawPeer(router.port).say(...bytes);
      await bad.closed;
      expect(log).to.have.length(1);
      expect(log[0])
        .to.match(reason)
        .and.match(/from 127\.0\.0\.1:\d+ to ROUTER/);
      good.say(Buffer.from([0, 2, 0x68, 0x69]));
      while (messages.length === 0) {
        await sleep(5);
      }
      expect(messages).to.deep.equal([["hi"]]);
      good.socket.destroy();
    });
  }

  it("that is silent is closed after a time", async () => {
    const hasty = keep(await Router.bind(anywhere, () => {}, { ...options, greetingTimeout: 50 }));
    await new RawPeer(hasty.port).closed;
    await new RawPeer(hasty.port).say(greetingBytes()).closed;
    expect(log).to.have.length(2);
    expect(log[0]).to.contain("did not introduce itself within 50 ms");
  });

  it("of the wrong type is told so", async () => {
    const peer = new RawPeer(router.port).say(greetingBytes(), readyBytes("PUSH"));
    expect(await peer.frame(1))
      .to.match(/^command:.ERROR/)
      .and.contain('"PUSH"');
  });

  it("gets a PONG with its context for a PING", async () => {
    const peer = new RawPeer(router.port).say(greetingBytes(), readyBytes("DEALER"));
    peer.say(commandBytes("PING", Buffer.from("\x00\x0acontext")));
    expect(await peer.frame(1)).to.equal("command:\x04PONGcontext");
    peer.socket.destroy();
  });

  it("may send its bytes one by one", async () => {
    const peer = new RawPeer(router.port);
    const bytes = Buffer.concat([
      greetingBytes(),
      readyBytes("DEALER"),
      Buffer.from([1, 1, 0x61, 0, 1, 0x62]),
    ]);
    peer.socket.setNoDelay(true);
    for (const byte of bytes) {
      peer.say(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    while (messages.length === 0) {
      await sleep(5);
    }
    expect(messages).to.deep.equal([["a", "b"]]);
    peer.socket.destroy();
  });

  it("with the identity of another takes its place", async () => {
    const old = new RawPeer(router.port).say(greetingBytes(), readyBytes("DEALER", "me"));
    await old.frame(0);
    while (!router.has(Buffer.from("me"))) {
      await sleep(5);
    }
    const young = new RawPeer(router.port).say(greetingBytes(), readyBytes("DEALER", "me"));
    await old.closed;
    expect(log.join()).to.contain("another connection has come with its identity");
    expect(router.send(Buffer.from("me"), [Buffer.from("hello")])).to.equal(true);
    expect(await young.frame(1)).to.equal("last:hello");
    young.socket.destroy();
    await young.closed;
    while (router.has(Buffer.from("me"))) {
      await sleep(5);
    }
    expect(router.send(Buffer.from("me"), [Buffer.from("lost")])).to.equal(false);
  });

  it("subscribes by messages (3.0) and by commands (3.1), and takes back both", async () => {
    const topics: string[] = [];
    const subscribed = (topic: Buffer) => topics.push(`${topic}`);
    const publisher = keep(await Publisher.bind(anywhere, subscribed, options));
    const old = new RawPeer(publisher.port).say(greetingBytes(), readyBytes("SUB"));
    old.say(Buffer.from([0, 2, 1, 0x61]));
    const young = new RawPeer(publisher.port).say(
      greetingBytes({ version: [3, 1] }),
      readyBytes("XSUB"),
      commandBytes("SUBSCRIBE", Buffer.from("ab")),
      commandBytes("SUBSCRIBE", Buffer.from("ab")),
      commandBytes("SUBSCRIBE", Buffer.from("c")),
    );
    while (topics.length < 3) {
      await sleep(5);
    }
    expect(topics).to.have.members(["a", "ab", "c"]);
    expect(publisher.subscribers).to.equal(2);
    const publish = (...names: string[]) => {
      for (const name of names) {
        publisher.send([Buffer.from(name), Buffer.from("x")]);
      }
    };
    publish("a", "abc", "c", "zzz");
    await Promise.all([old.frame(4), young.frame(4)]);
    old.say(Buffer.from([0, 2, 0, 0x61]));
    young.say(commandBytes("CANCEL", Buffer.from("ab")), commandBytes("CANCEL", Buffer.from("c")));
    while (publisher.subscribers > 1) {
      await sleep(5);
    }
    publish("abd", "c");
    await young.frame(6);
    expect(old.frames.slice(1)).to.deep.equal(["more:a", "last:x", "more:abc", "last:x"]);
    expect(young.frames.slice(1).filter((frame) => frame !== "last:x")).to.deep.equal([
      "more:abc",
      "more:c",
      "more:abd",
    ]);
    old.socket.destroy();
    young.socket.destroy();
  });

  it("that takes nothing is closed, and others get everything", async () => {
    const publisher = keep(
      await Publisher.bind(anywhere, () => {}, {
        ...options,
        highWater: 2 ** 20,
        stallTimeout: 200,
      }),
    );
    const subscribe = Buffer.from([0, 1, 1]);
    const stuck = new RawPeer(publisher.port);
    const good = new RawPeer(publisher.port);
    for (const peer of [stuck, good]) {
      peer.say(greetingBytes(), readyBytes("SUB"), subscribe);
    }
    while (publisher.subscribers < 2) {
      await sleep(5);
    }
    stuck.socket.pause();
    const body = Buffer.alloc(2 ** 20, 0x61);
    for (let i = 0; i < 30; i++) {
      publisher.send([Buffer.from("t"), body]);
    }
    expect(publisher.bufferedBytes).to.be.greaterThan(2 ** 20);
    await publisher.drained();
    await good.frame(60);
    while (publisher.subscribers > 1) {
      await sleep(20);
    }
    expect(log.join()).to.match(/to XPUB: it has taken nothing for 200 ms while \d+ bytes wait/);
    expect(publisher.bufferedBytes).to.equal(0);
    stuck.socket.destroy();
    good.socket.destroy();
  });

  it("finds a taken port named", async () => {
    const error = await Replier.bind({ host: "127.0.0.1", port: router.port }).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).to.contain(`port ${router.port} of 127.0.0.1 is taken`);
    const nowhere = await Replier.bind({ host: "203.0.113.1", port: 0 }).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(nowhere?.message).to.contain('correct "ip" in the connection file');
  });
});
