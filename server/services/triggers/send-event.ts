import { randomUUID } from "node:crypto";
import type { TriggerTest } from "#contract/triggers/triggers.ts";
import { readJson } from "#engine/json/read-json.ts";
import { jsonBeginning } from "#engine/json/write-json.ts";
import { explainDelivery } from "#engine/triggers/judge-delivery.ts";
import { type TriggerEvent, withoutProof } from "#engine/triggers/kept-event.ts";
import { TRIGGER_KINDS, type TriggerKind } from "#engine/triggers/trigger-kinds.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, inTransaction, type Queries, transact } from "#platform/database/db.ts";
import { deliveryOf } from "#repos/triggers/delivery-rows.ts";
import { findLiveTrigger, lockTrigger, type TriggerRow } from "#repos/triggers/trigger-rows.ts";
import { byOf } from "../approvals/by.ts";
import { retiredText } from "../graphs/revisions/retirement.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { refuseUnknown } from "../rights/judge.ts";
import { type Delivered, deliverTo, paramSpecs } from "./deliver.ts";

const MAX_SHOWN = 2_000;

/** An event that came before, by the id of its delivery; or one that a person made up, as JSON text. */
type Asked = {
  readonly name: string;
  readonly delivery?: number | undefined;
  readonly event?: string | undefined;
};

/**
 * Says what would become of an event, and what the filter and each param come to. Nothing is launched or written.
 *
 * @throws Refused `not-found`; `bad-input` where the event is none, or was cut when it was kept.
 */
export async function testTrigger(tx: Queries, asked: Asked): Promise<TriggerTest> {
  const found = await findLiveTrigger(tx, asked.name);
  if (found === null) return refuseUnknown({ kind: "trigger", name: asked.name });
  const { trigger } = found;
  const { revision, specs, retired } = await paramSpecs(tx, trigger);
  const explained = explainDelivery(trigger, specs, withoutProof(await eventOf(tx, trigger, asked)));
  const { decision, filter, params } = explained;
  const isRetired = decision.act === "launch" && retired !== null;
  return {
    act: isRetired ? "refuse" : decision.act,
    reason: isRetired
      ? retiredText(found.graph, revision, retired)
      : decision.act === "launch"
        ? null
        : decision.reason,
    revision,
    filter:
      filter === null || trigger.filter === null
        ? null
        : {
            text: trigger.filter,
            state: filter.state,
            reason: filter.state === "true" ? null : filter.reason,
          },
    params: params.map(({ name, from, ...param }) => {
      if (param.state !== "given") return { name, from, ...param };
      const text = jsonBeginning(param.value, MAX_SHOWN + 1);
      return {
        ...{ name, from, state: "given" },
        ...{ value: [...text].slice(0, MAX_SHOWN).join(""), isCut: text.length > MAX_SHOWN },
      } as const;
    }),
  };
}

/**
 * Gives a trigger an event by hand, as one that was not there before, in whatever state it is. It launches with the rights
 * of whoever asks.
 *
 * @throws Refused as `testTrigger`.
 */
export async function sendToTrigger(
  database: Database,
  asked: Asked,
  actor: Actor,
): Promise<Omit<Delivered, "isRepeat"> & { readonly name: string }> {
  return transact(database, async (tx) => {
    const { name } = asked;
    const row = (await lockTrigger(tx, name)) ?? refuseUnknown({ kind: "trigger", name });
    const event = await eventOf(tx, row, asked);
    const again = asked.delivery === undefined ? "by hand" : `again ${asked.delivery}`;
    const { state, pipelineId, reason } = await deliverTo(
      inTransaction(database, tx),
      row,
      { key: `${again} ${randomUUID()}`, event },
      { launcherOf: async () => ({ ...byOf(actor), rights: actor.rights }) },
    );
    noteForAudit(tx, actor, { object: { kind: "trigger", id: row.id, name }, after: { state, pipelineId } });
    return { name, state, pipelineId, reason };
  });
}

async function eventOf(tx: Queries, row: TriggerRow, { delivery, event }: Asked): Promise<TriggerEvent> {
  const kind = TRIGGER_KINDS[row.kind as TriggerKind];
  if ((delivery === undefined) === (event === undefined))
    return refuse("bad-input", "Wanted one of `delivery` and `event`.", { kept: "Nothing was launched." });
  if (event !== undefined) return kind.complete(readEvent(event, Object.keys(kind.names)));
  const kept = delivery === undefined ? null : await deliveryOf(tx, { triggerId: row.id, id: delivery });
  if (kept === null)
    return refuse("not-found", `The trigger "${row.name}" has no delivery ${delivery}.`, {
      command: { verb: "trigger deliveries" },
    });
  if (kept.isCut)
    return refuse(
      "bad-input",
      `Only the beginning of what came with the delivery ${kept.id} is kept: it is too long.`,
      {
        kept: "Nothing was launched.",
        todo: "Have its sender send it again, or send an event of your own.",
      },
    );
  return readEvent(kept.event, Object.keys(kind.names));
}

function readEvent(text: string, names: readonly string[]): TriggerEvent {
  const read = readJson(text);
  const kept = "Nothing was launched.";
  if (!read.ok) return refuse("bad-input", `The event is no JSON. ${read.problem}`, { kept });
  if (!(read.value instanceof Map))
    return refuse("bad-input", `Wanted an event with ${names.join(", ")}, such as {"${names[0]}": …}.`, {
      kept,
    });
  const unknown = [...read.value.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined)
    return refuse(
      "bad-input",
      `An event of this trigger has no "${unknown.slice(0, 100)}": it has ${names.join(", ")}.`,
      {
        kept,
      },
    );
  return Object.fromEntries(read.value);
}
