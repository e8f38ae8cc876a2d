/** One Jupyter server and one browser for all front ends, and notebooks to open in them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { root } from "../../fixtures/fixture.js";
import { requireBrowserAndLab, startBrowser } from "../../fixtures/jupyter/browser.js";
import { JupyterServer } from "../../fixtures/jupyter/jupyter-server.js";

export interface Setting {
  server: JupyterServer;
  browser: Browser;
  /** What the server serves; inside the project, so that notebooks find the library. */
  folder: string;
}

/** Starts it before the suite that calls, and stops it after; filled in by then. */
export function useSetting(): Setting {
  const setting = {} as Setting;
  let scratch: string | undefined;
  before(async function () {
    requireBrowserAndLab(this);
    mkdirSync(join(root, "runs"), { recursive: true });
    scratch = mkdtempSync(join(root, "runs", "frontends-"));
    setting.folder = join(scratch, "notebooks");
    mkdirSync(setting.folder);
    [setting.server, setting.browser] = await Promise.all([
      JupyterServer.start(join(scratch, "home"), setting.folder),
      startBrowser(),
    ]);
  });
  after(async () => {
    await setting.browser?.close();
    await setting.server?.stop();
    if (scratch !== undefined) {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
  return setting;
}

let written = 0;

/** Writes a notebook with these cells; the result is its path below the folder. */
export function writeCells(folder: string, ...cells: string[]): string {
  const path = `cells-${++written}.ipynb`;
  const notebook = {
    cells: cells.map((source, index) => ({
      cell_type: "code",
      execution_count: null,
      id: `cell-${index + 1}`,
      metadata: {},
      outputs: [],
      source,
    })),
    metadata: {
      kernelspec: {
        display_name: "TypeScript (Intertwine)",
        language: "typescript",
        name: "intertwine",
      },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(join(folder, path), JSON.stringify(notebook));
  return path;
}
