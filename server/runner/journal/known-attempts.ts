import {
  appendFileSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { readWireText, wireText } from "#engine/json/wire.ts";
import { processStart } from "#platform/process-life.ts";
import { type SecretBox, SecretBoxProblem } from "#platform/secrets/secret-box.ts";
import { openedEnd, type StoredEnd, sealedEnd } from "./stored-end.ts";

/** So long a runner remembers what it has executed: as old as a backup is that people restore in a hurry. */
const KEEP_MS = 24 * 3_600_000;
const MAX_KNOWN = 20_000;
/** A file of this size becomes the older one of two. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Longer results are not kept: what is known of such an attempt is only that it ran. */
const MAX_RESULT = 64 * 1024;
/** So much text of results is kept in memory. Of older ones it is known only that they ran. */
const MAX_RESULTS = 32 * 1024 * 1024;
const ENDING = ".known";
const OLDER = ".older.known";

/** The result of an attempt, without what the database gives to it. */
export type KnownResult = Pick<AttemptResult, "end" | "logBytes" | "isLogCut" | "secrets">;

/** What a runner knows of an attempt that it, or another runner of its directory, has executed. */
export type KnownAttempt = {
  readonly at: number;
  /** In hex: of the claim under which it was executed. */
  readonly token: string;
  /** Null where its end is not known, or is too long to be kept. */
  readonly result: KnownResult | null;
};

type StoredAttempt = Omit<KnownAttempt, "result"> & {
  readonly result: (StoredEnd & Pick<KnownResult, "logBytes" | "isLogCut">) | null;
};

type Line = { readonly attempt: string; readonly known: StoredAttempt };

/**
 * The attempts that the runners of this directory have executed, kept on disk. A database that is restored from a backup
 * does not know the newest of them, and would let them be executed again.
 */
export class KnownAttempts {
  private readonly dir: string;
  private readonly path: string;
  private readonly box: SecretBox;
  private readonly known = new Map<string, Omit<StoredAttempt, "result">>();
  /** As text: values of many parts take several times as much. Oldest first. */
  private readonly results = new Map<string, string>();
  private resultBytes = 0;
  /** How much was read of each file. */
  private readonly offsets = new Map<string, number>();
  private bytes = 0;
  /** Open for writing, as long as the process lives. */
  private file: number | null = null;

  /**
   * @param box encrypts the results of attempts that read secrets.
   * @throws the operating system's error where the directory cannot be used.
   */
  constructor(dir: string, box: SecretBox, now: number) {
    this.box = box;
    this.dir = dir;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.path = join(dir, `${process.pid}-${processStart(process.pid) ?? 0}${ENDING}`);
    this.removeOld(now);
    for (const path of this.files()) this.readFrom(path);
  }

  /**
   * Must be called before the task can begin.
   *
   * @throws the operating system's error where it cannot be written; then the task must not begin.
   */
  noteBegun(track: ClaimedTrack, now: number): void {
    this.write(track, { at: now, token: track.token.toString("hex"), result: null });
  }

  /** @throws the operating system's error where it cannot be written: only that it ran is known then. */
  noteEnded(track: ClaimedTrack, result: AttemptResult, now: number): void {
    const { end, logBytes, isLogCut, secrets } = result;
    const kept = { logBytes, isLogCut, ...sealedEnd(this.box, keyOf(track), { end, secrets }) };
    if (wireText(kept).length > MAX_RESULT) return;
    this.write(track, { at: now, token: track.token.toString("hex"), result: kept });
  }

  /** What is known of a claimed attempt from an earlier claim; null where it was never executed. */
  find(track: ClaimedTrack): KnownAttempt | null {
    const key = keyOf(track);
    const known = this.known.get(key);
    if (known === undefined || known.token === track.token.toString("hex")) return null;
    return { ...known, result: this.opened(key) };
  }

  /** Reads what other runners of this directory have written since the last time. */
  readOthers(): void {
    for (const path of this.files()) if (path !== this.path) this.readFrom(path);
  }

  /** Null also where the key has changed since: then the end is not known. */
  private opened(key: string): KnownResult | null {
    const text = this.results.get(key);
    if (text === undefined) return null;
    const { logBytes, isLogCut, ...stored } = readWireText(text) as NonNullable<StoredAttempt["result"]>;
    try {
      return { logBytes, isLogCut, ...openedEnd(this.box, key, stored) };
    } catch (error) {
      if (error instanceof SecretBoxProblem) return null;
      throw error;
    }
  }

  private write(track: ClaimedTrack, known: StoredAttempt): void {
    const attempt = keyOf(track);
    this.add({ attempt, known });
    this.forgetBefore(known.at - KEEP_MS);
    const text = `${wireText({ attempt, known } satisfies Line)}\n`;
    appendFileSync(this.openFile(), text);
    this.bytes += text.length;
    if (this.bytes <= MAX_BYTES) return;
    this.closeFile();
    renameSync(this.path, this.path.replace(ENDING, OLDER));
    this.bytes = 0;
  }

  /** Another runner removes the file of one that has written nothing for long: then it is begun anew. */
  private openFile(): number {
    if (this.file !== null && fstatSync(this.file).nlink === 0) this.closeFile();
    this.file ??= openSync(this.path, "a", 0o600);
    return this.file;
  }

  private closeFile(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private add({ attempt, known: { result, ...known } }: Line): void {
    this.known.delete(attempt);
    this.known.set(attempt, known);
    this.dropResult(attempt);
    const text = result === null ? "" : wireText(result);
    if (text !== "") this.results.set(attempt, text);
    this.resultBytes += text.length;
    for (const oldest of this.results.keys()) {
      if (this.resultBytes <= MAX_RESULTS) break;
      this.dropResult(oldest);
    }
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MAX_KNOWN) break;
      this.forget(oldest);
    }
  }

  private forgetBefore(time: number): void {
    for (const [oldest, { at }] of this.known) {
      if (at >= time) break;
      this.forget(oldest);
    }
  }

  private forget(attempt: string): void {
    this.known.delete(attempt);
    this.dropResult(attempt);
  }

  private dropResult(attempt: string): void {
    this.resultBytes -= this.results.get(attempt)?.length ?? 0;
    this.results.delete(attempt);
  }

  private readFrom(path: string): void {
    const last = this.offsets.get(path) ?? 0;
    // A file that became shorter was begun anew: the rest of the old one has another name.
    const offset = sizeOf(path) < last ? 0 : last;
    const text = textFrom(path, offset);
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    for (const each of whole.split("\n")) {
      const line = parsed(each);
      if (line !== null) this.add(line);
    }
    this.offsets.set(path, offset + Buffer.byteLength(whole));
  }

  private removeOld(now: number): void {
    for (const path of this.files())
      if (now - statSync(path).mtimeMs > KEEP_MS) rmSync(path, { force: true });
  }

  private files(): string[] {
    return readdirSync(this.dir)
      .filter((name) => name.endsWith(ENDING))
      .map((name) => join(this.dir, name));
  }
}

/**
 * What names an attempt even in a restored database, which gives the same numbers again: a pipeline with the same number
 * that was launched at another moment is another one.
 */
function keyOf({ pipelineId, launchedAt, number, attempt }: ClaimedTrack): string {
  return `${pipelineId} ${launchedAt} ${number} ${attempt}`;
}

/** The size of a file in bytes; 0 where it is gone. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The text of a file from this byte on; empty where the file is gone or shorter. */
function textFrom(path: string, offset: number): string {
  try {
    const size = statSync(path).size - offset;
    if (size <= 0) return "";
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(size);
      return bytes.toString("utf8", 0, readSync(file, bytes, 0, size, offset));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** Null for an incomplete line: the process was killed while it wrote the line. */
function parsed(text: string): Line | null {
  try {
    return text === "" ? null : (readWireText(text) as Line);
  } catch {
    return null;
  }
}
