import { expect } from "chai";
import {
  CLOUD_ORDERS,
  type CloudArray,
  cloudOrder,
  DomainError,
  Matrix,
  RandomStream,
  ShapeError,
  separatorFrame,
  writeBatch,
} from "../../../src/index.js";

const [count, points, dimension] = [4, 12, 2];
const random = RandomStream.fromSeed(1);
const clouds: CloudArray = {
  count,
  points,
  dimension,
  values: Float32Array.from(random.normals(count * points * dimension)),
};
const directions = new Matrix(40, 2, random.normals(80));

function rowsOf(values: ArrayLike<number>, cloud = 0): number[][] {
  return Array.from({ length: points }, (_, i) => {
    const at = (cloud * points + i) * 2;
    return [values[at], values[at + 1]];
  });
}

const sortedRows = (rows: number[][]) => rows.map(String).sort();

describe("orders of clouds on plain arrays", () => {
  it("write a permutation of the points, but for coordinate swaps", () => {
    for (const name of CLOUD_ORDERS) {
      const order = cloudOrder(name, clouds, { directions });
      const out = new Float32Array(2 * points * dimension);
      writeBatch(order, [3, 1], random, out);
      const [a, b] = [sortedRows(rowsOf(out, 0)), sortedRows(rowsOf(out, 1))];
      const [c, d] = [sortedRows(rowsOf(clouds.values, 3)), sortedRows(rowsOf(clouds.values, 1))];
      if (name === "coordinate swaps") expect(a).to.not.deep.equal(c);
      else expect([a, b], name).to.deep.equal([c, d]);
    }
  });

  it('"coordinate" sorts by the first coordinate, and by the second at ties', () => {
    const tied = { count: 1, points: 3, dimension: 2, values: Float64Array.of(1, 5, 0, 9, 1, 4) };
    const out = new Float64Array(6);
    cloudOrder("coordinate", tied).write(0, random, out, 0);
    expect([...out]).to.deep.equal([0, 9, 1, 4, 1, 5]);
  });

  it('"direction" sorts along some direction: the row with the largest height is an end of the hull', () => {
    const order = cloudOrder("direction", clouds);
    const out = new Float64Array(points * 2);
    const firsts = new Set<string>();
    for (let k = 0; k < 50; k++) {
      order.write(0, random.split(k), out, 0);
      const rows = rowsOf(out);
      firsts.add(String(rows[0]));
      // Were an order made by no direction, some difference of neighbours would have no half plane with the others.
      const steps = rows
        .slice(1)
        .map((row, i) => Math.atan2(row[1] - rows[i][1], row[0] - rows[i][0]));
      const angles = steps.sort((a, b) => a - b);
      const gaps = angles.map((angle, i) =>
        i > 0 ? angle - angles[i - 1] : angle + 2 * Math.PI - angles[angles.length - 1],
      );
      expect(Math.max(...gaps)).to.be.above(Math.PI - 1e-9);
    }
    expect(firsts.size).to.be.above(2);
  });

  it('"separators" draw the orders of separatorFrame by its weights', () => {
    const small: CloudArray = {
      count: 1,
      points: 4,
      dimension: 2,
      values: Float64Array.from(random.normals(8)),
    };
    const order = cloudOrder("separators", small, { directions });
    const x = new Matrix(4, 2, Float64Array.from(small.values));
    const shares = new Map<string, number>();
    for (const { form, weight } of separatorFrame({ directions }).poses(x)) {
      const key = form.data.join();
      shares.set(key, (shares.get(key) ?? 0) + weight);
    }
    const counts = new Map<string, number>();
    const out = new Float64Array(8);
    const draws = 5000;
    for (let k = 0; k < draws; k++) {
      order.write(0, random, out, 0);
      counts.set(out.join(), (counts.get(out.join()) ?? 0) + 1);
    }
    for (const key of counts.keys()) expect(shares.has(key)).to.equal(true);
    for (const [key, share] of shares) {
      // Five standard deviations of a relative frequency.
      expect(Math.abs((counts.get(key) ?? 0) / draws - share)).to.be.below(
        5 * Math.sqrt(share / draws) + 1e-3,
      );
    }
  });

  it('"permutation" moves whole points, "coordinate swaps" exchanges x and y of half of them', () => {
    const out = new Float32Array(points * 2);
    let [stay, swapped] = [0, 0];
    for (let k = 0; k < 300; k++) {
      cloudOrder("permutation", clouds).write(2, random, out, 0);
      if (out[0] === clouds.values[2 * points * 2]) stay++;
      cloudOrder("coordinate swaps", clouds).write(2, random, out, 0);
      rowsOf(out).forEach(([x, y], i) => {
        const [a, b] = rowsOf(clouds.values, 2)[i];
        if (x === b && y === a) swapped++;
        else expect([x, y]).to.deep.equal([a, b]);
      });
    }
    expect(Math.abs(stay - 300 / points)).to.be.below(5 * Math.sqrt(300 / points));
    expect(Math.abs(swapped / (300 * points) - 0.5)).to.be.below(
      5 * Math.sqrt(0.25 / (300 * points)),
    );
  });

  it("refuse other names, separators without directions, and points that coincide", () => {
    expect(() => cloudOrder("sorted" as never, clouds)).to.throw(DomainError, '"sorted"');
    expect(() => cloudOrder("separators", clouds)).to.throw(DomainError, "directions");
    expect(() => cloudOrder("none", { ...clouds, count: 5 })).to.throw(ShapeError, "5 clouds");
    const twice = { count: 1, points: 2, dimension: 2, values: Float64Array.of(1, 2, 1, 2) };
    const order = cloudOrder("separators", twice, { directions });
    expect(() => order.write(0, random, new Float64Array(4), 0)).to.throw(DomainError, "cloud 0");
  });
});
