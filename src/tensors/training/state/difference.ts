/** Why a checkpoint is not one of these variables and optimisers. */
import { type TrainedParts, variablesOf } from "./snapshot.js";

export interface SavedShapes {
  readonly saved: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** One for each optimiser. */
  readonly iterations: readonly number[];
}

/** Such as 'it lacks "variable decoder.bias"'; undefined where variables and numbers of optimisers agree. */
export function differenceTo(parts: TrainedParts, there: SavedShapes): string | undefined {
  const here = variablesOf({ variables: parts.variables });
  const shapes = new Map(there.saved.map(({ name, shape }) => [name, shape]));
  for (const { name, variable } of here) {
    const shape = shapes.get(name);
    if (shape === undefined) return `it lacks "${name}"`;
    if (`${shape}` === `${variable.shape}`) continue;
    return `"${name}" has the shape [${shape}] in it and [${variable.shape}] here`;
  }
  const names = new Set(here.map(({ name }) => name));
  const unknown = there.saved.find(({ name }) => name.startsWith("variable ") && !names.has(name));
  if (unknown !== undefined) return `it holds "${unknown.name}", which is not here`;
  const [held, given] = [there.iterations.length, parts.optimisers?.length ?? 0];
  return held === given ? undefined : `it has ${held} optimisers, and ${given} are given`;
}

type Settings = Readonly<Record<string, unknown>>;

/** Such as "steps is 1500 in it and 3000 here". @param there undefined for files that do not say them */
export function settingsDifference(
  here: Settings = {},
  there: Settings | undefined,
): string | undefined {
  if (there === undefined) return undefined;
  for (const name of new Set([...Object.keys(there), ...Object.keys(here)])) {
    const [held, given] = [there, here].map((settings) => JSON.stringify(settings[name]));
    if (held !== given) return `${name} is ${held} in it and ${given} here`;
  }
  return undefined;
}
