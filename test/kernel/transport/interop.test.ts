/** Our sockets against those of libzmq. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import fc from "fast-check";
import { Dealer, Request, Subscriber } from "zeromq";
import { Publisher, Replier, Router } from "../../../src/kernel/transport/index.js";

const anywhere = { host: "127.0.0.1", port: 0 };
const open: { close(): unknown }[] = [];

function keep<T extends { close(): unknown }>(socket: T): T {
  open.push(socket);
  return socket;
}

function dial<T extends Dealer | Request | Subscriber>(socket: T, port: number): T {
  socket.connect(`tcp://127.0.0.1:${port}`);
  return keep(socket);
}

/** A router that sends back what it gets, under the identity that it came from. */
async function echo(log: string[] = []): Promise<Router> {
  const router: Router = await Router.bind(
    anywhere,
    (identity, parts) => router.send(identity, parts),
    { log: (line) => log.push(line) },
  );
  return keep(router);
}

describe("interoperation with libzmq", () => {
  afterEach(async () => {
    await Promise.all(
      open
        .splice(0)
        .reverse()
        .map((socket) => socket.close()),
    );
  });

  it("dealers get their own messages back, of any shape", async () => {
    const log: string[] = [];
    const router = await echo(log);
    const named = dial(new Dealer({ linger: 0, routingId: "named" }), router.port);
    const nameless = dial(new Dealer({ linger: 0 }), router.port);
    const size = fc.oneof(fc.nat({ max: 300 }), fc.constantFrom(0, 255, 256, 65_536, 300_000));
    const part = fc.tuple(size, fc.nat({ max: 255 })).map(([n, fill]) => Buffer.alloc(n, fill));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
        for (const dealer of [named, nameless]) {
          await dealer.send(parts);
          const back = await dealer.receive();
          expect(back.length).to.equal(parts.length);
          expect(back.every((frame, i) => frame.equals(parts[i]))).to.equal(true);
        }
      }),
      { numRuns: 40 },
    );
    expect(router.has(Buffer.from("named"))).to.equal(true);
    expect(log).to.deep.equal([]);
  });

  it("requests are answered by router and replier", async () => {
    const router = await echo();
    const replier = keep(await Replier.bind(anywhere));
    for (const port of [router.port, replier.port]) {
      const request = dial(new Request({ linger: 0 }), port);
      for (const text of ["ping", "", "x".repeat(1000)]) {
        await request.send([text, "second"]);
        expect((await request.receive()).map(String)).to.deep.equal([text, "second"]);
      }
    }
  });

  it("a message of 40 MB goes there and back", async () => {
    const router = await echo();
    const dealer = dial(new Dealer({ linger: 0 }), router.port);
    const body = Buffer.alloc(40_000_000, "0123456789");
    await dealer.send(["head", body, "tail"]);
    const [head, back, tail] = await dealer.receive();
    expect([String(head), String(tail)]).to.deep.equal(["head", "tail"]);
    expect(back.equals(body)).to.equal(true);
  });

  it("subscribers get what they want, all of it and in order", async () => {
    const topics: string[] = [];
    const publisher = keep(
      await Publisher.bind(anywhere, (topic, welcome) => {
        topics.push(String(topic));
        welcome([topic, Buffer.from("welcome")]);
      }),
    );
    const all = dial(new Subscriber({ linger: 0, receiveHighWaterMark: 0 }), publisher.port);
    all.subscribe();
    const some = dial(new Subscriber({ linger: 0, receiveHighWaterMark: 0 }), publisher.port);
    some.subscribe("b");
    while (topics.length < 2) {
      await sleep(5);
    }
    expect(topics).to.have.members(["", "b"]);
    expect((await all.receive()).map(String)).to.deep.equal(["", "welcome"]);
    expect((await some.receive()).map(String)).to.deep.equal(["b", "welcome"]);
    for (let i = 0; i < 20_000; i++) {
      publisher.send([Buffer.from(i % 2 ? "b.odd" : "a.even"), Buffer.from(`${i}`)]);
    }
    for (let i = 0; i < 20_000; i++) {
      expect(String((await all.receive())[1])).to.equal(`${i}`);
    }
    for (let i = 1; i < 20_000; i += 2) {
      expect(String((await some.receive())[1])).to.equal(`${i}`);
    }
    some.unsubscribe("b");
    while (publisher.subscribers > 1) {
      await sleep(5);
    }
    all.close();
    while (publisher.subscribers > 0) {
      await sleep(5);
    }
  });

  it("heartbeats of ZMTP 3.1 keep a connection", async () => {
    const log: string[] = [];
    const router = await echo(log);
    const options = { heartbeatInterval: 30, heartbeatTimeout: 150, heartbeatTimeToLive: 200 };
    const dealer = dial(new Dealer({ linger: 0, ...options }), router.port);
    await dealer.send("before");
    expect(String(await dealer.receive())).to.equal("before");
    // Longer than the timeout: without a PONG, libzmq would have given up.
    let lost = false;
    dealer.events.on("disconnect", () => {
      lost = true;
    });
    await sleep(500);
    await dealer.send("after");
    expect(String(await dealer.receive())).to.equal("after");
    expect(lost).to.equal(false);
    expect(log).to.deep.equal([]);
  });

  it("a message that was sent just before the close arrives", async () => {
    const router: Router = await Router.bind(anywhere, (identity, parts) => {
      router.send(identity, parts);
      void router.close();
    });
    const dealer = dial(new Dealer({ linger: 0 }), router.port);
    const body = Buffer.alloc(3_000_000, 1);
    await dealer.send(body);
    expect((await dealer.receive())[0].length).to.equal(body.length);
  });
});
