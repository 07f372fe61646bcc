import type { AttemptResult, ClaimedTrack, RunnerGateway } from "#contract/runners/runner-gateway.ts";
import { cutText } from "#engine/text/cut-text.ts";
import { failpoint } from "#platform/failpoint.ts";
import type { Logger } from "#platform/log.ts";
import { problemMeaning } from "#platform/system-problem.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import type { Execute } from "../execution/execution.ts";
import type { RunnerJournal } from "../journal/journal.ts";
import type { KnownAttempts } from "../journal/known-attempts.ts";
import type { LeaseAge } from "../lease/lease-age.ts";
import { lastLineSink } from "../log/last-line.ts";
import type { AttemptLog, LogWriter } from "../log/log-writer.ts";
import type { ActiveAttempts } from "./active-attempts.ts";
import { attemptResult, handedBackResult } from "./attempt-result.ts";
import { type PreparedAttempt, prepareAttempt, preparedAtOnce } from "./prepare-attempt.ts";
import type { PreparedTasks } from "./prepared-tasks.ts";
import { resultOfKnown } from "./repeat-known.ts";
import type { Settler } from "./settler.ts";
import type { Slots } from "./slots.ts";

/** How long a result waits for its log. */
const MAX_LOG_WAIT_MS = 5_000;
const LISTING = "listing what was executed";
/** As what is warned of a disk that cannot be written. */
export const WRITING = "writing to the runner's disk";
/** As much of a reason as a server takes. */
const MAX_WHY = 1_000;

/** What all attempts of one runner use. */
export type AttemptParts = {
  readonly gateway: RunnerGateway;
  readonly log: Logger;
  readonly warnings: RepeatedWarnings;
  readonly journal: RunnerJournal;
  readonly known: KnownAttempts;
  readonly leaseAge: Pick<LeaseAge, "isHalfOver" | "isOver">;
  /** Told how long an attempt took to execute. Absent: nobody asks. */
  readonly onExecuted?: ((track: ClaimedTrack, seconds: number) => void) | undefined;
  /** Called where the database does not know that this attempt was executed already. */
  readonly onGap: (track: ClaimedTrack) => void;
  /** Called where an attempt could not be started. */
  readonly checkDisk: () => void;
  readonly logWriter: LogWriter;
  readonly execute: Execute;
  readonly prepared: PreparedTasks;
  readonly slots: Slots;
  readonly active: ActiveAttempts;
  readonly settler: Settler;
};

/**
 * Takes a claimed track from its claim to its settled result: prepare, begin, execute, store its log, settle. An
 * attempt without secrets begins before this function returns. It never rejects.
 */
export async function runAttempt(parts: AttemptParts, track: ClaimedTrack): Promise<void> {
  const { slots, active, settler } = parts;
  active.add(track);
  slots.occupy();
  const prepared = readsSecrets(track) ? await prepare(parts, track) : preparedAtOnce(track);
  const result = begin(parts, prepared) ?? (await executeOnce(parts, prepared));
  slots.leave();
  if (active.end(track, result)) await settler.settle(result);
  else parts.journal.noteSettled(track.token, null);
  active.remove(track);
}

function readsSecrets({ secrets, task }: ClaimedTrack): boolean {
  return Object.keys(secrets).length > 0 || task.kind === "transfer";
}

async function prepare(parts: AttemptParts, track: ClaimedTrack): Promise<PreparedAttempt> {
  try {
    const prepared = await prepareAttempt(parts.gateway, track);
    parts.warnings.worked("reading secrets");
    return prepared;
  } catch (error) {
    parts.warnings.failed("reading secrets", error);
    return { track, secrets: {}, connections: [], refusal: handedBackResult(track) };
  }
}

/** Writes into the journal that the attempt may have begun. Gives a result where it must not begin. */
function begin(parts: AttemptParts, { track, refusal }: PreparedAttempt): AttemptResult | null {
  if (refusal !== null) return refusal;
  // While the secrets were read, or the machine was suspended, another runner may have begun the track. The clocks are read
  // here: after a suspension an answer of before may come sooner than the next look of the heartbeat.
  const isSilent = parts.slots.isPaused || parts.leaseAge.isHalfOver;
  if (parts.leaseAge.isOver || (isSilent && track.isRetriedWhenLost)) return handedBackResult(track);
  if (!parts.slots.isDiskUsable) return handedBackForDisk(track, "The runner's disk could not be written.");
  try {
    parts.journal.noteBegun(track.token);
  } catch (error) {
    return notWritten(parts, track, "journal", error);
  }
  failpoint("before-spawn");
  return null;
}

