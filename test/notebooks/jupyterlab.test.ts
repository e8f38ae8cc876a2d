/** Notebooks in a real JupyterLab, run by its own menu in a headless browser. */

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import {
  injectParameters,
  readNotebook,
  writeNotebook,
} from "../../src/workbench/notebook/index.js";
import { fixtureNotebook, inScratch, root } from "../fixtures/fixture.js";
import { requireBrowserAndLab, startBrowser, withPicture } from "../fixtures/jupyter/browser.js";
import { JupyterServer } from "../fixtures/jupyter/jupyter-server.js";
import { LabPage } from "../fixtures/jupyter/lab-page.js";

describe("JupyterLab", () => {
  const home = mkdtempSync(join(tmpdir(), "intertwine-lab-"));
  let server: JupyterServer;
  let browser: Browser;

  before(async function () {
    requireBrowserAndLab(this);
    server = await JupyterServer.start(home);
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  async function withPage(
    source: string,
    parameters: Record<string, unknown>,
    look: (page: Page, lab: LabPage) => Promise<void>,
  ): Promise<void> {
    await inScratch(async (folder) => {
      const notebook = await injectParameters(source, readNotebook(source), parameters);
      const path = join(folder, basename(source));
      writeNotebook(path, notebook);
      const cells = notebook.cells.filter(({ cell_type }) => cell_type === "code").length;
      const page = await browser.newPage({ viewport: { width: 1400, height: 2000 } });
      page.setDefaultTimeout(120_000);
      try {
        const lab = new LabPage(page);
        await lab.goTo(server.labAddress(relative(root, path)));
        await lab.runAll(cells);
        await look(page, lab);
      } catch (error) {
        throw await withPicture(page, `jupyterlab-${basename(source, ".ipynb")}`, error);
      } finally {
        await page.close();
      }
    });
  }

  it("runs a notebook to its end, draws the chart and shows the ledger as a table", async function () {
    this.timeout(180_000);
    await withPage(fixtureNotebook("jupyterlab"), {}, async (page, lab) => {
      expect(await lab.failures().allInnerTexts()).to.deep.equal([]);
      const chart = await lab.wakeChart();
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
    await withPage(fixtureNotebook("type-error"), {}, async (page, lab) => {
      expect((await lab.failures().allInnerTexts()).join()).to.include(
        "is not assignable to type 'string'",
      );
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
    await withPage(tour, { profile: "smoke" }, async (_, lab) => {
      expect(await lab.failures().allInnerTexts()).to.deep.equal([]);
      await lab.wakeChart();
    });
  });
});
