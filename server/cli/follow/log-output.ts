import type { LogChunk } from "#contract/pipelines/pipelines.ts";
import type { CommandContext } from "../command/command-context.ts";
import { plainLog } from "../text/log-text.ts";
import { momentText } from "../text/time-text.ts";
import { TerminalLog } from "./terminal-log.ts";

/** Where the pieces of a log go. */
export type LogOutput = {
  take(chunks: readonly LogChunk[]): void;
  /** To be called before something else is printed. */
  pause(): void;
  /** Prints what was kept back. */
  end(): void;
};

/**
 * Prints a log: on a terminal as it would show it, with colours and without other commands to the terminal; into a file or
 * a pipe as it is. Messages of Signalbox go to stderr, so that no script can imitate them.
 */
export function logOutput(context: CommandContext, hasTimes: boolean): LogOutput {
  const { stdout } = context.terminal;
  const stamp = stampOf(context, hasTimes);
  const say = (text: string, at: Date) => context.say(`${stamp(at)}${text}`);
  if (stdout.isTTY) return new TerminalLog(stdout, stamp, say);
  const saySystem = ({ text, at }: LogChunk) => say(plainLog(text).trimEnd(), at);
  return hasTimes ? new StampedLog(stdout, stamp, saySystem) : plainOutput(stdout, saySystem);
}

/** What a line begins with: its time and a blank, or nothing. */
export function stampOf({ paint }: CommandContext, hasTimes: boolean): (at: Date) => string {
  return hasTimes ? (at) => `${paint.dim(momentText(at))} ` : () => "";
}

type Write = { write(text: string): unknown };

function plainOutput(stdout: Write, saySystem: (chunk: LogChunk) => void): LogOutput {
  return {
    take(chunks) {
      for (const chunk of chunks) {
        if (chunk.stream === "system") saySystem(chunk);
        else stdout.write(chunk.text);
      }
    },
    pause: () => undefined,
    end: () => undefined,
  };
}

/** Each line with the time of its beginning, and otherwise as it is. A line is printed once it has ended. */
class StampedLog implements LogOutput {
  private readonly stdout: Write;
  private readonly stamp: (at: Date) => string;
  private readonly saySystem: (chunk: LogChunk) => void;
  private readonly open = new Map<LogChunk["stream"], { text: string; readonly at: Date }>();

  constructor(stdout: Write, stamp: (at: Date) => string, saySystem: (chunk: LogChunk) => void) {
    this.stdout = stdout;
    this.stamp = stamp;
    this.saySystem = saySystem;
  }

  take(chunks: readonly LogChunk[]): void {
    for (const chunk of chunks) {
      if (chunk.stream === "system") this.saySystem(chunk);
      else this.takeText(chunk);
    }
  }

  pause(): void {}

  end(): void {
    for (const { text, at } of this.open.values()) this.stdout.write(this.stamp(at) + text);
    this.open.clear();
  }

  private takeText({ stream, text, at }: LogChunk): void {
    const lines = text.split("\n");
    const rest = lines.pop() ?? "";
    for (const line of lines) {
      const open = this.open.get(stream);
      this.open.delete(stream);
      this.stdout.write(`${this.stamp(open?.at ?? at)}${open?.text ?? ""}${line}\n`);
    }
    if (rest === "") return;
    const open = this.open.get(stream);
    if (open === undefined) this.open.set(stream, { text: rest, at });
    else open.text += rest;
  }
}
