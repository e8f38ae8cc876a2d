/**
 * What an optimiser of TensorFlow.js remembers, as variables: powers of its decays (Adam's), and lists
 * of slots, one for each variable that it moves, made when gradients are first applied.
 * `optimiser.getWeights` leaves out the powers and `setWeights` reckons them anew, with other bits.
 */
import * as tf from "@tensorflow/tfjs-core";

interface Slot {
  readonly originalName: string;
  variable: tf.Variable;
}

export interface NamedVariable {
  readonly name: string;
  readonly variable: tf.Variable;
}

type Fields = Record<string, unknown>;
const fieldsOf = (optimiser: tf.Optimizer): Fields => optimiser as unknown as Fields;

/** In the order of the optimiser's own fields; a slot's name is "field.number", whatever its variable is called. */
export function slotsOf(optimiser: tf.Optimizer): NamedVariable[] {
  const found: NamedVariable[] = [];
  for (const [field, value] of Object.entries(fieldsOf(optimiser))) {
    if (value instanceof tf.Variable) found.push({ name: field, variable: value });
    if (!Array.isArray(value)) continue;
    value.forEach((slot: unknown, k) => {
      if (isSlot(slot)) found.push({ name: `${field}.${k}`, variable: slot.variable });
    });
  }
  return found;
}

/** Makes a slot that the optimiser has not yet made. @returns its variable; undefined for a name of no slot */
export function makeSlot(
  optimiser: tf.Optimizer,
  name: string,
  first: tf.Tensor,
): tf.Variable | undefined {
  const [, field, index] = /^(\w+)\.(\d+)$/.exec(name) ?? [];
  const list = fieldsOf(optimiser)[field];
  if (!Array.isArray(list)) return undefined;
  const variable = tf.variable(first, false);
  list[Number(index)] = { originalName: name, variable } satisfies Slot;
  return variable;
}

/** Forgets slots, as before gradients were first applied. */
export function dropSlots(optimiser: tf.Optimizer): void {
  for (const value of Object.values(fieldsOf(optimiser))) {
    if (!Array.isArray(value) || !value.some(isSlot)) continue;
    for (const slot of value as Slot[]) slot?.variable.dispose();
    value.length = 0;
  }
}

function isSlot(value: unknown): value is Slot {
  return (value as Partial<Slot> | undefined)?.variable instanceof tf.Variable;
}
