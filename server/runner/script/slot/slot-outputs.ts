import { closeSync, constants, openSync, readSync } from "node:fs";
import { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { OutputMode } from "#engine/kinds/kind/task.ts";

export type OutputStream = "merged" | "stdout" | "stderr";
/** A promise means: read no further until it resolves. */
export type Receive = (stream: OutputStream, bytes: Buffer) => Promise<void> | undefined;

/**
 * The reading ends of a slot's two FIFOs. Node gives a child socket pairs, but a socket cannot be opened by name: `echo
 * text >/dev/stderr` would fail in every script.
 */
export type SlotOutputs = {
  /** From now on everything read goes to `receive`. A merged output comes through the first FIFO only. */
  begin(receive: Receive, output: OutputMode): void;
  /**
   * Passes on what is in the FIFOs now, without waiting for a promise: at most 64 KiB each.
   *
   * @returns whether no process has their writing ends open any more. It is never true where the slot itself holds one.
   */
  drain(): boolean;
  close(): void;
};

/** A daemon that left the script's group may hold a pipe open. This is how long its output is waited for. */
const MAX_DRAIN_MS = 200;
const DRAIN_LOOK_MS = 5;

/** The capacity of a FIFO, unless it was changed. */
const FIFO_BYTES = 64 * 1024;

/** Opens both FIFOs for reading. Only after this may their shell open them for writing. */
export function openSlotOutputs(out: string, err: string): SlotOutputs {
  const outEnd = openEnd(out);
  const errEnd = openEnd(err);
  const ends = [outEnd, errEnd];
  return {
    begin: (receive, output) => {
      outEnd.begin(output === "merged" ? "merged" : "stdout", receive);
      errEnd.begin("stderr", receive);
    },
    drain: () => ends.map((end) => end.drain()).every((isAtEnd) => isAtEnd),
    close: () => {
      for (const end of ends) end.close();
    },
  };
}

function openEnd(path: string) {
  // There are two descriptors of one FIFO: the socket's belongs to the event loop, which may close it at an end of
  // file.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const socket = new Socket({
    fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK),
    readable: true,
    writable: false,
  });
  let stream: OutputStream = "stdout";
  let receive: Receive | null = null;
  let isAtEnd = false;

  function take(bytes: Buffer): void {
    const wait = receive?.(stream, bytes);
    if (wait === undefined) return;
    socket.pause();
    void wait.then(() => socket.resume());
  }

  socket.on("data", take);
  socket.on("end", () => {
    isAtEnd = true;
  });
  socket.on("error", () => socket.destroy()); // The last read takes what is still in the FIFO.

  return {
    begin(label: OutputStream, next: Receive) {
      stream = label;
      receive = next;
      socket.resume();
    },
    drain() {
      // First comes what the event loop has read and a pause kept back; `read` also passes it to the listener.
      while (!socket.destroyed && socket.read() !== null);
      while (!isAtEnd) {
        const bytes = readNow(fd);
        if (bytes === "nothing yet") break;
        if (bytes === "end") isAtEnd = true;
        else take(bytes);
      }
      return isAtEnd;
    },
    close() {
      receive = null;
      socket.destroy();
      closeSync(fd);
    },
  };
}

/** One buffer for all: each read is copied out at its own size, because a log may keep it for a while. */
const readBuffer = Buffer.allocUnsafeSlow(FIFO_BYTES);

function readNow(fd: number): Buffer | "nothing yet" | "end" {
  try {
    const length = readSync(fd, readBuffer, 0, readBuffer.length, null);
    return length === 0 ? "end" : Buffer.from(readBuffer.subarray(0, length));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return "nothing yet";
    throw error;
  }
}

/** Passes on what comes until no process can write any more. Gives false where one still can. */
export async function drainToEnd(outputs: SlotOutputs): Promise<boolean> {
  const limit = performance.now() + MAX_DRAIN_MS;
  while (!outputs.drain()) {
    if (performance.now() >= limit) return false;
    await delay(DRAIN_LOOK_MS);
  }
  return true;
}
