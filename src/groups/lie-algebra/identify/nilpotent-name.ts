/**
 * Nilpotent algebras with names: heis(2m+1), whose centre is [𝔤, 𝔤] and a line, and
 * the filiform one of dimension four, whose lower central series is 4, 2, 1, 0.
 */
import type { AlgebraStructure } from "../structure/structure.js";
import { type AlgebraName, realSpace } from "./names.js";

export function nilpotentName(structure: AlgebraStructure): AlgebraName {
  const { algebra, centre, lowerCentralSeries: series } = structure;
  const d = algebra.dimension;
  const steps = series.map((term) => term.columns);
  if ((steps[1] ?? 0) === 0) return { name: realSpace(d), aliases: [], determined: true };
  if (steps[1] === 1 && centre.columns === 1 && d % 2 === 1) {
    const bianchi = d === 3 ? ({ type: "II" } as const) : undefined;
    return { name: `heis(${d})`, aliases: [], determined: true, bianchi };
  }
  if (steps.join() === "4,2,1,0") {
    return { name: "Engel algebra n(4)", aliases: ["filiform(4)"], determined: true };
  }
  return {
    name: `unnamed: dimension ${d}, nilpotent, lower central series ${steps.join(",")}`,
    aliases: [],
    determined: false,
  };
}
