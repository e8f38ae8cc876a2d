/**
 * Activations of async functions. The compiler has turned async functions into
 * generators; each stretch between two awaits is stepped here, in a breakable
 * segment, and an activation that waits can be interrupted by throwing into it.
 */
import { ASYNC_DRIVER } from "../../compiler/helpers.js";
import { apply, NativePromise, promiseThen, resolved } from "../host/originals.js";
import { ownRun, type Run } from "./run.js";
import { onBreak, segment } from "./segment.js";

type Mode = "next" | "throw";
type Steps = Generator<unknown, unknown, unknown>;

/** What runs at this moment, the innermost last. */
const stack: Activation[] = [];

export class Activation {
  promise!: Promise<unknown>;
  isWaiting = false;
  /** Has had its interrupt. */
  interrupted = false;
  /** How many of those that this one has started have waited and not ended. */
  private pending = 0;
  private counted = false;
  private ended = false;
  private generator!: Steps;
  private mode: Mode = "next";
  private value: unknown;
  private resolve!: (value: unknown) => void;
  private reject!: (reason: unknown) => void;
  private fulfilled!: (value: unknown) => void;
  private rejected!: (reason: unknown) => void;
  private readonly parent: Activation | undefined;
  private readonly advance = () => this.generator[this.mode](this.value);

  constructor(private readonly run: Run | undefined) {
    this.parent = stack[stack.length - 1];
    this.promise = new NativePromise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.listen();
  }

  start(create: () => Steps): void {
    this.step(() => {
      this.generator = create();
      return this.generator.next();
    });
  }

  /** Whether nothing that it has started is between it and the interrupt. */
  get isLeaf(): boolean {
    return this.isWaiting && this.pending === 0;
  }

  /** Throws into the activation where it waits; what it has waited for is ignored from now on. */
  interrupt(reason: unknown): void {
    this.interrupted = true;
    this.listen();
    this.resume("throw", reason);
  }

  fail(reason: unknown): void {
    this.end();
    this.reject(reason);
  }

  /** New listeners; what the old ones hear is of no consequence. */
  private listen(): void {
    const fulfilled = (value: unknown) => {
      if (this.fulfilled === fulfilled) {
        this.resume("next", value);
      }
    };
    const rejected = (reason: unknown) => {
      if (this.rejected === rejected) {
        this.resume("throw", reason);
      }
    };
    this.fulfilled = fulfilled;
    this.rejected = rejected;
  }

  private resume(mode: Mode, value: unknown): void {
    const { run } = this;
    if (this.ended || run?.isOver) {
      return;
    }
    this.isWaiting = false;
    run?.waiting.delete(this);
    this.mode = mode;
    this.value = value;
    this.step(this.advance);
  }

  private step(work: () => IteratorResult<unknown, unknown>): void {
    const depth = stack.length;
    stack.push(this);
    for (let next = work; ; ) {
      let result: IteratorResult<unknown, unknown>;
      try {
        result = segment(next);
      } catch (error) {
        stack.length = Math.min(depth, stack.length);
        this.fail(error);
        return;
      }
      this.value = undefined;
      if (result.done) {
        stack.length = depth;
        this.end();
        this.resolve(result.value);
        return;
      }
      try {
        apply(promiseThen, resolved(result.value), [this.fulfilled, this.rejected]);
      } catch (error) {
        // An await throws where it stands when its promise cannot be asked.
        this.mode = "throw";
        this.value = error;
        next = this.advance;
        continue;
      }
      stack.length = depth;
      this.wait();
      return;
    }
  }

  private wait(): void {
    this.isWaiting = true;
    this.run?.waiting.add(this);
    if (!this.counted && this.parent !== undefined) {
      this.counted = true;
      this.parent.pending++;
    }
  }

  private end(): void {
    this.isWaiting = false;
    this.run?.waiting.delete(this);
    if (!this.ended && this.counted && this.parent !== undefined) {
      this.parent.pending--;
    }
    this.ended = true;
  }
}

function runAsync(
  self: unknown,
  parameters: ArrayLike<unknown>,
  generatorFunction: (...parameters: unknown[]) => Steps,
): Promise<unknown> {
  const activation = new Activation(ownRun());
  activation.start(() => apply(generatorFunction, self, parameters ?? []) as Steps);
  return activation.promise;
}

/** Takes the place of the compiler's helper that runs an async function. */
export function driveAsyncFunctions(): void {
  Object.defineProperty(globalThis, Symbol.for(ASYNC_DRIVER), { value: runAsync });
  onBreak((reason) => {
    // No `catch` of theirs has run: they are left where they were.
    for (const activation of stack.splice(0)) {
      activation.fail(reason);
    }
  });
}
