import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";

/** The runner's end of the pipe that a waiting bash reads. */
export type GatePipe = {
  /** Sends a message, which is at most as long as an empty pipe takes at once. */
  send(message: Buffer): void;
  /** Takes back what nobody has read. */
  empty(): void;
  close(): void;
};

/**
 * Opens a FIFO for both ends, so that it has always a reader and a writer. After that it needs no name: what is sent
 * through it can be read only by the slot's shell and the bash that waits there.
 */
export function openGatePipe(path: string): GatePipe {
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  return {
    send(message) {
      const sent = writeSync(fd, message);
      if (sent !== message.length) throw new RangeError(`The gate took ${sent} of ${message.length} bytes.`);
    },
    empty() {
      const buffer = Buffer.allocUnsafe(4096);
      try {
        while (readSync(fd, buffer) > 0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      }
    },
    close: () => closeSync(fd),
  };
}
