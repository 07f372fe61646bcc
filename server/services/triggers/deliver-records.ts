import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import { cutText } from "#engine/text/cut-text.ts";
import { judgeDelivery } from "#engine/triggers/judge-delivery.ts";
import { keptEvent } from "#engine/triggers/kept-event.ts";
import { recordsEvent, STREAM_KIND, type StreamSettings } from "#engine/triggers/stream-kind.ts";
import { triggerProblems } from "#engine/triggers/trigger-problems.ts";
import { NamedError } from "#platform/copies/named-error.ts";
import { type Database, inTransaction, type Queries, transact } from "#platform/database/db.ts";
import { failpoint } from "#platform/failpoint.ts";
import { lockTriggerById } from "#repos/triggers/after-rows.ts";
import { putDelivery } from "#repos/triggers/delivery-rows.ts";
import { countOpenOfTrigger, deliveriesWithKeys } from "#repos/triggers/stream-trigger-rows.ts";
import type { TriggerRow } from "#repos/triggers/trigger-rows.ts";
import { holdAuditEntry } from "../audit/audit-entry.ts";
import { launchByRule, launcherFor } from "../pipelines/launch-by-rule.ts";
import { judge } from "../rights/judge.ts";
import { launchKeyOf, paramSpecs, sourceOfTrigger } from "./deliver.ts";
import type { GivenRecord } from "./stream-group.ts";

const MAX_REASON = 1_000;

/** What became of records. `refused`: by their own fault. */
export type DeliveredRecords =
  | { readonly act: "stopped" }
  /** As many pipelines as may are open. */
  | { readonly act: "full" }
  /** They are refused together, so each is to be delivered alone. */
  | { readonly act: "alone" }
  | {
      readonly act: "delivered";
      readonly done: readonly string[];
      readonly refused: readonly Refused[];
    };

export type Refused = { readonly record: GivenRecord; readonly reason: string };

/** The trigger cannot launch at all, whatever its records are. */
export class TriggerProblem extends NamedError {
  static override readonly className = "TriggerProblem";
}

/**
 * Gives a trigger records of a stream, which launch one pipeline together. The launch and a delivery for each record are one
 * transaction that holds the trigger: a record that was launched before launches nothing again, in whatever batch it comes.
 *
 * @throws TriggerProblem where it cannot launch by no fault of the records.
 */
export async function deliverRecords(
  database: Database,
  triggerId: number,
  settings: StreamSettings,
  records: readonly GivenRecord[],
): Promise<DeliveredRecords> {
  return transact(database, async (tx): Promise<DeliveredRecords> => {
    const row = await lockTriggerById(tx, triggerId);
    if (row === null || row.state !== "active") return { act: "stopped" };
    const keyOf = (record: Pick<GivenRecord, "id">) => eventKeyOf(settings, record);
    const known = await deliveriesWithKeys(tx, row.id, records.map(keyOf));
    const isDone = (record: GivenRecord) => (known.get(keyOf(record))?.state ?? "refused") !== "refused";
    const done = records.filter(isDone).map(({ id }) => id);
    const rest = records.filter((record) => !isDone(record));
    const worn = rest.filter(({ deliveries }) => deliveries > settings.maxDeliveries);
    const refused: Refused[] = [];
    const put = (record: GivenRecord, outcome: Outcome) => putRecord(tx, row, settings, record, outcome);
    for (const record of worn) {
      const times = `It was given ${record.deliveries} times, and no process ended it.`;
      const reason = known.get(keyOf(record))?.reason ?? times;
      await put(record, { state: "refused", reason });
      refused.push({ record, reason });
    }
    const specs = await specsFor(tx, row);
    const fresh = rest.filter((record) => !worn.includes(record)).map((record) => judged(row, record));
    const good = fresh.filter(({ act }) => act === "launch");
    let pipelineId: number | null = null;
    if (good.length > 0) {
      if ((await countOpenOfTrigger(tx, row.id)) >= settings.maxOpen) return { act: "full" };
      const launched = await launch(database, tx, { row, specs, stream: settings.stream }, good, keyOf);
      if (typeof launched === "number") pipelineId = launched;
      else if (good.length > 1) return { act: "alone" };
      else
        for (const each of good)
          fresh[fresh.indexOf(each)] = { ...each, act: "refuse", reason: launched.reason };
    }
    for (const each of fresh)
      if (each.act === "refuse") {
        await put(each.record, { state: "refused", reason: each.reason });
        refused.push({ record: each.record, reason: each.reason });
      } else {
        const state = each.act === "launch" ? "launched" : "filtered";
        await put(each.record, {
          state,
          pipelineId: state === "launched" ? pipelineId : null,
          reason: each.reason || null,
        });
        done.push(each.id);
      }
    failpoint("in-after");
    return { act: "delivered", done, refused };
  });
}

