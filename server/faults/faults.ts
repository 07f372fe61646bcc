import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DATABASE_FAULTS } from "./database/database-faults.ts";
import { LOST_ANSWERS } from "./database/lost-answers.ts";
import { RESTORE_FAULTS } from "./database/restore-faults.ts";
import { GALERA_FAULTS } from "./galera/galera-faults.ts";
import { type Fault, NotHere, type Verdict } from "./harness/fault.ts";
import { FaultContext, FaultHarness } from "./harness/fault-harness.ts";
import { NOTICE_FAULTS } from "./notices/notice-faults.ts";
import { PROXY_FAULTS } from "./proxy/proxy-faults.ts";
import { REMOTE_BEHIND_NGINX } from "./remote/remote-behind-nginx.ts";
import { REMOTE_FAULTS } from "./remote/remote-faults.ts";
import { LOG_STORE_FAULTS } from "./retention/log-store-faults.ts";
import { RETENTION_FAULTS } from "./retention/retention-faults.ts";
import { HOSTILE_SCRIPTS } from "./runner/hostile-scripts.ts";
import { MACHINE_FAULTS } from "./runner/machine-faults.ts";
import { RUNNER_FAULTS } from "./runner/runner-faults.ts";
import { CLOCK_FAULTS } from "./schedules/clock-faults.ts";
import { SCHEDULE_FAULTS } from "./schedules/schedule-faults.ts";
import { tableOf } from "./table.ts";
import { TRANSFER_FAULTS } from "./transfers/transfer-faults.ts";
import { STREAM_TRIGGER_FAULTS } from "./triggers/stream-trigger-faults.ts";
import { TRIGGER_FAULTS } from "./triggers/trigger-faults.ts";
import { RACES } from "./web/races.ts";

const ALL: readonly Fault[] = [
  ...RUNNER_FAULTS,
  ...DATABASE_FAULTS,
  ...LOST_ANSWERS,
  ...RESTORE_FAULTS,
  ...RACES,
  ...HOSTILE_SCRIPTS,
  ...MACHINE_FAULTS,
  ...GALERA_FAULTS,
  ...PROXY_FAULTS,
  ...REMOTE_FAULTS,
  ...REMOTE_BEHIND_NGINX,
  ...SCHEDULE_FAULTS,
  ...CLOCK_FAULTS,
  ...NOTICE_FAULTS,
  ...TRIGGER_FAULTS,
  ...STREAM_TRIGGER_FAULTS,
  ...TRANSFER_FAULTS,
  ...RETENTION_FAULTS,
  ...LOG_STORE_FAULTS,
];

/**
 * `npm run faults [-- WORDS]`: runs every fault, or those whose name contains one of the words, one after the other. It
 * prints a table of promises and results.
 *
 * @returns the exit code.
 */
export async function faults(words: readonly string[]): Promise<number> {
  const chosen = ALL.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const harness = new FaultHarness(await mkdtemp(join(tmpdir(), "faults-")));
  const verdicts: Verdict[] = [];
  try {
    await harness.open();
    for (const [place, fault] of chosen.entries()) {
      process.stderr.write(`${place + 1} of ${chosen.length}: ${fault.name} … `);
      const verdict = await played(fault, harness, `fault-${place + 1}-${process.pid}`);
      verdicts.push(verdict);
      process.stderr.write(
        `${verdict.verdict}${verdict.verdict === "FAIL" ? `: ${verdict.happened}` : ""}\n`,
      );
    }
  } finally {
    await harness.close().finally(() => removeDirectory(harness.dir));
  }
  process.stdout.write(tableOf(verdicts));
  return verdicts.length === 0 || verdicts.some(({ verdict }) => verdict === "FAIL") ? 1 : 0;
}

/** What a fault has killed may still be writing there for a moment. */
function removeDirectory(dir: string): Promise<void> {
  return rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

async function played(
  { name, promise, play }: Fault,
  harness: FaultHarness,
  stageName: string,
): Promise<Verdict> {
  const dir = join(harness.dir, stageName);
  await mkdir(dir);
  const context = new FaultContext(harness, stageName, dir);
  const said = { name, promised: promise };
  const problems: string[] = [];
  let happened = "";
  try {
    happened = await play(context);
  } catch (error) {
    if (error instanceof NotHere) return { ...said, happened: error.message, verdict: "not here" };
    problems.push(messageOf(error));
  }
  await context.end().catch((error: unknown) => problems.push(messageOf(error)));
  if (problems.length === 0) return { ...said, happened, verdict: "pass" };
  return { ...said, happened: problems.join("; "), verdict: "FAIL" };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
