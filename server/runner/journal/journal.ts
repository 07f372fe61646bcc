import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { processStart } from "#platform/process-life.ts";
import type { AttemptResult } from "#services/attempts/settle-tracks.ts";

/** One line of a journal. Tokens are written in hex. */
export type JournalLine =
  /** The first: who writes, since which start of the machine, and in which space of process numbers. */
  | { readonly runner: number; readonly boot: string | null; readonly space: string | null }
  /** The attempt may have begun. */
  | { readonly begun: string }
  | { readonly ended: Omit<AttemptResult, "token"> & { readonly token: string } }
  | { readonly settled: string };

/** Beyond this a journal is written anew without what is settled. */
const MAX_BYTES = 512 * 1024;

/** Changes with every start of the machine; null where the system does not tell. */
export function bootId(): string | null {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  } catch {
    return null;
  }
}

/** Which processes the numbers of processes mean: containers on one machine count each for themselves. */
export function processSpace(): string | null {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return null;
  }
}

/**
 * What a runner does, on its own disk, so that the next runner of this directory can tell an attempt that ended and was
 * not settled, and one that never began, from one of which nobody knows. Written with plain calls that survive the
 * death of the process; what the death of the machine takes away is treated as unknown.
 */
export class RunnerJournal {
  private readonly path: string;
  private readonly onProblem: (problem: unknown) => void;
  private file: number;
  private bytes = 0;
  private unwritten = "";
  private readonly head: string[] = [];
  /** What is not settled, by token. */
  private readonly open = new Map<string, string[]>();

  /**
   * @param onProblem told where an end could not be written: that attempt is unknown to the next runner.
   * @throws the operating system's error where the file cannot be made.
   */
  constructor(dir: string, runnerId: number, onProblem: (problem: unknown) => void) {
    this.onProblem = onProblem;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.path = join(dir, `${process.pid}-${processStart(process.pid) ?? 0}.journal`);
    this.file = openSync(this.path, "w", 0o600);
    this.write(this.headLine(runnerId));
  }

  /** The runner goes on under this row of the runner table. */
  noteRunner(runnerId: number): void {
    const line = this.headLine(runnerId);
    this.try(() => this.write(line));
  }

  private headLine(runnerId: number): string {
    const line = lineOf({ runner: runnerId, boot: bootId(), space: processSpace() });
    this.head.push(line);
    return line;
  }

  /**
   * To be said before the script can have begun: that the line is missing proves that it has not.
   *
   * @throws the operating system's error where it cannot be written; then the script must not begin.
   */
  noteBegun(token: Buffer): void {
    const key = token.toString("hex");
    const line = lineOf({ begun: key });
    this.write(line);
    this.open.set(key, [line]);
  }

  noteEnded(result: AttemptResult): void {
    const key = result.token.toString("hex");
    const line = lineOf({ ended: { ...result, token: key } });
    this.open.set(key, [...(this.open.get(key) ?? []), line]);
    this.try(() => this.write(line));
  }

  /** Written with the next line: should that never come, the end is said again, which changes nothing. */
  noteSettled(token: Buffer): void {
    const key = token.toString("hex");
    this.open.delete(key);
    this.unwritten += lineOf({ settled: key });
    if (this.bytes > MAX_BYTES) this.try(() => this.shorten());
  }

  /** Everything is settled: nobody needs it any more. */
  remove(): void {
    closeSync(this.file);
    rmSync(this.path, { force: true });
  }

  private try(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.onProblem(error);
    }
  }

  private write(line: string): void {
    const text = this.unwritten + line;
    const written = writeSync(this.file, text);
    this.bytes += written;
    if (written < Buffer.byteLength(text)) throw new Error("only a part of a line could be written");
    this.unwritten = "";
  }

  private shorten(): void {
    const path = `${this.path}.new`;
    const file = openSync(path, "w", 0o600);
    const text = [...this.head, ...[...this.open.values()].flat()].join("");
    const bytes = writeSync(file, text);
    if (bytes < Buffer.byteLength(text)) {
      // The long one is whole.
      closeSync(file);
      throw new Error("it could not be written anew");
    }
    renameSync(path, this.path);
    closeSync(this.file);
    this.file = file;
    this.unwritten = "";
    // Where much is open it is long in any case: it is looked at again when it has grown as much again.
    this.bytes = Math.min(bytes, MAX_BYTES / 2);
  }
}

function lineOf(line: JournalLine): string {
  // What was cut short before it stays a line of its own.
  return `\n${JSON.stringify(line)}\n`;
}
