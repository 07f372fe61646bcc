import type { InboxView } from "#contract/prompts/inbox.ts";

type Place = NonNullable<InboxView["next"]>;

/** Behind which closed prompt a page begins, as a word of the address. */
export function placeText({ id, closedAt }: Place): string {
  return `${closedAt.toISOString()}_${id}`;
}

/** Reads such a word; null for what is none. */
export function placeIn(text: string | undefined): Place | null {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([1-9]\d{0,14})$/.exec(text ?? "") ?? [];
  const closedAt = new Date(at ?? "");
  return Number.isNaN(closedAt.getTime()) ? null : { id: Number(id), closedAt };
}
