/** Reductions, by lanes; long ones in two rounds. Empty ones give what a reduction begins with. */
import { ShapeError } from "../../../../errors.js";
import type { NumberType, Place, ReduceOperation, Reduction } from "../../../plan/index.js";
import { isFloat } from "../../../plan/index.js";
import type { Memory } from "../memory/memory.js";
import { joinLanes, lanesFor, lanesText } from "../shader/lanes.js";
import { type Dispatch, Shader, THREADS, wgslType } from "../shader/shader.js";

/** One round: [outer, parts, inner] from [outer, reduced, inner], a part for each `chunk` numbers. */
interface Round {
  readonly reduction: Reduction;
  readonly extent: readonly [number, number, number];
  readonly chunk: number;
  readonly input: Pick<Place, "buffer" | "type">;
  readonly output: Pick<Place, "buffer" | "type">;
  /** Of means. */
  readonly divisor: number;
}

const LONG = 8192;
const PART = 2048;
const MOST_PARTS = 512;
/** Workgroups that fill a large device. */
const ENOUGH = 512;

export function reduce(memory: Memory, operation: ReduceOperation): Dispatch[] {
  const { reduction, inputs, outputs, kernel } = operation;
  const [outer, reduced, inner] = operation.extent;
  const [input] = inputs;
  const [output] = outputs;
  if (reduction === "mean" && !isFloat(input.type)) {
    throw new ShapeError(`got ${input.type} for a mean; expected float32: cast it first.`);
  }
  const whole: Round = {
    ...{ reduction, extent: [outer, reduced, inner], chunk: Math.max(reduced, 1) },
    ...{ input, output, divisor: reduced },
  };
  const few = outer * Math.ceil(inner / 32) < ENOUGH;
  if (reduced < LONG || !few || reduction.startsWith("arg")) {
    return [reduceRound(memory, kernel, whole)];
  }
  const chunk = Math.ceil(reduced / Math.min(MOST_PARTS, Math.ceil(reduced / PART)));
  const parts = Math.ceil(reduced / chunk);
  const between = { buffer: memory.append(outer * parts * inner), type: output.type };
  const first = reduction === "mean" ? "sum" : reduction;
  return [
    reduceRound(memory, kernel, { ...whole, reduction: first, chunk, output: between }),
    reduceRound(memory, kernel, {
      ...{ ...whole, extent: [outer, parts, inner], chunk: parts, input: between },
    }),
  ];
}

/** Sums over the middle axis of floats, as other kernels want them. */
export function sumParts(
  memory: Memory,
  kernel: string,
  extent: readonly [number, number, number],
  input: number,
  output: number,
): Dispatch {
  const type = "float32";
  return reduceRound(memory, kernel, {
    ...{ reduction: "sum", extent, chunk: extent[1], divisor: 1 },
    ...{ input: { buffer: input, type }, output: { buffer: output, type } },
  });
}

function reduceRound(memory: Memory, kernel: string, round: Round): Dispatch {
  const { reduction, extent, chunk } = round;
  const [outer, reduced, inner] = extent;
  const shader = new Shader(memory, kernel);
  const parts = Math.max(1, Math.ceil(reduced / chunk));
  const lanes = lanesFor(inner, Math.min(chunk, reduced));
  const tiles = Math.ceil(inner / lanes.width);
  const items = outer * parts * tiles;
  const sizes = { reduced, inner, chunk, parts, tiles, items };
  const names = Object.entries(sizes).map(
    ([name, value]) => `let ${name} = ${shader.parameter(value)};`,
  );
  const input = shader.input(round.input);
  const output = shader.output(round.output);
  const accumulator = reduction.startsWith("arg")
    ? winner(reduction, round.input.type)
    : plain(reduction, round.input.type, round.output.type);
  const divided = reduction === "mean" ? `f32(${shader.parameter(round.divisor)})` : "";
  const main = `
  ${names.join("\n  ")}
  ${lanesText(shader, lanes)}
  if (group * lines >= items) { return; }
  let item = group * lines + line;
  let i = (item % tiles) * width + x;
  let part = (item / tiles) % parts;
  let o = item / (tiles * parts);
  let works = item < items && i < inner;
  var result = ${accumulator.start};
  if (works) {
    let end = min(reduced, (part + 1u) * chunk);
    for (var r = part * chunk + y; r < end; r += height) {
      let value = ${input.read("(o * reduced + r) * inner + i")};
      ${accumulator.take}
    }
  }
  ${joinLanes("lanes", "result", accumulator.join)}
  if (works && y == 0u) { ${output.write(
    "(o * parts + part) * inner + i",
    reduction === "mean" ? `(result / ${divided})` : accumulator.end,
  )} }`;
  const before = `${accumulator.declarations}
var<workgroup> lanes: array<${accumulator.type}, ${THREADS}>;`;
  return shader.finish({ before, main, workgroups: Math.ceil(items / lanes.lines) });
}

