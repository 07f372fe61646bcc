import type { FormEntries } from "#components/values-form/form-values.ts";

/** What is in the fields of a prompt and in its comment. */
export type Typed = { readonly entries: FormEntries; readonly comment: string };

/** What was typed and not sent, by the prompt's id: whoever looks at another prompt meanwhile finds it again. */
const typed = new Map<number, Typed>();

export function typedFor(id: number): Typed | null {
  return typed.get(id) ?? null;
}

export function keepTyped(id: number, now: Typed): void {
  typed.set(id, now);
}

/** Forgets what was typed for a prompt: it was taken as the answer. */
export function forgetTyped(id: number): void {
  typed.delete(id);
}

/** For another person. */
export function forgetAllTyped(): void {
  typed.clear();
}
