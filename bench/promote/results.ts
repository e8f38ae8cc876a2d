import type { Machine } from "../machine.js";

/** One program on one instance, medians over the rounds. */
export interface Row {
  instance: string;
  /** Processor seconds on one thread, to residuals of 1e-5, which is still closer than SCS comes. */
  ours: number;
  oursIterations: number;
  /** The same to 1e-7. */
  close: number;
  closeIterations: number;
  peer: number;
  peerIterations: number;
  peerStatus: string;
  /** peer / ours: above 1 where we are faster. */
  ratio: number;
  /** peer / close. */
  closeRatio: number;
  /** Nuclear norms of L(w) at the coefficients that were found. */
  ourObjective: number;
  peerObjective: number;
  /** Proved distance of our objective from the least one, relative. */
  ourGap: number;
  /** ‖Θ w − y‖ / ‖y‖ */
  ourMisfit: number;
  peerMisfit: number;
  /** ‖w − w*‖_∞ / ‖w*‖_∞ */
  ourError: number;
  peerError: number;
}

export interface Results {
  machine: Machine;
  versions: string;
  rounds: number;
  rows: Row[];
}

export function markdown({ machine, versions, rounds, rows }: Results): string {
  const small = (value: number): string => (value === 0 ? "0" : value.toExponential(0));
  const head = [
    "instance",
    "ours, ms",
    "iterations",
    "to 1e-7, ms",
    "iterations",
    "CVXPY, ms",
    "iterations",
    "ratio",
    "to 1e-7",
    "objective: ours",
    "CVXPY",
    "our gap",
    "‖Θw−y‖: ours",
    "CVXPY",
    "error: ours",
    "CVXPY",
  ];
  const lines = rows.map((row) =>
    [
      row.instance,
      (1000 * row.ours).toPrecision(3),
      row.oursIterations,
      (1000 * row.close).toPrecision(3),
      row.closeIterations,
      (1000 * row.peer).toPrecision(3),
      `${row.peerIterations}${row.peerStatus === "optimal" ? "" : ` (${row.peerStatus})`}`,
      `${row.ratio.toFixed(1)}${row.ratio < 30 ? " (goal 30 missed)" : ""}`,
      row.closeRatio.toFixed(1),
      row.ourObjective.toPrecision(7),
      row.peerObjective.toPrecision(7),
      small(row.ourGap),
      small(row.ourMisfit),
      small(row.peerMisfit),
      small(row.ourError),
      small(row.peerError),
    ].join(" | "),
  );
  return [
    "# Promoting by the nuclear norm, against CVXPY with SCS",
    "",
    `${machine.processor}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}, ${versions}; load ${machine.load.toFixed(1)} before the run. Processor time of one thread, median of ${rounds} rounds. Ours stops at residuals of 1e-5, and for the second column of 1e-7; SCS at its default tolerances (1e-4) or 2500 iterations. Objectives, gap, misfit and error of ours are those at 1e-5.`,
    "",
    `| ${head.join(" | ")} |`,
    `|${head.map(() => "---").join("|")}|`,
    ...lines.map((line) => `| ${line} |`),
    "",
  ].join("\n");
}
