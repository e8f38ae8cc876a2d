import { expect } from "chai";
import fc from "fast-check";
import {
  EventReader,
  encodeEvent,
  encodeText,
  RECORD,
} from "../../../src/kernel/process/frames.js";
import type { Event } from "../../../src/kernel/process/messages.js";

const run = fc.nat({ max: 2 ** 32 - 1 });
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 50 }),
  // Longer than a record, with characters of three bytes across its border.
  fc.integer({ min: 10_000, max: 40_000 }).map((length) => "€".repeat(length)),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.constant<Event>({ type: "ready" }),
  fc.record({
    type: fc.constant("stream" as const),
    run,
    name: fc.constantFrom("stdout" as const, "stderr" as const),
    text,
  }),
  fc.record({
    type: fc.constant("result" as const),
    run,
    data: fc.dictionary(fc.string(), fc.jsonValue()),
    metadata: fc.constant({}),
  }),
);

function bytesOf(events: readonly Event[], repeat: (record: number) => boolean = () => false) {
  let number = 0;
  const records: Buffer[] = [];
  for (const each of events) {
    for (const record of encodeEvent(each, number)) {
      records.push(record);
      if (repeat(number)) records.push(record);
      number++;
    }
  }
  return Buffer.concat(records);
}

function read(bytes: Buffer, cuts: readonly number[]): Event[] {
  const seen: Event[] = [];
  const reader = new EventReader((each) => seen.push(each));
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length];
  places.sort((a, b) => a - b);
  for (let i = 1; i < places.length; i++) reader.push(bytes.subarray(places[i - 1], places[i]));
  return seen;
}

describe("Event frames", () => {
  it("come back the same, however the pipe cuts them", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), fc.array(fc.nat()), (events, cuts) => {
        expect(read(bytesOf(events), cuts)).to.deep.equal(events);
      }),
      { numRuns: 60 },
    );
  });

  it("are the same bytes for a short text, made without objects", () => {
    const target = Buffer.alloc(RECORD);
    fc.assert(
      fc.property(run, fc.constantFrom("stdout", "stderr"), text, run, (of, name, words, first) => {
        const length = encodeText(target, of, name, words, first);
        const event = { type: "stream", run: of, name, text: words } as const;
        const [record, ...more] = encodeEvent(event, first);
        if (length > 0) {
          expect(target.subarray(0, length)).to.deep.equal(record);
          expect(more).to.deep.equal([]);
        } else {
          expect(words.length).to.be.above(10_000);
        }
      }),
    );
  });

  it("come back byte by byte", () => {
    const events: Event[] = [
      { type: "stream", run: 7, name: "stderr", text: "grüße €" },
      { type: "clear", run: 8, wait: true },
    ];
    const bytes = bytesOf(events);
    const every = Array.from(bytes.keys());
    expect(read(bytes, every)).to.deep.equal(events);
  });

  it("arrive once when the writer repeats a record in doubt", () => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 8 }),
        fc.func(fc.boolean()),
        (events, repeat) => {
          expect(read(bytesOf(events, repeat), [])).to.deep.equal(events);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are written in records that a socket takes whole", () => {
    const long: Event = { type: "stream", run: 1, name: "stdout", text: "x".repeat(200_000) };
    const records = encodeEvent(long, 0);
    expect(records.length).to.equal(7);
    for (const record of records) expect(record.length).to.be.at.most(32 * 1024);
  });

  it("survive the overflow of the records' numbers", () => {
    const seen: Event[] = [];
    const reader = new EventReader((each) => seen.push(each));
    const long: Event = { type: "stream", run: 1, name: "stdout", text: "y".repeat(100_000) };
    for (const record of encodeEvent(long, 2 ** 32 - 2)) reader.push(record);
    expect(seen).to.deep.equal([long]);
  });
});
