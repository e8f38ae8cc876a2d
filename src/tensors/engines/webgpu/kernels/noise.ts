/** Noise: a thread a block of two numbers; bits as on every other device. */
import type { NoiseOperation } from "../../../plan/index.js";
import { normalTable } from "../../normal-table.js";
import { sizeOf } from "../../webassembly/strides.js";
import type { Memory } from "../memory/memory.js";
import { type Access, type Dispatch, Shader } from "../shader/shader.js";
import { forEach, workgroupsFor } from "./map.js";

/** The buffer of the table in each memory that has one. */
const tables = new WeakMap<Memory, number>();

export function noise(memory: Memory, operation: NoiseOperation): Dispatch[] {
  const { law, key, inputs, outputs, kernel } = operation;
  const shader = new Shader(memory, kernel);
  const counter = inputs.length > 0 ? shader.input(inputs[0]).word("0u") : "0u";
  const normal = law === "normal";
  const table = normal ? shader.input({ buffer: tableIn(memory), type: "int32" }) : undefined;
  const output = shader.output(outputs[0]);
  const size = shader.parameter(sizeOf(outputs[0].shape));
  const number = (word: string): string =>
    normal ? `normalOfWord(base, ${word})` : `uniformOfWord(${word})`;
  const words = `threefry(i, ${counter}, ${shader.parameter(key[0])}, ${shader.parameter(key[1])})`;
  const body = [
    `let words = ${words};`,
    output.write("2u * i", number("words.x")),
    `if (2u * i + 1u < ${size}) { ${output.write("2u * i + 1u", number("words.y"))} }`,
  ];
  const main = forEach(`(${size} + 1u) / 2u`, body);
  const before = table === undefined ? "" : normalText(table);
  const pairs = Math.ceil(sizeOf(outputs[0].shape) / 2);
  return [shader.finish({ before, main, workgroups: workgroupsFor(pairs) })];
}

function tableIn(memory: Memory): number {
  let buffer = tables.get(memory);
  if (buffer === undefined) {
    const words = normalTable();
    buffer = memory.append(words.length, words);
    tables.set(memory, buffer);
  }
  return buffer;
}

/** As engines/normal-table.ts. */
const normalText = (table: Access): string => `
fn normalOfWord(base: u32, word: u32) -> f32 {
  let m = (word << 1u) | 1u;
  let zeros = countLeadingZeros(m);
  let x = m << zeros;
  let place = 4u * (8u * zeros + ((x >> 28u) & 7u));
  let t = (x >> 12u) & 0xffffu;
  var a = ${table.read("place + 3u")};
  a = scaledDown(a, t) + ${table.read("place + 2u")};
  a = scaledDown(a, t) + ${table.read("place + 1u")};
  a = scaledDown(a, t) + ${table.read("place")};
  let size = f32((a + 64) >> 7u) * 4.76837158203125e-7;
  return select(size, -size, (word >> 31u) != 0u);
}`;
