import { EventEmitter } from "node:events";
import { expect } from "chai";
import { stopSignal } from "../../src/cli/stop-signal.js";

class Terminal extends EventEmitter {
  readonly statuses: number[] = [];
  time = 0;
  readonly signal = stopSignal(this, () => this.time);

  exit(status: number): void {
    this.statuses.push(status);
  }
}

describe("stopping the command", () => {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    it(`begins at ${name}`, () => {
      const terminal = new Terminal();
      expect(terminal.signal.aborted).to.equal(false);
      terminal.emit(name);
      expect(terminal.signal.aborted).to.equal(true);
      expect(terminal.statuses).to.deep.equal([]);
    });
  }

  it("takes an echo of the first Ctrl-C for the same one, and the second for an order", () => {
    const terminal = new Terminal();
    terminal.time = 1000;
    terminal.emit("SIGINT");
    terminal.time = 1010;
    terminal.emit("SIGINT");
    expect(terminal.statuses).to.deep.equal([]);
    terminal.time = 3000;
    terminal.emit("SIGINT");
    expect(terminal.statuses).to.deep.equal([130]);
  });
});
