import type { Kernel, KernelMessage } from "@jupyterlab/services";
import { KernelManager, ServerConnection } from "@jupyterlab/services";
import { expect } from "chai";
import { WebSocket } from "ws";
import { isAlive } from "./processes.js";
import type { Setting } from "./setting.js";

/** JupyterLab's own client, without JupyterLab: messages as they are on the websocket. */
export function labServices(setting: Setting): void {
  let manager: KernelManager;
  let kernel: Kernel.IKernelConnection;
  let processes: number[];

  const { debug } = console;

  before(async () => {
    // The client tells every step.
    console.debug = () => {};
    const { origin, token } = setting.server;
    const serverSettings = ServerConnection.makeSettings({
      baseUrl: `${origin}/`,
      wsUrl: `${origin.replace("http", "ws")}/`,
      token,
      appendToken: true,
      WebSocket: WebSocket as never,
    });
    manager = new KernelManager({ serverSettings });
    await manager.ready;
    kernel = await manager.startNew({ name: "intertwine" });
    const { outputs } = await execute("console.log(process.pid, process.ppid);");
    processes = outputs[0].content.text.trim().split(" ").map(Number);
  });
  after(async () => {
    if (kernel?.isDisposed === false) {
      await kernel.shutdown();
    }
    manager?.dispose();
    console.debug = debug;
  });

  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect in it.
  type Published = { type: string; content: any };

  async function execute(code: string) {
    const future = kernel.requestExecute({ code });
    const published: Published[] = [];
    future.onIOPub = ({ header, content }) => {
      published.push({ type: header.msg_type, content });
    };
    const { content } = await future.done;
    const outputs = published.filter(({ type }) => !["status", "execute_input"].includes(type));
    return { content, published, outputs };
  }

  it("is what the server says it is", async () => {
    const { language_info, implementation } = await kernel.info;
    expect(implementation).to.equal("intertwine");
    expect(language_info).to.include({ name: "typescript", file_extension: ".ts" });
  });

  it("executes, and publishes in order", async () => {
    const { content, published } = await execute("console.log(1);\n6 * 7");
    expect(content).to.deep.include({ status: "ok", user_expressions: {} });
    expect(published.map(({ type }) => type)).to.deep.equal([
      "status",
      "execute_input",
      "stream",
      "execute_result",
      "status",
    ]);
    expect(published[2].content).to.deep.equal({ name: "stdout", text: "1\n" });
    expect(published[3].content.data).to.deep.equal({ "text/plain": "42" });
    expect(published[3].content.execution_count).to.equal(content.execution_count);
  });

  it("interrupts by the server's own request", async () => {
    const begun = new Promise<void>((resolve) => {
      const listen = (_: unknown, message: KernelMessage.IIOPubMessage) => {
        if (message.header.msg_type === "stream") {
          kernel.iopubMessage.disconnect(listen);
          resolve();
        }
      };
      kernel.iopubMessage.connect(listen);
    });
    const running = execute('console.log("begun");\nwhile (true) {}');
    await begun;
    await kernel.interrupt();
    const { content, outputs } = await running;
    expect(content).to.deep.include({ status: "error", ename: "KernelInterrupt" });
    expect(outputs.map(({ type }) => type)).to.deep.equal(["stream", "error"]);
    expect((await execute("1 + 1")).content.status).to.equal("ok");
  });

  it("has comms in both directions, with bytes", async () => {
    await execute(
      `kernel.onComm("echo", (comm) => {
        comm.onMessage(({ data, buffers }) => comm.send({ echo: data }, { buffers }));
      });`,
    );
    const comm = kernel.createComm("echo");
    const answer = new Promise<KernelMessage.ICommMsgMsg>((resolve) => {
      comm.onMsg = resolve;
    });
    comm.open({});
    comm.send({ x: 1.5 }, undefined, [new Uint8Array([0, 10, 255])]);
    const { content, buffers } = await answer;
    expect(content.data).to.deep.equal({ echo: { x: 1.5 } });
    const [bytes] = buffers as ArrayBufferView[];
    expect([...new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)]).to.deep.equal([
      0, 10, 255,
    ]);
    comm.close();
  });

  it("restarts, and leaves no process behind when it is shut down", async () => {
    const before = processes;
    await kernel.restart();
    const { outputs } = await execute("console.log(process.pid, process.ppid);");
    const after: number[] = outputs[0].content.text.trim().split(" ").map(Number);
    expect(before.filter(isAlive)).to.deep.equal([]);
    expect(after.filter(isAlive)).to.deep.equal(after);
    await kernel.shutdown();
    expect(after.filter(isAlive)).to.deep.equal([]);
  });
}
