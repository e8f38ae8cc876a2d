// `npm start`: from a fresh clone to JupyterLab on the tour. What follows `--`
// goes to JupyterLab: `npm start -- --no-browser --port 9000`.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { main, root, runToTheEnd, say } from "./console.mjs";
import { prepare } from "./prepare.mjs";
import { jupyterLab } from "./python.mjs";

const tour = "notebooks/00-tour.ipynb";

await main(async () => {
  await prepare();
  await runToTheEnd(process.execPath, [join("dist", "src", "cli", "main.js"), "doctor"]);
  return runToTheEnd(jupyterLab, labArguments(process.argv.slice(2)));
});

/** @param {string[]} given */
function labArguments(given) {
  // -y: Ctrl-C ends it without a question.
  const args = ["--ServerApp.ip=127.0.0.1", "--ServerApp.root_dir=.", "-y", ...given];
  if (!given.some((arg) => /^--(debug|log-level|Application\.log_level)/.test(arg))) {
    args.push("--log-level=WARN");
  }
  if (existsSync(join(root, tour))) {
    // In the printed address too, which a machine without a display goes by.
    args.push(`--LabApp.default_url=/lab/tree/${tour}`);
  } else {
    say(`${tour} is not here; JupyterLab opens on the folder`);
  }
  if (process.getuid?.() === 0 && !given.includes("--allow-root")) {
    say("running as root: JupyterLab is told to allow it");
    args.push("--allow-root");
  }
  if (!hasDisplay() && !given.includes("--no-browser")) {
    say("no display: open the address below in a browser");
    args.push("--no-browser");
  }
  return args;
}

function hasDisplay() {
  return (
    process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  );
}
