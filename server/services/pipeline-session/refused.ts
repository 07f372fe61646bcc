import type { Refusal, RefusalCode } from "#contract/refusal.ts";

/** An expected refusal: it reaches the caller unchanged. Any other error is a bug. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.text);
    this.name = "Refused";
    this.refusal = refusal;
  }
}

/** Throws a refusal with a code, a whole sentence, and optional details. */
export function refuse(code: RefusalCode, text: string, more: Omit<Refusal, "code" | "text"> = {}): never {
  throw new Refused({ code, text, ...more });
}
