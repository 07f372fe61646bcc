"use client";

import { createContext, useContext, useSyncExternalStore } from "react";
import { durationWords } from "./duration-words.ts";

const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** One clock for the whole page, asleep while nobody looks at it. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/**
 * Now, to the second; null on the server, whose now is not the reader's.
 *
 * @param clock another one than that of the computer. Always the same function.
 */
export function useNow(clock: () => number = Date.now): number | null {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(clock() / TICK_MS) * TICK_MS,
    () => null,
  );
}

/** The instant until which durations run in a part of a page; null: until now. */
export const ClockContext = createContext<number | null>(null);

/** Until when durations run; null on the server. */
export function useClock(): number | null {
  const now = useNow();
  return useContext(ClockContext) ?? now;
}

/** "3 min ago", with the exact time for whoever points at it. From a minute on without seconds: nobody reads them. */
export function RelativeTime({ at }: { at: Date }) {
  const now = useNow();
  const exact = at.toISOString();
  const ago = now === null ? null : now - at.getTime();
  return (
    <time dateTime={exact} title={exact}>
      {ago === null
        ? exact.slice(0, 16).replace("T", " ")
        : ago < 5_000
          ? "just now"
          : `${durationWords(ago < MINUTE_MS ? ago : ago - (ago % MINUTE_MS))} ago`}
    </time>
  );
}

/**
 * "in 12 s", or "until 02:00" where that is an hour away or more; with the exact time for whoever points at it.
 *
 * @param before stands before the time of day: nothing where the name of a column says that something ends.
 */
export function TimeUntil({ at, before = "until " }: { at: Date; before?: string }) {
  const now = useNow();
  const left = now === null ? null : at.getTime() - now;
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {left === null || left < 1_000
        ? ""
        : left < HOUR_MS
          ? `in ${durationWords(left)}`
          : `${before}${clock(at, now ?? 0)}`}
    </time>
  );
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The time of day in the reader's zone, with the date where it is another day. */
function clock(at: Date, now: number): string {
  const isToday = at.toDateString() === new Date(now).toDateString();
  const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return isToday ? time : `${at.toLocaleDateString("en-CA")} ${time}`;
}

/** "10:00", with the date where it is another day, and the exact time for whoever points at it. */
export function ExactTime({ at }: { at: Date }) {
  const now = useNow();
  const exact = at.toISOString();
  return (
    <time dateTime={exact} title={exact}>
      {now === null ? exact.slice(0, 16).replace("T", " ") : clock(at, now)}
    </time>
  );
}

/** How long something took, or takes by now. */
export function Duration({ from, to }: { from: Date; to: Date | null }) {
  const now = useClock();
  const end = to?.getTime() ?? now;
  return <span>{end === null ? "" : durationWords(Math.max(0, end - from.getTime()))}</span>;
}
