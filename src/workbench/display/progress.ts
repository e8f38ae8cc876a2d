/**
 * Progress of a long loop: one output that is replaced in place in a
 * notebook, one rewritten line in a terminal, a line every few seconds in a
 * log. When it finishes only "title: N of N done" stays, without times, so
 * that committed notebooks do not differ from run to run.
 */
import { DomainError } from "../../errors.js";
import { DisplayHandle } from "./display.js";
import { currentHost } from "./host.js";

export interface ProgressState {
  /** Steps done so far. */
  done: number;
  /** Steps in all. */
  total: number;
  /** Steps per second; measured since the start when left out. */
  rate?: number;
  /** Seconds left; derived from the rate when left out. */
  secondsLeft?: number;
  /** A few words, such as the present loss. */
  note?: string;
}

export interface Progress {
  update(state: ProgressState): void;
  /** Shows the final state; later updates are ignored. */
  finish(): void;
}

export interface ProgressOptions {
  /** Seconds since any fixed moment. */
  clock?: () => number;
  /** Where a terminal's lines go; standard error when left out. */
  stream?: { isTTY?: boolean; write(text: string): unknown };
}

const notebookInterval = 0.2;
const terminalInterval = 0.1;
const logInterval = 5;
let opened = 0;

export function progress(title: string, options: ProgressOptions = {}): Progress {
  const clock = options.clock ?? (() => performance.now() / 1000);
  const screen = openScreen(options.stream ?? process.stderr);
  const start = clock();
  let last = Number.NEGATIVE_INFINITY;
  let state: ProgressState = { done: 0, total: 0 };
  let finished = false;
  return {
    update(next: ProgressState): void {
      if (!(next.done >= 0) || !(next.total >= 0)) {
        throw new DomainError(
          `progress.update: got ${next.done} of ${next.total}; expected numbers that are not negative.`,
        );
      }
      if (finished) return;
      state = next;
      const now = clock();
      if (now - last < screen.interval) return;
      last = now;
      screen.show(progressLine(title, withRate(state, now - start)));
    },
    finish(): void {
      if (finished) return;
      finished = true;
      screen.end(`${title}: ${state.done} of ${state.total} done`);
    },
  };
}

function withRate(state: ProgressState, seconds: number): ProgressState {
  const rate = state.rate ?? (seconds > 0 && state.done > 0 ? state.done / seconds : undefined);
  const secondsLeft =
    state.secondsLeft ??
    (rate !== undefined && rate > 0 ? (state.total - state.done) / rate : undefined);
  return { ...state, rate, secondsLeft };
}

/** One line: bar, percentage, steps, rate, time left, note. */
export function progressLine(title: string, state: ProgressState): string {
  const share = state.total > 0 ? Math.min(1, state.done / state.total) : 0;
  const eighths = Math.round(share * 24 * 8);
  const bar = "█".repeat(eighths >> 3) + (eighths & 7 ? " ▏▎▍▌▋▊▉"[eighths & 7] : "");
  const parts = [
    `${title} │${bar.padEnd(24)}│ ${Math.floor(share * 100)} %`,
    `${state.done} of ${state.total}`,
  ];
  if (state.rate !== undefined) parts.push(`${state.rate.toPrecision(3)} steps/s`);
  if (Number.isFinite(state.secondsLeft))
    parts.push(`${duration(state.secondsLeft as number)} left`);
  if (state.note) parts.push(state.note);
  return parts.join("  ");
}

/** Seconds in words of at most two units: "45 s", "3 min 05 s", "2 h 10 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const two = (value: number): string => String(value).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

interface Screen {
  interval: number;
  show(line: string): void;
  end(line: string): void;
}

function openScreen(stream: NonNullable<ProgressOptions["stream"]>): Screen {
  if (currentHost().kind !== "terminal") {
    const handle = new DisplayHandle(`intertwine-progress-${process.pid}-${++opened}`);
    let open = false;
    const show = (line: string): void => {
      if (open) handle.update(line);
      else handle.open(line);
      open = true;
    };
    return { interval: notebookInterval, show, end: show };
  }
  if (stream.isTTY) {
    const rewrite = (line: string): void => void stream.write(`\r\x1b[2K${line}`);
    return { interval: terminalInterval, show: rewrite, end: (line) => rewrite(`${line}\n`) };
  }
  const print = (line: string): void => void stream.write(`${line}\n`);
  return { interval: logInterval, show: print, end: print };
}
