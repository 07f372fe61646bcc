import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { isSystemProblem } from "#platform/system-problem.ts";

/** The runner's end of the pipe through which a slot is told what its script is given. */
export type GatePipe = {
  /** Sends a message: what the pipe takes now, and the rest as soon as it is read. */
  send(message: Buffer): void;
  /** Takes back what nobody has read. */
  empty(): void;
  close(): void;
};

/** A pipe takes 64 KiB at once, which few values need. */
const ROOM_LOOK_MS = 1;

/**
 * Opens a FIFO for both ends, so that it has always a reader and a writer. After that it needs no name: what is sent
 * through it can be read only by the slot's shell and what is forked from it.
 */
export function openGatePipe(path: string): GatePipe {
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  let rest: NodeJS.Timeout | undefined;

  function send(message: Buffer): void {
    const sent = orNothing(() => writeSync(fd, message));
    if (sent < message.length) rest = setTimeout(() => send(message.subarray(sent)), ROOM_LOOK_MS);
  }

  function empty(): void {
    clearTimeout(rest);
    const buffer = Buffer.allocUnsafe(4096);
    while (orNothing(() => readSync(fd, buffer)) > 0);
  }

  return {
    send,
    empty,
    close() {
      clearTimeout(rest);
      closeSync(fd);
    },
  };
}

/** How many bytes went through the pipe; 0 where none can now. */
function orNothing(work: () => number): number {
  try {
    return work();
  } catch (error) {
    if (isSystemProblem(error) && error.code === "EAGAIN") return 0;
    throw error;
  }
}
