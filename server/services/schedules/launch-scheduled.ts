import { type AuditNote, takeAuditNote } from "#platform/audit/audit-note.ts";
import type { Database, Queries } from "#platform/database/db.ts";
import { findGraphById } from "#repos/graphs/graph-rows.ts";
import { latestSealed } from "#repos/graphs/revision-rows.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import type { ScheduleRow } from "#repos/schedules/schedule-rows.ts";
import type { By } from "../approvals/by.ts";
import type { AuditSource } from "../audit/audit-entry.ts";
import { Refused, refuse } from "../pipeline-session/refused.ts";
import { launchPipeline } from "../pipelines/launch-pipeline.ts";
import type { Actor } from "../rights/actor.ts";
import { judge } from "../rights/judge.ts";
import { foldersAllowed } from "../rights/readable-folders.ts";
import { rightsOfPerson } from "../rights/rights-of.ts";

export type Launching = {
  readonly database: Database;
  readonly row: ScheduleRow;
  /** Who launches; absent: the schedule itself. */
  readonly actor?: Launcher;
};

type Launcher = By & Pick<Actor, "rights">;

/** What became of a launch. */
export type ScheduledLaunch = {
  readonly fire:
    | { readonly state: "launched"; readonly pipelineId: number; readonly reason: null }
    | { readonly state: "failed"; readonly reason: string };
  /** What the audit is told; null where nothing was launched. */
  readonly audit: AuditNote | null;
};

/** The name under which a schedule launches. */
export function scheduleActorName(name: string): string {
  return `schedule ${name}`;
}

export function sourceOf({ id, name }: ScheduleRow): AuditSource {
  return { who: "schedule", id, name: scheduleActorName(name), address: "", device: "" };
}

/**
 * Launches a pipeline of a schedule, with the rights that its owner has now. A refusal is a result, and leaves nothing of
 * the launch.
 *
 * @param database in the transaction that holds the schedule's row.
 * @param key a second launch with it gives the same pipeline.
 */
export async function launchScheduled(
  { database, row, actor }: Launching,
  key: string,
): Promise<ScheduledLaunch> {
  const tx = database.queries;
  try {
    const graph = await findGraphById(tx, row.graphId);
    if (graph === null) return refuse("not-found", "Its graph was deleted.");
    const owner = actor ?? (await ownerOf(tx, row));
    await judge(tx, owner, "launch", { kind: "graph", name: graph.name });
    const revision = row.revision ?? (await latestSealed(tx, graph.id));
    if (revision === null)
      return refuse("state-forbids", `${graph.name} has no sealed revision: nothing can be launched.`);
    const { id } = await launchPipeline(
      database,
      {
        graph: graph.name,
        revision,
        params: row.params,
        inputs: {},
        priority: row.priority,
        key,
        ...(row.pipelineName !== null && { name: row.pipelineName }),
      },
      { name: owner.name, personId: owner.personId },
      await foldersAllowed(tx, owner.rights, "read"),
    );
    return { fire: { state: "launched", pipelineId: id, reason: null }, audit: takeAuditNote(tx) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    takeAuditNote(tx);
    return { fire: { state: "failed", reason: textOf(error).slice(0, 1_000) }, audit: null };
  }
}

function textOf({ refusal: { text, problems = [] } }: Refused): string {
  const more = problems.map((problem) => problem.text).filter((each) => !text.includes(each));
  return [text, ...more].join(" ");
}

/** One time of a schedule leads to one pipeline, whoever launches it. */
export function launchKeyOf({ id }: Pick<ScheduleRow, "id">, due: number): string {
  return `schedule ${id} ${new Date(due).toISOString()}`;
}

/** A schedule acts for the person who published it. One that the command line published may do everything. */
async function ownerOf(tx: Queries, { name, ownerId }: ScheduleRow): Promise<Launcher> {
  if (ownerId !== null && (await findPerson(tx, ownerId)) === null)
    return refuse("not-allowed", "Whoever published it was removed. Publish it again.");
  const rights = await rightsOfPerson(tx, ownerId);
  return { name: scheduleActorName(name), personId: ownerId, rights };
}
