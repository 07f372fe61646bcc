import { type Database, transact } from "#platform/database/db.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { takeDuty } from "#repos/fleet/duty-rows.ts";
import { DEFAULT_POLICY } from "#repos/retention/policy-rows.ts";
import { holdAuditEntry } from "../audit/audit-entry.ts";
import { moveLogs } from "../stored-logs/move-logs.ts";
import { removeLogFiles } from "../stored-logs/remove-log-files.ts";
import { tidyAll } from "./run-retention.ts";
import type { RemovedCounts } from "./tidy-graph.ts";

const LOOK_MS = 60_000;
/** After a look at all graphs it rests. */
const REST_MS = 15 * 60_000;
/** So long it works at a time: then others of its process have their turn. */
const WORK_MS = 20_000;
/** So long one process keeps the retention, if it does not renew that. */
const HOLD_MS = 120_000;
const WORK = "retention";
const FILES = "moving logs to files, and removing such files,";

/** Removes what is old by the clock, in one process at a time. That two do it would do no harm: each removal is judged once more. */
export class RetentionClock {
  private readonly parts: {
    readonly database: Database;
    readonly warnings: RepeatedWarnings;
    readonly holder: string;
    /** Where logs of ended pipelines are kept; absent: in the database. */
    readonly logStore?: "database" | "file";
  };
  private restsUntil = Number.NEGATIVE_INFINITY;
  private after = DEFAULT_POLICY;
  private movedAfter = 0;
  private isStopped = false;
  private stopRunning: () => void = () => undefined;

  constructor(parts: RetentionClock["parts"]) {
    this.parts = parts;
  }

  start(): void {
    this.stopRunning = runEvery(LOOK_MS, () => this.look());
  }

  stop(): void {
    this.isStopped = true;
    this.stopRunning();
  }

  private async look(): Promise<void> {
    const { database, warnings, holder } = this.parts;
    if (performance.now() < this.restsUntil) return;
    try {
      if ((await takeDuty(database.queries, "retention", holder, HOLD_MS)) !== null) await this.work();
      warnings.worked(WORK);
    } catch (error) {
      warnings.failed(WORK, error);
    }
  }

  private async work(): Promise<void> {
    const { database } = this.parts;
    const until = performance.now() + WORK_MS;
    const isOver = () => this.isStopped || performance.now() >= until;
    const { isDone, next, refused } = await tidyAll(
      database,
      { after: this.after, isOver },
      (graph, removed) => noteRemoval(database, graph, removed),
    );
    this.after = next;
    // Files need no right to delete rows: they are moved also where a graph was refused.
    const areFilesDone = isDone && (await this.workOnFiles(isOver));
    if (refused !== null) throw refused;
    if (areFilesDone) this.restsUntil = performance.now() + REST_MS;
  }

  /** Gives whether it is done. */
  private async workOnFiles(isOver: () => boolean): Promise<boolean> {
    const { database, warnings, logStore } = this.parts;
    let isDone = true;
    try {
      if (logStore === "file") {
        const moved = await moveLogs(database, { after: this.movedAfter, isOver });
        this.movedAfter = moved.next;
        isDone = moved.isDone;
      }
      isDone = (await removeLogFiles(database, isOver)) && isDone;
      warnings.worked(FILES);
    } catch (error) {
      warnings.failed(FILES, error);
    }
    return isDone;
  }
}

/** The audit says what was removed of a graph without anybody's request. */
async function noteRemoval(database: Database, graph: string, removed: RemovedCounts): Promise<void> {
  const source = { who: "retention", id: null, name: "retention", address: "", device: "" } as const;
  await transact(database, async (tx) => {
    holdAuditEntry(tx, source, "retention.remove", {
      object: { kind: "graph", name: graph },
      after: removed,
    });
  });
}
