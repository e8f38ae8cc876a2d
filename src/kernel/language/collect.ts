/**
 * Gives memory back between cells. V8 lets a heap grow while there is room and
 * collects it whole only rarely; with a checker in it, that is tens of
 * megabytes of forgotten cells.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Milliseconds without a request after which nobody is expected to notice. */
const QUIET = 300;

/** Cells after which it is worth the time, some 50 ms. */
const CELLS = 200;

export class Collector {
  private cells = 0;
  private timer: NodeJS.Timeout | undefined;
  private collect: (() => void) | undefined;

  /** A cell has been added. */
  count(): void {
    this.cells++;
  }

  /** A request has come. */
  postpone(): void {
    clearTimeout(this.timer);
  }

  /** All requests are answered. */
  schedule(): void {
    clearTimeout(this.timer);
    if (this.cells >= CELLS) {
      this.timer = setTimeout(() => this.run(), QUIET);
      this.timer.unref();
    }
  }

  private run(): void {
    this.cells = 0;
    if (this.collect === undefined) {
      // The function is handed only to contexts that are made under the flag.
      setFlagsFromString("--expose-gc");
      this.collect = runInNewContext("gc") as () => void;
      setFlagsFromString("--no-expose-gc");
    }
    this.collect();
  }
}
