import type { InboxItem } from "#contract/prompts/inbox.ts";

/**
 * The prompts that came since the last look and ask the one who looks. Prompts have growing ids.
 *
 * @param newest the largest id that was seen before; null at the first look, which tells of nothing.
 */
export function newPrompts(items: readonly InboxItem[], newest: number | null): readonly InboxItem[] {
  if (newest === null) return [];
  return items.filter(({ id, askedOf }) => id > newest && askedOf !== "others");
}

/** The largest id of these and of what was seen before. */
export function newestOf(items: readonly InboxItem[], newest: number | null): number {
  return items.reduce((most, { id }) => Math.max(most, id), newest ?? 0);
}
