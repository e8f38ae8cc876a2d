/**
 * Activation functions σ, in the order of the kernel's enumeration (native/sources/perceptron/activation.h).
 *
 * | name     | σ(z)                     | σ″ everywhere |
 * | tanh     | tanh z                   | yes           |
 * | sigmoid  | 1 / (1 + e^−z)           | yes           |
 * | softplus | log(1 + e^z)             | yes           |
 * | silu     | z / (1 + e^−z)           | yes           |
 * | gelu     | z Φ(z), Φ normal         | yes           |
 * | sine     | sin z                    | yes           |
 * | relu     | max(z, 0), σ′(0) = 0     | no            |
 */
import { DomainError } from "../errors.js";

export const ACTIVATION_NAMES = [
  "tanh",
  "sigmoid",
  "softplus",
  "silu",
  "gelu",
  "sine",
  "relu",
] as const;

export type ActivationName = (typeof ACTIVATION_NAMES)[number];

/** The kernel's number of an activation. @throws DomainError for an unknown name */
export function activationCode(caller: string, name: ActivationName): number {
  const code = ACTIVATION_NAMES.indexOf(name);
  if (code >= 0) return code;
  throw new DomainError(
    `${caller}: no activation is called "${name}"; expected one of ${ACTIVATION_NAMES.join(", ")}.`,
  );
}

/** @throws DomainError naming an activation that has no second derivative */
export function requireTwiceDifferentiable(caller: string, name: ActivationName): void {
  if (name !== "relu") return;
  const smooth = ACTIVATION_NAMES.filter((other) => other !== "relu").join(", ");
  throw new DomainError(
    `${caller}: needs the second derivative of the activation, which relu does not have; take one of ${smooth}.`,
  );
}
