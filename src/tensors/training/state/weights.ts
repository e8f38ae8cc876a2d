/**
 * What a training came to, for a network that is used or trained otherwise from there: its variables,
 * without optimisers, counts and settings.
 *
 *   loadWeights("digits.training", allVariables(model));
 *   loadWeights("digits.training", allVariables(encoder), { part: "encoder" });
 *   loadWeights("digits.training", { "encoder.first.kernel": kernel }); // names of your own choice
 */
import { existsSync } from "node:fs";
import { DataError, DomainError } from "../../../errors.js";
import { readReached } from "./checkpoint.js";
import { restoreSnapshot, type SavedVariable, type Variables, variablesOf } from "./snapshot.js";

export interface WeightsOptions {
  /** The part of the trained network that the variables are: "encoder" gives "first.kernel" what "encoder.first.kernel" has. */
  readonly part?: string;
  /** The state where an evaluation was best. Default: the last one. */
  readonly best?: boolean;
}

/**
 * Gives variables what the file of a training (`train`, `saveCheckpoint`) holds under their names. What
 * it holds beside that, such as other parts, is left out; variables in an array have no names, and must
 * be all that it holds.
 * @returns the number of steps that had been taken at that state
 * @throws DataError when the file is missing, truncated or altered, lacks a name, or has another shape
 *   or type under it; no variable is changed then
 */
export function loadWeights(
  path: string,
  variables: Variables,
  options: WeightsOptions = {},
): number {
  const given = variablesOf({ variables });
  if (given.length === 0) {
    throw new DomainError(
      "loadWeights: got no variables; expected those of a network, such as allVariables(model).",
    );
  }
  if (!existsSync(path)) {
    throw new DataError(
      `loadWeights: there is no file ${path}; train with it as the checkpoint first, or mend the path.`,
    );
  }
  const names = given.map(({ name }) => name.slice(VARIABLE.length));
  const { step, state } = stateOf(path, options);
  const held = weightsIn(state.saved, options.part);
  if (names.some((name) => !held.has(name))) throw lacks(path, names, held, state.saved, options);
  given.forEach(({ variable }, k) => {
    const { shape, type } = held.get(names[k])!;
    if (type === variable.dtype && `${shape}` === `${variable.shape}`) return;
    throw new DataError(
      `loadWeights: "${names[k]}" is ${type}[${shape}] in ${path} and ${variable.dtype}[${variable.shape}] here; make the network with the sizes that it was trained with.`,
    );
  });
  if (Array.isArray(variables) && held.size !== given.length) {
    throw new DataError(
      `loadWeights: ${path} holds ${held.size} variables, and an array of ${given.length} is given, whose places tell nothing of names; give the variables by name.`,
    );
  }
  const saved = given.map(({ name }, k) => ({ ...held.get(names[k])!, name }));
  restoreSnapshot({ variables }, { saved, iterations: [] });
  return step;
}

function stateOf(path: string, { best: wantsBest = false }: WeightsOptions) {
  const { step, state, best } = readReached(path);
  if (!wantsBest) return { step, state };
  if (best !== undefined) return best;
  throw new DataError(
    `loadWeights: ${path} holds no best state, only the last, after ${step} steps; give train an evaluation, or leave { best: true } out.`,
  );
}

const VARIABLE = "variable ";
type Weights = ReadonlyMap<string, SavedVariable>;

/** By the names that they have in the part. */
function weightsIn(saved: readonly SavedVariable[], part: string | undefined): Weights {
  const prefix = VARIABLE + (part === undefined ? "" : `${part}.`);
  const own = saved.filter(({ name }) => name.startsWith(prefix));
  return new Map(own.map((one) => [one.name.slice(prefix.length), one]));
}

/** With the part that has them all, where there is one. */
function lacks(
  path: string,
  given: readonly string[],
  held: Weights,
  saved: readonly SavedVariable[],
  { part }: WeightsOptions,
): DataError {
  const lacking = given.filter((name) => !held.has(name));
  const within = part === undefined ? "" : ` of the part "${part}"`;
  const trained = [...weightsIn(saved, undefined).keys()];
  const home = trained
    .filter((name) => name.endsWith(`.${given[0]}`))
    .map((name) => name.slice(0, -given[0].length - 1))
    .find((part) => given.every((name) => trained.includes(`${part}.${name}`)));
  const isArray = given.every((name) => /^\d+$/.test(name));
  const places = isArray ? "; an array has no names: give them by name, as allVariables does" : "";
  const remedy =
    home === undefined ? places : `; they are in its part "${home}": give { part: "${home}" }`;
  return new DataError(
    `loadWeights: ${path} lacks ${listed(lacking)}${within}; it holds ${listed(trained)}${remedy}.`,
  );
}

/** The first few. */
function listed(names: readonly string[]): string {
  const first = names.slice(0, 4).map((name) => `"${name}"`);
  const rest = names.length - first.length;
  return rest > 0 ? `${first.join(", ")} and ${rest} more` : first.join(", ");
}
