import { isDeepStrictEqual } from "node:util";
import type { SaveScheduleInput } from "#contract/triggers/schedules.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { DesiredState } from "#engine/schedules/reconcile-schedule.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import { savedByName } from "#platform/database/saved-by-name.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import {
  changeScheduleRow,
  insertSchedule,
  lockSchedule,
  newScheduleVersion,
  type ScheduleRow,
  type ScheduleSettings,
} from "#repos/schedules/schedule-rows.ts";
import { byOf } from "../approvals/by.ts";
import { refuseTaken, refuseUnseen } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { isAllowed, judge } from "../rights/judge.ts";
import { settingsFor } from "./schedule-settings.ts";

/** A schedule after a change of it. */
export type ChangedSchedule = {
  readonly name: string;
  readonly version: number;
  readonly desired: DesiredState;
  /** False where it was so already: then nothing was written. */
  readonly isChanged: boolean;
};
export type SavedSchedule = ChangedSchedule & { readonly isNew: boolean };

/**
 * Makes a schedule, which is not published, or changes one. A change is carried out at once: an active one counts anew
 * from now, with the rights of whoever changed it. What is saved as it was is left as it is.
 *
 * @throws Refused `not-found`, `not-allowed`, `bad-input` with every problem, `conflict` where somebody changed it since.
 */
export async function saveSchedule(
  database: Database,
  input: SaveScheduleInput,
  actor: Actor,
): Promise<SavedSchedule> {
  try {
    return await savedByName(() => transact(database, (tx) => saveIn(tx, input, actor)));
  } catch (error) {
    if (isDuplicateKey(error)) return refuseTaken(`schedule "${input.name}"`);
    throw error;
  }
}

async function saveIn(tx: Queries, input: SaveScheduleInput, actor: Actor): Promise<SavedSchedule> {
  const before = await lockSchedule(tx, input.name);
  if (before !== null) {
    const subject = { kind: "schedule", name: input.name } as const;
    if (!(await isAllowed(tx, actor, "read", subject)) && !(await isAllowed(tx, actor, "launch", subject)))
      return refuse(
        "conflict",
        `There is a schedule "${input.name}" already, of a graph that you may not see.`,
        {
          kept: "Nothing was written.",
          todo: "Choose another name.",
        },
      );
    await judge(tx, actor, "launch", subject);
  }
  refuseUnseen("schedule", before, input);
  await judge(tx, actor, "launch", { kind: "graph", name: input.graph });
  const now = await databaseNow(tx);
  // An interval that is not changed keeps its times. Where it has not begun, it was counted from a start that is left out now.
  const former =
    before?.rule.kind === "interval" && before.rule.everyMs === input.everyMs ? before.rule : null;
  const anchor = former !== null && former.anchor <= now ? former.anchor : now;
  const settings = await settingsFor(tx, input, { now, anchor });
  if (before === null) {
    const version = await newScheduleVersion(tx, input.name);
    const id = await insertSchedule(tx, { ...settings, version, createdBy: actor.name });
    noteForAudit(tx, actor, {
      object: { kind: "schedule", id, name: input.name },
      after: shortly(settings, input),
    });
    return { name: input.name, version, desired: "new", isChanged: true, isNew: true };
  }
  const saved = { name: before.name, desired: before.desired, isNew: false };
  if (isSameAs(before, settings)) return { ...saved, version: before.version, isChanged: false };
  const isPublished = before.desired !== "new";
  const owner = isPublished ? { ownerId: byOf(actor).personId } : {};
  await changeScheduleRow(tx, before, { ...settings, ...owner }, actor.name);
  noteForAudit(tx, actor, {
    object: { kind: "schedule", id: before.id, name: before.name },
    before: shortly(before, input),
    after: shortly(settings, input),
  });
  return { ...saved, version: before.version + 1, isChanged: true };
}

/** Params are compared as JSON: the order of their keys counts. */
function isSameAs(row: ScheduleRow, { params, ...settings }: ScheduleSettings): boolean {
  const kept = Object.fromEntries(Object.keys(settings).map((key) => [key, row[key as keyof ScheduleRow]]));
  return isDeepStrictEqual(kept, settings) && writeJson(row.params) === writeJson(params);
}

/** What the audit keeps of a schedule. */
function shortly({ revision, rule, zone, policy }: ScheduleSettings, { graph }: { readonly graph: string }) {
  return {
    graph,
    revision,
    rule: JSON.stringify(rule),
    zone,
    overlap: policy.overlap,
    catchUp: policy.catchUp,
  };
}
