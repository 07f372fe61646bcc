import type { Refusal } from "#contract/refusal.ts";
import { type AuditedObject, takeAuditNote } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { type AuditSource, holdAuditEntry } from "#services/audit/audit-entry.ts";
import type { RefusedCalls } from "#services/audit/refused-calls.ts";
import type { Browser } from "#services/people/sessions.ts";
import { Refused } from "#services/pipeline-session/refused.ts";
import type { Actor } from "#services/rights/actor.ts";

type Asking = { readonly actor: Actor | null; readonly browser: Browser };

/** Who asks, and from where. */
export function auditSourceOf({ actor, browser: { address, device } }: Asking): AuditSource {
  if (actor === null) return { who: "nobody", id: null, name: "", address, device };
  const { who, name } = actor;
  return { who, id: who === "command line" ? null : actor.id, name, address, device };
}

/** The database for a request: each of its transactions that notes a change writes an entry of the audit with it. */
export function auditedDatabase(database: Database, asking: Asking, act: string): Database {
  return auditedFor(database, auditSourceOf(asking), act);
}

/** As `auditedDatabase`, for a source that is no actor. */
export function auditedFor(database: Database, source: AuditSource, act: string): Database {
  return {
    ...database,
    beforeCommit: (tx) => {
      const note = takeAuditNote(tx);
      if (note !== null) holdAuditEntry(tx, source, act, note);
    },
  };
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
