import type { Refusal } from "#contract/refusal.ts";
import {
  type AuditedBy,
  type AuditedObject,
  type TakenNote,
  takeAuditNote,
} from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { type AuditSource, holdAuditEntry } from "#services/audit/audit-entry.ts";
import type { RefusedCalls } from "#services/audit/refused-calls.ts";
import type { Browser } from "#services/people/sessions.ts";
import { Refused } from "#services/refusals/refused.ts";
import type { Actor } from "#services/rights/actor.ts";

type Asking = { readonly actor: Actor | null; readonly browser: Browser };

/** Who asks, and from where. */
export function auditSourceOf({ actor, browser: { address, device } }: Asking): AuditSource {
  if (actor === null) return { who: "nobody", id: null, name: "", address, device };
  const { who, name } = actor;
  return { who, id: who === "command line" ? null : actor.id, name, address, device };
}

/**
 * The database for a request of an actor: each of its transactions that notes a change writes an entry of the audit with
 * it. A change whose service was not told of this actor is not written: that is a bug.
 */
export function auditedDatabase(database: Database, asking: Asking, act: string): Database {
  return audited(database, auditSourceOf(asking), act, (source, { by, object }) => {
    if (object !== undefined && !isBy(source, by))
      throw new Error(
        `The service of ${act} was not told of the actor who asks, but of ${JSON.stringify(by)}.`,
      );
  });
}

/** As `auditedDatabase`, for a source that need be no actor. */
export function auditedFor(database: Database, source: AuditSource, act: string): Database {
  return audited(database, source, act, () => undefined);
}

function audited(
  database: Database,
  source: AuditSource,
  act: string,
  judge: (source: AuditSource, note: TakenNote) => void,
): Database {
  return {
    ...database,
    beforeCommit: (tx) => {
      const note = takeAuditNote(tx);
      if (note === null) return;
      judge(source, note);
      holdAuditEntry(tx, source, act, note);
      if (note.also !== undefined) holdAuditEntry(tx, source, note.also.act, note.also);
    },
  };
}

function isBy(source: AuditSource, by: AuditedBy): boolean {
  if (by === null) return source.who === "nobody";
  if (typeof by === "string") return by === source.name;
  return "name" in by ? by.name === source.name : by.personId === source.id;
}

/** Writes a refused request into the audit. */
export async function auditRefusal(
  refusedCalls: RefusedCalls,
  asking: Asking,
  act: string,
  { code, text }: Refusal,
  about: AuditedObject | null,
): Promise<void> {
  await refusedCalls.add({ source: auditSourceOf(asking), act, code, text, object: about });
}

/** What a refused request was about: as its service says it, or else as its input does. */
export function refusedObject(error: unknown, act: string, input: unknown): AuditedObject | null {
  for (let each = error; each instanceof Error; each = each.cause)
    if (each instanceof Refused && each.about !== null) return each.about;
  return objectOfInput(act, input);
}

/** By the router, what a request names by its id, and by its name. */
const NAMED: Readonly<Record<string, AuditedObject["kind"]>> = {
  graphs: "graph",
  pipelines: "pipeline",
  tracks: "track",
  prompts: "prompt",
  secrets: "secret",
  schedules: "schedule",
  triggers: "trigger",
  streams: "stream",
  notices: "notice rule",
  retention: "graph",
  runners: "runner",
  people: "person",
  tokens: "token",
  account: "person",
};
const MAX_NAME = 200;

/** A refused request ends before its service knows what it is about, so only the input can tell. Values are never read. */
function objectOfInput(act: string, input: unknown): AuditedObject | null {
  const [router = ""] = act.split(".");
  const kind = act === "pipelines.launch" ? "graph" : NAMED[router];
  if (kind === undefined || typeof input !== "object" || input === null) return null;
  const { id, name, graph, vertex } = input as Readonly<Record<string, unknown>>;
  const found = [vertex, graph, name].find((each) => typeof each === "string");
  return {
    kind,
    ...(typeof id === "number" && Number.isSafeInteger(id) && id >= 0 && { id }),
    ...(typeof found === "string" && { name: found.slice(0, MAX_NAME) }),
  };
}
