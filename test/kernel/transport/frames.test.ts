import { expect } from "chai";
import fc from "fast-check";
import {
  encodeCommand,
  encodeMessage,
  FrameDecoder,
  ProtocolError,
} from "../../../src/kernel/transport/frames.js";

const LIMIT = 2 ** 20;

function decodeAll(decoder: FrameDecoder) {
  const frames = [];
  for (let frame = decoder.next(); frame !== undefined; frame = decoder.next()) {
    frames.push(frame);
  }
  return frames;
}

/** A decoder that has got these bytes. */
function fed(...bytes: number[]): FrameDecoder {
  const decoder = new FrameDecoder(LIMIT);
  decoder.push(Buffer.from(bytes));
  return decoder;
}

describe("frames", () => {
  it("have one byte of length up to 255, and eight above", () => {
    const [short] = encodeMessage([new Uint8Array(255)]);
    expect([...short.subarray(0, 2)]).to.deep.equal([0, 255]);
    const [long] = encodeMessage([new Uint8Array(256)]);
    expect([...long.subarray(0, 9)]).to.deep.equal([2, 0, 0, 0, 0, 0, 0, 1, 0]);
    const [two] = encodeMessage([Buffer.from("a"), Buffer.from("")]);
    expect([...two]).to.deep.equal([1, 1, 0x61, 0, 0]);
    expect([...encodeCommand(Buffer.from("x"))]).to.deep.equal([4, 1, 0x78]);
  });

  it("come back whole under any chunking", () => {
    const size = fc.oneof(fc.nat({ max: 20 }), fc.constantFrom(255, 256, 70_000));
    const part = fc.tuple(size, fc.nat({ max: 255 })).map(([n, fill]) => Buffer.alloc(n, fill));
    const message = fc.array(part, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 4 }),
        fc.infiniteStream(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 90_000 }))),
        (messages, sizes) => {
          const bytes = Buffer.concat(messages.flatMap((parts) => encodeMessage(parts)));
          const decoder = new FrameDecoder(LIMIT);
          const frames = [];
          for (let at = 0; at < bytes.length; ) {
            const length = sizes.next().value as number;
            decoder.push(bytes.subarray(at, at + length));
            at += length;
            frames.push(...decodeAll(decoder));
          }
          const expected = messages.flatMap((parts) =>
            parts.map((body, i) => ({ command: false, more: i < parts.length - 1, body })),
          );
          expect(frames.length).to.equal(expected.length);
          for (const [i, { command, more, body }] of frames.entries()) {
            expect([command, more]).to.deep.equal([expected[i].command, expected[i].more]);
            expect(body.equals(expected[i].body)).to.equal(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of a message do not copy large bodies, and join them once", () => {
    const body = Buffer.alloc(1_000_000, 7);
    const pieces = encodeMessage([body]);
    expect(pieces[1]).to.equal(body);
    const decoder = new FrameDecoder(LIMIT);
    decoder.push(Buffer.from(pieces[0]));
    let concatenations = 0;
    const { concat } = Buffer;
    Buffer.concat = (...args) => {
      concatenations++;
      return concat(...args);
    };
    try {
      for (let at = 0; at < body.length; at += 1000) {
        expect(decoder.next()).to.equal(undefined);
        decoder.push(body.subarray(at, at + 1000));
      }
      expect(decoder.next()?.body.equals(body)).to.equal(true);
    } finally {
      Buffer.concat = concat;
    }
    expect(concatenations).to.equal(1);
  });

  it("with unknown flags or absurd lengths are refused before their body comes", () => {
    expect(() => fed(0x08).next()).to.throw(ProtocolError, "no flags");
    expect(() => fed(0x05).next()).to.throw(ProtocolError, "no flags");
    const absurd = [2, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    expect(() => fed(...absurd).next()).to.throw(ProtocolError, "9223372036854775807 bytes");
    expect(() => fed(2, 0, 0, 0, 0, 0, 16, 0, 1).next()).to.throw(ProtocolError, "at most 1048576");
    expect(fed(2, 0, 0, 0, 0, 0, 16, 0, 0).next()).to.equal(undefined);
  });

  it("of random bytes end in frames or in a ProtocolError", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoder = fed(...bytes);
        try {
          decodeAll(decoder);
        } catch (error) {
          expect(error).to.be.instanceOf(ProtocolError);
        }
      }),
    );
  });
});
