import type { AUDIT_OBJECTS, AUDIT_WHO } from "#contract/audit/audit.ts";
import type { RefusalCode } from "#contract/refusal.ts";
import type { AuditContent } from "#engine/audit/audit-chain.ts";
import type { AuditedObject, AuditedValues, AuditNote } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import { auditWrites } from "#repos/audit/audit-rows.ts";
import { holdWrites } from "#repos/write-together.ts";

/** Who made a request, and from where. */
export type AuditSource = {
  readonly who: (typeof AUDIT_WHO)[number];
  readonly id: number | null;
  readonly name: string;
  readonly address: string;
  readonly device: string;
};

/** A request that was refused. */
export type RefusedCall = {
  readonly source: AuditSource;
  readonly act: string;
  readonly object: AuditedObject | null;
  readonly code: RefusalCode;
  readonly text: string;
};

const MAX_NAME = 200;
const MAX_REASON = 300;
const MAX_VALUES = 1000;
/** Of one value. So one long value does not hide the others. */
const MAX_VALUE = 120;

/**
 * Keeps the entry of a change for the trip of the commit. Nothing may follow it in its transaction, because it locks the
 * end of the chain, for which all other changes wait.
 */
export function holdAuditEntry(tx: Queries, source: AuditSource, act: string, note: AuditNote): void {
  const { person } = note;
  const who = person === undefined ? source : { ...source, who: "person" as const, ...person };
  const entry = entryOf(who, act, note.object ?? null, {
    result: "done",
    reason: null,
    times: 1,
    before: valuesText(note.before),
    after: valuesText(note.after),
  });
  holdWrites(tx, auditWrites(entry));
}

/** Keeps the entry of refused calls, as `holdAuditEntry`. */
export function holdRefusedEntry(tx: Queries, call: RefusedCall, times: number): void {
  const { code, text } = call;
  const more = { result: code, reason: cut(text, MAX_REASON), times, before: null, after: null };
  holdWrites(tx, auditWrites(entryOf(call.source, call.act, call.object, more)));
}

type Outcome = Pick<AuditContent, "result" | "reason" | "times" | "before" | "after">;

function entryOf(
  { who, id, name, address, device }: AuditSource,
  act: string,
  object: AuditedObject | null,
  outcome: Outcome,
): AuditContent {
  return {
    who,
    whoId: id,
    whoName: cut(name, MAX_NAME),
    act,
    // The list is narrowed to a kind: one that the contract does not name could not be asked for.
    objectKind: object === null ? null : (object.kind satisfies (typeof AUDIT_OBJECTS)[number]),
    objectId: object?.id ?? null,
    objectName: object?.name === undefined ? null : cut(object.name, MAX_NAME),
    ...outcome,
    address: address.replace(/[^\x20-\x7e]/g, "?").slice(0, 60),
    device: cut(device, MAX_NAME),
  };
}

/** Values as JSON, each cut, and all of them. */
function valuesText(values: AuditedValues | undefined): string | null {
  if (values === undefined) return null;
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const short = given.map(([name, value]) => [name, shortValue(value)]);
  return cut(JSON.stringify(Object.fromEntries(short)), MAX_VALUES);
}

function shortValue(value: unknown): unknown {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return cut(value, MAX_VALUE);
  if (value instanceof Date) return value.toISOString();
  return cut(JSON.stringify(value) ?? "", MAX_VALUE);
}

/** At most so many characters. Half a surrogate pair is stored as another character, so there is none. */
function cut(text: string, max: number): string {
  const whole = Buffer.from(text).toString();
  const characters = [...whole];
  return characters.length <= max ? whole : `${characters.slice(0, max - 1).join("")}…`;
}
