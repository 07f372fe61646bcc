import { shownProblem } from "./shown-problem.ts";

/** What is asked of a query here; every `useQuery` gives it. */
type Asked<Item> = { readonly data: readonly Item[] | undefined; readonly error: unknown };

/**
 * What a field offers of a list that the server keeps.
 *
 * @returns no items while they are not known, and why they could not be read: else the field would say that there are none.
 */
export function choicesOf<Item>(
  { data, error }: Asked<Item>,
  what: string,
): { readonly items: readonly Item[]; readonly unread: string | null } {
  const isUnread = data === undefined && error !== null;
  return { items: data ?? [], unread: isUnread ? unreadText(error, what) : null };
}

/** Says that something could not be read, and why. */
export function unreadText(error: unknown, what: string): string {
  return `${what} could not be read. ${shownProblem(error).title}`;
}
