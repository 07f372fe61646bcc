import type { InboxView } from "#contract/prompts/inbox.ts";

type Place = NonNullable<InboxView["next"]>;

/** Behind which closed prompt a page begins, as a word of the address. */
export function placeText({ id, at }: Place): string {
  return `${at.toISOString()}_${id}`;
}

/** Reads such a word; null for what is none. */
export function placeIn(text: string | undefined): Place | null {
  const [, written, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([1-9]\d{0,14})$/.exec(text ?? "") ?? [];
  const at = new Date(written ?? "");
  return Number.isNaN(at.getTime()) ? null : { id: Number(id), at };
}
