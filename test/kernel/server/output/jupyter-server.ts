/**
 * What jupyter_server does with the messages of iopub: its limits of 1000
 * messages and 1,000,000 bytes of streams a second over 3 seconds, which begin
 * anew with idle (`_limit_rate` in services/kernels/connection/channels.py).
 */

import type { Broadcast } from "../../../../src/kernel/server/channels.js";
import type { Sink } from "../../../../src/kernel/server/output/output-queue.js";
import type { FakeTime } from "./fake-time.js";

const WINDOW = 3000;

export interface Passed {
  at: number;
  type: string;
  run: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect in it.
  content: any;
}

export class JupyterServer implements Sink {
  bufferedBytes = 0;
  readonly passed: Passed[] = [];
  dropped = 0;
  private window: { until: number; bytes: number }[] = [];
  private release = () => {};

  constructor(private readonly time: FakeTime) {}

  encode({ type, parent, content, metadata = {}, buffers = [] }: Broadcast): Uint8Array[] {
    const body = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    const header = { msg_type: type };
    return [
      ...[header, parent, metadata].map((part) => Buffer.from(JSON.stringify(part))),
      body,
      ...buffers,
    ];
  }

  publishFrames(frames: readonly Uint8Array[]): void {
    const [header, parent, , content] = frames.slice(0, 4).map((f) => JSON.parse(String(f)));
    const now = this.time.now();
    const type = header.msg_type;
    this.window = this.window.filter(({ until }) => until > now);
    const bytes = type === "stream" ? frames.reduce((sum, frame) => sum + frame.length, 0) : 0;
    this.window.push({ until: now + WINDOW, bytes });
    const total = this.window.reduce((sum, one) => sum + one.bytes, 0);
    if (this.window.length > 3000 || total > 3_000_000) {
      this.dropped++;
    }
    this.passed.push({ at: now, type, run: parent.msg_id, content });
  }

  idle(): void {
    this.window = [];
  }

  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.release = resolve;
    });
  }

  /** The subscriber has taken what waited. */
  drain(): void {
    this.bufferedBytes = 0;
    this.release();
  }

  text(name = "stdout"): string {
    return this.passed
      .map(({ type, content }) => (type === "stream" && content.name === name ? content.text : ""))
      .join("");
  }
}
