import { createHash } from "node:crypto";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { judgeDelivery } from "#engine/triggers/judge-delivery.ts";
import { keptEvent, type TriggerEvent, withoutProof } from "#engine/triggers/kept-event.ts";
import type { AuditNote } from "#platform/audit/audit-note.ts";
import { type Database, inTransaction, type Queries, transact } from "#platform/database/db.ts";
import { findRevision, latestSealed } from "#repos/graphs/revision-rows.ts";
import { findDelivery, lockTrigger, putDelivery, type TriggerRow } from "#repos/triggers/trigger-rows.ts";
import { holdAuditEntry } from "../audit/audit-entry.ts";
import { sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { launchByRule, launcherFor } from "../pipelines/launch-by-rule.ts";
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

/**
 * Gives a trigger an event. The launch and the row that says so are one transaction that holds the trigger, so an event
 * launches once, however often and by how many processes it is delivered. One that was refused is judged again.
 *
 * @param key the id of the event.
 * @throws Refused `not-found`; `state-forbids` where the trigger is not active: nothing is kept then; `bad-input` where the
 *   key is empty or too long.
 */
export async function deliver(
  database: Database,
  { trigger, key, event }: { readonly trigger: string; readonly key: string; readonly event: TriggerEvent },
): Promise<Delivered> {
  if (key === "" || key.length > MAX_KEY)
    return refuse("bad-input", `The id of an event has 1 to ${MAX_KEY} characters.`);
  const shown = withoutProof(event);
  return transact(database, async (tx) => {
    const row = (await lockTrigger(tx, trigger)) ?? refuseUnknown({ kind: "trigger", name: trigger });
    if (row.state !== "active")
      return refuse("state-forbids", `The trigger "${trigger}" is ${row.state}: it takes no events.`);
    const known = await findDelivery(tx, row.id, key);
    if (known !== null && known.state !== "refused") {
      const { state, pipelineId, reason } = known;
      return { state, pipelineId, reason, isRepeat: true };
    }
    const { audit = null, ...outcome } = await outcomeOf(database, tx, { row, key, event: shown });
    await putDelivery(tx, { triggerId: row.id, eventKey: key, ...outcome, ...keptEvent(shown) });
    const { id, name } = row;
    const source = { who: "trigger", id, name: actorName(name), address: "", device: "" } as const;
    if (audit !== null) holdAuditEntry(tx, source, "triggers.deliver", audit);
    return { ...outcome, isRepeat: false };
  });
}

type Outcome = Omit<Delivered, "isRepeat"> & { readonly audit?: AuditNote | null };

async function outcomeOf(
  database: Database,
  tx: Queries,
  { row, key, event }: { readonly row: TriggerRow; readonly key: string; readonly event: TriggerEvent },
): Promise<Outcome> {
  const decision = judgeDelivery(row, await paramSpecs(tx, row), event);
  if (decision.act !== "launch")
    return {
      state: decision.act === "filter" ? "filtered" : "refused",
      pipelineId: null,
      reason: cut(decision.reason),
    };
  const launch = await launchByRule(
    inTransaction(database, tx),
    { ...row, params: decision.params },
    (inside) => launcherFor(inside, actorName(row.name), row.ownerId),
    launchKeyOf(row, key),
  );
  if (!launch.isLaunched) return { state: "refused", pipelineId: null, reason: cut(launch.reason) };
  return { state: "launched", pipelineId: launch.pipelineId, reason: null, audit: launch.audit };
}

/** The params of the revision that is launched; none where there is no such revision: the launch says so. */
async function paramSpecs(
  tx: Queries,
  { graphId, revision }: TriggerRow,
): Promise<Readonly<Record<string, InputSpec>>> {
  const number = revision ?? (await latestSealed(tx, graphId));
  const found = number === null ? null : await findRevision(tx, graphId, number);
  return found === null ? {} : ((await sealedPlan(tx, found.id)).file.content.params ?? {});
}

/** The key of an event may be as long as a launch key. */
function launchKeyOf({ id }: TriggerRow, key: string): string {
  return `trigger ${id} ${createHash("sha256").update(key).digest("hex")}`;
}

function actorName(name: string): string {
  return `trigger ${name}`;
}

function cut(reason: string): string {
  return [...reason].slice(0, MAX_REASON).join("");
}