interface Accumulator {
  readonly type: string;
  readonly start: string;
  /** What happens to `result` by `value`, the r-th. */
  readonly take: string;
  readonly join: (a: string, b: string) => string;
  readonly end: string;
  readonly declarations: string;
}

function plain(reduction: Reduction, from: NumberType, to: NumberType): Accumulator {
  const float = isFloat(from);
  const judges = reduction === "all" || reduction === "any";
  const type = judges ? "i32" : wgslType(to);
  const join = joinOf(reduction, float);
  const value = judges ? (float ? "bit(!isZero(value))" : "bit(value != 0)") : "value";
  return {
    ...{ type, join, start: startOf(reduction, float), end: "result", declarations: "" },
    take: `result = ${join("result", value)};`,
  };
}

function joinOf(reduction: Reduction, float: boolean): (a: string, b: string) => string {
  switch (reduction) {
    case "product":
      return (a, b) => `${a} * ${b}`;
    case "maximum":
      return (a, b) => `${float ? "larger" : "max"}(${a}, ${b})`;
    case "minimum":
      return (a, b) => `${float ? "smaller" : "min"}(${a}, ${b})`;
    case "all":
      return (a, b) => `${a} & ${b}`;
    case "any":
      return (a, b) => `${a} | ${b}`;
    default:
      return (a, b) => `${a} + ${b}`;
  }
}

function startOf(reduction: Reduction, float: boolean): string {
  if (reduction === "all") return "1";
  if (reduction === "any") return "0";
  if (reduction === "product") return float ? "1.0" : "1";
  if (reduction === "maximum") return float ? "fromBits(0xff800000u)" : "bitcast<i32>(0x80000000u)";
  if (reduction === "minimum") return float ? "fromBits(0x7f800000u)" : "0x7fffffff";
  return float ? "0.0" : "0";
}

/**
 * The first of the best: (rank, index), the rank raised so that the greatest wins. NaN at the
 * beginning beats all, as nothing is greater; elsewhere it is greater than nothing.
 */
function winner(reduction: Reduction, from: NumberType): Accumulator {
  const rank = isFloat(from) ? "rank(value)" : "value";
  const raised = `(bitcast<u32>(${rank}) ^ 0x80000000u)`;
  const counted = reduction === "argMaximum" ? raised : `~${raised}`;
  const skip = isFloat(from)
    ? "if (isNan(value)) { if (r == 0u) { result = vec2u(0xffffffffu, 0u); } continue; }"
    : "";
  return {
    type: "vec2u",
    start: "vec2u(0u, 0xffffffffu)",
    take: `${skip}
      result = better(result, vec2u(${counted}, r));`,
    join: (a, b) => `better(${a}, ${b})`,
    end: "select(bitcast<i32>(result.y), 0, result.y == 0xffffffffu)",
    declarations: `fn better(a: vec2u, b: vec2u) -> vec2u {
  return select(a, b, b.x > a.x || (b.x == a.x && b.y < a.y));
}`,
  };
}
