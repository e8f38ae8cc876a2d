/**
 * A client of one kernel that it starts itself. Works with any kernelspec.
 *
 *     const kernel = await startKernel(spec, { cwd: "notebooks" });
 *     const { outputs } = await kernel.execute("1 + 1");
 *     await kernel.shutdown();
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { EnvironmentError } from "../../errors.js";
import { type Channel, Channels } from "./channels.js";
import { openConnection } from "./connection.js";
import { deadlineAfter } from "./deadline.js";
import { failure, failureOf, isError } from "./failure.js";
import { KernelProcess } from "./kernel-process.js";
import type { KernelSpec } from "./kernelspec.js";
import { createMessage, type Message } from "./message.js";
import { CellOutputs, type DisplayIds, type Output } from "./outputs.js";

export interface StartOptions {
  /** Folder in which the kernel starts; the current one when left out. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Milliseconds until it must answer; 60,000 when left out. */
  startTimeout?: number;
}

export interface ExecuteOptions {
  /** Milliseconds after which the cell is interrupted and counts as failed. */
  timeout?: number;
}

export interface Execution {
  status: "ok" | "error";
  executionCount: number | null;
  /** Grows when the cell prints after its end. */
  outputs: readonly Output[];
}

interface Pending {
  outputs: CellOutputs;
  idle: boolean;
  reply?: Record<string, unknown>;
  settle: (reply: Record<string, unknown>) => void;
}

/** Starts a kernel and waits until it answers and its outputs arrive. */
export async function startKernel(spec: KernelSpec, options: StartOptions = {}): Promise<Kernel> {
  const cwd = options.cwd ?? process.cwd();
  if (!existsSync(cwd)) {
    throw new EnvironmentError(`startKernel: ${cwd} is no folder; the kernel has to start in one.`);
  }
  const connection = await openConnection();
  const child = new KernelProcess(spec, connection.file, cwd, options.env ?? process.env);
  const kernel = new Kernel(spec, child);
  try {
    await kernel.connect(connection.info, options.startTimeout ?? 60_000);
  } catch (error) {
    await kernel.shutdown();
    throw error;
  } finally {
    connection.remove();
  }
  return kernel;
}

export class Kernel {
  private readonly session = randomUUID();
  private readonly pending = new Map<string, Pending>();
  private readonly displays: DisplayIds = new Map();
  private channels: Channels | undefined;
  private heard = { shell: false, control: false, iopub: false };
  private dead: string | undefined;

  /** @internal Use `startKernel`. */
  constructor(
    private readonly spec: KernelSpec,
    private readonly child: KernelProcess,
  ) {
    void child.ended.then((how) => this.onEnd(how));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** @internal Asks until replies and outputs have both been heard. */
  async connect(info: Parameters<typeof Channels.open>[0], timeout: number): Promise<void> {
    this.channels = await Channels.open(
      info,
      (channel, message) => this.receive(channel, message),
      (channel, error) =>
        console.warn(`${this.spec.display_name}: a message on ${channel} was dropped: ${error}`),
    );
    const deadline = performance.now() + timeout;
    while (!(this.heard.shell && this.heard.iopub)) {
      if (this.dead !== undefined || performance.now() > deadline) {
        throw new EnvironmentError(
          `startKernel: the kernel "${this.spec.display_name}" ` +
            `${this.dead ?? `did not answer within ${timeout} ms`}.\n` +
            `Command: ${this.spec.argv.join(" ")}\n${this.child.log}`,
        );
      }
      await this.channels.send("shell", createMessage("kernel_info_request", {}, this.session));
      for (let i = 0; i < 20 && !(this.heard.shell && this.heard.iopub); i++) {
        await sleep(25);
      }
    }
  }

  /** Runs `code` to its end; an error in it is a status, not a rejection. */
  async execute(code: string, options: ExecuteOptions = {}): Promise<Execution> {
    const outputs = new CellOutputs(this.displays);
    const deadline = deadlineAfter(options.timeout, () => this.interrupt());
    try {
      for (;;) {
        const reply = await this.request(code, outputs, deadline.insisted);
        // A kernel that has just failed a cell refuses what arrives shortly after.
        if (reply.status === "abort" || reply.status === "aborted") {
          await sleep(100);
          continue;
        }
        if (deadline.passed()) {
          outputs.take(
            "error",
            failure("Timeout", `the cell ran longer than ${options.timeout} ms`),
          );
        } else if (reply.status !== "ok" && !outputs.list.some(isError)) {
          outputs.take("error", failureOf(reply, outputs.list));
        }
        return {
          status: outputs.list.some(isError) ? "error" : "ok",
          executionCount: (reply.execution_count as number | undefined) ?? null,
          outputs: outputs.list,
        };
      }
    } finally {
      deadline.clear();
    }
  }

  /** Stops the running cell; the kernel and its state stay. */
  interrupt(): void {
    if (this.spec.interrupt_mode === "message") {
      void this.channels?.send("control", createMessage("interrupt_request", {}, this.session));
    } else {
      this.child.signal("SIGINT");
    }
  }

  /** Ends the kernel; when this resolves, its process is gone. */
  async shutdown(): Promise<void> {
    if (this.dead === undefined && this.heard.shell) {
      const request = createMessage("shutdown_request", { restart: false }, this.session);
      await this.channels?.send("control", request);
    } else {
      this.child.signal("SIGKILL");
    }
    await this.child.end(2000);
    this.channels?.close();
  }

  private async request(
    code: string,
    outputs: CellOutputs,
    insisted: Promise<void>,
  ): Promise<Record<string, unknown>> {
    if (this.dead !== undefined || this.channels === undefined) {
      return failure("KernelDied", `the kernel ${this.dead ?? "is not connected"}`);
    }
    const request = createMessage(
      "execute_request",
      {
        code,
        silent: false,
        store_history: true,
        user_expressions: {},
        allow_stdin: false,
        stop_on_error: true,
      },
      this.session,
    );
    const settled = new Promise<Record<string, unknown>>((settle) => {
      this.pending.set(request.header.msg_id, { outputs, idle: false, settle });
    });
    void insisted.then(() => this.child.signal("SIGKILL"));
    await this.channels.send("shell", request);
    return settled;
  }

  private receive(channel: Channel, { header, parent, content }: Message): void {
    this.heard[channel] = true;
    const pending = this.pending.get(parent.msg_id ?? "");
    if (pending === undefined) {
      return;
    }
    if (channel === "iopub") {
      pending.outputs.take(header.msg_type, content);
      pending.idle ||= header.msg_type === "status" && content.execution_state === "idle";
    } else if (header.msg_type === "execute_reply") {
      pending.reply = content;
    }
    if (pending.idle && pending.reply !== undefined) {
      pending.settle(pending.reply);
    }
  }

  private onEnd(how: string): void {
    this.dead = how;
    for (const pending of this.pending.values()) {
      pending.settle(failure("KernelDied", `the kernel ${how}`));
    }
  }
}
