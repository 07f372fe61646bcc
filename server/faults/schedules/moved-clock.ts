import { existsSync, readdirSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { eventually } from "../harness/eventually.ts";
import { NotHere } from "../harness/fault.ts";
import { FaultContext, FaultHarness } from "../harness/fault-harness.ts";

const LIBRARY = "libfaketimeMT.so.1";
/** Debian has a directory for each kind of processor below the first. */
const LIBRARY_DIRECTORIES = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];
const SHARED_MEMORY = "/dev/shm";
const MAX_GAP_MS = 5_000;

/** A fault whose database server has a clock of its own. */
export type Stage = { readonly context: FaultContext; readonly clock: MovedClock };

/** The clock of one database server, which libfaketime reads from a file. */
class MovedClock {
  readonly file: string;
  private offsetMs = 0;

  constructor(file: string) {
    this.file = file;
  }

  /** What the clock shows, in milliseconds since 1970. */
  get now(): number {
    return Date.now() + this.offsetMs;
  }

  async moveBy(ms: number): Promise<void> {
    this.offsetMs += ms;
    const seconds = (this.offsetMs / 1_000).toFixed(3);
    // The server must never read half a number.
    await writeFile(`${this.file}.new`, `${this.offsetMs < 0 ? "" : "+"}${seconds}\n`);
    await rename(`${this.file}.new`, this.file);
  }

  async moveTo(at: number): Promise<void> {
    await this.moveBy(at - this.now);
  }
}

/**
 * Plays on a database server of its own whose clock can be moved, and checks the rules of every fault there.
 *
 * @param at what the clock shows first, in milliseconds since 1970.
 * @throws NotHere where libfaketime is not installed.
 */
export async function onMovedClock(
  outer: FaultContext,
  at: number,
  play: (stage: Stage) => Promise<string>,
): Promise<string> {
  const library = findLibrary();
  if (library === null) throw new NotHere("libfaketime is not installed (apt-get install faketime)");
  const dir = join(outer.dir, "inner");
  await mkdir(dir);
  const clock = new MovedClock(join(dir, "clock"));
  await clock.moveTo(at);
  const harness = new FaultHarness(dir, environmentOf(library, clock));
  try {
    await harness.open();
    const stage = { context: new FaultContext(harness, outer.name, dir), clock };
    const said = await untilShown(stage)
      .then(() => play(stage))
      .catch(async (error: unknown) => {
        // The first error is the one that is told.
        await stage.context.end().catch(() => undefined);
        throw error;
      });
    await stage.context.end();
    return said;
  } finally {
    await harness.close();
  }
}

/** Waits until the database server follows its clock. */
export async function untilShown({ context, clock }: Stage): Promise<void> {
  await eventually("the database server follows its clock", async () => {
    const gapMs = (await databaseNow(context.database.queries)) - clock.now;
    return Math.abs(gapMs) < MAX_GAP_MS ? true : null;
  });
}

/** Kills the database server of the fault, and removes what libfaketime leaves of a process that was killed. */
export async function killServer({ server }: FaultContext): Promise<void> {
  process.kill(server.pid, "SIGKILL");
  await server.ended;
  for (const name of [`faketime_shm_${server.pid}`, `sem.faketime_sem_${server.pid}`])
    await rm(join(SHARED_MEMORY, name), { force: true });
}

function findLibrary(): string | null {
  const below = readdirSync("/usr/lib").map((name) => join("/usr/lib", name));
  return (
    [...LIBRARY_DIRECTORIES, ...below]
      .map((directory) => join(directory, "faketime", LIBRARY))
      .find((path) => existsSync(path)) ?? null
  );
}

/** Only the time of day is moved: what the server measures and waits for goes on as it is. */
function environmentOf(library: string, { file }: MovedClock): Record<string, string> {
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    DONT_FAKE_MONOTONIC: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
}
