import type { Machine } from "../machine.js";

/** One program on one instance, medians over the rounds. */
export interface Row {
  instance: string;
  /** Processor seconds on one thread. */
  ours: number;
  oursIterations: number;
  peer: number;
  /** Of these, what SCS itself reports. */
  peerSolver: number;
  peerIterations: number;
  peerStatus: string;
  /** peer / ours: above 1 where we are faster. */
  ratio: number;
  /** peerSolver / ours. */
  solverRatio: number;
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
    "CVXPY, ms",
    "of it SCS",
    "iterations",
    "ratio",
    "SCS alone",
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
      (1000 * row.peer).toPrecision(3),
      (1000 * row.peerSolver).toPrecision(3),
      `${row.peerIterations}${row.peerStatus === "optimal" ? "" : ` (${row.peerStatus})`}`,
      `${row.ratio.toFixed(1)}${row.ratio < 30 ? " (goal 30 missed)" : ""}`,
      row.solverRatio.toFixed(1),
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
    `${machine.processor}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}, ${versions}; load ${machine.load.toFixed(1)} before the run. Processor time of one thread, median of ${rounds} rounds. Ours stops at residuals of 1e-7, SCS at its default tolerances or 2500 iterations.`,
    "",
    `| ${head.join(" | ")} |`,
    `|${head.map(() => "---").join("|")}|`,
    ...lines.map((line) => `| ${line} |`),
    "",
  ].join("\n");
}
