/**
 * A program: one step of a network, taken down once and replayed without a thought of shapes,
 * memory or derivatives. All numbers are Float32; tensors are matrices, rows are samples or
 * parts of samples.
 *
 *   const p = program();
 *   const x = p.input("x", [32, 2]);
 *   const y = p.input("y", [32, 1]);
 *   p.minimise(p.squaredError(p.linear(p.tanh(p.linear(x, 64)), 1), y));
 *
 * Law: a replay gives the same bits on every machine, and its gradient is the derivative of
 * what is minimised. Losses are means over the samples that are there: a batch may hold fewer than
 * the program was laid out for.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { ElementwiseProgram } from "./elementwise.js";
import type { LossName, Tensor } from "./node.js";

export class Program extends ElementwiseProgram {
  /** Row k is row index[k] of x, or 0 where that is below 0. @throws ShapeError */
  gather(x: Tensor, index: Tensor): Tensor {
    this.requireIndices("gather", "index", index);
    return this.record("gather", index.rows, x.columns, [this.requireNumbers("gather", x), index]);
  }

  /** Row k is row first[k] of x minus row second[k]. @throws ShapeError */
  difference(x: Tensor, first: Tensor, second: Tensor): Tensor {
    this.requireIndices("difference", "first", first);
    this.requireIndices("difference", "second", second, first.rows);
    this.requireNumbers("difference", x);
    return this.record("difference", first.rows, x.columns, [x, first, second]);
  }

  /** Row s is the sum of the rows k of x with segment[k] = s; indices below 0 are left out. @throws ShapeError */
  segmentSum(x: Tensor, segment: Tensor, rows: number): Tensor {
    this.requireIndices("segmentSum", "segment", segment, x.rows);
    this.requireNumbers("segmentSum", x);
    return this.record("segmentSum", rows, x.columns, [x, segment]);
  }

  /** The same with means; an empty segment gets 0. @throws ShapeError */
  segmentMean(x: Tensor, segment: Tensor, rows: number): Tensor {
    this.requireIndices("segmentMean", "segment", segment, x.rows);
    this.requireNumbers("segmentMean", x);
    return this.record("segmentMean", rows, x.columns, [x, segment]);
  }

  /** Row t is the sum of the rows source[k] of x with target[k] = t: one message along each arc. @throws ShapeError */
  neighbourSum(x: Tensor, source: Tensor, target: Tensor, rows: number = x.rows): Tensor {
    this.requireIndices("neighbourSum", "source", source);
    this.requireIndices("neighbourSum", "target", target, source.rows);
    this.requireNumbers("neighbourSum", x);
    return this.record("neighbourSum", rows, x.columns, [x, source, target]);
  }

  /** Sums of `size` consecutive rows. @throws ShapeError when the rows are no multiple of it */
  blockSum(x: Tensor, size: number): Tensor {
    return this.#blocks("blockSum", x, size, 1);
  }

  /** Means of `size` consecutive rows: over the poses of a sample, say. @throws as `blockSum` */
  blockMean(x: Tensor, size: number): Tensor {
    return this.#blocks("blockMean", x, size, 1 / size);
  }

  /** Each row `size` times in turn. @throws DomainError for a size that is no whole number ≥ 1 */
  repeat(x: Tensor, size: number): Tensor {
    if (!Number.isInteger(size) || size < 1) {
      throw new DomainError(`Program.repeat: size is ${size}; expected a whole number from 1 on.`);
    }
    return this.record("repeat", x.rows * size, x.columns, [this.requireNumbers("repeat", x)]);
  }

  /**
   * Each d-vector v of a row becomes M v, or Mᵀ v where `transposed`. A row of `matrices` is a d × d
   * matrix, row-major; it serves x.rows / matrices.rows consecutive rows. No gradient flows
   * into the matrices. @throws ShapeError
   */
  rotate(x: Tensor, matrices: Tensor, transposed = false): Tensor {
    const d = Math.sqrt(matrices.columns);
    const fits = x.columns % d === 0 && x.rows % matrices.rows === 0 && Number.isInteger(d);
    if (!fits || !["input", "constant"].includes(matrices.operation)) {
      throw new ShapeError(
        `Program.rotate: x is ${x.rows} × ${x.columns}, matrices (${matrices.operation}) ${matrices.rows} × ${matrices.columns}; expected an input of d² columns with x.columns a multiple of d, x.rows one of matrices.rows.`,
      );
    }
    this.requireNumbers("rotate", x);
    return this.record("rotate", x.rows, x.columns, [x, matrices], { value: d, transposed });
  }

  /** rows × 1. */
  rowSum(x: Tensor): Tensor {
    return this.record("rowSum", x.rows, 1, [this.requireNumbers("rowSum", x)]);
  }

  /** exp x over its sum, row by row. */
  softmax(x: Tensor): Tensor {
    return this.record("softmax", x.rows, x.columns, [this.requireNumbers("softmax", x)]);
  }

  /** The mean of all entries. */
  mean(x: Tensor): Tensor {
    return this.#loss("mean", x);
  }
  /** Mean of |x − y|. @throws ShapeError */
  absoluteError(x: Tensor, y: Tensor): Tensor {
    return this.#loss("absoluteError", x, y);
  }
  /** Mean of (x − y)². @throws ShapeError */
  squaredError(x: Tensor, y: Tensor): Tensor {
    return this.#loss("squaredError", x, y);
  }
  /** Mean over the rows of −log softmax(x)[class]; a class below 0 counts as 0. @throws ShapeError */
  crossEntropy(logits: Tensor, classes: Tensor): Tensor {
    this.requireIndices("crossEntropy", "classes", classes, logits.rows);
    this.requireNumbers("crossEntropy", logits);
    this.#requireSamples("crossEntropy", logits);
    return this.record("crossEntropy", 1, 1, [logits, classes]);
  }
  /** Mean of −y log σ(x) − (1 − y) log(1 − σ(x)) with y from 0 to 1. @throws ShapeError */
  logistic(logits: Tensor, targets: Tensor): Tensor {
    return this.#loss("logistic", logits, targets);
  }

  #blocks(caller: string, x: Tensor, size: number, value: number): Tensor {
    if (!Number.isInteger(size) || size < 1 || x.rows % size !== 0) {
      throw new ShapeError(
        `Program.${caller}: got ${x.rows} rows and blocks of ${size}; expected a multiple.`,
      );
    }
    const from = [this.requireNumbers(caller, x)];
    return this.record("blockSum", x.rows / size, x.columns, from, { value });
  }

  #loss(operation: LossName, x: Tensor, y?: Tensor): Tensor {
    if (y && (y.rows !== x.rows || y.columns !== x.columns)) {
      throw new ShapeError(
        `Program.${operation}: x is ${x.rows} × ${x.columns}, y ${y.rows} × ${y.columns}; expected the same shape.`,
      );
    }
    this.#requireSamples(operation, x);
    const from = y ? [x, y] : [x];
    for (const tensor of from) this.requireNumbers(operation, tensor);
    return this.record(operation, 1, 1, from);
  }

  #requireSamples(caller: string, x: Tensor): void {
    if (x.rows % this.samples === 0) return;
    throw new ShapeError(
      `Program.${caller}: got ${x.rows} rows, which ${this.samples} samples cannot share equally.`,
    );
  }
}

/** An empty program. @param samples that the inputs hold together; default the rows of the first input */
export function program(samples?: number): Program {
  return new Program(samples);
}
