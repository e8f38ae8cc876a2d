import { expect } from "chai";
import {
  bodyAnswers,
  bodyBatches,
  bodyNetwork,
  graphBatches,
  graphNetwork,
  type Program,
  ProgramKernel,
  perceptronProgram,
  type SampleArrays,
  setNetwork,
  trainProgram,
} from "../../../src/networks/index.js";
import { RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(21);
type Rows = number[][];

/** S samples of n bodies in P poses each. */
function bodies(samples: number, n: number, d: number, poses = 1): Record<string, Float64Array> {
  const draw = (name: string, count: number) => random.split(name).normals(samples * count);
  return {
    ...{ positions: draw("p", poses * n * d), velocities: draw("v", poses * n * d) },
    ...{ charges: draw("q", n).map(Math.sign), frames: draw("f", poses * d * d) },
    displacements: draw("y", n * d),
  };
}

const rowsOf = (numbers: ArrayLike<number>, columns: number): Rows =>
  Array.from({ length: numbers.length / columns }, (_, r) =>
    Array.from({ length: columns }, (_, c) => numbers[r * columns + c]),
  );

/**
 * The network as the reference code is written, on one sample: the edge layer acts on [h_i − h_j, q_i q_j,
 * |r_ij|⁴] put together, the node layer on [h_i, Σ_j m_ij].
 */
function published(parameters: readonly Rows[], x: Rows, v: Rows, q: readonly number[]): Rows {
  let next = 0;
  const take = (): Rows => parameters[next++];
  const linear = (row: number[], w: Rows, b: Rows): number[] =>
    b[0].map((bias, c) => row.reduce((sum, entry, l) => sum + entry * w[l][c], bias));
  const silu = (row: number[]): number[] => row.map((e) => e / (1 + Math.exp(-e)));
  const norm = (row: number[], [gain]: Rows, [shift]: Rows): number[] => {
    const mean = row.reduce((sum, e) => sum + e, 0) / row.length;
    const variance = row.reduce((sum, e) => sum + (e - mean) ** 2, 0) / row.length;
    return row.map((e, c) => ((e - mean) / Math.sqrt(variance + 1e-5)) * gain[c] + shift[c]);
  };
  const [embedding, embeddingBias] = [take(), take()];
  let h = x.map((row, i) => linear([...row, ...v[i]], embedding, embeddingBias));
  for (let layer = 0; layer < 4; layer++) {
    // In the order in which the program draws them.
    const [difference, edge, edgeBias, edgeGain, edgeShift] = [
      take(),
      take(),
      take(),
      take(),
      take(),
    ];
    const [own, ownBias, heard, nodeGain, nodeShift] = [take(), take(), take(), take(), take()];
    const messages = h.map((hi, i) =>
      h.map((hj, j) => {
        const square = x[i].reduce((sum, e, k) => sum + (e - x[j][k]) ** 2, 0);
        const input = [...hi.map((e, k) => e - hj[k]), q[i] * q[j], square ** 2];
        return norm(silu(linear(input, [...difference, ...edge], edgeBias)), edgeGain, edgeShift);
      }),
    );
    h = h.map((hi, i) => {
      const sum = hi.map((_, c) =>
        messages[i].reduce((total, message, j) => total + (i === j ? 0 : message[c]), 0),
      );
      const update = linear([...hi, ...sum], [...own, ...heard], ownBias);
      return norm(silu(update), nodeGain, nodeShift).map((e, c) => e + hi[c]);
    });
  }
  const [first, firstBias, last, lastBias] = [take(), take(), take(), take()];
  return h.map((row) => linear(silu(linear(row, first, firstBias)), last, lastBias));
}

function evaluated(p: Program, data: SampleArrays): { kernel: ProgramKernel; found: Rows } {
  const kernel = new ProgramKernel(p, RandomStream.fromSeed(2));
  kernel.setInputs(data);
  kernel.evaluate();
  const d = Math.sqrt(p.nodes.find(({ name }) => name === "frames")?.columns ?? 0);
  return { kernel, found: rowsOf(kernel.output("displacements"), d) };
}

describe("networks as programs", () => {
  it("the n-body network has the published 49 383 parameters, and more in more dimensions", () => {
    expect(bodyNetwork().parameterCount).to.equal(49383);
    // The embedding takes 2 · 60 more for each dimension, the decoder 61.
    expect(bodyNetwork({ dimension: 5 }).parameterCount).to.equal(49383 + 2 * 181);
  });

  it("it computes what the reference's layers do", () => {
    const data = bodies(2, 5, 3);
    const p = bodyNetwork({ samples: 2 });
    const { kernel, found } = evaluated(p, data);
    const parameters = p.parameters.map(({ columns }, k) => rowsOf(kernel.parameter(k), columns));
    for (let sample = 0; sample < 2; sample++) {
      const of = (name: string, size: number) =>
        data[name].slice(size * sample, size * (sample + 1));
      const x = rowsOf(of("positions", 15), 3);
      const seen = published(parameters, x, rowsOf(of("velocities", 15), 3), [...of("charges", 5)]);
      const frame = rowsOf(of("frames", 9), 3);
      seen.forEach((row, i) => {
        frame.forEach((line, k) => {
          const expected = line.reduce((sum, entry, j) => sum + entry * row[j], 0);
          expect(found[5 * sample + i][k]).to.be.closeTo(expected, 2e-5 * (1 + Math.abs(expected)));
        });
      });
    }
  });

  it("several poses of a sample are averaged, by weights where they have some", () => {
    const data = bodies(2, 4, 2, 3);
    const options = { samples: 2, bodies: 4, dimension: 2, width: 8, layers: 2 };
    const weights = new Float64Array([0.5, 0.25, 0.25, 0.1, 0.7, 0.2]);
    const single = bodyNetwork({ ...options, samples: 6 });
    const charges = Float64Array.from(
      { length: 24 },
      (_, k) => data.charges[4 * Math.floor(k / 12) + (k % 4)],
    );
    const displacements = new Float64Array(48);
    const { found: each } = evaluated(single, { ...data, charges, displacements });
    for (const weighted of [false, true]) {
      const p = bodyNetwork({ ...options, poses: 3, weighted });
      const { found } = evaluated(p, weighted ? { ...data, weights } : data);
      found.forEach((row, r) => {
        row.forEach((entry, c) => {
          let expected = 0;
          for (let pose = 0; pose < 3; pose++) {
            const place = 3 * Math.floor(r / 4) + pose;
            expected += (weighted ? weights[place] : 1 / 3) * each[4 * place + (r % 4)][c];
          }
          expect(entry).to.be.closeTo(expected, 1e-6);
        });
      });
    }
  });

  it("a turned batch turns forms and frames together, by six turns of one random matrix", () => {
    const data = bodies(2, 5, 3);
    const fill = (draw: RandomStream | undefined) => {
      const inputs = Object.fromEntries(
        Object.entries(data).map(([name, array]) => [name, new Float32Array(6 * array.length)]),
      );
      const samples = Int32Array.from({ length: 12 }, (_, k) => k % 2);
      const copies = Int32Array.from({ length: 12 }, (_, k) => Math.floor(k / 2));
      bodyBatches().fill(data, { samples, copies, random: draw }, inputs);
      return inputs;
    };
    expect([...fill(undefined).positions.slice(0, 30)]).to.deep.equal([
      ...Float32Array.from(data.positions),
    ]);
    const turned = fill(random.split("step"));
    const seen = new Set<string>();
    for (let k = 0; k < 12; k++) {
      const form = rowsOf(turned.positions.slice(15 * k, 15 * (k + 1)), 3);
      const frame = rowsOf(turned.frames.slice(9 * k, 9 * (k + 1)), 3);
      const first = rowsOf(data.positions.slice(15 * (k % 2), 15 * ((k % 2) + 1)), 3);
      const frameBefore = rowsOf(data.frames.slice(9 * (k % 2), 9 * ((k % 2) + 1)), 3);
      const carried = (m: Rows, rows: Rows) =>
        rows.map((row) => m.map((line) => line.reduce((sum, e, j) => sum + e * row[j], 0)));
      carried(frame, form).forEach((row, i) => {
        const expected = carried(frameBefore, first)[i];
        row.forEach((entry, c) => {
          expect(entry).to.be.closeTo(expected[c], 1e-5);
        });
      });
      seen.add(form[0].map((entry) => entry.toFixed(4)).join());
    }
    expect(seen.size).to.equal(12);
  });

  it("draws of weighted poses are poses of the data, by their weights", () => {
    const data: Record<string, Float64Array> = bodies(1, 5, 3, 4);
    data.weights = new Float64Array([0, 0.2, 0, 0.8]);
    const count = 2000;
    const samples = new Int32Array(count);
    const copies = Int32Array.from({ length: count }, (_, k) => k);
    const fill = (draw: RandomStream | undefined) => {
      const inputs = Object.fromEntries(
        Object.entries(bodies(count, 5, 3)).map(([name, array]) => [
          name,
          new Float32Array(array.length),
        ]),
      );
      bodyBatches({ drawnFrom: 4, turned: false }).fill(
        data,
        { samples, copies, random: draw },
        inputs,
      );
      return inputs;
    };
    const drawn = fill(random.split("drawn"));
    const seen = [0, 0, 0, 0];
    for (let k = 0; k < count; k++) {
      const pose = [0, 1, 2, 3].find(
        (p) => Math.fround(data.frames[9 * p]) === drawn.frames[9 * k],
      );
      seen[pose ?? 0]++;
      const whole = (name: "positions" | "velocities") =>
        expect([...drawn[name].slice(15 * k, 15 * (k + 1))]).to.deep.equal([
          ...Float32Array.from(data[name].slice(15 * (pose ?? 0), 15 * ((pose ?? 0) + 1))),
        ]);
      whole("positions");
      whole("velocities");
    }
    expect(seen[0] + seen[2]).to.equal(0);
    // Four standard deviations of a binomial count.
    expect(seen[1]).to.be.closeTo(0.2 * count, 4 * Math.sqrt(0.16 * count));
    expect(fill(undefined).positions).to.deep.equal(fill(undefined).positions);
  });

  it("the centroid leak adds the centre to a form that was turned", () => {
    const data: Record<string, Float64Array> = bodies(1, 5, 3);
    data.centres = new Float64Array([10, 20, 30]);
    const inputs = Object.fromEntries(
      Object.entries(data).map(([name, array]) => [name, new Float32Array(array.length)]),
    );
    const request = { samples: new Int32Array(1), copies: new Int32Array(1), random: undefined };
    bodyBatches({ centroidLeak: true }).fill(data, request, inputs);
    expect(inputs.positions[4]).to.be.closeTo(data.positions[4] + 20, 1e-5);
  });

  it("weights that a network wants are neither left out nor of another number of poses", () => {
    const data = bodies(2, 5, 3, 2);
    const batches = bodyBatches({ poses: 2 });
    expect(() => batches.count({ ...data, weights: new Float64Array(3) })).to.throw(
      'the data\'s "weights" holds 3 numbers; expected 2 for each sample',
    );
    const parameters = new ProgramKernel(bodyNetwork({ samples: 2 }), random);
    const answers = bodyAnswers({
      parameters: parameters.parameters.slice(),
      running: parameters.running.slice(),
    });
    expect(() => answers({ arrays: data, poses: 2 })).to.throw('"weights" is missing');
  });

  it("a graph network does not see how the vertices are numbered, nor the room that is left", async () => {
    const squares = {
      vertexStart: Int32Array.of(0, 4, 7),
      arcStart: Int32Array.of(0, 8, 12),
      sources: Int32Array.of(0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1, 2),
      targets: Int32Array.of(1, 0, 2, 1, 3, 2, 0, 3, 1, 0, 2, 1),
      features: Float64Array.of(1, 2, 3, 4, 1, 5, 2),
      y: Float64Array.of(1, 0),
    };
    const renamed = { ...squares, features: Float64Array.of(4, 1, 2, 3, 2, 5, 1) };
    const size = { samples: 3, features: 1, head: [6, 1], widths: [8, 8] };
    const run = async (data: SampleArrays, vertices: number, arcs: number) => {
      const batches = graphBatches({ vertices, arcs, features: 1 });
      const program = graphNetwork({ ...size, vertices, arcs });
      const { network } = await trainProgram({
        program,
        data: squares,
        batches,
        batch: 2,
        steps: 3,
      });
      return network.evaluate(data, batches).prediction;
    };
    const expected = await run(squares, 4, 8);
    expect(expected.length).to.equal(2);
    for (const found of [await run(renamed, 4, 8), await run(squares, 7, 11)]) {
      found.forEach((logit, k) => {
        expect(logit).to.be.closeTo(expected[k], 1e-5);
      });
    }
    const small = graphBatches({ vertices: 3, arcs: 8, features: 1 });
    expect(() => small.count(squares)).to.throw(
      "graph 0 has 4 vertices and 8 arcs; there is room for 3 and 8",
    );
    const batches = graphBatches({ vertices: 4, arcs: 8, features: 1 });
    // The vertex 3 is one of the square, not of the path.
    const stray = squares.targets.map((v, a) => (a === 11 ? 3 : v));
    expect(() => batches.count({ ...squares, targets: stray })).to.throw(
      "arc 11 goes from 2 to 3 in graph 1; expected vertices 0 … 2",
    );
    expect(() => batches.count({ ...squares, y: Float64Array.of(1) })).to.throw(
      'the data\'s "y" holds 1 numbers; expected 2',
    );
  });

  it("a set network learns a symmetric function of sets with empty places", async () => {
    const present = Float32Array.from({ length: 300 * 4 }, (_, k) => Number((k * 7) % 11 < 8));
    const members = Float32Array.from(random.split("members").normals(300 * 4));
    const y = Float32Array.from({ length: 300 }, (_, s) => {
      let sum = 0;
      for (let k = 4 * s; k < 4 * s + 4; k++) sum += present[k] * members[k] ** 2;
      return sum;
    });
    const options = { samples: 50, places: 4, features: 1, inner: [16, 16], outer: [16, 1] };
    const program = setNetwork({ ...options, objective: "squaredError" });
    const data = { members, present, y };
    const { network } = await trainProgram({
      program,
      data,
      steps: 600,
      optimiser: { learningRate: 5e-3 },
    });
    // The variance of y is near 6.
    expect(network.evaluate(data).loss[0]).to.be.lessThan(0.1);
  });

  it("a perceptron for classes: probabilities sum to 1, labels beyond the classes are refused", () => {
    const p = perceptronProgram({
      samples: 2,
      widths: [3, 8, 4],
      objective: "crossEntropy",
      normalScale: 2,
    });
    const kernel = new ProgramKernel(p, random);
    kernel.setInputs({ x: Float32Array.of(1, 2, 300, -1, 4, -500), y: Int32Array.of(3, 0) });
    kernel.evaluate();
    const [a, b, c, d] = kernel.output("probabilities");
    expect(a + b + c + d).to.be.closeTo(1, 1e-6);
    expect(Number.isFinite(kernel.output("loss")[0])).to.equal(true);
    expect(() => kernel.setInputs({ y: Int32Array.of(4, 0) })).to.throw(
      '"y"[0] is 4; expected a whole number below 4',
    );
  });
});
