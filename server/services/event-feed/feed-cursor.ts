/** A place in the feed: behind the event `no`. Gaps up to `acceptedNo` are known to whoever holds it. */
export type FeedPlace = {
  /** The key of the feed, in hexadecimal digits. */
  readonly key: string;
  readonly no: number;
  readonly acceptedNo: number;
};

const CURSOR = /^([0-9a-f]{32})-(0|[1-9]\d{0,14})-(0|[1-9]\d{0,14})$/;

/** The text of a place, as callers keep it. */
export function cursorText({ key, no, acceptedNo }: FeedPlace): string {
  return `${key}-${no}-${acceptedNo}`;
}

/** The place that a text names; null where it is no cursor. */
export function readCursor(text: string): FeedPlace | null {
  const [, key, no, acceptedNo] = CURSOR.exec(text) ?? [];
  if (key === undefined) return null;
  return { key, no: Number(no), acceptedNo: Number(acceptedNo) };
}

/** How the feed stands now. */
export type FeedNow = { readonly key: string; readonly lastNo: number; readonly removedNo: number };

export type CursorProblem = "not a cursor" | "another server" | "set back" | "removed";

/**
 * Where the feed goes on for a cursor, or why it cannot. `set back`: the feed ended before this place, since its database
 * was restored to an earlier time. `removed`: events behind it are gone that its holder does not know to be gone.
 *
 * @param text null: the beginning. Whoever begins there knows that what was removed before is not there.
 */
export function placeFor(text: string | null, now: FeedNow): FeedPlace | CursorProblem {
  if (text === null) return { key: now.key, no: 0, acceptedNo: now.removedNo };
  const place = readCursor(text);
  if (place === null) return "not a cursor";
  if (place.key !== now.key) return "another server";
  if (place.no > now.lastNo) return "set back";
  if (now.removedNo > Math.max(place.no, place.acceptedNo)) return "removed";
  return place;
}
