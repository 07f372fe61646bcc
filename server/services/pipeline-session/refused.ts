import type { Refusal, RefusalCode } from "#contract/refusal.ts";

/** An expected no: it travels to whoever asked, as it is. Anything else that is thrown is a bug. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.text);
    this.name = "Refused";
    this.refusal = refusal;
  }
}

/** Throws the refusal `code` with a whole sentence, and what else there is to say. */
export function refuse(code: RefusalCode, text: string, more: Omit<Refusal, "code" | "text"> = {}): never {
  throw new Refused({ code, text, ...more });
}
