import { appendFileSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { AttemptResult, ClaimingRunner, RunnerGateway } from "#contract/runners/runner-gateway.ts";
import { readWireText } from "#engine/json/wire.ts";
import type { Logger } from "#platform/log.ts";
import { isProcessAlive } from "#platform/process-life.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { bootId, type JournalLine, processSpace, settledLine } from "./journal.ts";
import { recoverAttempts } from "./recover-attempts.ts";
import { openedEnd } from "./stored-end.ts";

const JOURNAL_NAME = /^(\d+)-(\d+)\.journal$/;

/** What the journal of an earlier runner process says. */
export type LeftoverJournal = {
  /** The rows of the runner table that the process used. */
  readonly runnerIds: readonly number[];
  /** True where the machine was not restarted since: then everything that was written is in the file. */
  readonly isWhole: boolean;
  /** The pid namespace of the process; null where it is unknown. */
  readonly space: string | null;
  /** Tokens, in hex, of attempts that may have begun. */
  readonly begun: ReadonlySet<string>;
  /** The results of attempts that ended and, as far as the runner knew, were not settled. */
  readonly ended: readonly AttemptResult[];
};

/**
 * Recovers what earlier runner processes of this directory left: their unsettled results are settled with their own
 * tokens, attempts that never began are handed back, and their journals are removed. A journal is kept for the next look with
 * what could not be settled now.
 */
export async function recoverJournals(
  dir: string,
  parts: {
    readonly gateway: RunnerGateway;
    readonly claimant: ClaimingRunner;
    readonly secrets: SecretBox;
    readonly log: Logger;
    readonly warnings: RepeatedWarnings;
    /** So long a result is kept whose pipeline is not in the database. */
    readonly giveUpMs: number;
    /** How long this process looks for journals already. */
    readonly lookedMs: number;
  },
): Promise<void> {
  const { gateway, claimant, secrets, log, warnings, giveUpMs } = parts;
  for (const { path, isProcessThere } of journalsIn(dir)) {
    try {
      const journal = readJournal(readFileSync(path, "utf8"), bootId(), secrets);
      // The process of another container cannot be found by its number, so its lease must be over first.
      const isOurs = journal.space !== null && journal.space === processSpace();
      const isGone = isOurs ? !isProcessThere : await gateway.areGone(journal.runnerIds);
      if (!isGone) continue;
      // A restore may be under way.
      const keptMs = Math.min(parts.lookedMs, Date.now() - statSync(path).mtimeMs);
      const took = await recoverAttempts(gateway, journal, claimant, keptMs > giveUpMs);
      const { told, problems, ...counts } = took;
      if (told.length > 0) log.info(counts, "recovered the attempts of an earlier runner process");
      if (problems.length > 0) {
        appendFileSync(path, told.map(({ token }) => settledLine(token)).join(""));
        throw problems[0];
      }
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
 * Reads the text of a journal.
 *
 * @param boot which start of the machine this is: see `bootId`.
 * @throws SecretBoxProblem where it has a result that was encrypted with another key.
 */
export function readJournal(text: string, boot: string | null, box: SecretBox): LeftoverJournal {
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
    else if ("ended" in line) {
      const { token, end, sealed, ...result } = line.ended;
      const opened = openedEnd(box, token, { end, sealed });
      ended.set(token, { ...result, ...opened, token: Buffer.from(token, "hex") });
    } else ended.delete(line.settled);
  }
  return { runnerIds, isWhole, space, begun, ended: [...ended.values()] };
}

/** Null for an incomplete last line: the process was killed while it wrote the line. */
function parsedLine(text: string): JournalLine | null {
  try {
    return text === "" ? null : (readWireText(text) as JournalLine);
  } catch {
    return null;
  }
}
