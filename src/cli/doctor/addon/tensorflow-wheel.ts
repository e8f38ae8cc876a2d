/** The C library of TensorFlow, which pip's package brings with its headers. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EnvironmentError } from "../../../errors.js";

export interface Wheel {
  /** The package's folder, …/site-packages/tensorflow. */
  readonly folder: string;
  /** The one with the C interface, and what it stands on. */
  readonly libraries: readonly string[];
}

const PIP = "`pip install tensorflow` (with a GPU: `pip install tensorflow[and-cuda]`)";

/**
 * @param folder of the package; without it, that of .venv's Python or of the one on the PATH
 * @throws EnvironmentError when it is not there, or lacks its library or its headers
 */
export function findWheel(root: string, folder?: string): Wheel {
  const found =
    folder ??
    pythons(root)
      .map(folderOf)
      .find((path) => path !== undefined);
  if (found === undefined) {
    throw new EnvironmentError(
      `doctor --install-native: no Python here has TensorFlow; ${PIP}, or name its folder: --tensorflow …/site-packages/tensorflow`,
    );
  }
  const extension = process.platform === "darwin" ? "2.dylib" : "so.2";
  const libraries = ["cc", "framework"].map((name) => `libtensorflow_${name}.${extension}`);
  const headers = join("include", "tensorflow", "c", "eager", "c_api.h");
  const lacking = [...libraries, headers].filter((file) => !existsSync(join(found, file)));
  if (lacking.length > 0) {
    throw new EnvironmentError(
      `doctor --install-native: ${found} lacks ${lacking.join(", ")}; take TensorFlow 2.13 or later from pip: ${PIP}`,
    );
  }
  return { folder: found, libraries };
}

const pythons = (root: string): string[] => [
  ...(process.env.PYTHON ? [process.env.PYTHON] : []),
  join(root, ".venv", "bin", "python"),
  "python3",
  "python",
];

/** Asks Python where it would import TensorFlow from, without doing so. */
function folderOf(python: string): string | undefined {
  const program =
    "import importlib.util as u; s = u.find_spec('tensorflow'); print(s.submodule_search_locations[0] if s else '')";
  const { stdout } = spawnSync(python, ["-c", program], { encoding: "utf8", timeout: 20_000 });
  return stdout?.trim() || undefined;
}
