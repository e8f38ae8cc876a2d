/** Notebooks in a real JupyterLab, run by its own menu in a headless browser. */

import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { expect } from "chai";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { findChromium } from "../../src/cli/doctor/chromium.js";
import {
  injectParameters,
  readNotebook,
  writeNotebook,
} from "../../src/workbench/notebook/index.js";
import { fixtureNotebook, inScratch, root } from "../fixtures/fixture.js";
import { LabServer } from "./lab-server.js";

/** JupyterLab shows a cell's error under the media type of its stream. */
const failure = '[data-mime-type="application/vnd.jupyter.stderr"]';

/** What this test needs and the machine lacks, with the remedy. */
function lacking(): string | undefined {
  if (!existsSync(LabServer.program)) {
    return "JupyterLab is not in .venv; `npm test` or `npm start` puts it there.";
  }
  if (findChromium() === undefined) {
    return "Chromium is not on the PATH; install it (Debian: `apt install chromium`) or set CHROMIUM.";
  }
  return undefined;
}

/** Opens the notebook, runs all its cells from the menu and waits for the last one or an error. */
async function runAll(page: Page, address: string, cells: number): Promise<void> {
  await page.goto(address);
  await page.locator(".jp-NotebookPanel .jp-Cell").first().waitFor();
  // Before the kernel idles, "Run" would ask which kernel to start.
  await page.getByText("TypeScript (tslab) | Idle").waitFor();
  await page.locator(".lm-MenuBar-itemLabel", { hasText: /^Run$/ }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: /^Run All Cells$/ }).click();
  const last = page.locator(".jp-CodeCell .jp-InputPrompt", { hasText: `[${cells}]:` });
  await last.or(page.locator(failure)).first().waitFor();
}

/** The first chart: a picture until the mouse enters it, Plotly's own drawing from then on. */
async function wakeChart(page: Page): Promise<Locator> {
  await page.locator(".jp-RenderedPlotly img.plot-img").first().dispatchEvent("mouseenter");
  const chart = page.locator(".jp-RenderedPlotly.js-plotly-plot").first();
  await chart.locator(".main-svg").first().waitFor();
  return chart;
}

/** What the kernel reported as errors, as the page shows it. */
function failures(page: Page): Promise<string[]> {
  return page.locator(failure).allInnerTexts();
}

describe("JupyterLab", () => {
  const home = mkdtempSync(join(tmpdir(), "intertwine-lab-"));
  let server: LabServer | undefined;
  let browser: Browser | undefined;

  before(async function () {
    const lack = lacking();
    if (lack !== undefined) {
      if (process.env.CI) {
        throw new Error(lack);
      }
      console.log(`      skipped: ${lack}`);
      this.skip();
    }
    server = await LabServer.start(home);
    browser = await chromium.launch({
      executablePath: findChromium(),
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  async function withPage(
    source: string,
    parameters: Record<string, unknown>,
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    await inScratch(async (folder) => {
      const notebook = await injectParameters(source, readNotebook(source), parameters);
      const path = join(folder, basename(source));
      writeNotebook(path, notebook);
      const cells = notebook.cells.filter(({ cell_type }) => cell_type === "code").length;
      const page = await (browser as Browser).newPage({ viewport: { width: 1400, height: 2000 } });
      page.setDefaultTimeout(120_000);
      try {
        await runAll(page, (server as LabServer).address(relative(root, path)), cells);
        await look(page);
      } catch (error) {
        mkdirSync(join(root, "runs"), { recursive: true });
        const picture = join(root, "runs", `jupyterlab-${basename(source, ".ipynb")}.png`);
        await page.screenshot({ path: picture });
        throw new Error(`${(error as Error).message}\nSee ${picture}`, { cause: error });
      } finally {
        await page.close();
      }
    });
  }

  it("runs a notebook to its end, draws the chart and shows the ledger as a table", async function () {
    this.timeout(180_000);
    await withPage(fixtureNotebook("jupyterlab"), {}, async (page) => {
      expect(await failures(page)).to.deep.equal([]);
      const chart = await wakeChart(page);
      expect(await chart.locator("path.js-line").count()).to.equal(1);
      expect(
        await page.locator(".jp-RenderedMarkdown table td", { hasText: "holds" }).count(),
      ).to.equal(1);
      expect(await page.locator(".jp-OutputArea", { hasText: "line 1999" }).count()).to.equal(1);
      expect(
        await page.locator(".jp-OutputArea-output", { hasText: "the end of" }).count(),
      ).to.equal(1);
    });
  });

  it("shows a type error in red and runs nothing after it", async function () {
    this.timeout(180_000);
    await withPage(fixtureNotebook("type-error"), {}, async (page) => {
      expect((await failures(page)).join()).to.include("is not assignable to type 'string'");
      const after = page.locator(".jp-OutputArea-output", { hasText: "not reached" });
      expect(await after.count()).to.equal(0);
    });
  });

  const tour = join(root, "notebooks", "00-tour.ipynb");
  it("runs the tour, on which it opens, with at least one chart", async function () {
    this.timeout(300_000);
    if (!existsSync(tour)) {
      console.log("      skipped: notebooks/00-tour.ipynb is not here yet.");
      this.skip();
    }
    await withPage(tour, { profile: "smoke" }, async (page) => {
      expect(await failures(page)).to.deep.equal([]);
      await wakeChart(page);
    });
  });
});
