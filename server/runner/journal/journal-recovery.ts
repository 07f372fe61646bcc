import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "#platform/database/db.ts";
import type { Logger } from "#platform/log.ts";
import { isProcessAlive } from "#platform/process-life.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import type { Claimant } from "#services/attempts/claim-tracks.ts";
import { recoverAttempts } from "#services/attempts/recover-attempts.ts";
import type { AttemptResult } from "#services/attempts/settle-tracks.ts";
import { areRunnersGone } from "#services/fleet/runner-life.ts";
import { bootId, type JournalLine, processSpace } from "./journal.ts";

const JOURNAL_NAME = /^(\d+)-(\d+)\.journal$/;

/** What the journal of a runner that is gone tells. */
export type LeftoverJournal = {
  /** The rows of the runner table that it lived as. */
  readonly runnerIds: readonly number[];
  /** Since the same start of the machine: then all that was written is there. */
  readonly isWhole: boolean;
  /** In which space of process numbers it ran; null where nobody knows. */
  readonly space: string | null;
  /** Tokens, in hex, of attempts that may have begun. */
  readonly begun: ReadonlySet<string>;
  /** Of attempts that ended and were not settled, as far as the runner knew. */
  readonly ended: readonly AttemptResult[];
};

/**
 * Brings to an end what runners of this directory left when they died: results that they could not settle are settled
 * with their own tokens, attempts that they never began go back to the others, and their journals are removed. A journal
 * whose words the database cannot take now is kept for the next start.
 */
export async function recoverJournals(
  dir: string,
  parts: {
    readonly database: Database;
    readonly claimant: Claimant;
    readonly log: Logger;
    readonly warnings: RepeatedWarnings;
  },
): Promise<void> {
  const { database, claimant, log, warnings } = parts;
  for (const { path, isProcessThere } of journalsIn(dir)) {
    try {
      const journal = readJournal(readFileSync(path, "utf8"), bootId());
      // A process of another container cannot be looked for by its number: the database must have given it up.
      const isOurs = journal.space !== null && journal.space === processSpace();
      const isGone = isOurs ? !isProcessThere : await areRunnersGone(database.queries, journal.runnerIds);
      if (!isGone) continue;
      const took = await recoverAttempts(database, journal, claimant);
      if (took.settled + took.handedBack + took.refused > 0)
        log.info(took, "a runner that died had left word of its attempts");
      rmSync(path, { force: true });
      warnings.worked(`recovering ${path}`);
    } catch (error) {
      warnings.failed(`recovering ${path}`, error);
    }
  }
}

function journalsIn(dir: string): { readonly path: string; readonly isProcessThere: boolean }[] {
  try {
    return readdirSync(dir).flatMap((name) => {
      const [, pid, start] = JOURNAL_NAME.exec(name) ?? [];
      if (pid === undefined || start === undefined) return [];
      return [{ path: join(dir, name), isProcessThere: isProcessAlive(Number(pid), start) }];
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/**
 * Reads a journal's text.
 *
 * @param boot which start of the machine this is: see `bootId`.
 */
export function readJournal(text: string, boot: string | null): LeftoverJournal {
  const runnerIds: number[] = [];
  const begun = new Set<string>();
  const ended = new Map<string, AttemptResult>();
  let isWhole = boot !== null;
  let space: string | null = null;
  for (const each of text.split("\n")) {
    const line = parsedLine(each);
    if (line === null) continue;
    if ("runner" in line) {
      runnerIds.push(line.runner);
      isWhole &&= line.boot === boot;
      space = line.space;
    } else if ("begun" in line) begun.add(line.begun);
    else if ("ended" in line)
      ended.set(line.ended.token, { ...line.ended, token: Buffer.from(line.ended.token, "hex") });
    else ended.delete(line.settled);
  }
  return { runnerIds, isWhole, space, begun, ended: [...ended.values()] };
}

/** Null for the last line of a process that was killed while it wrote it. */
function parsedLine(text: string): JournalLine | null {
  try {
    return text === "" ? null : (JSON.parse(text) as JournalLine);
  } catch {
    return null;
  }
}
