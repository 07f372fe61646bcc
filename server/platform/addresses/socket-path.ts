import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** `sun_path` has 108 bytes on Linux and 104 on macOS, with the closing NUL. */
const MAX_SOCKET_PATH = process.platform === "darwin" ? 103 : 107;

/**
 * The path of the socket file `name` for the directory `dir`: in `dir`, or, where that path is too long for the
 * operating system, in a directory of this user under the system's temporary one. The same `dir` always gives the same
 * path, so that other processes find the socket.
 *
 * @throws Error where the temporary directory is not safe, for example because another user owns it.
 */
export function socketPathFor(dir: string, name: string, shortDir: string = tmpdir()): string {
  const wanted = join(resolve(dir), name);
  if (Buffer.byteLength(wanted) <= MAX_SOCKET_PATH) return wanted;
  const place = shortDirectoryOf(dir, shortDir);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  assertOwn(place);
  chmodSync(place, 0o700);
  const short = join(place, name);
  if (Buffer.byteLength(short) > MAX_SOCKET_PATH) {
    throw new Error(
      `The path of the socket ${short} is longer than the ${MAX_SOCKET_PATH} bytes the operating system allows. ` +
        "Set TMPDIR or SIGNALBOX_DATA to a shorter path.",
    );
  }
  return short;
}

/** Where the sockets of `dir` are, if their paths are too long there. */
export function shortDirectoryOf(dir: string, shortDir: string = tmpdir()): string {
  const digest = createHash("sha256").update(resolve(dir)).digest("hex").slice(0, 16);
  return join(shortDir, `signalbox-${digest}`);
}

/**
 * All users may make names in /tmp. In a directory or link that another user made, that user could replace the socket.
 */
function assertOwn(place: string): void {
  const found = lstatSync(place);
  const isOurs = process.getuid === undefined || found.uid === process.getuid();
  if (found.isDirectory() && isOurs) return;
  throw new Error(
    `${place} belongs to another user, so no socket is put there. Set TMPDIR to a directory of your own.`,
  );
}
