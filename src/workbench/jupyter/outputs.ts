/**
 * Messages of the output channel become the outputs of a cell as the notebook
 * format stores them: adjacent writes of one stream are one output, and a
 * display with an id is replaced wherever it stands.
 */
import type { Output as EngineOutput } from "../../kernel/index.js";

export interface StreamOutput {
  output_type: "stream";
  name: "stdout" | "stderr";
  text: string;
}
export interface DisplayOutput {
  output_type: "display_data";
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}
export interface ResultOutput {
  output_type: "execute_result";
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  execution_count: number | null;
}
export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

type Bundled = DisplayOutput | ResultOutput;

/** The displays of one kernel that have an id. */
export type DisplayIds = Map<string, Bundled[]>;

/** The outputs of one execution. */
export class CellOutputs {
  readonly list: Output[] = [];
  private clearWhenNext = false;

  constructor(private readonly ids: DisplayIds) {}

  /** Takes one message of the output channel; other types are ignored. */
  take(type: string, content: Record<string, unknown>): void {
    switch (type) {
      case "stream":
        this.stream(content.name as StreamOutput["name"], content.text as string);
        break;
      case "display_data":
        this.bundle({ output_type: type, ...parts(content) }, content);
        break;
      case "execute_result": {
        const count = (content.execution_count as number | undefined) ?? null;
        this.bundle({ output_type: type, ...parts(content), execution_count: count }, content);
        break;
      }
      case "update_display_data":
        for (const output of this.ids.get(idOf(content) ?? "") ?? []) {
          Object.assign(output, parts(content));
        }
        break;
      case "error": {
        const traceback = (content.traceback as string[] | undefined) ?? [];
        const { ename, evalue } = content;
        this.push({ output_type: type, ename: `${ename}`, evalue: `${evalue}`, traceback });
        break;
      }
      case "clear_output":
        this.clearWhenNext = Boolean(content.wait);
        if (!content.wait) {
          this.list.length = 0;
        }
    }
  }

  /** Takes one output of our own engine. */
  show(output: EngineOutput, executionCount: number): void {
    switch (output.type) {
      case "stream":
        this.stream(output.name, output.text);
        break;
      case "clear":
        this.take("clear_output", { wait: output.wait });
        break;
      case "result":
        this.take("execute_result", { ...output, execution_count: executionCount });
        break;
      case "display": {
        const transient = output.id === undefined ? {} : { display_id: output.id };
        const type = output.update ? "update_display_data" : "display_data";
        this.take(type, { ...output, transient });
      }
    }
  }

  private stream(name: StreamOutput["name"], text: string): void {
    const last = this.list.at(-1);
    if (!this.clearWhenNext && last?.output_type === "stream" && last.name === name) {
      last.text += text;
    } else {
      this.push({ output_type: "stream", name, text });
    }
  }

  private bundle(output: Bundled, content: Record<string, unknown>): void {
    const id = idOf(content);
    if (id !== undefined) {
      this.ids.set(id, [...(this.ids.get(id) ?? []), output]);
    }
    this.push(output);
  }

  private push(output: Output): void {
    if (this.clearWhenNext) {
      this.list.length = 0;
      this.clearWhenNext = false;
    }
    this.list.push(output);
  }
}

function parts(content: Record<string, unknown>): Pick<Bundled, "data" | "metadata"> {
  return {
    data: (content.data as Record<string, unknown>) ?? {},
    metadata: (content.metadata as Record<string, unknown>) ?? {},
  };
}

function idOf(content: Record<string, unknown>): string | undefined {
  return (content.transient as { display_id?: string } | undefined)?.display_id;
}
