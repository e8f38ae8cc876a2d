import { expect } from "chai";
import type { Page } from "playwright-core";
import { withPicture } from "../../fixtures/jupyter/browser.js";
import { type Setting, writeCells } from "./setting.js";

/** nbclassic: the Notebook of before JupyterLab, with CodeMirror 5. */
export function classicNotebook(setting: Setting): void {
  async function inNotebook(cells: string[], work: (page: Page) => Promise<void>): Promise<void> {
    const path = writeCells(setting.folder, ...cells);
    const page = await setting.browser.newPage({ viewport: { width: 1000, height: 900 } });
    page.setDefaultTimeout(60_000);
    try {
      // Beside Notebook 7 it would be under /nbclassic.
      await page.goto(setting.server.address(`/notebooks/${path}`));
      await page.locator("#kernel_indicator_icon.kernel_idle_icon").waitFor();
      await work(page);
    } catch (error) {
      throw await withPicture(page, `classic-${path}`, error);
    } finally {
      await page.close();
    }
  }

  const cell = (page: Page, index: number) => page.locator(".code_cell").nth(index);
  const output = (page: Page, index: number) => cell(page, index).locator(".output_subarea");

  async function runAll(page: Page): Promise<void> {
    await page.locator("#celllink").click();
    await page.locator("#run_all_cells a").click();
  }

  it("runs all cells, and stops at an error", () =>
    inNotebook(
      ["const half: number = 21;", "console.log(half);\nhalf * 2", "half.length", "1 + 1"],
      async (page) => {
        await runAll(page);
        await output(page, 2).first().waitFor();
        expect(await output(page, 1).allInnerTexts()).to.deep.equal(["21\n", "42"]);
        expect(await output(page, 2).innerText()).to.contain("TS2339");
        await page.locator("#kernel_indicator_icon.kernel_idle_icon").waitFor();
        expect(await output(page, 3).count()).to.equal(0);
      },
    ));

  it("interrupts by the button", () =>
    inNotebook(['console.log("begun");\nwhile (true) {}', "1 + 1"], async (page) => {
      await cell(page, 0).locator(".CodeMirror").click();
      await page.keyboard.press("Control+Enter");
      await output(page, 0).getByText("begun").waitFor();
      await page.locator('[data-jupyter-action="jupyter-notebook:interrupt-kernel"]').click();
      await output(page, 0).getByText("KernelInterrupt").first().waitFor();
      await cell(page, 1).locator(".CodeMirror").click();
      await page.keyboard.press("Control+Enter");
      await output(page, 1).getByText("2").waitFor();
    }));

  it("colours what only TypeScript has", () =>
    inNotebook(["interface Point { x: number }"], async (page) => {
      const coloured = cell(page, 0).locator(".CodeMirror-code");
      await coloured.locator(".cm-keyword", { hasText: "interface" }).waitFor();
      await coloured.locator(".cm-type", { hasText: "number" }).waitFor();
    }));
}
