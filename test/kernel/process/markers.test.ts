import { expect } from "chai";
import fc from "fast-check";
import { MarkerParser, markerOf } from "../../../src/kernel/process/markers.js";

const nonce = "5ecret";
const piece = fc.record({
  run: fc.nat({ max: 99 }),
  edge: fc.constantFrom("start" as const, "end" as const),
  // With what looks like the beginning of a mark.
  text: fc
    .array(fc.constantFrom("a", "é€", "\x1b", "\x1b_", "\x1b_intertwine:", "\x1b\\", "\n"))
    .map((parts) => parts.join("")),
});

describe("Markers in raw output", () => {
  it("are taken out, and the text keeps its run, however it is cut", () => {
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat()), (pieces, cuts) => {
        const whole = pieces.map((p) => markerOf(nonce, p.run, p.edge) + p.text).join("");
        const bytes = Buffer.from(`${whole}${markerOf(nonce, 100, "end")}`);
        const seen = new Map<number, string>();
        const parser = new MarkerParser(nonce, (run, text) => {
          seen.set(run, (seen.get(run) ?? "") + text);
        });
        const places = [0, ...cuts.map((cut) => cut % bytes.length), bytes.length];
        places.sort((a, b) => a - b);
        for (let i = 1; i < places.length; i++)
          parser.push(bytes.subarray(places[i - 1], places[i]));
        const expected = new Map<number, string>();
        for (const { run, text } of pieces) {
          if (text !== "") expected.set(run, (expected.get(run) ?? "") + text);
        }
        expect(seen).to.deep.equal(expected);
        expect(parser.ended).to.equal(100);
      }),
    );
  });

  it("delivers a lone escape at once when no mark can follow", () => {
    const seen: string[] = [];
    const parser = new MarkerParser(nonce, (_run, text) => seen.push(text));
    parser.push(Buffer.from("\x1b[31mred"));
    expect(seen.join("")).to.equal("\x1b[31mred");
  });

  it("leaves marks with another secret in the text", () => {
    const seen: string[] = [];
    const parser = new MarkerParser(nonce, (_run, text) => seen.push(text));
    const foreign = markerOf("0ther", 3, "end");
    parser.push(Buffer.from(foreign));
    expect(seen.join("")).to.equal(foreign);
    expect(parser.ended).to.equal(0);
  });
});
