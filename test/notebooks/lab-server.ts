import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../fixtures/fixture.js";

/** A JupyterLab of its own: random port and token, settings and workspaces in `home`. */
export class LabServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    readonly token: string,
  ) {}

  static readonly program: string = join(root, ".venv", "bin", "jupyter-lab");

  static async start(home: string): Promise<LabServer> {
    const port = await freePort();
    const token = randomUUID();
    const args = [
      "--no-browser",
      "--allow-root",
      "-y",
      "--log-level=ERROR",
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.port=${port}`,
      "--ServerApp.port_retries=0",
      `--ServerApp.root_dir=${root}`,
    ];
    const child = spawn(LabServer.program, args, {
      cwd: root,
      stdio: "ignore",
      env: {
        ...process.env,
        JUPYTER_TOKEN: token,
        JUPYTER_CONFIG_DIR: join(home, "config"),
        JUPYTER_DATA_DIR: join(home, "data"),
        JUPYTER_RUNTIME_DIR: join(home, "runtime"),
        JUPYTERLAB_SETTINGS_DIR: join(home, "settings"),
        JUPYTERLAB_WORKSPACES_DIR: join(home, "workspaces"),
        IPYTHONDIR: join(home, "ipython"),
      },
    });
    const server = new LabServer(child, port, token);
    while (!(await server.answers())) {
      if (child.exitCode !== null) {
        throw new Error(`${LabServer.program} ended with status ${child.exitCode}.`);
      }
      await sleep(200);
    }
    return server;
  }

  /** Address of the notebook at `path` below the project, in a workspace of its own. */
  address(path: string): string {
    const url = new URL(`/lab/workspaces/${randomUUID()}/tree/${path}`, this.origin);
    url.searchParams.set("token", this.token);
    return url.href;
  }

  async stop(): Promise<void> {
    this.child.kill("SIGTERM");
    if (this.child.exitCode === null) {
      await once(this.child, "exit");
    }
  }

  private get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private async answers(): Promise<boolean> {
    const url = `${this.origin}/api/status?token=${this.token}`;
    return fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
