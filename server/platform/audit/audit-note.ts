/** What kinds of things the audit names. */
export type AuditedKind =
  | "graph"
  | "pipeline"
  | "track"
  | "prompt"
  | "secret"
  | "runner"
  | "person"
  | "session"
  | "token"
  | "folder"
  | "group"
  | "grant"
  | "request";

/** What a change is about. `name` is as it was at that time. */
export type AuditedObject = { readonly kind: AuditedKind; readonly id?: number; readonly name?: string };

/** Small values only, and never a secret: they are written into the audit as JSON. */
export type AuditedValues = Readonly<Record<string, unknown>>;

/** What a service says of its change, for the audit. */
export type AuditNote = {
  readonly object?: AuditedObject;
  readonly before?: AuditedValues;
  readonly after?: AuditedValues;
  /** Who did it, where that is known only now: a person who signs in. */
  readonly person?: { readonly id: number; readonly name: string };
};

const noted = new WeakMap<object, AuditNote>();

/**
 * Notes what a transaction changes. A later note of the same transaction has priority, field by field. It is written
 * with the transaction, if that is a request's; else it is dropped.
 */
export function noteForAudit(tx: object, note: AuditNote): void {
  noted.set(tx, { ...noted.get(tx), ...note });
}

/** Takes the note of a transaction: to write it, or to drop it. */
export function takeAuditNote(tx: object): AuditNote | null {
  const note = noted.get(tx) ?? null;
  noted.delete(tx);
  return note;
}
