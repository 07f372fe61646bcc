import type { Refusal, RefusalCode } from "#contract/refusal.ts";
import type { AuditedObject } from "#platform/audit/audit-note.ts";
import { NamedError } from "#platform/copies/named-error.ts";

/** An expected refusal: it reaches the caller unchanged. Any other error is a bug. */
export class Refused extends NamedError {
  static override readonly className = "Refused";
  readonly refusal: Refusal;
  /** What the request was about, for the audit; null where its input says it. The caller is not told. */
  readonly about: AuditedObject | null;

  constructor(refusal: Refusal, about: AuditedObject | null = null) {
    super(refusal.text);
    this.refusal = refusal;
    this.about = about;
  }
}

/** Throws a refusal with a code, a whole sentence, and optional details. */
export function refuse(code: RefusalCode, text: string, more: Omit<Refusal, "code" | "text"> = {}): never {
  throw new Refused({ code, text, ...more });
}
