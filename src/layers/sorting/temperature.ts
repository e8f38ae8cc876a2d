import { DomainError } from "../../errors.js";

export function requireTemperature(caller: string, temperature: number): void {
  if (temperature > 0 && temperature < Number.POSITIVE_INFINITY) return;
  throw new DomainError(
    `${caller}: the temperature is ${temperature}; expected a positive finite number.`,
  );
}
