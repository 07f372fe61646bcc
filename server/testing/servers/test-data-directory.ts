import { mkdtemp, readdir, rm, stat, statfs } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The file system that Linux keeps in memory. A container has one of 64 MB, unless it is given more. */
const IN_MEMORY = "/dev/shm";
/** Far more than the databases of one test run need. */
const MIN_FREE_BYTES = 2 * 1024 ** 3;
const PREFIX = "signalbox-test-";
/** Long enough for a server to be installed and to answer. */
const MAX_START_MS = 10 * 60_000;

/**
 * Makes a directory for the database server of a test run: in memory where there is room, and else among the temporary
 * files. To make all tables, and to drop them, needs hundreds of writes that wait for a disk. What killed runs left in
 * memory is removed first.
 */
export async function makeTestDataDirectory(
  inMemory = IN_MEMORY,
  minFreeBytes = MIN_FREE_BYTES,
): Promise<string> {
  await removeLeftovers(inMemory);
  return mkdtemp(join((await hasRoom(inMemory, minFreeBytes)) ? inMemory : tmpdir(), PREFIX));
}

async function hasRoom(directory: string, minFreeBytes: number): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize >= minFreeBytes;
  } catch {
    // Only Linux has it.
    return false;
  }
}

async function removeLeftovers(inMemory: string): Promise<void> {
  const names = await readdir(inMemory).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(PREFIX))) {
    const directory = join(inMemory, name);
    const changedAt = await stat(directory).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.POSITIVE_INFINITY,
    );
    if (Date.now() - changedAt < MAX_START_MS || (await isAnswering(join(directory, "server.sock"))))
      continue;
    await rm(directory, { recursive: true, force: true });
  }
}

function isAnswering(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}
