import type {
  DeliveryEventView,
  DeliveryView,
  ListedTrigger,
  TriggerList,
  TriggerView,
} from "#contract/triggers/triggers.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { TRIGGER_KINDS, type TriggerKind } from "#engine/triggers/trigger-kinds.ts";
import { triggerProblems } from "#engine/triggers/trigger-problems.ts";
import type { DeliveryState } from "#engine/triggers/trigger-states.ts";
import type { Queries } from "#platform/database/db.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import {
  type DeliveryHead,
  deliveryOf,
  lastDeliveries,
  listDeliveries,
} from "#repos/triggers/delivery-rows.ts";
import { findTrigger, listTriggerRows, type NamedTrigger } from "#repos/triggers/trigger-rows.ts";
import { refuse } from "../refusals/refused.ts";
import { refuseUnknown } from "../rights/judge.ts";
import { paramSpecs } from "./deliver.ts";
import { secretProblems } from "./trigger-secrets.ts";

const USUAL_PAGE = 100;

/** A page of the triggers whose graphs may be read, by name. */
export async function listTriggers(
  tx: Queries,
  request: {
    readonly graph?: string | undefined;
    readonly kind?: TriggerKind | undefined;
    readonly search?: string | undefined;
    readonly isRemoved?: boolean | undefined;
    readonly after?: { readonly name: string; readonly id: number } | undefined;
    readonly limit?: number | undefined;
  },
  folders: FolderIds,
): Promise<TriggerList> {
  const { graph, kind, search, isRemoved = false, after, limit = USUAL_PAGE } = request;
  const asked = { folders, graphName: graph, kind, search, isRemoved, after, limit: limit + 1 };
  const rows = await listTriggerRows(tx, asked);
  const shown = rows.slice(0, limit);
  const last = await lastDeliveries(
    tx,
    shown.map(({ trigger }) => trigger.id),
  );
  const end = rows.length > limit ? shown.at(-1)?.trigger : undefined;
  return {
    triggers: shown.map((row): ListedTrigger => {
      const delivery = last.get(row.trigger.id);
      return { ...viewOf(row), last: delivery === undefined ? null : deliveryView(delivery) };
    }),
    next: end === undefined ? null : { name: end.name, id: end.id },
  };
}

/** A trigger, and why it cannot launch as it is now. @throws Refused `not-found`. */
export async function showTrigger(
  tx: Queries,
  name: string,
): Promise<{ readonly trigger: TriggerView; readonly problems: readonly string[] }> {
  const found = await namedTrigger(tx, name);
  return { trigger: viewOf(found), problems: await problemsOf(tx, found) };
}

/** What was right when it was saved, and is not any more: a later revision, a secret, whoever published it. */
async function problemsOf(tx: Queries, { trigger, folder }: NamedTrigger): Promise<string[]> {
  if (trigger.state === "removed") return [];
  const { specs } = await paramSpecs(tx, trigger);
  const kind = TRIGGER_KINDS[trigger.kind as TriggerKind];
  const { settings, ownerId, state } = trigger;
  const isOrphan = state !== "new" && ownerId !== null && (await findPerson(tx, ownerId)) === null;
  return [
    ...(await secretProblems(tx, kind, { settings, folder })).map(({ text }) => text),
    ...triggerProblems(trigger, specs, kind.names).map(({ text }) => text),
    ...(trigger.error === null ? [] : [trigger.error]),
    ...(isOrphan ? ["Whoever published it was removed: publish it again."] : []),
  ];
}

/** A page of what became of the events of a trigger, the newest first. @throws Refused `not-found`. */
export async function listDeliveriesOf(
  tx: Queries,
  {
    name,
    state,
    before,
    limit = USUAL_PAGE,
  }: {
    readonly name: string;
    readonly state?: DeliveryState | undefined;
    readonly before?: number | undefined;
    readonly limit?: number | undefined;
  },
): Promise<{ readonly deliveries: readonly DeliveryView[]; readonly next: number | null }> {
  const { trigger } = await namedTrigger(tx, name);
  const rows = await listDeliveries(tx, { triggerId: trigger.id, state, before, limit: limit + 1 });
  const deliveries = rows
    .slice(0, limit)
    .map((row) => ({ ...deliveryView(row), pipelineState: row.pipelineState }));
  return { deliveries, next: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
}

/** One delivery with what came in. @throws Refused `not-found`. */
export async function showDelivery(
  tx: Queries,
  { name, id }: { readonly name: string; readonly id: number },
): Promise<DeliveryEventView> {
  const { trigger } = await namedTrigger(tx, name);
  const row = await deliveryOf(tx, { triggerId: trigger.id, id });
  if (row === null) return refuse("not-found", `The trigger "${name}" has no delivery ${id}.`);
  const { pipelineState, event, isCut } = row;
  return { ...deliveryView(row), pipelineState, event, isCut };
}

async function namedTrigger(tx: Queries, name: string): Promise<NamedTrigger> {
  return (await findTrigger(tx, name)) ?? refuseUnknown({ kind: "trigger", name });
}

function viewOf({ trigger: row, graph, folder }: NamedTrigger): TriggerView {
  const { id, name, revision, settings, filter, params, pipelineName, priority } = row;
  const { state, version, changedAt, changedBy } = row;
  const kind = row.kind as TriggerKind;
  return {
    ...{ id, name, graph, folder, revision, kind, settings, summary: TRIGGER_KINDS[kind].summary(settings) },
    labels: row.labels ?? {},
    ...{ filter, params, pipelineName, priority, state, version, changedAt, changedBy },
  };
}

function deliveryView(row: DeliveryHead): Omit<DeliveryView, "pipelineState"> {
  const { id, eventKey, receivedAt, state, reason, tries, pipelineId } = row;
  return { id, eventKey, receivedAt, state, reason, tries, pipelineId };
}
