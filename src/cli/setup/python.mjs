import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run, SetupError, say } from "./console.mjs";

const windows = process.platform === "win32";
export const venv = join(root, ".venv");
const bin = join(venv, windows ? "Scripts" : "bin");
/** The environment's Python and JupyterLab, once `installPython` has run. */
export const python = join(bin, windows ? "python.exe" : "python3");
export const jupyterLab = join(bin, windows ? "jupyter-lab.exe" : "jupyter-lab");

/** Makes .venv with JupyterLab in it, unless it is there in the wanted versions. */
export function installPython() {
  const wanted = requirements("JupyterLab", "src", "cli", "setup", "requirements.txt");
  if (wanted.areInstalled() && existsSync(jupyterLab)) {
    say("JupyterLab is installed in .venv");
    return;
  }
  const base = findPython();
  if (!environmentWorks()) {
    rmSync(venv, { recursive: true, force: true });
    makeEnvironment(base);
  }
  wanted.install();
  // Node would take JupyterLab's own scripts for ES modules, as our package.json says.
  writeFileSync(join(venv, "package.json"), '{ "type": "commonjs" }\n');
}

/** What the tests need beside JupyterLab: Jupyter's own suite for kernels, the classic Notebook. */
export function installTestTools() {
  const wanted = requirements("test tools", "test", "kernel", "conformance", "requirements.txt");
  if (!wanted.areInstalled()) {
    wanted.install();
  }
}

/**
 * A list of packages; a stamp in .venv tells which lists are installed.
 * @param {string} name
 * @param {string[]} path below the project
 */
function requirements(name, ...path) {
  const file = join(root, ...path);
  const stamp = join(venv, `${name.toLowerCase().replace(" ", "-")}.sha256`);
  const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
  return {
    areInstalled: () => existsSync(stamp) && readFileSync(stamp, "utf8") === hash,
    install() {
      say(`installing ${name} into .venv (pip)`);
      run(python, ["-m", "pip", "install", "--disable-pip-version-check", "--quiet", "-r", file], {
        remedy:
          "see pip's message above; behind a proxy set PIP_INDEX_URL or HTTPS_PROXY, offline see " +
          "environment.md.",
      });
      writeFileSync(stamp, hash);
    },
  };
}

/** @returns {string} the name of a Python that is new enough */
function findPython() {
  const named = process.env.PYTHON;
  for (const name of named ? [named] : ["python3", "python"]) {
    const probe = "import sys; print('.'.join(map(str, sys.version_info[:3])))";
    const { status, stdout } = spawnSync(name, ["-c", probe], { encoding: "utf8" });
    const [major, minor] = status === 0 ? stdout.trim().split(".").map(Number) : [0, 0];
    if (major === 3 && minor >= 10) {
      say(`Python ${stdout.trim()}`);
      return name;
    }
  }
  throw new SetupError(
    `No Python 3.10 or later was found${named ? ` under PYTHON=${named}` : ""}.`,
    "install one (Debian: `apt install python3 python3-venv`), or name it: PYTHON=/path/to/python3.",
  );
}

function environmentWorks() {
  return spawnSync(python, ["-m", "pip", "--version"]).status === 0;
}

/** @param {string} base */
function makeEnvironment(base) {
  say("making .venv");
  for (const [module, ...options] of [["venv"], ["virtualenv", "--quiet"]]) {
    const { status } = spawnSync(base, ["-m", module, ...options, venv], { stdio: "ignore" });
    if (status === 0 && environmentWorks()) {
      return;
    }
    rmSync(venv, { recursive: true, force: true });
  }
  borrowPip(base);
}

/**
 * Without ensurepip (Debian's python3 without python3-venv): an empty
 * environment, into which the pip of the base Python installs pip.
 * @param {string} base
 */
function borrowPip(base) {
  const remedy =
    "install Python's venv module (Debian: `apt install python3-venv`) and run this again.";
  const { status } = spawnSync(base, ["-m", "venv", "--without-pip", venv], { stdio: "ignore" });
  if (status !== 0) {
    throw new SetupError("Python could not make a virtual environment.", remedy);
  }
  const where = "import sysconfig; print(sysconfig.get_paths()['purelib'])";
  const { stdout } = spawnSync(python, ["-c", where], { encoding: "utf8" });
  run(base, ["-m", "pip", "install", "--quiet", "--target", stdout.trim(), "pip"], { remedy });
  if (!environmentWorks()) {
    throw new SetupError("The virtual environment has no pip.", remedy);
  }
}
