import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, the closing NUL among them. */
const MAX_SOCKET_PATH = process.platform === "darwin" ? 103 : 107;

/**
 * Where the socket file `name` of the directory `dir` goes: into `dir`, or, where that path is too long for the
 * operating system, into a directory of this user's own under the system's temporary one. The same `dir` always gives
 * the same path, so two processes meet there.
 *
 * @throws Error where the temporary directory cannot be made safe, as when somebody else owns its name already.
 */
export function socketPathFor(dir: string, name: string, shortDir: string = tmpdir()): string {
  const wanted = join(resolve(dir), name);
  if (Buffer.byteLength(wanted) <= MAX_SOCKET_PATH) return wanted;
  const digest = createHash("sha256").update(resolve(dir)).digest("hex").slice(0, 16);
  const place = join(shortDir, `signalbox-${digest}`);
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

/** Anyone may make names in /tmp: a directory, or a link to one, that another user made there would catch our socket. */
function assertOwn(place: string): void {
  const found = lstatSync(place);
  const isOurs = process.getuid === undefined || found.uid === process.getuid();
  if (found.isDirectory() && isOurs) return;
  throw new Error(
    `${place} belongs to somebody else, so no socket is put there. Set TMPDIR to a directory of your own.`,
  );
}
