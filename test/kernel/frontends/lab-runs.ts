import { expect } from "chai";
import type { InLab } from "./use-lab.js";

/** Running, interrupting and restarting by menu, button and key. */
export function labRuns(inLab: InLab): void {
  it("runs all cells, and says when it is busy and when idle", () =>
    inLab(["const half: number = 21;", "console.log(half);", "half * 2"], async (lab) => {
      await lab.runAll(3);
      await lab.status("Idle");
      expect(await lab.text(1)).to.equal("21");
      expect(await lab.text(2)).to.equal("42");
      expect(await lab.failures().count()).to.equal(0);
    }));

  const counting = 'let steps = 0;\nconsole.log("begun");\nwhile (true) steps++;';
  it("interrupts an endless loop by the button, and goes on with its variables", () =>
    inLab([counting, "steps > 0"], async (lab) => {
      await lab.run(0);
      await lab.output(0).getByText("begun").waitFor();
      await lab.status("Busy");
      await lab.page.locator('[data-command="notebook:interrupt-kernel"]').first().click();
      await lab.output(0).getByText("KernelInterrupt").first().waitFor();
      await lab.status("Idle");
      await lab.run(1);
      await lab.prompt(2).waitFor();
      expect(await lab.text(1)).to.equal("true");
    }));

  it("interrupts a loop that awaits by the keys I I", () => {
    const waiting = "for (;;) await new Promise((resolve) => setTimeout(resolve, 10));";
    return inLab([`console.log("begun");\n${waiting}`, "1 + 1"], async (lab) => {
      await lab.run(0);
      await lab.output(0).getByText("begun").waitFor();
      await lab.press("Escape", "i", "i");
      await lab.output(0).getByText("KernelInterrupt").first().waitFor();
      await lab.run(1);
      await lab.prompt(2).waitFor();
      expect(await lab.text(1)).to.equal("2");
    });
  });

  it("restarts from the menu: variables are gone, and the first output is there", () =>
    inLab(["console.log(process.pid);", "let kept = 1;", "kept"], async (lab) => {
      await lab.runAll(3);
      const before = await lab.text(0);
      await lab.choose("Kernel", "Restart Kernel…");
      await lab.accept();
      await lab.run(2);
      await lab.output(2).getByText("Cannot find name 'kept'").waitFor();
      await lab.choose("Kernel", "Restart Kernel and Run All Cells…");
      await lab.accept();
      await lab.prompt(3).waitFor();
      const after = await lab.text(0);
      expect(after).to.match(/^\d+$/);
      expect(after).not.to.equal(before);
      expect(await lab.text(2)).to.equal("1");
    }));

  it("asks with a field, and the answer arrives", () =>
    inLab(['const name = prompt("name?");\n"good day, " + name'], async (lab) => {
      await lab.run(0);
      const field = lab.output(0).locator("input.jp-Stdin-input");
      await field.waitFor();
      expect(await lab.output(0).innerText()).to.contain("name?");
      await field.fill("Ada");
      await field.press("Enter");
      await lab.output(0).getByText("'good day, Ada'").waitFor();
    }));

  it("shows all complaints of the compiler, and runs nothing after them", () =>
    inLab(
      ['const wrong: string = 2;\nconst also: number = "two";', 'console.log("not reached");'],
      async (lab) => {
        await lab.choose("Run", "Run All Cells");
        await lab.failures().waitFor();
        const text = await lab.output(0).innerText();
        expect(text).to.contain("cell[1]:1:7 TS2322");
        expect(text).to.contain("cell[1]:2:7 TS2322");
        await lab.status("Idle");
        const [, after] = await lab.cells();
        expect(after).to.deep.include({ execution_count: null, outputs: [] });
        await lab.cell(1).locator(".jp-InputPrompt", { hasText: "[ ]:" }).waitFor();
      },
    ));
}
