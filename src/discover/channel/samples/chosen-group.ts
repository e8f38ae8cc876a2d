/**
 * Which group of a barcode the counts speak for.
 *
 * | rule      | takes                                                                        |
 * | "fit"     | the largest group that a likelihood-ratio test does not contradict            |
 * |           | among those with bars; a brief stretch's only where all of these are           |
 * | "plateau" | the group of the partition that stays longest in log β                        |
 *
 * A long plateau shows a structure that is far above what comes next to it, which may be an
 * approximate symmetry as well as an exact one; the test tells the two apart.
 */
import { DomainError } from "../../../errors.js";
import type { Matrix } from "../../../numerics/index.js";
import { type CountBarcode, longestPlateau } from "../../barcode/counts.js";
import type { NamedGroup } from "../../barcode/groups/named-group.js";
import type { BarcodeStep } from "../../barcode/symmetry-barcode.js";
import { type SymmetryFit, symmetryFit } from "./symmetry-fit.js";

export type GroupRule = "fit" | "plateau";

/** Samples of an exact symmetry that are taken to contradict it. */
export const CONTRADICTION_LEVEL = 1e-3;

export interface ChosenGroup {
  readonly group: NamedGroup;
  /** The longest stretch of β with a partition of that group. */
  readonly plateau: BarcodeStep;
  readonly fit: SymmetryFit;
}

/** @param dispersion see `symmetryFit` */
export function chosenGroup(
  { barcode, indistinct }: Pick<CountBarcode, "barcode" | "indistinct">,
  counts: Matrix,
  rule: GroupRule,
  dispersion: number,
): ChosenGroup {
  const { groups, steps } = barcode;
  const fitOf = ({ group }: NamedGroup): SymmetryFit => symmetryFit(counts, group, { dispersion });
  if (rule === "plateau") {
    const plateau = longestPlateau(steps, indistinct);
    return { group: groups[plateau.group], plateau, fit: fitOf(groups[plateau.group]) };
  }
  const fits = groups.map(fitOf);
  const accepted = groups.filter((_, k) => fits[k].pValue >= CONTRADICTION_LEVEL);
  const largest = accepted.length > 0 ? accepted[0].order : undefined;
  let best: number | undefined;
  groups.forEach(({ order }, k) => {
    if (largest !== undefined && order !== largest) return;
    if (best === undefined || fits[k].pValue > fits[best].pValue) best = k;
  });
  const number = best ?? 0;
  const own = steps.filter(({ group }) => group === number);
  const plateau = own.reduce((a, b) => (b.persistence > a.persistence ? b : a));
  return { group: groups[number], plateau, fit: fits[number] };
}

/** @throws DomainError for another rule */
export function requireRule(caller: string, rule: string): void {
  if (rule === "fit" || rule === "plateau") return;
  throw new DomainError(`${caller}: rule is ${JSON.stringify(rule)}; expected "fit" or "plateau".`);
}
