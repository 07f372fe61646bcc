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
import type { AttemptResult } from "#contract/runners/runner-gateway.ts";
import { wireText } from "#engine/json/wire.ts";
import { processStart } from "#platform/process-life.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { type StoredEnd, sealedEnd } from "./stored-end.ts";

type EndedAttempt = StoredEnd & Omit<AttemptResult, "token" | "end" | "secrets"> & { readonly token: string };

/** One line of a journal. Tokens are written in hex. */
export type JournalLine =
  /** The first line: which runner writes, since which start of the machine, and in which pid namespace. */
  | { readonly runner: number; readonly boot: string | null; readonly space: string | null }
  /** The attempt may have begun. */
  | { readonly begun: string }
  | { readonly ended: EndedAttempt }
  | { readonly settled: string };

/** A journal of this size is rewritten without the settled attempts. */
const MAX_BYTES = 512 * 1024;

/** Changes with every start of the machine; null where the system does not tell it. */
export function bootId(): string | null {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  } catch {
    return null;
  }
}

/** The pid namespace: containers on one machine number their processes separately. */
export function processSpace(): string | null {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return null;
  }
}

/**
 * Notes a runner's work on its own disk. With it the next runner of this directory can tell attempts that ended or
 * never began from those whose state is unknown. The writes survive the end of the process; after a crash of the
 * machine a missing line proves nothing.
 */
export class RunnerJournal {
  private readonly path: string;
  private readonly box: SecretBox;
  private readonly onWrite: (problem: unknown) => void;
  private file: number;
  private bytes = 0;
  private unwritten = "";
  private readonly head: string[] = [];
  /** The attempts that are not settled, by token. */
  private readonly open = new Map<string, string[]>();
  /** The lines that say of settled attempts that they began: the database may have them as lost. */
  private readonly mayBeLost: string[] = [];

  /**
   * @param box encrypts the results of attempts that read secrets.
   * @param onWrite called after each end with null, or with the problem where it could not be written: for the next
   *   runner the state of that attempt is unknown.
   * @throws the operating system's error where the file cannot be made.
   */
  constructor(dir: string, runnerId: number, box: SecretBox, onWrite: (problem: unknown) => void) {
    this.box = box;
    this.onWrite = onWrite;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.path = join(dir, `${process.pid}-${processStart(process.pid) ?? 0}.journal`);
    this.file = openSync(this.path, "w", 0o600);
    this.write(this.headLine(runnerId));
  }

  /** Its size, and how many attempts in it are not settled. */
  get size(): { readonly bytes: number; readonly open: number } {
    return { bytes: this.bytes, open: this.open.size };
  }

  /** From now on the runner uses this row of the runner table. */
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
   * Must be called before the script can begin: a missing line proves that it has not begun.
   *
   * @throws the operating system's error where the line cannot be written; then the script must not begin.
   */
  noteBegun(token: Buffer): void {
    const key = token.toString("hex");
    const line = lineOf({ begun: key });
    this.write(line);
    this.open.set(key, [line]);
  }

  noteEnded(result: AttemptResult): void {
    const key = result.token.toString("hex");
    const { end, secrets, ...more } = result;
    const line = lineOf({ ended: { ...more, token: key, ...sealedEnd(this.box, key, { end, secrets }) } });
    this.open.set(key, [...(this.open.get(key) ?? []), line]);
    this.try(() => this.write(line));
  }

  /**
   * Written together with the next line. If that line never comes, the result is settled again, which changes nothing.
   *
   * @param result null where another attempt stands for it.
   */
  noteSettled(token: Buffer, result: AttemptResult | null): void {
    const key = token.toString("hex");
    const [begun] = this.open.get(key) ?? [];
    if (begun !== undefined && result !== null && mayBeLost(result)) this.mayBeLost.push(begun);
    this.open.delete(key);
    this.unwritten += settledLine(token);
    if (this.bytes > MAX_BYTES) this.try(() => this.shorten());
  }

  /** Removes the journal: everything is settled. */
  remove(): void {
    closeSync(this.file);
    rmSync(this.path, { force: true });
  }

  private try(act: () => void): void {
    try {
      act();
      this.onWrite(null);
    } catch (error) {
      this.onWrite(error);
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
    const text = [...this.head, ...this.mayBeLost, ...[...this.open.values()].flat()].join("");
    const file = openSync(path, "w", 0o600);
    let bytes: number;
    try {
      bytes = writeSync(file, text);
      if (bytes < Buffer.byteLength(text)) throw new Error("it could not be rewritten");
      renameSync(path, this.path);
    } catch (error) {
      // The old, long file is still complete.
      closeSync(file);
      rmSync(path, { force: true });
      throw error;
    }
    closeSync(this.file);
    this.file = file;
    this.unwritten = "";
    // With many open attempts the file stays long. It is rewritten again when it has grown by the same amount.
    this.bytes = Math.min(bytes, MAX_BYTES / 2);
  }
}

/**
 * Whether this result may leave its track lost. Then the database still counts the attempt as one without a result, and a
 * missing *begun* line would say that it never began.
 */
function mayBeLost({ end, lostBecause }: AttemptResult): boolean {
  return lostBecause !== undefined || end?.endedBy === "shutdown" || end?.endedBy === "stale";
}

/** The line that says that nothing is left to do of an attempt. */
export function settledLine(token: Buffer): string {
  return lineOf({ settled: token.toString("hex") });
}

function lineOf(line: JournalLine): string {
  // An incomplete line before this one stays a line of its own.
  return `\n${wireText(line)}\n`;
}