/** It has not begun, so no track fails for the disk of a runner. No slot is free until that can be written again. */
function notWritten(parts: AttemptParts, track: ClaimedTrack, what: string, error: unknown): AttemptResult {
  parts.slots.setDiskUsable(false);
  const why = `The runner's ${what} could not be written, because ${problemMeaning(error)}.`;
  parts.warnings.failed(WRITING, error);
  return handedBackForDisk(track, why);
}

function handedBackForDisk(track: ClaimedTrack, why: string): AttemptResult {
  return { ...handedBackResult(track), handedBackBecause: cutText(why, MAX_WHY) };
}

/** Executes a task, if it was not executed before the database was restored. */
async function executeOnce(parts: AttemptParts, prepared: PreparedAttempt): Promise<AttemptResult> {
  const { active, known, journal, log, logWriter } = parts;
  const { track } = prepared;
  const running = active.takeOver(track);
  const earlier = running === null ? known.find(track) : null;
  if (running !== null || earlier !== null) parts.onGap(track);
  if (running !== null) return { ...(await running), token: track.token };
  if (earlier !== null) {
    const attemptLog = logWriter.openLog(track);
    const result = resultOfKnown(track, earlier, { log, attemptLog });
    journal.noteEnded(result);
    return result;
  }
  try {
    known.noteBegun(track, Date.now());
  } catch (error) {
    return notWritten(parts, track, "list of attempts", error);
  }
  const result = await execute(parts, prepared);
  noteEnded(parts, track, result);
  failpoint("before-settle");
  return result;
}

/**
 * Hands back a script that has not begun where the disk has no room, for instance for its work directory; null for all
 * others. A request or an email that failed may have been sent.
 */
function handedBackWithoutRoom(
  parts: AttemptParts,
  track: ClaimedTrack,
  { end }: AttemptResult,
): AttemptResult | null {
  const { spawnError = null } = end ?? {};
  if (spawnError === null || track.task.kind !== "script") return null;
  parts.checkDisk();
  return parts.slots.isDiskUsable ? null : handedBackForDisk(track, spawnError);
}

function noteEnded({ known, warnings }: AttemptParts, track: ClaimedTrack, result: AttemptResult): void {
  try {
    known.noteEnded(track, result, Date.now());
    warnings.workedLocally(LISTING);
  } catch (error) {
    warnings.failed(LISTING, error);
  }
}

async function execute(
  parts: AttemptParts,
  { track, secrets, connections }: PreparedAttempt,
): Promise<AttemptResult> {
  const { active, journal, logWriter } = parts;
  const log = logWriter.openLog(track);
  const withLastLine = lastLineSink(log);
  const execution =
    parts.prepared.take(track)?.go(withLastLine) ??
    parts.execute(track.task, {
      ...{ secrets, connections, timeoutMs: track.timeoutMs },
      ...{ attempt: track, sink: withLastLine },
    });
  active.setExecution(track, execution);
  const begunAt = performance.now();
  const end = await execution.result;
  parts.onExecuted?.(track, (performance.now() - begunAt) / 1_000);
  active.setExecution(track, null);
  failpoint("after-exit");
  await storeLog(parts, track, log);
  const ended = {
    ...attemptResult(track, {
      ...end,
      lastLine: withLastLine.lastLine(),
      isLogCut: end.isLogCut || log.isCut,
    }),
    secrets: [
      ...Object.entries(track.secrets).map(([input, name]) => ({ name, value: secrets[input] ?? "" })),
      ...connections.flatMap(({ secret }) => secret ?? []),
    ],
  };
  // Decided before it is noted: a runner that dies now hands it back after its start.
  const result = handedBackWithoutRoom(parts, track, ended) ?? ended;
  journal.noteEnded(result);
  return result;
}

/** Waits for the log to be stored, but not long: a result must not depend on its log. */
async function storeLog(
  { log: runnerLog }: AttemptParts,
  track: ClaimedTrack,
  log: AttemptLog,
): Promise<void> {
  if (await log.stored(MAX_LOG_WAIT_MS)) return;
  runnerLog.warn({ pipeline: track.pipelineId, vertex: track.vertex }, "settled before its log was stored");
}
