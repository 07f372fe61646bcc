import { createHash } from "node:crypto";
import type { Retirement } from "#contract/graphs/revisions.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { judgeDelivery } from "#engine/triggers/judge-delivery.ts";
import { keptEvent, type TriggerEvent, withoutProof } from "#engine/triggers/kept-event.ts";
import type { AuditNote } from "#platform/audit/audit-note.ts";
import { type Database, inTransaction, type Queries, transact } from "#platform/database/db.ts";
import { failpoint } from "#platform/failpoint.ts";
import { findRevision, latestSealed } from "#repos/graphs/revision-rows.ts";
import { queuedPipelinesOf } from "#repos/pipelines/pipeline-queue-rows.ts";
import { findDelivery, putDelivery } from "#repos/triggers/delivery-rows.ts";
import { lockTrigger, type TriggerRow } from "#repos/triggers/trigger-rows.ts";
import { type AuditSource, holdAuditEntry } from "../audit/audit-entry.ts";
import { retirementOf } from "../graphs/revisions/retirement.ts";
import { sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { launchByRule, launcherFor, type RuleLauncher } from "../pipelines/launch-by-rule.ts";
import { refuse } from "../refusals/refused.ts";
import { refuseUnknown } from "../rights/judge.ts";

const MAX_KEY = 200;
const MAX_REASON = 1_000;

/** What became of an event. `isRepeat`: it was decided before, and nothing was done now. */
export type Delivered = {
  readonly state: "launched" | "filtered" | "refused";
  readonly pipelineId: number | null;
  readonly reason: string | null;
  readonly isRepeat: boolean;
};

/** An event with its id. */
export type KeyedEvent = { readonly key: string; readonly event: TriggerEvent };

/**
 * Gives a trigger an event. The launch and the row that says so are one transaction that holds the trigger, so an event
 * launches once, however often and by how many processes it is delivered. One that was refused is judged again.
 *
 * @param key the id of the event.
 * @param maxQueued it launches nothing while so many pipelines of its graph are queued; absent: however many there are.
 * @throws Refused `not-found`; `state-forbids` where the trigger is not active, and `too-often` where too many pipelines
 *   are queued: nothing is kept then; `bad-input` where the key is empty or too long.
 */
export async function deliver(
  database: Database,
  { trigger, maxQueued, ...given }: KeyedEvent & { readonly trigger: string; readonly maxQueued?: number },
): Promise<Delivered> {
  const delivered = await transact(database, async (tx) => {
    const row = (await lockTrigger(tx, trigger)) ?? refuseUnknown({ kind: "trigger", name: trigger });
    if (row.state !== "active")
      return refuse(
        "state-forbids",
        `The trigger "${trigger}" is ${stateWords(row.state)}: it takes no events.`,
      );
    const inside = inTransaction(database, tx);
    const { audit, ...outcome } = await deliverTo(inside, row, given, {
      launcherOf: (asked) => launcherFor(asked, actorName(row.name), row.ownerId),
      maxQueued,
    });
    if (audit !== null) holdAuditEntry(tx, sourceOfTrigger(row), "triggers.deliver", audit);
    failpoint("in-delivery");
    return outcome;
  });
  failpoint("after-delivery");
  return delivered;
}

/** A trigger, as who launched, for the audit. */
export function sourceOfTrigger({ id, name }: Pick<TriggerRow, "id" | "name">): AuditSource {
  return { who: "trigger", id, name: actorName(name), address: "", device: "" };
}

function stateWords(state: TriggerRow["state"]): string {
  return state === "new" ? "not published" : state;
}

/**
 * As `deliver`, for a row that is locked, in whatever state it is.
 *
 * @param database in the transaction that holds the row.
 * @returns what the audit is told of a launch, too; null where nothing was launched now.
 */
export async function deliverTo(
  database: Database,
  row: TriggerRow,
  { key, event }: KeyedEvent,
  launching: {
    readonly launcherOf: (tx: Queries) => Promise<RuleLauncher>;
    readonly maxQueued?: number | undefined;
    /** Which one it is of pipelines that follow from one another by triggers; absent: it follows from none. */
    readonly chain?: number;
  },
): Promise<Delivered & { readonly audit: AuditNote | null }> {
  const tx = database.queries;
  if (key === "" || key.length > MAX_KEY)
    return refuse("bad-input", `The id of an event has 1 to ${MAX_KEY} characters.`);
  const known = await findDelivery(tx, row.id, key);
  if (known !== null && known.state !== "refused") {
    const { state, pipelineId, reason } = known;
    return { state, pipelineId, reason, isRepeat: true, audit: null };
  }
  const shown = withoutProof(event);
  const { audit = null, ...outcome } = await outcomeOf(database, { row, key, event: shown }, launching);
  const { chain = 0 } = launching;
  await putDelivery(tx, { triggerId: row.id, eventKey: key, ...outcome, chain, ...keptEvent(shown) });
  return { ...outcome, isRepeat: false, audit };
}

type Outcome = Omit<Delivered, "isRepeat"> & { readonly audit?: AuditNote | null };

async function outcomeOf(
  database: Database,
  { row, key, event }: KeyedEvent & { readonly row: TriggerRow },
  { launcherOf, maxQueued }: Parameters<typeof deliverTo>[3],
): Promise<Outcome> {
  const tx = database.queries;
  const { specs } = await paramSpecs(tx, row);
  const decision = judgeDelivery(row, specs, event);
  if (decision.act !== "launch")
    return {
      state: decision.act === "filter" ? "filtered" : "refused",
      pipelineId: null,
      reason: cut(decision.reason),
    };
  if (maxQueued !== undefined && (await queuedPipelinesOf(tx, row.graphId, maxQueued)).length >= maxQueued)
    return refuse(
      "too-often",
      `${maxQueued.toLocaleString("en")} pipelines of the graph are queued already, and the trigger takes no more.`,
      { kept: "Nothing was kept of the event.", todo: "Send it again later." },
    );
  const rule = { ...row, params: decision.params };
  const launch = await launchByRule(database, rule, launcherOf, launchKeyOf(row, key));
  if (!launch.isLaunched) return { state: "refused", pipelineId: null, reason: cut(launch.reason) };
  return { state: "launched", pipelineId: launch.pipelineId, reason: null, audit: launch.audit };
}

/** Of the revision that a trigger launches: its number, its params, and whether it is retired. */
type LaunchedRevision = {
  readonly revision: number | null;
  readonly specs: Readonly<Record<string, InputSpec>>;
  readonly retired: Retirement | null;
};

/** The params of the revision that is launched; none where there is no such revision: the launch says so. */
export async function paramSpecs(
  tx: Queries,
  { graphId, revision }: Pick<TriggerRow, "graphId" | "revision">,
): Promise<LaunchedRevision> {
  const number = revision ?? (await latestSealed(tx, graphId));
  const found = number === null ? null : await findRevision(tx, graphId, number);
  if (found === null) return { revision: null, specs: {}, retired: null };
  const specs = (await sealedPlan(tx, found.id)).file.content.params ?? {};
  return { revision: number, specs, retired: retirementOf(found) };
}

/** The key of an event may be as long as a launch key. */
export function launchKeyOf({ id }: TriggerRow, key: string): string {
  return `trigger ${id} ${createHash("sha256").update(key).digest("hex")}`;
}

function actorName(name: string): string {
  return `trigger ${name}`;
}

function cut(reason: string): string {
  return [...reason].slice(0, MAX_REASON).join("");
}
