import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { SaveTriggerInput, setTriggerInput } from "#contract/triggers/triggers.ts";
import { problemText } from "#engine/graph-file/graph-file-problem.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import type { Settings } from "#engine/triggers/trigger-kind.ts";
import { TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import { triggerProblems } from "#engine/triggers/trigger-problems.ts";
import type { TriggerState } from "#engine/triggers/trigger-states.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import { savedByName } from "#platform/database/saved-by-name.ts";
import { installationId } from "#repos/fleet/installation-rows.ts";
import { lockGraph } from "#repos/graphs/graph-rows.ts";
import { findRevision, latestSealed } from "#repos/graphs/revision-rows.ts";
import { folderOfGraph } from "#repos/rights/subject-rows.ts";
import {
  changeTriggerRow,
  insertTrigger,
  lockTrigger,
  newTriggerVersion,
  type StoredTrigger,
  type TriggerRow,
} from "#repos/triggers/trigger-rows.ts";
import { byOf } from "../approvals/by.ts";
import { refuseRetired } from "../graphs/revisions/retirement.ts";
import { refuseProblems } from "../pipeline-session/checked-values.ts";
import { sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { refuseTaken, refuseUnseen } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { isAllowed, judge, refuseUnknown } from "../rights/judge.ts";
import { sourceOf } from "./source-of-trigger.ts";
import { secretProblems } from "./trigger-secrets.ts";

/** A trigger after a change of it. */
export type ChangedTrigger = {
  readonly name: string;
  readonly version: number;
  readonly state: TriggerState;
  /** False where it was so already: then nothing was written. */
  readonly isChanged: boolean;
};
export type SavedTrigger = ChangedTrigger & { readonly isNew: boolean };

/**
 * Makes a trigger, which is not published, or changes one: a published one then launches with the rights of whoever
 * changed it. Its expressions are checked against the params of the graph. What is saved as it was is left as it is.
 *
 * @throws Refused `not-found`, `not-allowed`, `bad-input` with every problem, `conflict` where somebody changed it since.
 */
export async function saveTrigger(
  database: Database,
  input: SaveTriggerInput,
  actor: Actor,
): Promise<SavedTrigger> {
  try {
    return await savedByName(() => transact(database, (tx) => saveIn(tx, input, actor)));
  } catch (error) {
    if (isDuplicateKey(error)) return refuseTaken(`trigger "${input.name}"`);
    throw error;
  }
}

async function saveIn(tx: Queries, input: SaveTriggerInput, actor: Actor): Promise<SavedTrigger> {
  const { name } = input;
  const before = await lockTrigger(tx, name);
  if (before !== null) {
    const subject = { kind: "trigger", name } as const;
    if (!(await isAllowed(tx, actor, "read", subject)) && !(await isAllowed(tx, actor, "launch", subject)))
      return refuseTaken(`trigger "${name}"`);
    await judge(tx, actor, "launch", subject);
  }
  refuseUnseen("trigger", before, input);
  await judge(tx, actor, "launch", { kind: "graph", name: input.graph });
  const stored = await storedOf(tx, input, before, actor);
  const { graph } = input;
  const after = { graph, revision: stored.revision, kind: stored.kind, filter: stored.filter };
  if (before === null) {
    const first = await newTriggerVersion(tx, name);
    const id = await insertTrigger(tx, { ...stored, version: first, createdBy: actor.name });
    noteForAudit(tx, actor, { object: { kind: "trigger", id, name }, after });
    return { name, version: first, state: "new", isChanged: true, isNew: true };
  }
  const saved = { name, state: before.state, isNew: false };
  if (isSameAs(before, stored)) return { ...saved, version: before.version, isChanged: false };
  const owner = before.state === "new" ? {} : { ownerId: byOf(actor).personId };
  await changeTriggerRow(tx, before, { ...stored, ...owner }, actor.name);
  noteForAudit(tx, actor, {
    object: { kind: "trigger", id: before.id, name },
    before: { revision: before.revision, kind: before.kind, filter: before.filter },
    after,
  });
  return { ...saved, version: before.version + 1, isChanged: true };
}

/** The order of the params counts: that of the expressions. */
function isSameAs(row: TriggerRow, { params, ...stored }: StoredTrigger): boolean {
  const kept = Object.fromEntries(Object.keys(stored).map((key) => [key, row[key as keyof TriggerRow]]));
  return isDeepStrictEqual(kept, stored) && JSON.stringify(row.params) === JSON.stringify(params);
}

async function storedOf(
  tx: Queries,
  input: SaveTriggerInput,
  before: TriggerRow | null,
  actor: Actor,
): Promise<StoredTrigger> {
  const { name, kind, revision = null, filter = null, params = {}, settings = {}, priority = 0 } = input;
  const { labels = {} } = input;
  // Its lock is held, so that the graph is not deleted meanwhile.
  const graph = await lockGraph(tx, input.graph);
  if (graph === null) return refuse("not-found", `There is no graph "${input.graph}".`);
  const number = revision ?? (await latestSealed(tx, graph.id));
  const row = number === null ? null : await findRevision(tx, graph.id, number);
  if (row === null)
    return refuse(
      "state-forbids",
      `${graph.name} has no such sealed revision, so nothing could be launched.`,
      {
        kept: "Nothing was written.",
        todo: "Seal it first, or name another revision.",
      },
    );
  refuseRetired(graph.name, row);
  const specs = (await sealedPlan(tx, row.id)).file.content.params ?? {};
  const record = TRIGGER_KINDS[kind];
  const { names } = record;
  const read = record.settings.safeParse(settings, { error: problemText });
  const folder = (await folderOfGraph(tx, graph.name)) ?? ROOT;
  const wrong = read.error?.issues ?? [];
  refuseProblems(
    [
      ...wrong.map(({ path, message }) => ({ path: ["settings", ...path].join("."), text: message })),
      ...(read.success ? await secretProblems(tx, record, { settings, folder }) : []),
      ...triggerProblems({ filter, params }, specs, names),
    ],
    "this trigger",
  );
  const asked = { name, kind, settings: (read.data ?? {}) as Settings };
  const source = await sourceOf(tx, { ...asked, graphId: graph.id, revisionId: row.id }, actor);
  const pipelineName = input.pipelineName === "" ? null : (input.pipelineName ?? null);
  return {
    name,
    graphId: graph.id,
    revision,
    kind,
    ...source,
    installation: await installationFor(tx, kind, before),
    filter,
    params,
    pipelineName,
    priority,
    labels: Object.keys(labels).length === 0 ? null : labels,
  };
}

/** One that read a stream before there were ids of installations goes on with its group. */
async function installationFor(
  tx: Queries,
  kind: string,
  before: Pick<TriggerRow, "kind" | "installation"> | null,
): Promise<string | null> {
  const known = before?.installation ?? null;
  return kind !== "stream" || known !== null || before?.kind === "stream" ? known : installationId(tx);
}

/**
 * Publishes or resumes a trigger (`active`), pauses or removes it. Whoever makes it active lends it their rights, so they
 * may say which version they saw.
 *
 * @throws Refused `not-found`, `not-allowed`, `conflict` where somebody changed it since.
 */
export async function setTrigger(
  database: Database,
  { name, state, version }: z.output<typeof setTriggerInput>,
  actor: Actor,
): Promise<ChangedTrigger> {
  return transact(database, async (tx) => {
    await judge(tx, actor, "launch", { kind: "trigger", name });
    const row = (await lockTrigger(tx, name)) ?? refuseUnknown({ kind: "trigger", name });
    const { personId } = byOf(actor);
    if (row.state === state && (state !== "active" || row.ownerId === personId))
      return { name, version: row.version, state, isChanged: false };
    refuseUnseen("trigger", row, { name, version });
    const set = {
      state,
      ...(state === "active" && { ownerId: personId }),
      ...(state === "removed" && { liveName: null }),
    };
    await changeTriggerRow(tx, row, set, actor.name);
    const object = { kind: "trigger", id: row.id, name } as const;
    noteForAudit(tx, actor, { object, before: { state: row.state }, after: { state } });
    return { name, version: row.version + 1, state, isChanged: true };
  });
}
