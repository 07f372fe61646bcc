"use client";

import { useSyncExternalStore } from "react";
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

/** Now, to the second; null on the server, whose now is not the reader's. */
export function useNow(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / TICK_MS) * TICK_MS,
    () => null,
  );
}

/** "3 min ago", with the exact time for whoever points at it. */
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
          : `${durationWords(ago)} ago`}
    </time>
  );
}

/** How long it is until then: "29 min left"; nothing once that time is over. */
export function TimeLeft({ until }: { until: Date }) {
  const now = useNow();
  const left = now === null ? 0 : until.getTime() - now;
  return <span title={until.toISOString()}>{left < 1_000 ? "" : `${durationWords(left)} left`}</span>;
}

/** How long something took, or takes by now. */
export function Duration({ from, to }: { from: Date; to: Date | null }) {
  const now = useNow();
  const end = to?.getTime() ?? now;
  return <span>{end === null ? "" : durationWords(Math.max(0, end - from.getTime()))}</span>;
}
