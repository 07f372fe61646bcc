import { closeSync, constants, openSync, readSync } from "node:fs";
import { Socket } from "node:net";

export type OutputStream = "stdout" | "stderr";
/** A promise means: read no further until it settles. */
export type Receive = (stream: OutputStream, bytes: Buffer) => Promise<void> | undefined;

/**
 * The reading ends of a slot's two FIFOs. FIFOs and not the socket pairs that Node makes for a child, because a socket
 * cannot be opened by name: `echo text >/dev/stderr` would fail in every script.
 */
export type SlotOutputs = {
  /** From now on everything read goes to `receive`. */
  begin(receive: Receive): void;
  /**
   * Hands over what is in the FIFOs by now, heeding no promise: 64 KiB each at most.
   *
   * @returns whether nobody holds their writing ends open any more. A slot that keeps one itself never sees that.
   */
  drain(): boolean;
  close(): void;
};

/** As much as a FIFO holds, unless somebody asked for more. */
const FIFO_BYTES = 64 * 1024;

/** Opens both FIFOs for reading. Their shell may open them for writing only after this. */
export function openSlotOutputs(out: string, err: string): SlotOutputs {
  const ends = [openEnd("stdout", out), openEnd("stderr", err)];
  return {
    begin: (receive) => {
      for (const end of ends) end.begin(receive);
    },
    drain: () => ends.map((end) => end.drain()).every((isAtEnd) => isAtEnd),
    close: () => {
      for (const end of ends) end.close();
    },
  };
}

function openEnd(stream: OutputStream, path: string) {
  // Two descriptors of one FIFO: the socket's belongs to the event loop, which may close it at an end of file.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const socket = new Socket({
    fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK),
    readable: true,
    writable: false,
  });
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
  socket.on("error", () => socket.destroy()); // What is still in the FIFO, the reading at the end finds.

  return {
    begin(next: Receive) {
      receive = next;
      socket.resume();
    },
    drain() {
      // What the event loop has read and a pause held back comes first; `read` also hands it to the listener.
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

/** One for all: what is read is copied out at its own size, since a log may keep it for a while. */
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
