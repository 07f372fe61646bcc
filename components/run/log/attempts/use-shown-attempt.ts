import { useState } from "react";

/** Which attempt's log is shown. */
export type ShownAttempt = {
  /** 0 where there is none to show. */
  readonly number: number;
  /** The track's newest attempt; 0 before the first. */
  readonly newest: number;
  /** Why the attempt that the address names cannot be shown; null where it can, or it names none. */
  readonly problem: string | null;
};

type Looked = { readonly vertex: string | null; readonly attempt: number };

/**
 * The attempt that the address names; where it names none, the newest at the moment at which the log was opened. A retry
 * changes it only for who follows whatever runs.
 *
 * @param named the word `attempt` of the address.
 */
export function useShownAttempt(
  vertex: string | null,
  newest: number,
  named: string | null,
  { isLogOpen, isFollowing }: { isLogOpen: boolean; isFollowing: boolean },
): ShownAttempt {
  const [opened, setOpened] = useState<Looked>({ vertex, attempt: newest });
  const now = attemptToShow(opened, { vertex, attempt: newest }, isLogOpen && !isFollowing);
  if (now.vertex !== opened.vertex || now.attempt !== opened.attempt) setOpened(now);
  return named === null ? { number: now.attempt, newest, problem: null } : namedAttempt(named, newest);
}

/** What is shown after what was shown before: the same as long as it is looked at. */
export function attemptToShow(before: Looked, newest: Looked, isLooked: boolean): Looked {
  return isLooked && before.vertex === newest.vertex && before.attempt > 0 ? before : newest;
}

/** The attempt that an address names. */
export function namedAttempt(named: string, newest: number): ShownAttempt {
  const number = /^[1-9]\d{0,8}$/.test(named) ? Number(named) : 0;
  if (number > 0 && number <= newest) return { number, newest, problem: null };
  const wanted = number > 0 ? `There is no attempt ${number}` : `"${named.slice(0, 40)}" is no attempt`;
  const have = newest === 0 ? "nothing was executed yet" : `the newest is attempt ${newest}`;
  return { number: 0, newest, problem: `${wanted}: ${have}.` };
}
