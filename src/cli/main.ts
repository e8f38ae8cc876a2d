#!/usr/bin/env node
/** The command `intertwine`. */
import { Command } from "commander";
import { IntertwineError } from "../errors.js";
import { libraryVersion } from "../workbench/run-record.js";
import { printClaims } from "./claims.js";
import { type DoctorFlags, doctor } from "./doctor/doctor.js";
import type { ReproduceFlags } from "./reproduce/options.js";
import { reproduce } from "./reproduce/reproduce.js";
import { stopSignal } from "./stop-signal.js";
import { packageRoot } from "./tslab/project-root.js";

const program = new Command("intertwine")
  .description("Symmetry in machine learning: notebooks, their runs and their claims.")
  .version(libraryVersion())
  .option("--root <folder>", "the folder with notebooks/", packageRoot())
  .showHelpAfterError("(intertwine --help lists the commands)")
  .showSuggestionAfterError();

program
  .command("doctor")
  .description("what is here, what is missing, and what to do about it")
  .option("--json", "as JSON")
  .option("--install-native", "first build the addon of an installed TensorFlow's C library")
  .option("--tensorflow <folder>", "of that TensorFlow; found by Python when left out")
  .action(async (flags: DoctorFlags) => {
    process.exitCode = await doctor(flags);
  });

program
  .command("reproduce")
  .description("run notebooks headless; those of all papers when none is named")
  .argument("[paper...]", "names of notebooks, or their paths")
  .option("--profile <profile>", "smoke, cpu or paper; the notebook's own when left out")
  .option("--set <name=value>", "a parameter of the notebook; may be given again", collect)
  .option("--seeds <a..b>", "one run for each seed; --seeds 3 for one")
  .option("--jobs <n>", "runs at the same time", "1")
  .option("--cell-timeout <seconds>", "stop a cell that takes longer")
  .option("--record", "write outputs into the notebooks, their claims, and CLAIMS.md")
  .option("--force", "run again what has finished before")
  .action(async (papers: string[], flags: ReproduceFlags) => {
    process.exitCode = await reproduce(program.opts().root, papers, flags, stopSignal());
  });

program
  .command("claims")
  .description("the ledger: what the papers claim and what was measured")
  .argument("[paper...]", "names of notebooks, or their paths")
  .option("--json", "as JSON")
  .action((papers: string[], flags: { json?: boolean }) => {
    printClaims(program.opts().root, papers, flags.json === true);
  });

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof IntertwineError ? `intertwine: ${error.message}` : error);
  process.exitCode = 1;
}