/** Notes that a record is refused whose delivery failed. */
export async function noteRefused(
  database: Database,
  triggerId: number,
  settings: StreamSettings,
  { record, reason }: Refused,
): Promise<void> {
  await transact(database, async (tx) => {
    const row = await lockTriggerById(tx, triggerId);
    if (row !== null) await putRecord(tx, row, settings, record, { state: "refused", reason });
  });
}

async function putRecord(
  tx: Queries,
  { id: triggerId }: TriggerRow,
  settings: StreamSettings,
  record: GivenRecord,
  { reason, ...outcome }: Outcome,
): Promise<void> {
  await putDelivery(tx, {
    ...{ triggerId, eventKey: eventKeyOf(settings, record), ...outcome },
    ...{ reason: reason === null ? null : cutText(reason, MAX_REASON) },
    ...keptEvent(recordsEvent([{ id: record.id, record: recordOf(record) }])),
  });
}

function eventKeyOf({ stream }: StreamSettings, { id }: Pick<GivenRecord, "id">): string {
  return `${stream} ${id}`;
}

function recordOf({ fields }: GivenRecord): ReadonlyMap<string, Json> {
  const value = new Map<string, Json>();
  for (let at = 0; at < fields.length; at += 2) value.set(fields[at] ?? "", fields[at + 1] ?? "");
  return value;
}

/** The params of what is launched. What is wrong with the trigger whatever is given is no fault of a record. */
async function specsFor(tx: Queries, row: TriggerRow): Promise<Readonly<Record<string, InputSpec>>> {
  const { revision, specs } = await paramSpecs(tx, row);
  if (revision === null)
    throw new TriggerProblem(
      `The graph has no sealed revision${row.revision === null ? "" : ` ${row.revision}`}.`,
    );
  const [problem] = triggerProblems(row, specs, STREAM_KIND.names);
  if (problem !== undefined) throw new TriggerProblem(problem.text);
  return specs;
}

type Outcome = {
  readonly state: "launched" | "filtered" | "refused";
  readonly reason: string | null;
  readonly pipelineId?: number | null;
};

type Judged = {
  readonly id: string;
  readonly record: GivenRecord;
  readonly value: ReadonlyMap<string, Json>;
  readonly act: "launch" | "filter" | "refuse";
  readonly reason: string;
};

/** What the filter says of one record. */
function judged({ filter }: TriggerRow, record: GivenRecord): Judged {
  const { id, fields } = record;
  const value = recordOf(record);
  // Bytes that are no text arrive as this character.
  if (fields.some((text) => text.includes("\uFFFD")))
    return { id, record, value, act: "refuse", reason: "It has bytes that are no text in UTF-8." };
  const decision = judgeDelivery({ filter, params: {} }, {}, recordsEvent([{ id, record: value }]));
  return { id, record, value, act: decision.act, reason: decision.act === "launch" ? "" : decision.reason };
}

/** Launches for these records together. Gives the pipeline, or why the records do not fit. */
async function launch(
  database: Database,
  tx: Queries,
  {
    row,
    specs,
    stream,
  }: {
    readonly row: TriggerRow;
    readonly specs: Readonly<Record<string, InputSpec>>;
    readonly stream: string;
  },
  good: readonly Judged[],
  keyOf: (record: { readonly id: string }) => string,
): Promise<number | { readonly reason: string }> {
  const event = recordsEvent(good.map(({ id, value }) => ({ id, record: value })));
  const decision = judgeDelivery({ filter: null, params: row.params }, specs, event);
  if (decision.act !== "launch") return { reason: decision.reason };
  const launched = await launchByRule(
    inTransaction(database, tx),
    { ...row, params: decision.params },
    async (inside) => {
      const launcher = await launcherFor(inside, `trigger ${row.name}`, row.ownerId);
      await judge(inside, launcher, "launch", { kind: "stream", name: stream });
      return launcher;
    },
    launchKeyOf(row, good.map(keyOf).join(" ")),
  );
  if (launched.isLaunched) {
    if (launched.audit !== null) holdAuditEntry(tx, sourceOfTrigger(row), "triggers.deliver", launched.audit);
    return launched.pipelineId;
  }
  if (launched.code === "bad-input") return { reason: launched.reason };
  throw new TriggerProblem(launched.reason);
}
