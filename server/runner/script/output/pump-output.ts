import type { LogSink, LogStream } from "../../execution/execution.ts";
import { type OwnText, ownText, writeOwnText } from "../../execution/own-text.ts";
import { outputMask } from "../../log/output-mask.ts";
import { TailBuffer } from "./tail-buffer.ts";
import { completeLength } from "./utf8-boundary.ts";

type ScriptStream = Exclude<LogStream, "system">;

export type Pump = {
  /**
   * Passes bytes to the sink. A promise means: read no further until it resolves. Bytes are accepted in any case, so
   * that at the end of a script the rest of its pipes can be passed on without waiting.
   */
  take(stream: ScriptStream, bytes: Buffer): Promise<void> | undefined;
  /** Writes a line of the product itself, `[signalbox: …]`, on a stream that no script can write to. */
  say(text: OwnText): void;
  /** To be called once, when there are no more bytes. */
  finish(): { readonly logBytes: number; readonly isLogCut: boolean };
};

export type PumpSettings = {
  /** The most that is kept: the beginning of the output, and a smaller part of its end. */
  readonly capBytes: number;
  /** The values that are masked in the output, before anything of it is left out. */
  readonly secrets?: readonly string[];
  /**
   * How long a slow sink may delay a script. After that its output is dropped, and the log says how much: a database
   * that does not answer must neither stop a script nor fill the memory.
   */
  readonly maxDelayMs?: number;
  /** Called once with a sentence, where the sink itself failed. */
  readonly onProblem: (text: string) => void;
};

/** The size of one row of the log: larger packets cost MySQL more than they save. */
const CHUNK_BYTES = 64 * 1024;
const MAX_DELAY_MS = 5_000;
/** The end of a longer output is in memory until the script has ended. */
const MAX_TAIL_BYTES = 4 * 1024 * 1024;
const EMPTY = Buffer.alloc(0);

/**
 * Cuts a script's output into chunks of at most 64 KiB that never split a character of UTF-8, and keeps the log below
 * its cap. Secrets are masked; all other bytes are passed on unchanged, in the order of their stream: those of the beginning at once, those of the end when
 * the script has ended. What is between them is left out, and the log says how much.
 */
export function pumpOutput(
  sink: LogSink,
  { capBytes, secrets = [], maxDelayMs = MAX_DELAY_MS, onProblem }: PumpSettings,
): Pump {
  /** The bytes of a character whose last byte has not come yet. */
  const partial: Record<ScriptStream, Buffer> = { merged: EMPTY, stdout: EMPTY, stderr: EMPTY };
  let logBytes = 0;
  const tailBytes = Math.min(MAX_TAIL_BYTES, Math.floor(capBytes / 4));
  const tail = new TailBuffer<ScriptStream>(tailBytes);
  /** From then on all goes into the tail. */
  let isHeadFull = false;
  let isBroken = false;
  let isLogCut = false;
  let lastWait: Promise<void> | undefined;
  let gap: { bytes: number; readonly since: number } | null = null;

  /** A log problem never changes a result: a failing sink is not used again, and the problem is reported. */
  function fail(error: unknown): undefined {
    if (!isBroken)
      onProblem(`The log could not be written: ${error instanceof Error ? error.message : String(error)}`);
    isBroken = true;
    isLogCut = true;
    return undefined;
  }

  function write(stream: LogStream, bytes: Buffer): Promise<void> | undefined {
    if (isBroken) return undefined;
    try {
      const wait = sink.write(stream, bytes);
      lastWait = wait?.catch(fail);
      return lastWait;
    } catch (error) {
      return fail(error);
    }
  }

  function say(text: OwnText): void {
    writeOwnText({ write }, ownText`[signalbox: ${text}]`);
  }

  function closeGap(): void {
    if (gap === null) return;
    const seconds = Math.round((performance.now() - gap.since) / 1000);
    const { bytes } = gap;
    gap = null;
    if (bytes > 0)
      say(ownText`${bytes} bytes of output are missing here: for ${seconds} s the log could not be written`);
  }

  /** Waits until the sink is ready, or until the time limit is over. */
  function patiently(wait: Promise<void>): Promise<void> {
    const since = performance.now();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        gap ??= { bytes: 0, since };
        resolve();
      }, maxDelayMs);
      void wait.then(() => {
        clearTimeout(timer);
        if (wait === lastWait) closeGap();
        resolve();
      });
    });
  }

  function log(stream: ScriptStream, bytes: Buffer): Promise<void> | undefined {
    const { wait, at } = pass(stream, bytes, capBytes - tailBytes - logBytes);
    if (at === bytes.length) return wait;
    isHeadFull = true;
    say(ownText`what follows is kept until the script ends, at most the last ${sizeText(tailBytes)} of it`);
    tail.push(stream, bytes.subarray(at));
    return wait;
  }

  /** Passes on at most `room` bytes, and says how many it were. */
  function pass(
    stream: ScriptStream,
    bytes: Buffer,
    room: number,
  ): { wait: Promise<void> | undefined; at: number } {
    const from = logBytes;
    let wait: Promise<void> | undefined;
    let at = 0;
    while (at < bytes.length) {
      const length = Math.min(CHUNK_BYTES, room - (logBytes - from), bytes.length - at);
      const piece = bytes.subarray(at, at + length);
      // The rest of the room may be smaller than one character.
      const whole = length < bytes.length - at ? piece.subarray(0, completeLength(piece)) : piece;
      if (whole.length === 0) break;
      wait = write(stream, whole) ?? wait;
      logBytes += whole.length;
      at += whole.length;
    }
    return { wait, at };
  }

  function passTail(): void {
    const { dropped, pieces } = tail.read();
    if (dropped > 0) {
      isLogCut = true;
      say(
        ownText`${dropped} bytes of output are left out here: the graph keeps at most ${sizeText(capBytes)} of a log`,
      );
    }
    for (const { stream, bytes } of pieces) pass(stream, bytes, bytes.length);
  }

  function receive(stream: ScriptStream, bytes: Buffer): Promise<void> | undefined {
    if (isBroken || bytes.length === 0) return undefined;
    if (gap !== null) {
      gap.bytes += bytes.length + partial[stream].length;
      partial[stream] = EMPTY;
      isLogCut = true;
      return undefined;
    }
    if (isHeadFull) {
      tail.push(stream, Buffer.concat([partial[stream], bytes]));
      partial[stream] = EMPTY;
      return undefined;
    }
    const all = partial[stream].length === 0 ? bytes : Buffer.concat([partial[stream], bytes]);
    const complete = completeLength(all);
    partial[stream] = complete === all.length ? EMPTY : Buffer.from(all.subarray(complete));
    const wait = log(stream, all.subarray(0, complete));
    return wait === undefined ? undefined : patiently(wait);
  }

  const mask = outputMask<ScriptStream>(secrets, (stream, bytes) => void receive(stream, bytes));

  return {
    say,
    take: (stream, bytes) => (isBroken ? undefined : receive(stream, mask.take(stream, bytes))),
    finish() {
      mask.end();
      closeGap();
      for (const stream of ["merged", "stdout", "stderr"] as const) {
        if (partial[stream].length === 0) continue;
        if (isHeadFull) tail.push(stream, partial[stream]);
        else log(stream, partial[stream]);
      }
      if (isHeadFull) passTail();
      return { logBytes, isLogCut };
    },
  };
}

function sizeText(bytes: number): OwnText {
  const mebibytes = bytes / (1024 * 1024);
  return Number.isInteger(mebibytes) ? ownText`${mebibytes} MiB` : ownText`${bytes} bytes`;
}
