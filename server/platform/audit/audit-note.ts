import { onceInProcess } from "../copies/once-in-process.ts";

/** What kinds of things the audit names. */
export type AuditedKind =
  | "graph"
  | "pipeline"
  | "track"
  | "prompt"
  | "secret"
  | "connection"
  | "stream"
  | "runner"
  | "person"
  | "session"
  | "token"
  | "folder"
  | "group"
  | "grant"
  | "request"
  | "schedule"
  | "trigger"
  | "notice rule"
  | "retention";

/** What a change is about. `name` is as it was at that time. */
export type AuditedObject = { readonly kind: AuditedKind; readonly id?: number; readonly name?: string };

/** Small values only, and never a secret: they are written into the audit as JSON. */
export type AuditedValues = Readonly<Record<string, unknown>>;

/**
 * Who makes a change: an actor, the name that is written beside what they do, or a person by their id. null: whoever asks
 * is no actor, as somebody who signs in.
 */
export type AuditedBy = string | { readonly name: string } | { readonly personId: number } | null;

/** What a service says of its change, for the audit. */
export type AuditNote = {
  readonly object?: AuditedObject;
  readonly before?: AuditedValues;
  readonly after?: AuditedValues;
  /** Who did it, where that is known only now: a person who signs in. */
  readonly person?: { readonly id: number; readonly name: string };
  /** What ended or changed with it and is an act of its own: a second entry. */
  readonly also?: AlsoNoted;
};

/** A second entry of a transaction, with the person whose act it is. */
export type AlsoNoted = Required<Pick<AuditNote, "object" | "person">> & { readonly act: string };

/** All that was noted of a transaction. `by` is null where nobody but the request itself says who asks. */
export type TakenNote = AuditNote & { readonly by: AuditedBy };

const noted = onceInProcess("audit notes", () => new WeakMap<object, TakenNote>());

/**
 * Notes what a transaction changes. A later note of the same transaction has priority, field by field. It is written
 * with the transaction, if that is a request's; else it is dropped.
 *
 * @param by who was given to the service: no change of an actor is written whose service was told of another one.
 */
export function noteForAudit(tx: object, by: AuditedBy, note: AuditNote): void {
  const before = noted.get(tx);
  noted.set(tx, { ...before, ...note, by: by ?? before?.by ?? null });
}

/** Has an entry written with a transaction, whatever its services note. */
export function expectAuditNote(tx: object): void {
  noteForAudit(tx, null, {});
}

/** Takes the note of a transaction: to write it, or to drop it. */
export function takeAuditNote(tx: object): TakenNote | null {
  const note = noted.get(tx) ?? null;
  noted.delete(tx);
  return note;
}
