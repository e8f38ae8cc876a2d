/** Where the value of a name lives when the cell runs. */
import type { Binding, Scope } from "./scope.js";

export type Access =
  /** A variable of the notebook: `ɵx.x`. */
  | { kind: "box"; name: string; text: string; binding?: Binding }
  /** A variable of a namespace: `ɵɵ0.x`. */
  | { kind: "member"; name: string; text: string; binding: Binding };

const variables: ReadonlySet<Binding["kind"]> = new Set([
  "var",
  "let",
  "const",
  "namespace",
  "alias",
]);

/**
 * The access for a name that is not simply a name in the script: a box or a
 * namespace's member. Names that nobody has declared have boxes too, since they
 * may be declared later, unless they are global variables.
 */
export function accessOf(
  name: string,
  scope: Scope,
  declared: { has(name: string): boolean },
): Access | undefined {
  const found = scope.find(name);
  if (!found)
    return declared.has(name) || !(name in globalThis)
      ? { kind: "box", name, text: boxed(name) }
      : undefined;
  const { binding } = found;
  if (binding.scope.kind === "cell") return { kind: "box", name, text: boxed(name), binding };
  const { object } = found.scope;
  if (!binding.exported || object === undefined) return undefined;
  if (binding.scope === found.scope && !variables.has(binding.kind)) return undefined;
  return { kind: "member", name, text: `${object}.${name}`, binding };
}

/** A variable of the notebook as scripts write it. */
export function boxed(name: string): string {
  return `ɵ${name}.${name}`;
}
