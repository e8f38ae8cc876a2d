import { expect } from "chai";
import type { Locator } from "playwright-core";
import { colourOf, type LabPage } from "../../fixtures/jupyter/lab-page.js";
import type { InLab } from "./use-lab.js";

/** Completion, tooltips and colours in the cells. */
export function labEditor(inLab: InLab): void {
  it("completes members of the platform, with their kinds", () =>
    inLab([""], async (lab) => {
      await lab.write(0, "Math.hyp");
      const entry = await suggestion(lab, "hypot");
      expect(await entry.innerText()).to.match(/^m\s*hypot\s*method$/);
      await lab.press("Enter");
      await lab.cell(0).locator(".cm-content", { hasText: "Math.hypot" }).waitFor();
    }));

  it("completes a variable of another cell, also while a cell runs", () => {
    const waiting = "for (;;) await new Promise((resolve) => setTimeout(resolve, 10));";
    return inLab(["const particles = [1, 2, 3];", waiting, ""], async (lab) => {
      await lab.run(0);
      await lab.run(1);
      await lab.status("Busy");
      await lab.write(2, "particles.fi");
      for (const name of ["fill", "filter", "find", "findIndex"]) {
        await suggestion(lab, name);
      }
      await lab.status("Busy");
      await lab.choose("Kernel", "Interrupt Kernel");
      await lab.output(1).getByText("KernelInterrupt").first().waitFor();
    });
  });

  it("shows signature and docstring by Shift-Tab", () => {
    const definition = [
      "/** The distance of two points, in *metres*. */",
      "function distance(a: number, b: number): number {",
      "  return Math.abs(a - b);",
      "}",
    ].join("\n");
    return inLab([definition, ""], async (lab) => {
      await lab.run(0);
      await lab.prompt(1).waitFor();
      await lab.write(1, "distance(");
      await lab.press("Shift+Tab");
      const tooltip = lab.page.locator(".jp-Tooltip");
      await tooltip.waitFor();
      expect(await tooltip.locator("pre").innerText()).to.contain(
        "function distance(a: number, b: number): number",
      );
      expect(await tooltip.innerText()).to.contain("The distance of two points");
      expect(await tooltip.locator("em").innerText()).to.equal("metres");
    });
  });

  it("colours TypeScript", () =>
    inLab(["interface Point { x: number }"], async (lab) => {
      const line = lab.cell(0).locator(".cm-line");
      // A keyword of TypeScript's alone.
      const keyword = line.locator("span", { hasText: /^interface$/ });
      await keyword.waitFor();
      expect(await colourOf(keyword, "color")).not.to.deep.equal(await colourOf(line, "color"));
    }));
}

/**
 * An entry of the list that Tab opens at the cursor. JupyterLab forgets an
 * answer that takes more than a second, as it may while the kernel starts:
 * then Tab is pressed once more.
 */
async function suggestion(lab: LabPage, name: string): Promise<Locator> {
  const entry = lab.page.locator(`.jp-Completer-item[data-value="${name}"]`);
  for (let attempt = 0; attempt < 10 && !(await entry.isVisible()); attempt++) {
    await lab.press("Tab");
    await entry.waitFor({ timeout: 2000 }).catch(() => undefined);
  }
  await entry.waitFor();
  return entry;
}
