/** Scopes and bindings of a cell (ECMAScript 2022, section 9.1; TypeScript's enums and namespaces). */
import type ts from "typescript";

export type BindingKind =
  | "var"
  | "let"
  | "const"
  | "using"
  | "class"
  | "enum"
  | "function"
  | "namespace"
  | "import"
  | "alias"
  | "parameter"
  /** What a class, a named function expression or an enum calls itself within itself. */
  | "self";

export interface Binding {
  name: string;
  kind: BindingKind;
  scope: Scope;
  node: ts.Node;
  /** Part of a namespace's face: its variables live in the namespace's object alone. */
  exported: boolean;
  /** What the blocks of one namespace, or of one enum, share. */
  members?: Map<string, Binding>;
}

export type ScopeKind = "cell" | "body" | "namespace" | "parameters" | "block" | "catch" | "class";

export class Scope {
  readonly bindings = new Map<string, Binding>();
  /** Whether the code here runs when something is called, rather than as the cell goes on. */
  readonly deferred: boolean;
  /** Whether `await` may stand here. */
  readonly waits: boolean;
  /** In a namespace's block: its object. */
  readonly object?: string;
  /** In a namespace or an enum: what all blocks of it declare. */
  readonly members?: Map<string, Binding>;

  constructor(
    readonly kind: ScopeKind,
    readonly parent?: Scope,
    options: {
      deferred?: boolean;
      waits?: boolean;
      object?: string;
      members?: Map<string, Binding>;
    } = {},
  ) {
    this.deferred = options.deferred ?? parent?.deferred ?? false;
    this.waits = options.waits ?? parent?.waits ?? true;
    this.object = options.object;
    this.members = options.members;
  }

  /** Where a `var` in this scope is declared. */
  get variables(): Scope {
    let scope: Scope = this;
    while (scope.kind !== "cell" && scope.kind !== "body" && scope.kind !== "namespace")
      scope = scope.parent!;
    return scope;
  }

  /** The binding that a name means here, and the scope in which it was found. */
  find(name: string): { binding: Binding; scope: Scope } | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const binding = scope.bindings.get(name) ?? scope.members?.get(name);
      if (binding) return { binding, scope };
    }
    return undefined;
  }
}

const merging: Partial<Record<BindingKind, readonly BindingKind[]>> = {
  var: ["var", "function", "parameter"],
  function: ["function", "var", "parameter"],
  namespace: ["namespace", "class", "function", "enum"],
  class: ["namespace"],
  enum: ["enum", "namespace"],
  alias: [],
};

/** Whether two declarations of one name may stand in one scope. */
export function mayMerge(before: Binding, kind: BindingKind): boolean {
  if (kind === "parameter" || kind === "self") return true;
  if (before.kind === "function" && kind === "function")
    return before.scope.kind === "cell" || before.scope.kind === "body";
  if (before.kind === "namespace" && kind === "function") return true;
  return merging[kind]?.includes(before.kind) ?? false;
}
