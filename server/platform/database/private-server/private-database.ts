import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readFile, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import { socketPathFor } from "../../addresses/socket-path.ts";
import { socketDatabaseUrl } from "../../database-url.ts";
import { endLeftoverDatabase } from "./end-leftover-database.ts";
import { type DatabaseServer, findDatabaseServer } from "./find-database-server.ts";
import { type DatabasePlace, databasePlace, installDatabase } from "./install-database.ts";
import { NO_DATABASE_SERVER } from "./no-database-server.mjs";
import { databaseServerArguments } from "./private-database-arguments.ts";

/** A private database server that runs now. */
export type PrivateDatabase = {
  readonly socketPath: string;
  /** The address of the database `signalbox` on it. */
  readonly url: string;
  readonly pid: number;
  /** Resolves when the server has ended, with a few words such as "exit 1" or "SIGKILL". */
  readonly ended: Promise<string>;
  /** Asks the server to end, waits, and kills it after 30 seconds. A second call waits for the same end. */
  stop(): Promise<void>;
};

export type PrivateDatabaseOptions = {
  /** Its own directory, made where it does not exist. The caller holds the lock on it. */
  readonly dir: string;
  readonly log: (line: string) => void;
  /** Where the socket is made when the path of `dir` is too long for one. */
  readonly shortDir?: string;
  readonly extraArguments?: readonly string[];
  /** Added to the environment of the server. */
  readonly env?: Readonly<Record<string, string>>;
};

const DATABASE_NAME = "signalbox";
const POLL_MS = 20;
/** Recovery after a crash reads the whole redo log: that takes seconds here, but a slow disk may need a minute. */
const START_DEADLINE_MS = 120_000;
const STOP_GRACE_MS = 30_000;
/** How long the web and the runner may still use the server after the process that started it was killed. */
const ORPHAN_GRACE_S = 5;

/**
 * Starts a private MariaDB or MySQL server that listens only at a socket file, and makes the database `signalbox` on
 * it. The directory is installed at the first start and kept. Only this user can use the server and its files.
 *
 * @throws Error with a message for a person where there is no server program, where another live server uses the
 *   directory, or where the server does not start: with the last lines of its log.
 */
export async function startPrivateDatabase(options: PrivateDatabaseOptions): Promise<PrivateDatabase> {
  const dir = resolve(options.dir);
  const server = findDatabaseServer();
  if (server === null) throw new Error(NO_DATABASE_SERVER);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await chmod(dir, 0o700);
  const place = databasePlace(dir);
  await endLeftoverDatabase(place, options.log);
  await installDatabase(server, dir);
  await mkdir(place.temporary, { recursive: true, mode: 0o700 });
  const socketPath = socketPathFor(dir, "server.sock", options.shortDir);
  await rm(socketPath, { force: true });
  await rm(`${socketPath}.lock`, { force: true }); // MySQL makes this file.
  const child = launch(server, place, socketPath, options);
  const ended = endOf(child);
  const watchdog = watchFor(child, place);
  void ended.then(() => endGroup(watchdog));
  const database = {
    socketPath,
    url: socketDatabaseUrl(socketPath, DATABASE_NAME),
    pid: child.pid ?? 0,
    ended,
  };
  try {
    await untilItAnswers(server, place, socketPath, ended);
  } catch (error) {
    await end(child, ended);
    throw error;
  }
  return { ...database, stop: () => end(child, ended) };
}

function launch(
  server: DatabaseServer,
  place: DatabasePlace,
  socketPath: string,
  { extraArguments = [], env }: PrivateDatabaseOptions,
): ChildProcess {
  // In a session of its own, so that Ctrl-C on the terminal does not reach it while the web and the runner still
  // settle.
  const words = [...databaseServerArguments(server, place, socketPath), ...extraArguments];
  const child = spawn(server.program, words, {
    detached: true,
    stdio: "ignore",
    cwd: place.data,
    env: { ...process.env, ...env },
  });
  child.on("error", () => undefined); // endOf reports it. Without a listener here it would be thrown.
  return child;
}

/**
 * A shell that lives a few seconds longer than this process: its stdin ends when this process ends for any reason, and
 * then it asks the server to end. It compares the pid file, because a server that has ended removes it. (`setpriv
 * --pdeathsig` works only on Linux and acts at once, while the runner still has results to write.)
 */
function watchFor(child: ChildProcess, place: DatabasePlace): ChildProcess {
  const script =
    'cat >/dev/null; sleep "$3"; [ "$(cat "$2" 2>/dev/null)" = "$1" ] && kill -TERM "$1"; exit 0';
  const watchdog = spawn(
    "/bin/sh",
    ["-c", script, "signalbox-database-watchdog", `${child.pid}`, place.pid, `${ORPHAN_GRACE_S}`],
    {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    },
  );
  watchdog.on("error", () => undefined); // Without a shell there is no watchdog. Then the next start ends the old server.
  watchdog.unref();
  const pipe = watchdog.stdin as unknown as {
    unref?: () => void;
    on: (event: "error", listener: () => void) => void;
  };
  pipe.on("error", () => undefined); // At a stop it ends before this process.
  pipe.unref?.();
  return watchdog;
}

/** Kills the shell and its cat. If only the shell were killed, each restart of the server would leave a cat. */
function endGroup(watchdog: ChildProcess): void {
  try {
    if (watchdog.pid !== undefined) process.kill(-watchdog.pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return signal ?? `exit ${code}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function untilItAnswers(
  server: DatabaseServer,
  place: DatabasePlace,
  socketPath: string,
  ended: Promise<string>,
): Promise<void> {
  let end: string | null = null;
  void ended.then((how) => {
    end = how;
  });
  const deadline = performance.now() + START_DEADLINE_MS;
  for (;;) {
    const problem = await madeDatabase(socketPath);
    if (problem === null) return;
    if (end !== null || performance.now() > deadline) {
      const what =
        end === null
          ? `did not answer within ${START_DEADLINE_MS / 1000} seconds (${problem})`
          : `ended (${end})`;
      throw new Error(
        `The private database server (${server.program}) ${what}. The end of its log, ${place.log}:\n${await logTail(place)}`,
      );
    }
    await sleep(POLL_MS);
  }
}

/** Null once the server has answered and the database exists; else the reason. */
async function madeDatabase(socketPath: string): Promise<string | null> {
  try {
    const connection = await createConnection({ socketPath, user: "root", connectTimeout: 2_000 });
    try {
      await connection.query(
        `CREATE DATABASE IF NOT EXISTS ${DATABASE_NAME} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
      );
      return null;
    } finally {
      connection.destroy();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function logTail(place: DatabasePlace): Promise<string> {
  const text = await readFile(place.log, "utf8").catch(() => "(there is no log)");
  return text.trimEnd().split("\n").slice(-12).join("\n");
}

async function end(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
  await ended;
  clearTimeout(timer);
}
