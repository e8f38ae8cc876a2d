/**
 * Second derivatives through outputs that an operation kept for its first one, y = f(x): tanh,
 * sigmoid, exp, softmax, logSoftmax, pow and others. TensorFlow.js 4.22 writes the copy of y on the
 * tape before the operation that makes y, and so no derivative finds its way from that copy to x:
 * second ones are refused, or, where x is kept as well, lack a term in silence.
 *
 * Law: what an operation writes on the tape beside itself stands after it.
 */
import * as tf from "@tensorflow/tfjs-core";

/** The parts of the engine, pinned at 4.22.0, that its types keep to themselves. */
interface Recorder {
  readonly state: { readonly activeTape: unknown[] | undefined };
  isTapeOn(): boolean;
  runKernelFunc(parameters: unknown): unknown;
}

export function repairTape(): void {
  const engine = tf.engine() as unknown as Recorder;
  const run = engine.runKernelFunc.bind(engine);
  engine.runKernelFunc = (parameters) => {
    if (!engine.isTapeOn()) return run(parameters);
    const begin = engine.state.activeTape!.length;
    const outputs = run(parameters);
    const tape = engine.state.activeTape!;
    if (tape.length > begin + 1) tape.splice(begin, 0, tape.pop());
    return outputs;
  };
}
