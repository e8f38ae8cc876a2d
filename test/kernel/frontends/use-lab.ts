import { withPicture } from "../../fixtures/jupyter/browser.js";
import { LabPage } from "../../fixtures/jupyter/lab-page.js";
import { type Setting, writeCells } from "./setting.js";

/** Opens a notebook with these cells in JupyterLab and hands it to `work`. */
export type InLab = (cells: string[], work: (lab: LabPage) => Promise<void>) => Promise<void>;

/** One page for the tests of the suite that calls: JupyterLab itself is loaded once. */
export function useLab(setting: Setting): InLab {
  let lab: LabPage | undefined;
  before(async () => {
    const page = await setting.browser.newPage({ viewport: { width: 1000, height: 900 } });
    page.setDefaultTimeout(60_000);
    await page.goto(setting.server.labAddress());
    lab = new LabPage(page);
    await lab.isLoaded();
  });
  after(() => lab?.page.close());

  return async (cells, work) => {
    if (lab === undefined) {
      throw new Error("useLab: a notebook was opened before the suite has begun.");
    }
    const path = writeCells(setting.folder, ...cells);
    try {
      await lab.open(path);
      await work(lab);
    } catch (error) {
      throw await withPicture(lab.page, `lab-${path}`, error);
    } finally {
      await lab.close();
    }
  };
}
