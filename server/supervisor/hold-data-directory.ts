import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, rename, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { socketPathFor } from "#platform/addresses/socket-path.ts";
import { makeSyncedDirectory } from "#platform/secrets/write-synced.ts";

/** The right to use one data directory, until it is released or this process ends. */
export type HeldDirectory = { release(): Promise<void> };

const ANSWER_WAIT_MS = 2_000;
const MAX_TRIES = 5;

/**
 * Locks the data directory for this process, because two products on one directory would start two databases on the
 * same files. The lock is a listening socket, since the operating system closes it when the process ends for any reason
 * (Node has no flock). The directory is made where it does not exist, and closed to other users.
 *
 * @throws Error which names the process that holds it now.
 */
export async function holdDataDirectory(dir: string): Promise<HeldDirectory> {
  await makeSyncedDirectory(dir, 0o700);
  await chmod(dir, 0o700);
  const path = socketPathFor(dir, "held.sock");
  const name = await holdName(path, dir);
  try {
    const server = await listenAtFile(path, dir);
    return { release: async () => void (await Promise.all([close(server), name.release()])) };
  } catch (error) {
    await name.release();
    throw error;
  }
}

/**
 * Linux has names of sockets without a file, which end with their process. Such a name is taken first, because the file
 * of an ended process must be removed, and two starters could remove each other's. Programs in other containers that
 * share the directory do not see the name; for them the file counts.
 */
async function holdName(path: string, dir: string): Promise<HeldDirectory> {
  if (process.platform !== "linux") return { release: () => Promise.resolve() };
  const name = `\0${path}`;
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const server = await listenAt(name);
    if (server !== null) return { release: () => close(server) };
    await refuseIfAlive(name, dir);
  }
  throw severalStart(dir);
}

async function listenAtFile(path: string, dir: string): Promise<Server> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const server = await listenAt(path);
    if (server !== null) return server;
    await removeIfDead(path, dir);
  }
  throw severalStart(dir);
}

function severalStart(dir: string): Error {
  return new Error(`Several programs are starting on ${dir} at the same time. Start one of them again.`);
}

/** Null where the file exists already, with or without a live listener. */
async function listenAt(path: string): Promise<Server | null> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy()); // The asking process has ended. This process does not need the answer.
    socket.end(String(process.pid));
  });
  server.listen(path);
  try {
    await once(server, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return null;
    throw error;
  }
  server.unref();
  return server;
}

/**
 * Removes the socket of an ended process. It is renamed first and asked again under the new name: between the first
 * question and the removal, another process may have put a live socket there, which must be put back.
 */
async function removeIfDead(path: string, dir: string): Promise<void> {
  await refuseIfAlive(path, dir);
  const aside = `${path}.${randomBytes(3).toString("hex")}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  try {
    await refuseIfAlive(aside, dir);
  } catch (error) {
    await rename(aside, path);
    throw error;
  }
  await rm(aside, { force: true });
}

async function refuseIfAlive(path: string, dir: string): Promise<void> {
  const holder = await holderOf(path);
  if (holder === null) return;
  throw new Error(
    `Signalbox already runs on ${dir} (${holder}). Stop that one first, or set SIGNALBOX_DATA to another directory ` +
      "and PORT to another port.",
  );
}

async function holderOf(path: string): Promise<string | null> {
  const socket = connect(path);
  socket.setTimeout(ANSWER_WAIT_MS, () => socket.destroy());
  socket.setEncoding("utf8");
  let answer = "";
  socket.on("data", (text: string) => {
    answer += text;
  });
  try {
    await once(socket, "connect");
    await once(socket, "close");
  } catch {
    return null; // Nothing listens: a killed process left the file.
  } finally {
    socket.destroy();
  }
  // A stopped holder (kill -STOP) accepts the connection and does not answer.
  return answer === "" ? "in a process that does not answer" : `process ${answer}`;
}

async function close(server: Server): Promise<void> {
  // Closing removes the socket's file.
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
